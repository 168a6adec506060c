"""A page of the editors' desk: who did what."""

import re

from flask import Blueprint, abort, render_template, request

from directory.access import editor_required
from directory.reports import log

blueprint = Blueprint("log", __name__, url_prefix="/editor/log")
NUMBER = re.compile(r"[1-9]\d{0,15}", re.ASCII)


@blueprint.get("")
@editor_required
def show() -> str:
    before = request.args.get("before", "")
    if before and not NUMBER.fullmatch(before):
        abort(404)
    entries = log.page(int(before) if before else None)
    return render_template("reports/log.html", entries=entries, more=len(entries) == log.LOG_PAGE)
