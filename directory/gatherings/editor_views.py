"""The editors' pages about networks, training and their sessions."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory import beside
from directory.access import editor_required, signed_in
from directory.accounts import queries as accounts
from directory.accounts.operations import now
from directory.catalogue import queries as catalogue
from directory.errors import DirectoryError
from directory.forms import StampForm, stamp_of
from directory.gatherings import operations, queries, times
from directory.gatherings.errors import Stale
from directory.gatherings.forms import EditorSessionForm, GatheringForm, of_gathering, of_session, with_spare
from directory.gatherings.models import GatheringSession

blueprint = Blueprint("gathering_editor", __name__, url_prefix="/editor/gatherings")


@blueprint.get("")
@editor_required
def show_all() -> str:
    return render_template("gatherings/editor_all.html", gatherings=queries.gatherings(), waiting=len(queries.awaiting_review()))


@blueprint.route("/new", methods=["GET", "POST"])
@editor_required
def new() -> ResponseReturnValue:
    form, said, status = _offer(GatheringForm()), "", 200
    if form.is_submitted() and form.validate():
        try:
            slug = operations.add_gathering(values=form.values(), sources=form.sources_given(), by=signed_in(), at=now())
            return redirect(url_for("gathering_editor.show", slug=slug, done="added"), 303)
        except DirectoryError as error:
            said, status = error.sentence, error.status
    return render_template("gatherings/edit.html", form=form, gathering=None, said=said), 400 if form.errors else status


@blueprint.get("/<slug>")
@editor_required
def show(slug: str) -> str:
    found = queries.gathering(slug) or abort(404)
    dated = queries.sessions_of(found.id)
    return render_template(
        "gatherings/editor_one.html",
        gathering=found,
        dated=dated,
        came=queries.came_to([each.id for each in dated]),
        in_words=times.in_words,
        today=times.today(now()),
    )


@blueprint.route("/<slug>/edit", methods=["GET", "POST"])
@editor_required
def edit(slug: str) -> ResponseReturnValue:
    found = queries.gathering(slug) or abort(404)
    form, said, boxes, status = _offer(GatheringForm(data=of_gathering(found))), "", [], 200
    if form.is_submitted() and form.validate():
        try:
            operations.edit_gathering(
                gathering_id=found.id,
                stamp=stamp_of(form),
                values=form.values(),
                sources=form.sources_given(),
                by=signed_in(),
                at=now(),
            )
            return redirect(url_for("gathering_editor.show", slug=slug, done="published"), 303)
        except DirectoryError as error:
            said, status = error.sentence, error.status
            if isinstance(error, Stale):
                boxes = beside.meanwhile(form, of_gathering(queries.gathering(slug) or abort(404)))
    page = render_template("gatherings/edit.html", form=form, gathering=found, said=said, boxes=boxes)
    return page, 400 if form.errors else status


@blueprint.route("/<slug>/dates/new", methods=["GET", "POST"])
@editor_required
def new_date(slug: str) -> ResponseReturnValue:
    found = queries.gathering(slug) or abort(404)
    form, said, status = EditorSessionForm(data={"counts": with_spare([])}), "", 200
    form.offer(catalogue.district_names())
    if form.is_submitted() and form.validate():
        try:
            operations.add_session(gathering_id=found.id, values=form.values(), counts=form.counts_given(), by=signed_in(), at=now())
            return redirect(url_for("gathering_editor.show", slug=slug, done="added"), 303)
        except DirectoryError as error:
            said, status = error.sentence, error.status
    page = render_template("gatherings/edit_date.html", form=form, gathering=found, meeting=None, said=said)
    return page, 400 if form.errors else status


@blueprint.route("/dates/<meeting_id>", methods=["GET", "POST"])
@editor_required
def edit_date(meeting_id: str) -> ResponseReturnValue:
    """When somebody else has saved it meanwhile, the form comes back as it was typed, with what is saved beside it."""
    found = meeting(meeting_id)
    form, said, boxes, status = EditorSessionForm(data=of_session(found)), "", [], 200
    form.offer(catalogue.district_names())
    if form.is_submitted() and form.validate():
        try:
            operations.edit_session(
                session_id=found.id, stamp=stamp_of(form), values=form.values(), counts=form.counts_given(), by=signed_in(), at=now()
            )
            return redirect(url_for("gathering_editor.show", slug=found.gathering.slug, done="published"), 303)
        except DirectoryError as error:
            found, said, status = meeting(meeting_id), error.sentence, error.status
            if isinstance(error, Stale):
                boxes = beside.meanwhile(form, of_session(found))
    page = render_template(
        "gatherings/edit_date.html",
        form=form,
        gathering=found.gathering,
        meeting=found,
        said=said,
        boxes=boxes,
        press=StampForm(formdata=None, stamp=str(found.version)),
    )
    return page, 400 if form.errors else status


@blueprint.post("/dates/<meeting_id>/cancel")
@editor_required
def cancel(meeting_id: str) -> ResponseReturnValue:
    found = meeting(meeting_id)
    operations.cancel_session(session_id=found.id, stamp=stamp_of(StampForm()), by=signed_in(), at=now())
    return redirect(url_for("gathering_editor.show", slug=found.gathering.slug, done="cancelled"), 303)


def meeting(meeting_id: str) -> GatheringSession:
    """A published session. What is proposed is decided on its own page."""
    found = queries.whole_session(meeting_id)
    return found if found and found.state.value == "published" else abort(404)


def _offer(form: GatheringForm) -> GatheringForm:
    providers = {each.id: each.name for each in accounts.organisations()}
    listings = {service.id: service.name for service in catalogue.all_listed()}
    form.offer(providers, listings, catalogue.district_names())
    return form
