"""Signing in and out: ask for a link, open it, press its button. Opening a link never uses it up, because mail scanners open links."""

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.access import public, signed_in, signed_in_required
from directory.accounts import letters, limits, operations, sessions, tokens
from directory.accounts.asking import home, own_path, place
from directory.accounts.forms import AskForm, PressForm

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def ask() -> ResponseReturnValue:
    form = AskForm()
    if form.validate_on_submit():
        _count_asking(str(form.email.data))
        _send_link(str(form.email.data))
        sessions.note_afterwards(own_path(request.args.get("next")))
        return redirect(url_for("accounts.sent"), 303)
    return private(render_template("accounts/ask.html", form=form), 400 if form.errors else 200)


@blueprint.get("/sign-in/sent")
@public
def sent() -> ResponseReturnValue:
    return private(render_template("accounts/sent.html"))


@blueprint.get("/sign-in/link/<token>")
@public
def link(token: str) -> ResponseReturnValue:
    """The button. It is the same for a good link, a used one and one that never was."""
    return private(render_template("accounts/link.html", form=PressForm(), known_browser=bool(sessions.asked_from())))


@blueprint.post("/sign-in/link/<token>")
@public
def spend(token: str) -> ResponseReturnValue:
    limits.count(limits.LINKS_SPENT, place(), key=_key(), at=operations.now())
    afterwards = sessions.afterwards()
    sessions.remember(operations.spend_link(token=token, browser=sessions.asked_from(), at=operations.now()))
    return redirect(afterwards or home(signed_in().is_editor), 303)


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Open to everyone: whoever is signed out already is told the same."""
    if sessions.token():
        operations.end(token=sessions.token(), at=operations.now())
    return _signed_out()


@blueprint.post("/sign-out/everywhere")
@signed_in_required
def sign_out_everywhere() -> ResponseReturnValue:
    operations.end_everywhere(by=signed_in(), at=operations.now())
    return _signed_out()


@blueprint.get("/sign-out/done")
@public
def signed_out() -> ResponseReturnValue:
    return private(render_template("accounts/signed_out.html"))


def private(page: str, status: int = 200) -> Response:
    """A page that no cache keeps, and whose address no other page is told."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _signed_out() -> ResponseReturnValue:
    sessions.forget()
    response = redirect(url_for("accounts.signed_out"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _send_link(email: str) -> None:
    """The same work for every address: a letter is written for an address that nobody has, too, and then not sent."""
    token = tokens.new()
    written = letters.letter("sign_in", link=letters.address(url_for("accounts.link", token=token)))
    operations.ask_for_link(
        email=email, token=token, browser=sessions.bound_browser(), subject=written.subject, text=written.text, at=operations.now()
    )


def _count_asking(email: str) -> None:
    limits.count(limits.LINKS_FROM_ONE_PLACE, place(), key=_key(), at=operations.now())
    limits.count(limits.LINKS_FOR_ONE_ADDRESS, place(), email, key=_key(), at=operations.now())


def _key() -> str:
    return str(current_app.secret_key)
