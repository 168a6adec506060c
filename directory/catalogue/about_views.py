"""The pages about the directory itself: how good its data is, how accessible it is, and what it knows of a visitor."""

from flask import Blueprint, render_template

from directory.access import public
from directory.catalogue import finder, quality, queries

blueprint = Blueprint("about", __name__)


@blueprint.get("/data-quality")
@public
def data_quality() -> str:
    search = finder.current()
    measured = quality.measure(queries.all_listed(), queries.ended_count(), search.standing)
    return render_template("catalogue/data_quality.html", quality=measured, half_lives=search.freshness.half_lives)


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    return render_template("catalogue/accessibility.html")


@blueprint.get("/privacy")
@public
def privacy() -> str:
    return render_template("catalogue/privacy.html")
