"""Takes over dates from a file that an editor has looked through: all of them or none, each published, and kept by people from then on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.access import Actor
from directory.accounts.operations import new_id, record
from directory.db import transaction
from directory.gatherings.errors import FileChanged
from directory.gatherings.models import GatheringSession
from directory.gatherings.operations import Values, counts_of, put, refuse_given_away, refuse_twice
from directory.gatherings.words import SessionState


@dataclass(frozen=True)
class Taken:
    """What becomes of one date: a new one of this gathering (it has no id and no version yet), or the one that is at this version."""

    session_id: str | None
    version: int | None
    gathering_id: str
    values: Values
    counts: Sequence[Values]


def take_over(*, dates: Sequence[Taken], by: Actor, at: datetime) -> int:
    """Publish all of them at once; return how many. FileChanged, with nothing done, if one is not as it was when the editor looked."""
    with transaction() as session:
        refuse_given_away(session, *(each.values for each in dates), *(count for each in dates for count in each.counts))
        for each in dates:
            row = _as_looked_at(session, each)
            refuse_twice(session, each.gathering_id, each.values, row.id)
            put(row, each.values, at)
            row.counts = counts_of(each.counts)
            session.add(row)
            record(session, by=by, verb="took over from a file", kind="session", about=row.id, at=at)
    return len(dates)


def _as_looked_at(session: Session, taken: Taken) -> GatheringSession:
    if taken.session_id is None:
        return GatheringSession(id=new_id(), gathering_id=taken.gathering_id, state=SessionState.PUBLISHED)
    row = session.get(GatheringSession, taken.session_id, with_for_update={"of": GatheringSession}, populate_existing=True)
    if row is None or row.version != taken.version or row.state != SessionState.PUBLISHED:
        raise FileChanged
    return row
