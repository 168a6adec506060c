"""What editors write about networks and their sessions, and which schools came.

Each change is logged, and from then on people keep the row: the seed file leaves it alone."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory.access import Actor
from directory.accounts.operations import new_id, record
from directory.catalogue.models import Contact
from directory.db import transaction
from directory.gatherings import times
from directory.gatherings.errors import GivenAway, NotThere, Stale, WrongState
from directory.gatherings.models import Attendance, Gathering, GatheringSession, GatheringSource, School, SessionCount
from directory.gatherings.soundness import gives_away
from directory.gatherings.words import SessionState, SessionStatus

Values = Mapping[str, Any]
Row = TypeVar("Row", Gathering, GatheringSession, School)
LONGEST_SLUG = 70
# What stands at the same place in an address.
RESERVED = frozenset({"new", "proposals", "schools", "sessions", "take-up"})


def add_gathering(*, values: Values, sources: Sequence[Values], by: Actor, at: datetime) -> str:
    """Add a network or a training; return its slug, which never changes."""
    with transaction() as session:
        refuse_given_away(session, values, *sources)
        row = Gathering(id=new_id(), slug=_free_slug(session, str(values["name"])), edited_at=at, changed_at=at, **values)
        row.sources = _sources(sources)
        session.add(row)
        record(session, by=by, verb="added a network or training", kind="gathering", about=row.id, at=at, slug=row.slug)
        return row.slug


def edit_gathering(*, gathering_id: str, stamp: int, values: Values, sources: Sequence[Values], by: Actor, at: datetime) -> None:
    """Change what is said about a network or a training. Stale if somebody else did meanwhile."""
    with transaction() as session:
        row = locked(session, Gathering, gathering_id, stamp)
        refuse_given_away(session, values, *sources)
        put(row, values, at)
        if [(each.title, each.dated) for each in row.sources] != [(each["title"], each["dated"]) for each in sources]:
            row.sources = _sources(sources)
        record(session, by=by, verb="changed a network or training", kind="gathering", about=row.id, at=at, slug=row.slug)


def add_session(*, gathering_id: str, values: Values, counts: Sequence[Values], by: Actor, at: datetime) -> str:
    """Add a session and publish it; return its id."""
    with transaction() as session:
        if session.get(Gathering, gathering_id) is None:
            raise NotThere
        refuse_given_away(session, values, *counts)
        refuse_twice(session, gathering_id, values)
        row = GatheringSession(id=new_id(), gathering_id=gathering_id, state=SessionState.PUBLISHED, counts=counts_of(counts))
        put(row, values, at)
        session.add(row)
        record(session, by=by, verb="added a session", kind="session", about=row.id, at=at)
        return row.id


def edit_session(*, session_id: str, stamp: int, values: Values, counts: Sequence[Values], by: Actor, at: datetime) -> None:
    """Change a session. Stale if somebody else did meanwhile."""
    with transaction() as session:
        row = locked(session, GatheringSession, session_id, stamp)
        refuse_given_away(session, values, *counts)
        put(row, values, at)
        row.counts = counts_of(counts)
        record(session, by=by, verb="changed a session", kind="session", about=row.id, at=at)


def cancel_session(*, session_id: str, stamp: int, by: Actor, at: datetime) -> None:
    """Say that a session does not take place. It stays where it is, marked, in calendars too."""
    with transaction() as session:
        row = locked(session, GatheringSession, session_id, stamp)
        if row.status == SessionStatus.HELD:
            raise WrongState("It was held, so it cannot be cancelled. If that is wrong, change what became of it first.")
        put(row, {"status": SessionStatus.CANCELLED}, at)
        record(session, by=by, verb="cancelled a session", kind="session", about=row.id, at=at)


def record_schools(*, session_id: str, shown: Collection[str], came: Collection[str], by: Actor, at: datetime) -> int:
    """Record which schools came: of those shown, the ones that were ticked; others stay as they are. Return how many came in all.

    A session to which a school came was held."""
    with transaction() as session:
        row = _locked(session, GatheringSession, session_id)
        if row.state != SessionState.PUBLISHED or row.status == SessionStatus.CANCELLED:
            raise WrongState("This session is not published, or it was cancelled. Change that first, then record who came.")
        if times.is_coming(row, times.today(at)) and row.day > times.today(at):
            raise WrongState("This session is still to come. Record which schools came when it has been.")
        before = set(session.scalars(select(Attendance.urn).where(Attendance.session_id == session_id)))
        after = (before - set(shown)) | set(came)
        gone = before - after
        session.execute(delete(Attendance).where(Attendance.session_id == session_id, Attendance.urn.in_(gone)))
        session.add_all(Attendance(session_id=session_id, urn=urn) for urn in sorted(after - before))
        if after and row.status == SessionStatus.PLANNED:
            put(row, {"status": SessionStatus.HELD}, at)
        added = len(after - before)
        record(session, by=by, verb="recorded which schools came", kind="session", about=row.id, at=at, added=added, removed=len(gone))
        return len(after)


def refuse_given_away(session: Session, *said: Values) -> None:
    """GivenAway if any text holds a contact that is withheld somewhere in the catalogue."""
    withheld = set(session.scalars(select(Contact.key).where(~Contact.publish)))
    if gives_away(withheld, *said):
        raise GivenAway


def refuse_twice(session: Session, gathering_id: str, values: Values, but: str | None = None) -> None:
    """WrongState if another date is the same, published or proposed: a button that was pressed twice makes one. `but` is its own id."""
    same = (GatheringSession.gathering_id == gathering_id, GatheringSession.title == values["title"], GatheringSession.day == values["day"])
    standing = GatheringSession.state.in_((SessionState.PROPOSED, SessionState.PUBLISHED))
    at_once = GatheringSession.starts.is_not_distinct_from(values["starts"])
    if set(session.scalars(select(GatheringSession.id).where(*same, at_once, standing))) - {but}:
        raise WrongState("There is a date with this name, day and time already, so nothing was added.")


def locked(session: Session, model: type[Row], id: str, stamp: int) -> Row:
    """The row as it is now, kept from everybody else; Stale unless the form was made from it as it is."""
    row = _locked(session, model, id)
    if row.version != stamp:
        raise Stale
    return row


def put(row: Gathering | GatheringSession, values: Values, at: datetime) -> None:
    """Set these columns. From now on people keep the row."""
    for name, value in values.items():
        setattr(row, name, value)
    row.edited_at = row.changed_at = at


def _locked(session: Session, model: type[Row], id: str) -> Row:
    row = session.get(model, id, with_for_update={"of": model}, populate_existing=True)
    if row is None:
        raise NotThere
    return row


def _sources(given: Sequence[Values]) -> list[GatheringSource]:
    return [GatheringSource(id=new_id(), position=position, **each) for position, each in enumerate(given)]


def counts_of(given: Sequence[Values]) -> list[SessionCount]:
    """Numbers as rows of a session."""
    return [SessionCount(id=new_id(), position=position, **each) for position, each in enumerate(given)]


def _free_slug(session: Session, name: str) -> str:
    """The name in small letters, with a number behind it where another has it already."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "gathering"
    taken = RESERVED | set(session.scalars(select(Gathering.slug).where(Gathering.slug.startswith(wanted))))
    return next(slug for number in range(1, len(taken) + 2) if (slug := wanted if number == 1 else f"{wanted}-{number}") not in taken)
