"""What editors do with a proposed change: publish it, put it right first, return it; and bring an earlier version back.

`publish` is the only writer of a published listing. A decision is about the revision that was read: its stamp must still be the same.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.exc import StaleDataError

from directory.access import Actor
from directory.accounts.letters import Letter
from directory.accounts.operations import new_id, record
from directory.catalogue.models import SLUG, Confirmation, IndexChange, Need, Service, Source
from directory.db import transaction
from directory.review import queries
from directory.review.errors import NotWhole, NotYours, SecondPerson, StaleRevision
from directory.review.fields import apply, content_of, groups_of
from directory.review.messages import to_proposer, to_provider
from directory.review.models import Decision, PublishedVersion, Revision, RevisionKind, RevisionState, Verdict
from directory.review.operations import begin, in_state, locked, proposed_content, put, refuse_moved, same_stamp

PROVIDER_SAYS = "The provider, through this directory"
EDITORS_SAY = "The editors of this directory: {}"
NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def publish(*, revision_id: str, stamp: int, by: Actor, at: datetime, two_people: bool, letter: Letter) -> str:
    """Make the change what the public reads; return the id of the listing. All is checked first, and all of it is one transaction."""
    try:
        with transaction() as session:
            revision = _read_by(session, revision_id, stamp, by)
            if two_people and by.id in (revision.started_by, revision.proposed_by, revision.edited_by):
                raise SecondPerson
            return make_public(session, revision, by=by, at=at, letter=letter)
    except StaleDataError as error:
        raise StaleRevision from error


def make_public(session: Session, revision: Revision, *, by: Actor, at: datetime, letter: Letter) -> str:
    """Publish a proposal inside an open transaction; return the id of the listing. Of the editors' own, the provider is told."""
    refuse_moved(revision)
    if faults := queries.faults_of(proposed_content(revision), session):
        raise NotWhole(faults)
    service = _applied(session, revision, at)
    _decide(session, revision, Verdict.PUBLISHED, None, by, at)
    record(session, by=by, verb="published a change", kind="service", about=service.id, at=at, version=service.version)
    session.add(IndexChange(service_id=service.id, changed_at=at))
    if revision.by_editors:
        to_provider(session, revision.organisation_id, letter, at=at)
    else:
        to_proposer(session, revision, letter, at=at)
    return service.id


def send_back(*, revision_id: str, stamp: int, comment: str, by: Actor, at: datetime, letter: Letter) -> None:
    """Return the change to whoever proposed it, with what the editor asks for."""
    with transaction() as session:
        revision = _read_by(session, revision_id, stamp, by)
        _decide(session, revision, Verdict.RETURNED, comment, by, at)
        record(session, by=by, verb="returned a change", kind="revision", about=revision.id, at=at)
        to_proposer(session, revision, letter, at=at)


def edit(*, revision_id: str, stamp: int, changes: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Put a proposed change right before it is published. Which fields an editor touched is kept."""
    with transaction() as session:
        revision = _read_by(session, revision_id, stamp, by)
        before = proposed_content(revision)
        put(revision, changes)
        touched = [name for name, value in changes.items() if before.get(name) != value]
        revision.edited_fields = sorted({*revision.edited_fields, *touched})
        revision.edited_by, revision.changed_at = by.id, at
        record(session, by=by, verb="edited a proposed change", kind="revision", about=revision.id, at=at, fields=sorted(touched))


def restore(*, service_id: str, version: int, by: Actor, at: datetime) -> str:
    """Propose an earlier version again, as a new change like any other; return its id."""
    with transaction() as session:
        service = session.get(Service, service_id)
        kept = queries.version(service_id, version)
        if service is None or kept is None or not by.is_editor:
            raise NotYours
        revision = queries.open_for(service_id, RevisionKind.RESTORE, by_editors=True) or begin(
            session, service=service, by=by, at=at, kind=RevisionKind.RESTORE, by_editors=True
        )
        revision.base_version, revision.changes = service.version, {}
        put(revision, kept.content)
        if not revision.changes:
            raise NotWhole([f"Version {version} says the same as the listing does now."])
        revision.state, revision.proposed_by, revision.proposed_at, revision.changed_at = RevisionState.PROPOSED, by.id, at, at
        record(session, by=by, verb="proposed an earlier version", kind="revision", about=revision.id, at=at, version=version)
        return revision.id


def _read_by(session: Session, revision_id: str, stamp: int, by: Actor) -> Revision:
    """The proposal that this editor has read, locked."""
    revision = locked(session, revision_id)
    if revision is None or not by.is_editor:
        raise NotYours
    in_state(revision, RevisionState.PROPOSED)
    same_stamp(revision, stamp)
    return revision


def _applied(session: Session, revision: Revision, at: datetime) -> Service:
    service = _locked_service(session, revision) or _new_service(session, revision)
    keep_version(session, service, None, service.changed_at)
    needs = {need.slug: need for need in session.scalars(select(Need))}
    apply(service, revision.changes, needs)
    _retire_confirmations(service, revision)
    service.edited_at = service.changed_at = at
    _name_the_source(service, revision, at)
    session.add(service)
    session.flush()
    revision.service = service
    revision.base_version = revision.base_version or service.version
    keep_version(session, service, revision.id, at)
    return service


def _locked_service(session: Session, revision: Revision) -> Service | None:
    if revision.service_id is None:
        return None
    # Whole at once: what is loaded later, half changed already, would be written twice and count as two versions.
    whole = (selectinload(Service.confirmations), selectinload(Service.contacts), selectinload(Service.needs))
    wanted = select(Service).where(Service.id == revision.service_id).options(*whole).with_for_update(of=Service)
    service = session.scalars(wanted.execution_options(populate_existing=True)).one()
    refuse_moved(revision)
    return service


def _new_service(session: Session, revision: Revision) -> Service:
    return Service(id=new_id(), slug=_free_slug(session, revision.changes["name"]), organisation_id=revision.organisation_id)


def _free_slug(session: Session, name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    slug = NOT_IN_A_SLUG.sub("-", plain).strip("-")[: (SLUG.length or 80) - 4].strip("-") or "service"
    taken = set(session.scalars(select(Service.slug).where(Service.slug.startswith(slug, autoescape=True))))
    return next(free for number in range(1, 1000) if (free := slug if number == 1 else f"{slug}-{number}") not in taken)


def keep_version(session: Session, service: Service, revision_id: str | None, at: datetime | None) -> None:
    """Keep the listing as it stands, once for each version; what it said before its first change is kept too."""
    if service.version is None or at is None or queries.version(service.id, service.version):
        return
    kept = PublishedVersion(id=new_id(), service_id=service.id, version=service.version, content=content_of(service), published_at=at)
    kept.revision_id = revision_id
    session.add(kept)


def _retire_confirmations(service: Service, revision: Revision) -> None:
    """What was confirmed were the old words. Facts that the provider has now stated itself are confirmed by that, on the day of stating."""
    groups = groups_of(revision.changes)
    still_true = [confirmation for confirmation in service.confirmations if confirmation.fact_group not in groups]
    stated = set() if revision.by_editors else set(groups) & set(service.stated) - set(groups_of(revision.edited_fields))
    by, on = revision.organisation.name, (revision.proposed_at or revision.changed_at).date()
    new = [Confirmation(id=new_id(), fact_group=group, confirmed_on=on, confirmed_by=by) for group in sorted(stated)]
    service.confirmations[:] = [*still_true, *new]


def _name_the_source(service: Service, revision: Revision, at: datetime) -> None:
    """The provider, or where the editors have it from. An earlier version has no other source than it had."""
    title = PROVIDER_SAYS if not revision.by_editors else EDITORS_SAY.format(revision.source) if revision.source else ""
    if not title:
        return
    named = next((source for source in service.sources if source.title == title), None)
    if named is None:
        named = Source(id=new_id(), title=title, position=len(service.sources))
        service.sources.append(named)
    named.dated = (revision.proposed_at or at).date().isoformat()


def _decide(session: Session, revision: Revision, verdict: Verdict, comment: str | None, by: Actor, at: datetime) -> None:
    session.add(Decision(id=new_id(), revision_id=revision.id, stamp=revision.stamp, verdict=verdict, comment=comment, by=by.id, at=at))
    revision.state = RevisionState.PUBLISHED if verdict == Verdict.PUBLISHED else RevisionState.RETURNED
    revision.changed_at = at
