"""Writes down what was looked for and not found, turns days into weeks, and removes what is old or stayed rare."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.db import Base, transaction
from directory.reports.unmet import ENOUGH_DAYS, Note, monday
from directory.reports.unmet_models import UnmetDay, UnmetWeek

LATEST = timedelta(days=1)  # a note may be written on the day after; then its week can be counted
KEPT = timedelta(weeks=52)
RARE_KEPT = timedelta(weeks=13)
MOST_A_DAY = 2000  # many times what schools ask; a robot that tries every filter must not fill the disk
BATCH = 200

Row = Mapping[str, Any]


def write(notes: Iterable[Note], *, today: date) -> None:
    """Put these into the table of days. Another process may have noted the same; one row is enough for both."""
    noted = sorted(note for note in notes if note.day >= today - LATEST)
    if noted:
        with transaction() as session:
            for day, of_day in groupby(noted, lambda note: note.day):
                room = max(0, MOST_A_DAY - (session.scalar(select(func.count()).where(UnmetDay.day == day)) or 0))
                for rows in _batches([note._asdict() for note in of_day][:room]):
                    session.execute(_insert(session, UnmetDay, rows).on_conflict_do_nothing())


def settle(*, today: date) -> None:
    """Turn the days of weeks that nobody adds to any more into one number, then forget what is old, and sooner what stayed rare."""
    with transaction() as session:
        _fold(session, monday(today - LATEST))
        session.execute(delete(UnmetWeek).where(UnmetWeek.week < today - KEPT))
        kind = (UnmetWeek.sought, UnmetWeek.outcome)
        rare = select(*kind).group_by(*kind).having(func.sum(UnmetWeek.days) < ENOUGH_DAYS)
        session.execute(delete(UnmetWeek).where(UnmetWeek.week < today - RARE_KEPT, tuple_(*kind).in_(rare)))


def _fold(session: Session, before: date) -> None:
    """What is deleted is what is counted, so two processes that do this at once count nothing twice."""
    gone = session.execute(delete(UnmetDay).where(UnmetDay.day < before).returning(UnmetDay.sought, UnmetDay.outcome, UnmetDay.day))
    counted = Counter((sought, outcome, monday(day)) for sought, outcome, day in gone)
    rows = [{"sought": key[0], "outcome": key[1], "week": key[2], "days": days} for key, days in sorted(counted.items())]
    for some in _batches(rows):
        added = _insert(session, UnmetWeek, some)
        more = {"days": UnmetWeek.days + added.excluded.days}
        session.execute(added.on_conflict_do_update(index_elements=["sought", "outcome", "week"], set_=more))


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[first : first + BATCH] for first in range(0, len(rows), BATCH))


def _insert(session: Session, table: type[Base], rows: Sequence[Row]) -> Any:
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table).values(list(rows))
