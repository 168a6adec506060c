"""The pages about the directory itself: how good its data is, how accessible it is, and what it knows of a visitor."""

from collections.abc import Callable
from datetime import date
from typing import cast

from flask import Blueprint, Flask, current_app, render_template

from directory.access import public
from directory.catalogue import finder, quality, queries

blueprint = Blueprint("about", __name__)
TERM_BEGAN = "term_began"


def when_terms_begin(app: Flask, began: Callable[[date], date]) -> None:
    """Let whoever knows the school terms say on which day the term of a day began."""
    app.extensions[TERM_BEGAN] = began


def term_began(day: date) -> date:
    """The first day of the term that this day is in, or in a holiday of the one before it."""
    return cast("Callable[[date], date]", current_app.extensions[TERM_BEGAN])(day)


@blueprint.get("/data-quality")
@public
def data_quality() -> str:
    search = finder.current()
    since = term_began(date.today())
    measured = quality.measure(queries.all_listed(), queries.ended_count(), search.standing, since)
    return render_template("catalogue/data_quality.html", quality=measured, since=since, half_lives=search.freshness.half_lives)


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    return render_template("catalogue/accessibility.html")


@blueprint.get("/privacy")
@public
def privacy() -> str:
    return render_template("catalogue/privacy.html")
