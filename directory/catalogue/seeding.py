"""Puts the seed files into the database: in place, in one transaction, and without touching anything that has not changed.

What is in the database but no longer in the files is left alone, except the parts of a listing and the places, which are replaced whole.
A listing, a provider or a need that people have changed is theirs, and is left alone as well; of the places, the file that people settled
is the one that counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory.catalogue.models import Contact, District, IndexChange, Need, Organisation, Outcode, Place, Service, ServiceNeed, Source
from directory.catalogue.seed_checks import read_seed, with_places
from directory.catalogue.seed_files import SeedService, Values
from directory.catalogue.seed_places import FILE, Places
from directory.config import current
from directory.db import Base, stable_id, transaction
from directory.kept import FOLDER
from directory.vocabulary import Coverage

Row = TypeVar("Row", Need, Organisation)
PARTS = (selectinload(Service.needs), selectinload(Service.contacts), selectinload(Service.sources))


@dataclass
class Seeding:
    """One run: the session it writes to, its moment, and the ids of what it changed."""

    session: Session
    now: datetime
    changed: set[str] = field(default_factory=set)
    to_index: set[str] = field(default_factory=set)


def seed(folder: Path) -> int:
    """Bring the database to what the files say; return how many rows and listings changed. SeedError comes before any change."""
    files = read_seed(folder)
    settled = current().instance / FOLDER / FILE
    if settled.exists():
        files = with_places(files, settled)
    with transaction() as session:
        run = Seeding(session, datetime.now(UTC))
        _put_places(run, files.places)
        for position, need in enumerate(files.needs):
            _put_row(run, Need, stable_id("need", need["slug"]), need | {"position": position})
        for organisation in files.organisations:
            _put_row(run, Organisation, stable_id("organisation", organisation["slug"]), organisation)
        session.flush()
        _put_services(run, files.services)
        _let_search_follow(run)
    return len(run.changed)


def put_places(session: Session, places: Places, *, at: datetime) -> None:
    """Make districts, places and postcode districts what people have settled, inside an open transaction."""
    run = Seeding(session, at)
    _put_places(run, places)
    _let_search_follow(run)


def _let_search_follow(run: Seeding) -> None:
    run.session.add_all(IndexChange(service_id=service_id, changed_at=run.now) for service_id in sorted(run.to_index))


def _put_row(run: Seeding, model: type[Row], row_id: str, values: Values) -> None:
    """A need, or an organisation that no people have changed. Its listings are indexed again, because they are found by its name too."""
    row = run.session.get(model, row_id)
    if row is None:
        run.session.add(model(id=row_id, **values))
        run.changed.add(row_id)
    elif not getattr(row, "edited_at", None) and _set(row, values):
        if isinstance(row, Organisation):
            row.changed_at = run.now
        run.changed.add(row_id)
        run.to_index.update(run.session.scalars(_listings_of(row)))


def _listings_of(row: Need | Organisation) -> Any:
    if isinstance(row, Organisation):
        return select(Service.id).where(Service.organisation_id == row.id)
    return select(ServiceNeed.service_id).where(ServiceNeed.need_id == row.id)


def _put_services(run: Seeding, services: Iterable[SeedService]) -> None:
    known = {service.slug: service for service in run.session.scalars(select(Service).options(*PARTS))}
    for given in services:
        service_id = stable_id("service", given.slug)
        values = given.values | {"slug": given.slug, "organisation_id": stable_id("organisation", given.organisation)}
        service = known.get(given.slug) or Service(id=service_id)
        if service.edited_at is not None:
            continue
        parts_changed = [_put_parts(getattr(service, name), parts) for name, parts in _parts_of(given).items()]
        if _set(service, values) or any(parts_changed):
            service.changed_at = run.now
            run.session.add(service)
            run.changed.add(service_id)
            run.to_index.add(service_id)


def _parts_of(given: SeedService) -> dict[str, list[Base]]:
    """The rows that belong to a listing, each with an id that stays the same while it says the same thing."""
    service_id = stable_id("service", given.slug)
    return {
        "needs": [
            ServiceNeed(service_id=service_id, need_id=stable_id("need", need), strength=strength, position=position)
            for position, (need, strength) in enumerate(given.needs.items())
        ],
        "contacts": [
            Contact(id=stable_id("contact", f"{given.slug}:{contact['kind']}:{contact['value']}"), position=position, **contact)
            for position, contact in enumerate(given.contacts)
        ],
        "sources": [
            Source(id=stable_id("source", f"{given.slug}:{source['title']}:{source['dated']}"), position=position, **source)
            for position, source in enumerate(given.sources)
        ],
    }


def _put_parts(rows: list[Any], wanted: list[Base]) -> bool:
    """Make these rows the wanted ones, keeping the rows that stay."""
    known = {_identity(row): row for row in rows}
    kept = [known.get(_identity(new), new) for new in wanted]
    changed = [_set(row, _columns(new)) for row, new in zip(kept, wanted, strict=True) if row is not new]
    if {id(row) for row in kept} == {id(row) for row in rows}:
        return any(changed)
    rows[:] = kept
    return True


def _identity(row: Any) -> str:
    return str(row.need_id if isinstance(row, ServiceNeed) else row.id)


def _columns(row: Base) -> Values:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def _set(row: Any, values: Mapping[str, Any]) -> bool:
    """Set what differs, and say whether anything did."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _put_places(run: Seeding, given: Places) -> None:
    """Districts, places and outcodes are wholly the file's: what it no longer names goes. Their stamp tells every process."""
    slugs, changed = set(run.session.scalars(select(District.slug))), len(run.changed)
    _replace(run, District, "slug", given.districts)
    _replace(run, Place, "name", [{"name": name, "districts": districts} for name, districts in given.places.items()])
    _replace(run, Outcode, "code", [{"code": code, "districts": districts} for code, districts in given.outcodes.items()])
    if len(run.changed) > changed:
        for district in run.session.scalars(select(District)):
            district.changed_at = run.now
    if slugs != {district["slug"] for district in given.districts}:
        run.to_index.update(run.session.scalars(select(Service.id).where(Service.coverage != Coverage.DISTRICTS)))


def _replace(run: Seeding, model: type[Any], key: str, rows: list[Values]) -> None:
    known = {getattr(row, key): row for row in run.session.scalars(select(model))}
    for values in rows:
        row = known.pop(values[key], None)
        if row is None:
            run.session.add(model(**values))
        if row is None or _set(row, values):
            run.changed.add(f"{model.__tablename__}:{values[key]}")
    for gone, row in known.items():
        run.session.delete(row)
        run.changed.add(f"{model.__tablename__}:{gone}")
