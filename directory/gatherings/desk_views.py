"""A provider's desk for networks and training: its gatherings, the sessions it proposes, and how each stands."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory import beside
from directory.access import given_back, partner_required, signed_in
from directory.accounts import letters
from directory.accounts.letters import Letter
from directory.accounts.operations import new_id, now
from directory.catalogue import queries as catalogue
from directory.errors import DirectoryError
from directory.forms import StampForm, stamp_of
from directory.gatherings import proposals, queries, times
from directory.gatherings.errors import Stale
from directory.gatherings.forms import SessionForm, of_session
from directory.gatherings.models import Gathering, GatheringSession
from directory.gatherings.words import SessionState

blueprint = Blueprint("gathering_desk", __name__, url_prefix="/desk/gatherings")


@blueprint.get("")
@partner_required
def show_all() -> str:
    mine = queries.gatherings_of(signed_in().organisations)
    dated = queries.proposed_for([gathering.id for gathering in mine])
    return render_template("gatherings/desk.html", gatherings=mine, dated=dated, in_words=times.in_words)


@blueprint.route("/<slug>/propose", methods=["GET", "POST"])
@partner_required
def propose(slug: str) -> ResponseReturnValue:
    """A new session. It waits for the editor, and nothing of it is public until then."""
    found, form, said, status = _mine(slug), SessionForm(), "", 200
    form.offer(catalogue.district_names())
    if form.is_submitted() and form.validate():
        id = new_id()
        try:
            proposals.propose(
                session_id=id, gathering_id=found.id, values=form.values(), by=signed_in(), at=now(), letter=_letter(found, form, id)
            )
            return redirect(url_for("gathering_desk.show", meeting_id=id, done="sent"), 303)
        except DirectoryError as error:
            said, status = error.sentence, error.status
    page = render_template("gatherings/propose.html", gathering=found, form=form, said=said, back=url_for("gathering_desk.show_all"))
    return page, 400 if form.errors else status


@blueprint.get("/dates/<meeting_id>")
@partner_required
def show(meeting_id: str) -> str:
    return _page(_my_date(meeting_id))


@blueprint.route("/dates/<meeting_id>/edit", methods=["GET", "POST"])
@partner_required
def edit(meeting_id: str) -> ResponseReturnValue:
    """Change a proposal that is not decided, and send it again."""
    found = _my_date(meeting_id)
    back = url_for("gathering_desk.show", meeting_id=meeting_id)
    if found.state not in proposals.OPEN:
        return given_back(now_at=back, status=409) or (_page(found, proposals.SETTLED), 409)
    form, said, boxes, status = SessionForm(data=of_session(found)), "", [], 200
    form.offer(catalogue.district_names())
    if form.is_submitted() and form.validate():
        letter = _letter(found.gathering, form, meeting_id)
        try:
            proposals.revise(session_id=meeting_id, stamp=stamp_of(form), values=form.values(), by=signed_in(), at=now(), letter=letter)
            return redirect(url_for("gathering_desk.show", meeting_id=meeting_id, done="sent"), 303)
        except DirectoryError as error:
            said, status = error.sentence, error.status
            if isinstance(error, Stale):
                boxes = beside.meanwhile(form, of_session(_my_date(meeting_id)))
    page = render_template("gatherings/propose.html", gathering=found.gathering, form=form, said=said, boxes=boxes, back=back)
    return page, 400 if form.errors else status


@blueprint.post("/dates/<meeting_id>/withdraw")
@partner_required
def withdraw(meeting_id: str) -> ResponseReturnValue:
    _my_date(meeting_id)
    try:
        proposals.withdraw(session_id=meeting_id, stamp=stamp_of(StampForm()), by=signed_in(), at=now())
    except DirectoryError as error:
        return _page(_my_date(meeting_id), error.sentence), error.status
    return redirect(url_for("gathering_desk.show", meeting_id=meeting_id, done="withdrawn"), 303)


@blueprint.post("/dates/<meeting_id>/cancel")
@partner_required
def cancel(meeting_id: str) -> ResponseReturnValue:
    """A date that does not take place is said at once, without review; the editors are told."""
    found, gathering = _my_date(meeting_id), _my_date(meeting_id).gathering
    link = letters.address(url_for("gatherings.show", slug=gathering.slug))
    letter = letters.letter("session_cancelled", gathering=gathering.name, title=found.title, day=times.in_words(found), link=link)
    try:
        proposals.cancel(session_id=meeting_id, stamp=stamp_of(StampForm()), by=signed_in(), at=now(), letter=letter)
    except DirectoryError as error:
        return _page(_my_date(meeting_id), error.sentence), error.status
    return redirect(url_for("gathering_desk.show", meeting_id=meeting_id, done="cancelled"), 303)


def _mine(slug: str) -> Gathering:
    """A gathering of one of my providers; another's is answered like one that is not there."""
    found = queries.gathering(slug)
    return found if found and signed_in().may_edit(found.organisation_id or "") else abort(404)


def _my_date(meeting_id: str) -> GatheringSession:
    found = queries.whole_session(meeting_id)
    return found if found and signed_in().may_edit(found.gathering.organisation_id or "") else abort(404)


def _letter(gathering: Gathering, form: SessionForm, id: str) -> Letter:
    link, provider = letters.address(url_for("proposals.show", meeting_id=id)), gathering.organisation
    by = provider.name if provider else ""
    return letters.letter("session_proposed", gathering=gathering.name, title=form.title.data, day=form.day.data, provider=by, link=link)


def _page(found: GatheringSession, said: str = "") -> str:
    return render_template(
        "gatherings/desk_date.html",
        meeting=found,
        open=found.state in proposals.OPEN,
        public=found.state == SessionState.PUBLISHED,
        said=said,
        press=StampForm(formdata=None, stamp=str(found.version)),
        districts=catalogue.district_names(),
        in_words=times.in_words,
    )
