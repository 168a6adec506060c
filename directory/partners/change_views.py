"""A partner's changes: begun from a listing or from nothing, worked on in short pages, looked at as schools will see it, and sent."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from directory.access import partner_required, signed_in
from directory.accounts import queries as accounts
from directory.accounts.letters import Letter, address, letter
from directory.accounts.operations import now
from directory.catalogue.models import Service
from directory.forms import StampForm, stamp_of
from directory.partners.forms import NewServiceForm, StatusForm
from directory.review import changes, operations
from directory.review import queries as review
from directory.review.changes import Change
from directory.review.errors import NotWhole, StaleRevision, WrongState
from directory.review.forms import PageForm, ProposeForm
from directory.vocabulary import ListingStatus

blueprint = Blueprint("changes", __name__, url_prefix="/desk")


@blueprint.post("/services/<slug>/change")
@partner_required
def start(slug: str) -> ResponseReturnValue:
    return _to(operations.start(service_id=_mine(slug).id, by=signed_in(), at=now()))


@blueprint.route("/new", methods=["GET", "POST"])
@partner_required
def new() -> ResponseReturnValue:
    form = NewServiceForm()
    form.offer(accounts.organisations_of(signed_in()))
    if form.validate_on_submit():
        id = operations.start_new(organisation_id=str(form.provider.data), name=str(form.name.data), by=signed_in(), at=now())
        return _to(id)
    return render_template("partners/new.html", form=form), 400 if form.errors else 200


@blueprint.route("/services/<slug>/<any(ending, running):what>", methods=["GET", "POST"])
@partner_required
def status(slug: str, what: str) -> ResponseReturnValue:
    """Propose that a service has ended, or that it still runs."""
    found, form = _mine(slug), StatusForm()
    status = ListingStatus.POSSIBLY_ENDED if what == "ending" else ListingStatus.CURRENT
    if form.validate_on_submit():
        id = operations.propose_status(
            service_id=found.id, status=status, note=str(form.note.data), by=signed_in(), at=now(), letter=_status_letter(found)
        )
        return _to(id, "sent")
    return render_template("partners/status.html", service=found, form=form, ending=what == "ending"), 400 if form.errors else 200


@blueprint.get("/changes/<revision_id>")
@partner_required
def show(revision_id: str) -> str:
    return _page(_change(revision_id))


@blueprint.route("/changes/<revision_id>/pages/<page>", methods=["GET", "POST"])
@partner_required
def edit(revision_id: str, page: str) -> ResponseReturnValue:
    def save(found: Change, form: PageForm) -> None:
        typed = form.content(found.after)
        operations.save(revision_id=revision_id, stamp=stamp_of(form), changes=typed, page=page, by=signed_in(), at=now())

    return changes.edit_page(lambda: _change(revision_id), page, save, back=url_for("changes.show", revision_id=revision_id))


@blueprint.get("/changes/<revision_id>/preview")
@partner_required
def preview(revision_id: str) -> str:
    return changes.preview_page(_change(revision_id), back=url_for("changes.show", revision_id=revision_id))


@blueprint.post("/changes/<revision_id>/propose")
@partner_required
def propose(revision_id: str) -> ResponseReturnValue:
    found, form = _change(revision_id), ProposeForm()
    if not form.validate():
        return _page(found, form), 400
    try:
        operations.propose(
            revision_id=revision_id,
            stamp=stamp_of(form),
            note=str(form.note.data),
            by=signed_in(),
            at=now(),
            letter=changes.editors_letter(found),
        )
    except (StaleRevision, WrongState, NotWhole) as error:
        return _page(_change(revision_id), form, error.sentence), error.status
    return _to(revision_id, "sent")


@blueprint.post("/changes/<revision_id>/<any(withdraw, take_back, rebase):what>")
@partner_required
def step(revision_id: str, what: str) -> ResponseReturnValue:
    """Give a change up, take it back from the editors, or go on from the listing as it is now."""
    _change(revision_id)
    taken, done = changes.STEPS[what]
    try:
        taken(revision_id=revision_id, stamp=stamp_of(StampForm()), by=signed_in(), at=now())
    except (StaleRevision, WrongState) as error:
        return _page(_change(revision_id), said=error.sentence), error.status
    return _to(revision_id, done)


def _mine(slug: str) -> Service:
    found = review.service(slug)
    return found if found and signed_in().may_edit(found.organisation_id) else abort(404)


def _change(revision_id: str) -> Change:
    found = review.revision(revision_id)
    mine = found and not found.by_editors and signed_in().may_edit(found.organisation_id)
    return changes.shown(found) if found and mine else abort(404)


def _to(revision_id: str, done: str | None = None) -> Response:
    return redirect(url_for("changes.show", revision_id=revision_id, done=done), 303)


def _status_letter(service: Service) -> Letter:
    return letter("change_proposed", listing=service.name, provider=service.organisation.name, link=address(url_for("review.queue")))


def _page(found: Change, form: ProposeForm | None = None, said: str = "") -> str:
    """The buttons of the page are about the change as the page shows it."""
    stamp = str(found.revision.stamp)
    form = form or ProposeForm(formdata=None)
    form.stamp.data = stamp
    return render_template("partners/change.html", change=found, form=form, said=said, press=StampForm(formdata=None, stamp=stamp))
