"""What a visitor's request says about where to go and who asks, made safe: addresses to return to, and the place that is counted."""

import re

from flask import current_app, request

OWN_PATH = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9_~.-]*(?:/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)*)?", re.ASCII)
HOMES = ("/desk", "/desk/account")
EDITORS_HOMES = ("/editor", "/editor/people")


def own_path(wanted: str | None) -> str | None:
    """The path if it is plainly one of ours, else None. No query, no second slash, nothing that a browser could read as another site."""
    return wanted if wanted and len(wanted) <= 200 and OWN_PATH.fullmatch(wanted) else None


def home(is_editor: bool) -> str:
    """Where somebody begins who asked for no page in particular."""
    rules = {rule.rule for rule in current_app.url_map.iter_rules()}
    return next(path for path in (EDITORS_HOMES if is_editor else HOMES) + HOMES if path in rules)


def place() -> str:
    """Where the request comes from, as far as the settings let a proxy say so."""
    return request.remote_addr or "unknown"
