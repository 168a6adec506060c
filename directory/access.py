"""Who may open which page. Every route says so with a marker that is checked before the view; a test refuses a route that says nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from flask import Flask, Response, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
SIGNED_IN = "signed-in"
PARTNER = "partner"
EDITOR = "editor"
ADMINISTRATOR = "administrator"
MARKERS = frozenset({PUBLIC, SIGNED_IN, PARTNER, EDITOR, ADMINISTRATOR})
WHO_IS_ASKING = "who_is_asking"
# Fields that a form carries by itself, and buttons.
NOT_TYPED = frozenset({"csrf_token", "stamp", "seen", "group", "unknown", "send", "at"})
ROW = re.compile(r"r(\d{1,3})-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who is asking, as read from the database for this one request. Operations are given it."""

    id: str
    name: str
    email: str
    organisations: frozenset[str] = frozenset()
    is_editor: bool = False
    is_administrator: bool = False
    sign_in_id: str = ""
    seen_at: datetime | None = None
    second_step_done: bool = False

    def may_edit(self, organisation_id: str) -> bool:
        """Whether this person looks after the listings of this provider. An editor reviews; being one is no membership."""
        return organisation_id in self.organisations

    @property
    def has_duties(self) -> bool:
        """Editors and administrators answer for others, so they prove themselves twice."""
        return self.is_editor or self.is_administrator


def _marker(word: str) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access = word  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Mark a view that anyone may open without signing in."""
    return _marker(PUBLIC)(view)


def signed_in_required(view: View) -> View:
    """Mark a view for anyone who is signed in, even before the second step."""
    return _marker(SIGNED_IN)(view)


def partner_required(view: View) -> View:
    """Mark a view for members of a provider. Whose listing it is, the view asks with `may_edit`."""
    return _marker(PARTNER)(view)


def editor_required(view: View) -> View:
    """Mark a view for editors who have done their second step."""
    return _marker(EDITOR)(view)


def administrator_required(view: View) -> View:
    """Mark a view for administrators of accounts who have done their second step."""
    return _marker(ADMINISTRATOR)(view)


def current_person() -> Actor | None:
    """Who is asking, or None. Read once for each request, and never from the cookie alone."""
    if "person" not in g:
        ask = current_app.extensions.get(WHO_IS_ASKING)
        g.person = ask() if ask else None
    return cast("Actor | None", g.person)


def known_person() -> Actor | None:
    """Who is asking, if this request has looked; a public page does not look."""
    return cast("Actor | None", g.get("person"))


def signed_in() -> Actor:
    """Who is asking, in a view that nobody opens without signing in."""
    return current_person() or abort(403)


def forget_person() -> None:
    """Read who is asking again: the sign-in has changed during this request."""
    g.pop("person", None)


def allows(marker: str, person: Actor) -> bool:
    """Whether a marker lets this person through, leaving aside the second step."""
    match marker:
        case "signed-in":
            return True
        case "partner":
            return bool(person.organisations)
        case "editor":
            return person.is_editor
        case "administrator":
            return person.is_administrator
    return False


def unmarked(app: Flask) -> list[str]:
    """The endpoints of routes that do not say who may open them."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    return sorted(endpoint for endpoint in endpoints if not hasattr(app.view_functions[endpoint], "access"))


def init_app(app: Flask) -> None:
    """Check the marker before every view. Flask's own static files are public; they cannot carry the marker in their source."""
    public(app.view_functions["static"])
    app.before_request(_check)
    app.after_request(_keep_no_copy)


def _check() -> ResponseReturnValue | None:
    """A page that says nothing is open to nobody."""
    marker = _marker_of_request()
    if marker == PUBLIC or request.endpoint is None:
        return None
    person = current_person()
    if person is None:
        return given_back(signed_out=True) or redirect(url_for("accounts.ask", next=request.path if request.method == "GET" else None), 303)
    if marker != SIGNED_IN and person.has_duties and not person.second_step_done:
        return redirect(url_for("second_step.check"), 303)
    return None if allows(marker, person) else abort(403)


def given_back(*, signed_out: bool = False, now_at: str = "", unsaved: bool = False, status: int = 400) -> tuple[str, int] | None:
    """A page with what was typed into a form that cannot be taken; None where nothing was. `now_at`: what the form was about is not open to
    it any more, and this page says how it stands. `unsaved`: the database did not take it."""
    typed = [
        (_called(name), "\n".join(answers))
        for name, answers in request.form.lists()
        if name.rpartition("-")[2] not in NOT_TYPED and any(answer.strip() for answer in answers)
    ]
    page = typed and render_template("accounts/typed.html", typed=typed, signed_out=signed_out, now_at=now_at, unsaved=unsaved)
    return (page, 401 if signed_out else status) if page else None


def _called(name: str) -> str:
    """A box as a person may know it; `r0-say` is that of the first row of a list."""
    row = ROW.match(name)
    name = f"number {int(row[1]) + 1}: {name[row.end() :]}" if row else name
    return name.replace("_", " ").replace("-", " ").capitalize()


def _marker_of_request() -> str:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "access", "nobody")


def _keep_no_copy(response: Response) -> Response:
    """What is shown to one person stays in no cache."""
    if request.endpoint and _marker_of_request() != PUBLIC:
        response.headers["Cache-Control"] = "no-store"
    return response
