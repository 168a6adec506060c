"""Every write about schools: correcting one, and bringing the list to what a checked file says, whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from directory.access import Actor
from directory.accounts.operations import record
from directory.db import transaction
from directory.gatherings.errors import FileChanged
from directory.gatherings.models import School
from directory.gatherings.operations import Values, locked


@dataclass(frozen=True)
class Taken:
    """What becomes of one school: a new one (its version is None), or these columns of the one that is at this version."""

    urn: str
    version: int | None
    values: Values


def correct(*, urn: str, stamp: int, values: Values, by: Actor, at: datetime) -> None:
    """Change what is said of one school. Stale if somebody else did meanwhile."""
    with transaction() as session:
        row = locked(session, School, urn, stamp)
        _set(row, values)
        row.edited_at = at
        record(session, by=by, verb="corrected a school", kind="school", about=urn, at=at)


def take_over(*, schools: Sequence[Taken], source: str, by: Actor, at: datetime) -> int:
    """Add and change all of these; return how many. FileChanged, with nothing done, if one is not as it was when the editor looked."""
    added = sum(each.version is None for each in schools)
    try:
        with transaction() as session:
            wanted = select(School).where(School.urn.in_([each.urn for each in schools])).with_for_update()
            known = {row.urn: row for row in session.scalars(wanted.execution_options(populate_existing=True))}
            for each in schools:
                row = known.get(each.urn)
                if (row.version if row else None) != each.version:
                    raise FileChanged
                session.add(_set(row or School(urn=each.urn), {**each.values, "source": source, "edited_at": at}))
            counted = {"added": added, "changed": len(schools) - added}
            record(session, by=by, verb="took over a list of schools", kind="school", about="list", at=at, **counted)
    except IntegrityError as error:
        raise FileChanged from error
    return len(schools)


def seed(*, schools: Mapping[str, Values], source: str) -> int:
    """Bring the list to what the seed file says, except for schools that people have corrected; return how many changed."""
    with transaction() as session:
        known = {row.urn: row for row in session.scalars(select(School))}
        differing = [urn for urn, values in schools.items() if urn not in known or _differs(known[urn], values)]
        for urn in differing:
            session.add(_set(known.get(urn) or School(urn=urn), {**schools[urn], "source": source}))
    return len(differing)


def _differs(row: School, values: Values) -> bool:
    return row.edited_at is None and any(getattr(row, name) != value for name, value in values.items())


def _set(row: School, values: Values) -> School:
    for name, value in values.items():
        setattr(row, name, value)
    return row
