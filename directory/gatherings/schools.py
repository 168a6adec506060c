"""Every write about schools: correcting one, and bringing the list to what a checked file says, whole or not at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.access import Actor
from directory.accounts.operations import record
from directory.db import transaction
from directory.gatherings.errors import FileChanged
from directory.gatherings.models import School
from directory.gatherings.operations import Values, locked
from directory.gatherings.school_csv import Row, plan


def correct(*, urn: str, stamp: int, values: Values, by: Actor, at: datetime) -> None:
    """Change what is said of one school. Stale if somebody else did meanwhile."""
    with transaction() as session:
        row = locked(session, School, urn, stamp)
        for name, value in values.items():
            setattr(row, name, value)
        row.edited_at = at
        record(session, by=by, verb="corrected a school", kind="school", about=urn, at=at)


def take_over(*, rows: Sequence[Row], digest: str, source: str, by: Actor, at: datetime) -> int:
    """Add and change schools as the file says; return how many. FileChanged if that is not what was shown before."""
    with transaction() as session:
        planned = plan(list(rows), _known(session))
        if planned.digest != digest:
            raise FileChanged
        put(session, rows, {change.urn for change in planned.changes}, source, at)
        added = sum(change.is_new for change in planned.changes)
        changed = len(planned.changes)
        record(session, by=by, verb="took over a list of schools", kind="school", about="list", at=at, added=added, changed=changed)
        return changed


def put(session: Session, rows: Sequence[Row], changing: set[str], source: str, at: datetime | None) -> None:
    """Write those of these rows that change something; `at` is None where no person did it."""
    known = {school.urn: school for school in session.scalars(select(School))}
    for row in rows:
        if row.urn in changing:
            school = known.get(row.urn) or School(urn=row.urn, near_boundary=False)
            for name, value in {**row.values, "source": source, "edited_at": at}.items():
                setattr(school, name, value)
            session.add(school)


def seed(*, rows: Sequence[Row], source: str) -> int:
    """Bring the list to what the seed file says, except for schools that people have corrected; return how many changed."""
    with transaction() as session:
        corrected = set(session.scalars(select(School.urn).where(School.edited_at.is_not(None))))
        ours = [row for row in rows if row.urn not in corrected]
        changing = {change.urn for change in plan(ours, _known(session)).changes}
        put(session, ours, changing, source, None)
        return len(changing)


def _known(session: Session) -> dict[str, dict[str, Any]]:
    return {school.urn: school.as_values() for school in session.scalars(select(School))}
