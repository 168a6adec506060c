"""The second step of editors: setting a phone up once, and a code at every sign-in."""

from flask import Blueprint, abort, current_app, render_template, url_for
from flask import redirect as going
from flask.typing import ResponseReturnValue

from directory.access import Actor, signed_in, signed_in_required
from directory.accounts import limits, operations, queries, second_step, sessions, tokens
from directory.accounts.asking import home
from directory.accounts.forms import CodeForm, FirstCodeForm
from directory.accounts.picture import qr_rows

blueprint = Blueprint("second_step", __name__, url_prefix="/sign-in/second-step")


@blueprint.route("", methods=["GET", "POST"])
@signed_in_required
def check() -> ResponseReturnValue:
    person = _with_duties()
    if not queries.has_second_step(person):
        return going(url_for("second_step.set_up"), 303)
    form = CodeForm()
    if form.validate_on_submit():
        _count(person)
        fresh = tokens.new()
        if second_step.check(code=str(form.code.data), token=fresh, by=person, at=operations.now()):
            sessions.remember(fresh)
            return going(home(is_editor=True), 303)
        form.code.errors = [*form.code.errors, "That code is not right, or was used before. Wait for the next one."]
    return render_template("accounts/second_step.html", form=form), 400 if form.errors else 200


@blueprint.route("/set-up", methods=["GET", "POST"])
@signed_in_required
def set_up() -> ResponseReturnValue:
    person, form = _with_duties(), FirstCodeForm()
    if form.validate_on_submit():
        _count(person)
        fresh = tokens.new()
        codes = second_step.set_up(code=str(form.code.data), token=fresh, by=person, at=operations.now())
        if codes:
            sessions.remember(fresh)
            return render_template("accounts/recovery_codes.html", codes=codes, onwards=home(is_editor=True))
        form.code.errors = [*form.code.errors, "That code is not right. Check that the phone’s clock is, and enter the next one."]
    return _page(person, form)


def _page(person: Actor, form: CodeForm) -> ResponseReturnValue:
    secret = queries.phone_secret(person)
    picture = qr_rows(second_step.address(secret, person.email, str(current_app.jinja_env.globals["site_address"]))) if secret else None
    return render_template("accounts/set_up.html", form=form, secret=secret, picture=picture), 400 if form.errors else 200


@blueprint.post("/begin")
@signed_in_required
def begin() -> ResponseReturnValue:
    second_step.secret_for(by=_with_duties())
    return going(url_for("second_step.set_up"), 303)


def _with_duties() -> Actor:
    person = signed_in()
    return person if person.has_duties else abort(404)


def _count(person: Actor) -> None:
    for limit in (limits.CODES, limits.CODES_IN_A_DAY):
        limits.count(limit, person.id, key=str(current_app.secret_key), at=operations.now())
