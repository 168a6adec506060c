"""What was looked for and not found, as far as it may be read: from five different days on."""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Row, func, literal, select, tuple_, union_all

from directory.db import db
from directory.reports.unmet import ENOUGH_DAYS, Outcome, Unmet, monday, read
from directory.reports.unmet_models import UnmetDay, UnmetWeek


def often() -> list[Unmet]:
    """Everything that was looked for on enough days, the most days first."""
    weeks = select(UnmetWeek.sought, UnmetWeek.outcome, UnmetWeek.week.label("day"), UnmetWeek.days)
    days = select(UnmetDay.sought, UnmetDay.outcome, UnmetDay.day, literal(1).label("days"))
    seen = union_all(weeks, days).subquery()
    kind = (seen.c.sought, seen.c.outcome)
    enough = select(*kind).group_by(*kind).having(func.sum(seen.c.days) >= ENOUGH_DAYS)
    rows = db.session.execute(select(seen).where(tuple_(*kind).in_(enough)).order_by(*kind, seen.c.day)).all()
    found = [_unmet(sought, outcome, list(rows)) for (sought, outcome), rows in groupby(rows, lambda row: (row.sought, row.outcome))]
    return sorted(found, key=lambda unmet: -unmet.days)


def _unmet(sought: str, outcome: Outcome, rows: Sequence[Row[tuple[str, Outcome, object, int]]]) -> Unmet:
    weeks = sorted({monday(row.day) for row in rows})
    return Unmet(read(sought), outcome, sum(row.days for row in rows), len(weeks), weeks[0], weeks[-1])
