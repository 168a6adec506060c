"""The editors' worklist: what to ask whom next, and the letter to each provider."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.access import editor_required, signed_in
from directory.accounts.forms import PressForm
from directory.accounts.operations import now
from directory.catalogue import queries as catalogue
from directory.reports import asking, enquiries, queries
from directory.reports.asking import Enquiry
from directory.reports.worklist import PLACES_NAMED
from directory.vocabulary import Level

blueprint = Blueprint("worklist", __name__, url_prefix="/editor/worklist")
LEVELS = {level.value: level.label for level in Level}


@blueprint.get("")
@editor_required
def show() -> str:
    place = asking.place_of(request.args.get("need"), request.args.get("level"))
    names, needs = catalogue.provider_names(), catalogue.need_names()
    return render_template(
        "reports/worklist.html",
        tasks=asking.tasks(place),
        names=names,
        place=f"{needs[place[0]]}, {LEVELS[place[1]].lower()}" if place else None,
        said=lambda place: f"{needs[place[0]]} ({LEVELS[place[1]].lower()})",
        named=PLACES_NAMED,
    )


@blueprint.get("/<slug>")
@editor_required
def letter(slug: str) -> str:
    enquiry = _enquiry(slug)
    asked_on = queries.last_asked().get(slug)
    return render_template("reports/letter.html", enquiry=enquiry, asked_on=asked_on, form=PressForm())


@blueprint.post("/<slug>/<any(send, asked):how>")
@editor_required
def ask(slug: str, how: str) -> ResponseReturnValue:
    """Send the letter to the people of the provider, or note that it went another way."""
    enquiry = _enquiry(slug)
    to = enquiry.people if how == "send" else []
    if how == "send" and not to:
        abort(404)
    enquiries.ask(organisation_id=enquiry.provider.id, to=to, letter=enquiry.letter, by=signed_in(), at=now())
    return redirect(url_for("worklist.letter", slug=slug, done="asked" if to else "noted"), 303)


def _enquiry(slug: str) -> Enquiry:
    return asking.enquiry(slug, signed_in()) or abort(404)
