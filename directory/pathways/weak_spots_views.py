"""A page of the editors' desk: where a pathway holds, but only just."""

from itertools import groupby

from flask import Blueprint, render_template

from directory.access import editor_required
from directory.pathways import auditing, queries

blueprint = Blueprint("weak_spots", __name__, url_prefix="/editor")


@blueprint.get("/weak-spots")
@editor_required
def show() -> str:
    report = auditing.latest()
    pathways = {version.slug: queries.content_of(version) for version in queries.versions()}
    spots = [(pathways[slug], list(found)) for slug, found in groupby(report.weak, key=lambda spot: spot.pathway)]
    return render_template("pathways/weak_spots.html", report=report, spots=spots)
