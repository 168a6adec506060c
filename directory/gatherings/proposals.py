"""Sessions that a provider proposes and an editor publishes or returns. Nothing of one is public before it is published."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.access import Actor
from directory.accounts.letters import Letter
from directory.accounts.models import Person, PersonState
from directory.accounts.operations import post, record
from directory.db import transaction
from directory.gatherings.errors import NotThere, WrongState
from directory.gatherings.models import Gathering, GatheringSession
from directory.gatherings.operations import Values, locked, put, refuse_given_away, refuse_twice
from directory.gatherings.words import SessionState, SessionStatus

MOST_OPEN = 40
OPEN = (SessionState.PROPOSED, SessionState.RETURNED)
SETTLED = "This proposal is not waiting for that any more. Open it again to see how it stands."


def propose(*, session_id: str, gathering_id: str, values: Values, by: Actor, at: datetime, letter: Letter) -> None:
    """Propose a session of a gathering of one's own provider, under this new id, and tell the editors."""
    with transaction() as session:
        gathering = session.get(Gathering, gathering_id)
        if gathering is None or not by.may_edit(gathering.organisation_id or ""):
            raise NotThere
        _refuse_too_many(session, gathering)
        refuse_given_away(session, values)
        refuse_twice(session, gathering_id, values)
        row = GatheringSession(id=session_id, gathering_id=gathering_id, status=SessionStatus.PLANNED, proposed_by=by.id)
        row.state, row.dated = SessionState.PROPOSED, at.date().isoformat()
        row.source = gathering.organisation.name if gathering.organisation else None
        put(row, values, at)
        session.add(row)
        record(session, by=by, verb="proposed a session", kind="session", about=row.id, at=at, gathering=gathering.slug)
        _to_editors(session, letter, at)


def revise(*, session_id: str, stamp: int, values: Values, by: Actor, at: datetime, letter: Letter) -> None:
    """Change a proposal and send it again. What an editor has read before is then not what they would decide about."""
    with transaction() as session:
        row = _mine(session, session_id, stamp, by)
        refuse_given_away(session, values)
        put(row, {**values, "state": SessionState.PROPOSED, "proposed_by": by.id, "dated": at.date().isoformat()}, at)
        record(session, by=by, verb="proposed a session again", kind="session", about=row.id, at=at)
        _to_editors(session, letter, at)


def withdraw(*, session_id: str, stamp: int, by: Actor, at: datetime) -> None:
    """Give a proposal up. It is kept, but nothing comes of it."""
    with transaction() as session:
        row = _mine(session, session_id, stamp, by)
        put(row, {"state": SessionState.WITHDRAWN}, at)
        record(session, by=by, verb="withdrew a session", kind="session", about=row.id, at=at)


def cancel(*, session_id: str, stamp: int, by: Actor, at: datetime, letter: Letter) -> None:
    """Say that a published date of one's own provider does not take place. It is public at once, so that nobody travels for nothing."""
    with transaction() as session:
        row = _mine(session, session_id, stamp, by, SessionState.PUBLISHED)
        if row.status != SessionStatus.PLANNED:
            raise WrongState("It was held or cancelled already. If that is wrong, tell the editor.")
        put(row, {"status": SessionStatus.CANCELLED}, at)
        record(session, by=by, verb="cancelled a session", kind="session", about=row.id, at=at)
        _to_editors(session, letter, at)


def publish(*, session_id: str, stamp: int, by: Actor, at: datetime, letter: Letter) -> None:
    """Publish a proposal as it was read, and tell whoever proposed it."""
    with transaction() as session:
        row = _waiting(session, session_id, stamp)
        put(row, {"state": SessionState.PUBLISHED, "comment": None}, at)
        record(session, by=by, verb="published a session", kind="session", about=row.id, at=at)
        _to_proposer(session, row, letter, at)


def send_back(*, session_id: str, stamp: int, comment: str, by: Actor, at: datetime, letter: Letter) -> None:
    """Return a proposal with a comment, and tell whoever proposed it."""
    with transaction() as session:
        row = _waiting(session, session_id, stamp)
        put(row, {"state": SessionState.RETURNED, "comment": comment}, at)
        record(session, by=by, verb="returned a session", kind="session", about=row.id, at=at)
        _to_proposer(session, row, letter, at)


def _mine(session: Session, session_id: str, stamp: int, by: Actor, *states: SessionState) -> GatheringSession:
    """A session of my provider in one of these states, else one that is not decided yet."""
    row = session.get(GatheringSession, session_id)
    if row is None or not by.may_edit(row.gathering.organisation_id or ""):
        raise NotThere
    row = locked(session, GatheringSession, session_id, stamp)
    if row.state not in (states or OPEN):
        raise WrongState(SETTLED)
    return row


def _waiting(session: Session, session_id: str, stamp: int) -> GatheringSession:
    row = locked(session, GatheringSession, session_id, stamp)
    if row.state != SessionState.PROPOSED:
        raise WrongState(SETTLED)
    return row


def _refuse_too_many(session: Session, gathering: Gathering) -> None:
    mine = select(func.count(GatheringSession.id)).join(Gathering, Gathering.id == GatheringSession.gathering_id)
    number = session.scalar(mine.where(Gathering.organisation_id == gathering.organisation_id, GatheringSession.state.in_(OPEN)))
    if (number or 0) >= MOST_OPEN:
        raise WrongState("There are too many proposals under way. Wait for the editor, or withdraw some of them first.")


def _to_editors(session: Session, letter: Letter, at: datetime) -> None:
    for editor in session.scalars(select(Person).where(Person.is_editor, Person.state == PersonState.ACTIVE)):
        post(session, to=editor.email, subject=letter.subject, text=letter.text, at=at)


def _to_proposer(session: Session, row: GatheringSession, letter: Letter, at: datetime) -> None:
    person = session.get(Person, row.proposed_by) if row.proposed_by else None
    if person and person.state is PersonState.ACTIVE:
        post(session, to=person.email, subject=letter.subject, text=letter.text, at=at)
