"""The first page of the editors' desk: what waits for them, and the way to everything that they look after."""

from flask import Blueprint, render_template

from directory.access import editor_required
from directory.freshness import queries as freshness
from directory.review import queries

blueprint = Blueprint("editor", __name__, url_prefix="/editor")


@blueprint.get("")
@editor_required
def home() -> str:
    waiting, problems = len(queries.awaiting_review()), len(freshness.open_problems())
    return render_template("review/home.html", waiting=waiting, problems=problems)
