"""Takes over listings from a file that an editor has looked through: all of them or none, each a version like any other.

What a file says was not stated by the provider, so it confirms nothing; what was confirmed of the old words goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from directory.access import Actor
from directory.accounts.operations import new_id, record
from directory.catalogue.models import IndexChange, Need, Organisation, Service, Source
from directory.db import transaction
from directory.review import queries
from directory.review.errors import NotWhole, NotYours, StaleRevision
from directory.review.fields import Content, apply, blank, content_of, groups_of
from directory.review.publishing import keep_version

SOON = "The catalogue was changed in the meantime, so nothing was done. Look at what the file would change now."


@dataclass(frozen=True)
class Taken:
    """What becomes of one listing: a new one of this provider (its version is None), or these fields of the one that is at this version."""

    slug: str
    provider: str
    version: int | None
    changes: Content


def take_over(*, listings: Sequence[Taken], source: str, by: Actor, at: datetime) -> int:
    """Publish all of them at once; return how many. StaleRevision, with nothing done, if one is not as it was when the editor looked."""
    if not by.is_editor:
        raise NotYours
    try:
        with transaction() as session:
            needs = {need.slug: need for need in session.scalars(select(Need))}
            for each in listings:
                service = _new(session, each) if each.version is None else _as_looked_at(session, each)
                _publish(session, service, each, needs, source, at)
                record(session, by=by, verb="took over from a file", kind="service", about=service.id, at=at, fields=sorted(each.changes))
    except StaleDataError as error:
        raise StaleRevision(SOON) from error
    return len(listings)


def _as_looked_at(session: Session, taken: Taken) -> Service:
    wanted = select(Service).where(Service.slug == taken.slug).with_for_update().execution_options(populate_existing=True)
    service = session.scalar(wanted)
    if service is None or service.version != taken.version:
        raise StaleRevision(SOON)
    return service


def _new(session: Session, taken: Taken) -> Service:
    provider = session.scalar(select(Organisation).where(Organisation.slug == taken.provider))
    if provider is None or session.scalar(select(Service.id).where(Service.slug == taken.slug)):
        raise StaleRevision(SOON)
    return Service(id=new_id(), slug=taken.slug, organisation_id=provider.id)


def _publish(session: Session, service: Service, taken: Taken, needs: dict[str, Need], source: str, at: datetime) -> None:
    before = content_of(service) if taken.version is not None else blank("")
    if faults := queries.faults_of(before | taken.changes, session):
        raise NotWhole([f"{taken.slug}: {fault}" for fault in faults])
    keep_version(session, service, None, service.changed_at)
    groups = groups_of(taken.changes)
    service.confirmations[:] = [confirmation for confirmation in service.confirmations if confirmation.fact_group not in groups]
    apply(service, taken.changes if taken.version is not None else before | taken.changes, needs)
    service.edited_at = service.changed_at = at
    service.sources.append(Source(id=new_id(), title=source, dated=at.date().isoformat(), position=len(service.sources)))
    session.add(service)
    session.flush()
    keep_version(session, service, None, at)
    session.add(IndexChange(service_id=service.id, changed_at=at))
