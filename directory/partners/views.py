"""The partners' desk: my services and what is due, and everything that goes live at once: confirming, pausing, today's waiting time."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from directory.access import partner_required, signed_in
from directory.accounts import queries as accounts
from directory.accounts.forms import PressForm
from directory.accounts.operations import now
from directory.catalogue import finder, indexing
from directory.catalogue import queries as catalogue
from directory.catalogue.models import Service
from directory.freshness import operations, problems
from directory.freshness.errors import Moved
from directory.freshness.forms import WaitingForm, groups_named, shown_as
from directory.partners import desk
from directory.review import messages
from directory.review import queries as review

blueprint = Blueprint("desk", __name__, url_prefix="/desk")


@blueprint.get("")
@partner_required
def home() -> str:
    person = signed_in()
    providers = accounts.organisations_of(person)
    return render_template("partners/home.html", desk=desk.of(person), providers=providers, person=person, form=PressForm())


@blueprint.get("/services/<slug>")
@partner_required
def service(slug: str) -> str:
    return _page(_mine(slug))


@blueprint.post("/services/<slug>/confirm")
@partner_required
def confirm(slug: str) -> ResponseReturnValue:
    """Confirm one group of facts, or all, as this page showed them. Nothing else changes."""
    found = _mine(slug)
    seen = [(id, state) for id, state in shown_as(request.form.getlist("seen")) if id == found.id]
    try:
        operations.confirm(seen=seen, groups=groups_named(request.form.getlist("group")), by=signed_in(), at=now())
    except Moved as error:
        return _page(_mine(slug), said=error.sentence), error.status
    return redirect(url_for("desk.service", slug=slug, done="confirmed"), 303)


@blueprint.post("/services/<slug>/pause")
@partner_required
def pause(slug: str) -> ResponseReturnValue:
    found = _mine(slug)
    if operations.pause(service_id=found.id, by=signed_in(), at=now()):
        messages.tell_of_closing(found, at=now())
    return _live(slug, "paused")


@blueprint.post("/services/<slug>/resume")
@partner_required
def resume(slug: str) -> ResponseReturnValue:
    operations.resume(service_id=_mine(slug).id, by=signed_in(), at=now())
    return _live(slug, "resumed")


@blueprint.post("/services/<slug>/waiting")
@partner_required
def waiting(slug: str) -> ResponseReturnValue:
    found, form = _mine(slug), WaitingForm()
    if "unknown" in request.form:
        operations.state_waiting(service_id=found.id, words=None, by=signed_in(), at=now())
    elif form.validate():
        operations.state_waiting(service_id=found.id, words=form.words(), by=signed_in(), at=now())
    else:
        return _page(found, form), 400
    return _live(slug, "waiting")


@blueprint.post("/problems/<problem_id>/answer")
@partner_required
def answer(problem_id: str) -> ResponseReturnValue:
    problems.answer(problem_id=problem_id, by=signed_in(), at=now())
    return redirect(url_for("desk.home", done="answered"), 303)


def _mine(slug: str) -> Service:
    """A listing of one of my providers; another's is answered like one that is not there."""
    found = review.service(slug)
    return found if found and signed_in().may_edit(found.organisation_id) else abort(404)


def _live(slug: str, done: str) -> Response:
    """What went live is found under its new state right away."""
    indexing.follow(finder.current().index)
    return redirect(url_for("desk.service", slug=slug, done=done), 303)


def _page(found: Service, form: WaitingForm | None = None, said: str = "") -> str:
    return render_template(
        "partners/service.html",
        listing=desk.listing_of(found, review.open_for(found.id)),
        waiting=form or WaitingForm(),
        districts=catalogue.district_names(),
        changes=[each for each in review.of_listing(found.id) if not (each.by_editors and each.is_under_way)],
        said=said,
    )
