"""The pages of one's own account."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from directory.access import signed_in, signed_in_required
from directory.accounts import queries
from directory.accounts.forms import PressForm

blueprint = Blueprint("account", __name__, url_prefix="/desk/account")


@blueprint.get("")
@signed_in_required
def show() -> ResponseReturnValue:
    person = signed_in()
    return render_template("accounts/account.html", person=person, providers=queries.organisations_of(person), form=PressForm())
