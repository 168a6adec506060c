"""Puts the seed file of networks and training into the database: in one transaction, touching nothing that is as it says.

What people have changed is theirs and is left alone, a gathering and each of its sessions for itself. Nothing is removed.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory.catalogue.contact_values import named_in
from directory.catalogue.models import Contact, District, Organisation, Service
from directory.catalogue.seed_entry import SeedError
from directory.db import stable_id, transaction
from directory.gatherings import school_list, schools
from directory.gatherings.loading import FILE, SeedGathering, SeedSession, Values
from directory.gatherings.models import Gathering, GatheringSession, GatheringSource, SessionCount
from directory.gatherings.words import SessionState


def seed(files: Sequence[SeedGathering], *, at: datetime) -> int:
    """Bring the database to what the file says; return how many gatherings and sessions changed. SeedError comes before any change."""
    with transaction() as session:
        if problems := _unknown(session, files):
            raise SeedError(problems)
        return sum(_put_gathering(session, given, at) for given in files)


def seed_schools(folder: Path) -> int:
    """Bring the list of schools to what its file says; return how many changed. The districts must be there already."""
    said = school_list.named(folder)
    return schools.seed(schools=school_list.read(folder), source=f"{said.source}, retrieved {said.retrieved}")


def _unknown(session: Session, files: Iterable[SeedGathering]) -> list[str]:
    """Names that point nowhere, and contacts that are withheld."""
    providers, services = set(session.scalars(select(Organisation.slug))), set(session.scalars(select(Service.slug)))
    districts = set(session.scalars(select(District.slug)))
    withheld = set(session.scalars(select(Contact.key).where(~Contact.publish)))
    problems: list[str] = []
    for given in files:
        named = [("organisation", given.organisation, providers), ("service", given.service, services)]
        places = [place for values in (given.values, *(each.values for each in given.sessions)) for place in values["districts"] or ()]
        named += [("districts", place, districts) for place in places]
        problems += [f"{FILE}: {given.slug}: {field}: {name!r} is not known" for field, name, known in named if name and name not in known]
        given_away = {key for text in given.texts() if (key := named_in(text, withheld))}
        problems += [f"{FILE}: {given.slug}: gives away {key}, which is withheld" for key in sorted(given_away)]
    return problems


def _put_gathering(session: Session, given: SeedGathering, at: datetime) -> int:
    """One entry with its sessions; how many of them changed. It is known by its slug, whoever added it."""
    row = session.scalar(select(Gathering).where(Gathering.slug == given.slug).options(selectinload(Gathering.sources)))
    row = row or Gathering(id=stable_id("gathering", given.slug))
    changed = 0 if row.edited_at else _set_gathering(session, row, given, at)
    return changed + _put_sessions(session, row.id, given.sessions, at)


def _set_gathering(session: Session, row: Gathering, given: SeedGathering, at: datetime) -> int:
    values = given.values | {
        "slug": given.slug,
        "organisation_id": stable_id("organisation", given.organisation) if given.organisation else None,
        "service_id": stable_id("service", given.service) if given.service else None,
    }
    ids = [stable_id("gathering-source", f"{row.id} {n}") for n in range(len(given.sources))]
    sources = [GatheringSource(id=id, position=n, **each) for n, (id, each) in enumerate(zip(ids, given.sources, strict=True))]
    changed = _set_parts(row, "sources", sources, ("title", "dated"))
    return _keep(session, row, values, changed, at)


def _put_sessions(session: Session, gathering_id: str, sessions: Iterable[SeedSession], at: datetime) -> int:
    """The sessions of one entry; how many changed. One that people added is known by what it says, and is theirs."""
    mine = select(GatheringSession).where(GatheringSession.gathering_id == gathering_id).options(selectinload(GatheringSession.counts))
    rows = session.scalars(mine).all()
    known = {row.id: row for row in rows}
    theirs = [row for row in rows if row.edited_at and row.state == SessionState.PUBLISHED]
    said = {(row.title, row.precision, row.day, row.starts) for row in theirs}
    ours = [each for each in sessions if tuple(each.values[name] for name in ("title", "precision", "day", "starts")) not in said]
    return sum(_put_session(session, known, gathering_id, each, at) for each in ours)


def _put_session(session: Session, known: dict[str, GatheringSession], gathering_id: str, given: SeedSession, at: datetime) -> int:
    id = stable_id("gathering-session", f"{gathering_id} {given.key}")
    row = known.get(id) or GatheringSession(id=id, gathering_id=gathering_id, state=SessionState.PUBLISHED)
    if row.edited_at:
        return 0
    counts = [SessionCount(id=stable_id("session-count", f"{id} {n}"), position=n, **each) for n, each in enumerate(given.counts)]
    changed = _set_parts(row, "counts", counts, ("kind", "number", "what", "source", "dated"))
    return _keep(session, row, given.values, changed, at)


def _keep(session: Session, row: Any, values: Values, changed: bool, at: datetime) -> int:
    """Set what differs; 1 if anything did."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not differing and not changed:
        return 0
    for name, value in differing.items():
        setattr(row, name, value)
    row.changed_at = at
    session.add(row)
    session.flush()
    return 1


def _set_parts(row: Any, name: str, wanted: list[Any], fields: tuple[str, ...]) -> bool:
    """Make the rows that belong to this one say the same as these, in their order; whether anything changed."""
    rows = getattr(row, name)
    if [[getattr(each, field) for field in fields] for each in rows] == [[getattr(each, field) for field in fields] for each in wanted]:
        return False
    for kept, new in zip(rows, wanted, strict=False):
        for field in fields:
            setattr(kept, field, getattr(new, field))
    rows[:] = [*rows[: len(wanted)], *wanted[len(rows) :]]
    return True
