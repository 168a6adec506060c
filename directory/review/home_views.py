"""The first page of the editors' desk: what waits for them, and the way to everything that they look after."""

import re
from datetime import date

from flask import Blueprint, abort, current_app, render_template, request

from directory.access import editor_required
from directory.accounts import desk_rows
from directory.accounts import queries as accounts
from directory.freshness import queries as freshness
from directory.review import queries

blueprint = Blueprint("editor", __name__, url_prefix="/editor")
NUMBER = re.compile(r"[1-9]\d{0,15}", re.ASCII)


@blueprint.get("")
@editor_required
def home() -> str:
    waiting, problems, requests = len(queries.awaiting_review()), len(freshness.open_problems()), len(accounts.waiting_claims())
    late = len(current_app.extensions["urgent_help"].overdue(date.today()))
    rows = desk_rows.of_editors_home()
    return render_template("review/home.html", waiting=waiting, problems=problems, requests=requests, rows=rows, late=late)


@blueprint.get("/log")
@editor_required
def log() -> str:
    before = request.args.get("before", "")
    if before and not NUMBER.fullmatch(before):
        abort(404)
    entries = queries.log(int(before) if before else None)
    return render_template("review/log.html", entries=entries, more=len(entries) == queries.LOG_PAGE)
