"""The editors' pages on which a version is signed off as a whole, after a look at what that means, and a sign-off is withdrawn."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.access import editor_required, signed_in
from directory.accounts.forms import PressForm
from directory.accounts.operations import now
from directory.guidance import operations, queries
from directory.guidance.errors import NoSuchPart, SignOffMoved
from directory.guidance.forms import SignOffForm
from directory.pathways import queries as pathways

blueprint = Blueprint("sign_off", __name__, url_prefix="/editor/pathways")


@blueprint.route("/<slug>/sign-off/<int(max=999999):number>", methods=["GET", "POST"])
@editor_required
def sign(slug: str, number: int) -> ResponseReturnValue:
    """What signing off means for schools, and who agreed it."""
    form = SignOffForm()
    if not form.validate_on_submit():
        return _page(slug, number, form), 400 if form.errors else 200
    try:
        operations.sign_off(slug=slug, number=number, note=str(form.note.data), by=signed_in(), at=now())
    except SignOffMoved as error:
        return _page(slug, number, form, error.sentence), error.status
    return redirect(url_for("guidance.show", slug=slug, done="signed-off"), 303)


@blueprint.route("/<slug>/sign-off/<int(max=999999):number>/withdraw", methods=["GET", "POST"])
@editor_required
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    form = PressForm()
    if not form.validate_on_submit():
        return _page(slug, number, form)
    try:
        operations.withdraw_sign_off(slug=slug, number=number, by=signed_in(), at=now())
    except SignOffMoved as error:
        return _page(slug, number, form, error.sentence), error.status
    return redirect(url_for("guidance.show", slug=slug, done="sign-off-withdrawn"), 303)


def _page(slug: str, number: int, form: SignOffForm | PressForm, said: str = "") -> str:
    version = queries.version(slug, number)
    if version is None:
        raise NoSuchPart
    proposed = [statement.say for statement in pathways.content_of(version).statements() if statement.proposed]
    withdrawing = isinstance(form, PressForm)
    return render_template(
        "guidance/sign_off.html", version=version, proposed=proposed, form=form, said=said, withdrawing=withdrawing, today=now().date()
    )
