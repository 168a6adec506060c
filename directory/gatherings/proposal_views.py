"""The editors' pages about sessions that providers propose: the queue, one of them, and what is decided."""

from flask import Blueprint, Flask, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.access import editor_required, signed_in
from directory.accounts import desk_rows, letters
from directory.accounts.desk_rows import DeskRow
from directory.accounts.letters import Letter
from directory.accounts.operations import now
from directory.catalogue import queries as catalogue
from directory.errors import DirectoryError
from directory.forms import StampForm, stamp_of
from directory.gatherings import proposals, queries, times
from directory.gatherings.forms import CommentForm
from directory.gatherings.models import GatheringSession

blueprint = Blueprint("proposals", __name__, url_prefix="/editor/gatherings/proposals")


def init_app(app: Flask) -> None:
    """Say on the editors' first page how many wait."""
    desk_rows.on_editors_home(app, _row)


def _row() -> DeskRow:
    waiting = len(queries.awaiting_review())
    said = f"{waiting or 'No'} proposed session{'' if waiting == 1 else 's'} waiting. Dates, which schools came, and the take-up."
    return DeskRow("Networks and training", url_for("gathering_editor.show_all"), said)


@blueprint.get("")
@editor_required
def queue() -> str:
    return render_template("gatherings/proposals.html", waiting=queries.awaiting_review(), in_words=times.in_words)


@blueprint.get("/<meeting_id>")
@editor_required
def show(meeting_id: str) -> str:
    return _page(_proposal(meeting_id))


@blueprint.post("/<meeting_id>/publish")
@editor_required
def publish(meeting_id: str) -> ResponseReturnValue:
    found = _proposal(meeting_id)
    letter = _letter("session_published", found)
    try:
        proposals.publish(session_id=meeting_id, stamp=stamp_of(StampForm()), by=signed_in(), at=now(), letter=letter)
    except DirectoryError as error:
        return _page(_proposal(meeting_id), said=error.sentence), error.status
    return redirect(url_for("proposals.show", meeting_id=meeting_id, done="published"), 303)


@blueprint.post("/<meeting_id>/return")
@editor_required
def send_back(meeting_id: str) -> ResponseReturnValue:
    found, form = _proposal(meeting_id), CommentForm()
    if not form.validate():
        return _page(found, form), 400
    comment = str(form.comment.data)
    letter = _letter("session_returned", found, comment=comment)
    try:
        proposals.send_back(session_id=meeting_id, stamp=stamp_of(form), comment=comment, by=signed_in(), at=now(), letter=letter)
    except DirectoryError as error:
        return _page(_proposal(meeting_id), form, error.sentence), error.status
    return redirect(url_for("proposals.show", meeting_id=meeting_id, done="returned"), 303)


def _proposal(meeting_id: str) -> GatheringSession:
    found = queries.whole_session(meeting_id)
    return found if found and found.proposed_by else abort(404)


def _letter(name: str, found: GatheringSession, **words: str) -> Letter:
    link = letters.address(url_for("gathering_desk.show", meeting_id=found.id))
    return letters.letter(name, gathering=found.gathering.name, title=found.title, day=times.in_words(found), link=link, **words)


def _page(found: GatheringSession, comment: CommentForm | None = None, said: str = "") -> str:
    """The buttons are about the proposal as this page shows it."""
    stamp = str(found.version)
    comment = comment or CommentForm(formdata=None)
    comment.stamp.data = stamp
    return render_template(
        "gatherings/proposal.html",
        meeting=found,
        publish=StampForm(formdata=None, stamp=stamp),
        comment=comment,
        said=said,
        districts=catalogue.district_names(),
        in_words=times.in_words,
    )
