"""The first page of the editors' desk: what waits for them, and the way to everything that they look after."""

from datetime import date

from flask import Blueprint, current_app, render_template

from directory.access import editor_required
from directory.accounts import desk_rows
from directory.accounts import queries as accounts
from directory.freshness import queries as freshness
from directory.review import queries

blueprint = Blueprint("editor", __name__, url_prefix="/editor")


@blueprint.get("")
@editor_required
def home() -> str:
    waiting, problems, requests = len(queries.awaiting_review()), len(freshness.open_problems()), len(accounts.waiting_claims())
    late = len(current_app.extensions["urgent_help"].overdue(date.today()))
    rows = desk_rows.of_editors_home()
    return render_template("review/home.html", waiting=waiting, problems=problems, requests=requests, rows=rows, late=late)
