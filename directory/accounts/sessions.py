"""The glue between a browser and its sign-in: what the cookie holds, and who is asking. The cookie holds a secret, the database decides."""

from urllib.parse import urlsplit

from flask import Flask, Response, request, session
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Forbidden

from directory.access import WHO_IS_ASKING, Actor, forget_person, given_back, known_person
from directory.accounts import operations, queries, tokens
from directory.config import current
from directory.errors import of_http

KEY = "sign_in"
BROWSER = "asking"
AFTERWARDS = "afterwards"
protection = CSRFProtect()
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


def init_app(app: Flask) -> None:
    """Say who is asking, refuse forms that other sites send, and ask every form for its own secret."""
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    app.extensions[WHO_IS_ASKING] = _who_is_asking
    app.before_request(_refuse_other_sites)
    protection.init_app(app)
    app.register_error_handler(CSRFError, _older_than_the_sign_in)
    app.after_request(_note_seen)


def remember(token: str) -> None:
    """Start this browser's session anew around a sign-in: nothing from before is worth anything now."""
    session.clear()
    session[KEY] = token
    forget_person()


def forget() -> None:
    """Leave nothing in this browser."""
    session.clear()
    forget_person()


def token() -> str:
    """The secret of this browser's sign-in; empty where it has none."""
    return str(session.get(KEY, ""))


def bound_browser() -> str:
    """What ties a link to this browser. A browser that has asked before keeps its own, so that its newest link works in every tab."""
    if BROWSER not in session:
        session[BROWSER] = tokens.new()
    return str(session[BROWSER])


def asked_from() -> str:
    """What tied the last link to this browser; empty where it asked for none."""
    return str(session.get(BROWSER, ""))


def note_afterwards(path: str | None) -> None:
    """Keep where this browser wanted to go; a new wish replaces the old one."""
    session.pop(AFTERWARDS, None)
    if path:
        session[AFTERWARDS] = path


def afterwards() -> str | None:
    """Where this browser wanted to go before it had to sign in."""
    return session.get(AFTERWARDS)


def _who_is_asking() -> Actor | None:
    return queries.who_holds(token(), operations.now()) if token() else None


def _refuse_other_sites() -> None:
    """A browser says which site a form comes from. One that comes from another site is refused before anything reads it."""
    if request.method not in UNSAFE:
        return
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        raise Forbidden
    parts = urlsplit(current().base_url)
    origin = request.headers.get("Origin")
    if origin is not None and origin not in (request.host_url.rstrip("/"), f"{parts.scheme}://{parts.netloc}"):
        raise Forbidden


def _older_than_the_sign_in(error: CSRFError) -> ResponseReturnValue:
    """A form from before signing in or out has the wrong secret. It comes from our own page, so its words may be shown again."""
    return given_back(signed_out=False) or of_http(error)


def _note_seen(response: Response) -> Response:
    """Public pages ask nobody who they are, so a sign-in is noted as used only where it was used."""
    person, now = known_person(), operations.now()
    if person and person.seen_at and person.seen_at < now - operations.SEEN_EVERY and response.status_code < 500:
        operations.note_seen(sign_in_id=person.sign_in_id, at=now)
    return response
