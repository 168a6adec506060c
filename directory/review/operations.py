"""Every write of review. A proposed change never touches the listing; only `publish` does, whole or not at all, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.access import Actor
from directory.accounts.letters import Letter
from directory.accounts.operations import new_id, record
from directory.catalogue.models import Service
from directory.db import transaction
from directory.review import queries
from directory.review.errors import NotWhole, NotYours, StaleRevision, WrongState
from directory.review.fields import blank, content_of
from directory.review.messages import to_editors
from directory.review.models import Changes, Revision, RevisionKind, RevisionState
from directory.vocabulary import ListingStatus

MOST_UNDER_WAY = 40
CHANGEABLE = (RevisionState.DRAFT, RevisionState.RETURNED)


def start(*, service_id: str, by: Actor, at: datetime, by_editors: bool = False) -> str:
    """Begin a change to a listing, the provider's or the editors', or go on with the one that is under way; return its id."""
    try:
        with transaction() as session:
            service = session.get(Service, service_id)
            if service is None or not _may(by, service.organisation_id, by_editors):
                raise NotYours
            under_way = queries.open_for(service_id, by_editors=by_editors)
            return under_way.id if under_way else begin(session, service=service, by=by, at=at, by_editors=by_editors).id
    except IntegrityError as error:
        if under_way := queries.open_for(service_id, by_editors=by_editors):
            return under_way.id
        raise StaleRevision from error


def start_new(*, organisation_id: str, name: str, by: Actor, at: datetime) -> str:
    """Begin a new listing; return the id of the change."""
    if not by.may_edit(organisation_id):
        raise NotYours
    with transaction() as session:
        _refuse_too_many(organisation_id)
        revision = _made(RevisionKind.NEW, organisation_id, by, at)
        revision.changes = blank(name)
        session.add(revision)
        record(session, by=by, verb="began a new listing", kind="revision", about=revision.id, at=at)
        return revision.id


def begin(
    session: Session, *, service: Service, by: Actor, at: datetime, kind: RevisionKind = RevisionKind.CHANGE, by_editors: bool = False
) -> Revision:
    """Add a draft for this listing as it stands, inside an open transaction."""
    if not by_editors:
        _refuse_too_many(service.organisation_id)
    revision = _made(kind, service.organisation_id, by, at)
    revision.by_editors = by_editors
    revision.service_id, revision.base_version, revision.changes = service.id, service.version, {}
    session.add(revision)
    session.flush()
    record(session, by=by, verb="began a change", kind="revision", about=revision.id, at=at, service=service.slug)
    return revision


def save(*, revision_id: str, stamp: int, changes: Mapping[str, Any], page: str, by: Actor, at: datetime) -> None:
    """Keep what one page says. StaleRevision, with nothing changed, if it was saved since the page was opened."""
    with transaction() as session:
        revision = mine(session, revision_id, by)
        in_state(revision, *CHANGEABLE)
        same_stamp(revision, stamp)
        if revision.by_editors and revision.started_by != by.id:
            raise WrongState("Another editor has begun this change. Ask them, or withdraw it and begin your own.")
        put(revision, changes)
        if page not in revision.pages_done:
            revision.pages_done = [*revision.pages_done, page]
        revision.changed_at = at


def propose(*, revision_id: str, stamp: int, note: str, by: Actor, at: datetime, letter: Letter) -> None:
    """Send a change to the editors. It must be whole, and based on the listing as it is."""
    with transaction() as session:
        revision = mine(session, revision_id, by)
        in_state(revision, *CHANGEABLE)
        same_stamp(revision, stamp)
        send(session, revision, note=note, by=by, at=at, letter=letter)


def send(session: Session, revision: Revision, *, note: str, by: Actor, at: datetime, letter: Letter | None) -> None:
    """Make a draft a proposal, inside an open transaction, and tell the editors where there is a letter for them."""
    if not revision.changes:
        raise NotWhole(["Nothing is different from the listing as it is, so there is nothing to send."])
    refuse_moved(revision)
    if faults := queries.faults_of(proposed_content(revision), session):
        raise NotWhole(faults)
    revision.state, revision.note, revision.changed_at = RevisionState.PROPOSED, note or None, at
    revision.proposed_by, revision.proposed_at = by.id, at
    record(session, by=by, verb="proposed a change", kind="revision", about=revision.id, at=at, fields=sorted(revision.changes))
    if letter:
        to_editors(session, letter, at=at)


def take_back(*, revision_id: str, stamp: int, by: Actor, at: datetime) -> None:
    """Take a proposal back from the editors to work on it."""
    with transaction() as session:
        revision = mine(session, revision_id, by)
        in_state(revision, RevisionState.PROPOSED)
        same_stamp(revision, stamp)
        revision.state, revision.changed_at = RevisionState.DRAFT, at
        record(session, by=by, verb="took a change back", kind="revision", about=revision.id, at=at)


def withdraw(*, revision_id: str, stamp: int, by: Actor, at: datetime) -> None:
    """Give a change up. It is kept, but nothing comes of it."""
    with transaction() as session:
        revision = mine(session, revision_id, by)
        in_state(revision, *CHANGEABLE, RevisionState.PROPOSED)
        same_stamp(revision, stamp)
        revision.state, revision.changed_at = RevisionState.WITHDRAWN, at
        record(session, by=by, verb="withdrew a change", kind="revision", about=revision.id, at=at)


def rebase(*, revision_id: str, stamp: int, by: Actor, at: datetime) -> None:
    """Go on from the listing as it is now: the partner has seen both, and keeps what is still different."""
    with transaction() as session:
        revision = mine(session, revision_id, by)
        in_state(revision, *CHANGEABLE)
        same_stamp(revision, stamp)
        _base_on(revision, at)


def propose_status(*, service_id: str, status: ListingStatus, note: str, by: Actor, at: datetime, letter: Letter) -> str:
    """Say that a service has ended, or that it still runs after all. An editor decides; return the id of the change."""
    kind = RevisionKind.ENDING if status == ListingStatus.POSSIBLY_ENDED else RevisionKind.RUNNING
    try:
        with transaction() as session:
            service = session.get(Service, service_id)
            if service is None or not by.may_edit(service.organisation_id):
                raise NotYours
            if queries.open_for(service_id, kind):
                raise WrongState("You have told the editor this already. They have not decided yet.")
            revision = begin(session, service=service, by=by, at=at, kind=kind)
            put(revision, {"status": status.value})
            send(session, revision, note=note, by=by, at=at, letter=letter)
            return revision.id
    except IntegrityError as error:
        raise WrongState("You have told the editor this already. They have not decided yet.") from error


def mine(session: Session, revision_id: str, by: Actor) -> Revision:
    """The revision, locked until the transaction ends; NotYours for somebody else's and for one that is not there."""
    revision = locked(session, revision_id)
    if revision is None or not _may(by, revision.organisation_id, revision.by_editors):
        raise NotYours
    return revision


def locked(session: Session, revision_id: str) -> Revision | None:
    """The revision as it is now, kept from everybody else until the transaction ends."""
    wanted = select(Revision).where(Revision.id == revision_id).with_for_update(of=Revision).execution_options(populate_existing=True)
    return session.scalar(wanted)


def in_state(revision: Revision, *allowed: RevisionState) -> None:
    """WrongState unless the revision is at one of these points."""
    if revision.state not in allowed:
        raise WrongState


def same_stamp(revision: Revision, stamp: int) -> None:
    """StaleRevision unless the form was made from the revision as it is now."""
    if revision.stamp != stamp:
        raise StaleRevision


def refuse_moved(revision: Revision) -> None:
    """StaleRevision if the listing was published anew since the change was begun."""
    if revision.service and revision.service.version != revision.base_version:
        raise StaleRevision("The listing was changed in the meantime. Look at both, then carry on from the listing as it is now.")


def put(revision: Revision, changes: Mapping[str, Any]) -> None:
    """Lay these fields over what was changed before; what is as in the listing is no change."""
    held: Changes = content_of(revision.service) if revision.service else {}
    merged = {**revision.changes, **changes}
    revision.changes = {name: value for name, value in merged.items() if name not in held or held[name] != value}


def proposed_content(revision: Revision) -> Changes:
    """The listing as it would be."""
    return {**(content_of(revision.service) if revision.service else {}), **revision.changes}


def _may(by: Actor, organisation_id: str, by_editors: bool) -> bool:
    """A change of the provider's is its people's to work on, and one of the editors' is the editors'."""
    return by.is_editor if by_editors else by.may_edit(organisation_id)


def _base_on(revision: Revision, at: datetime) -> None:
    if revision.service is None:
        raise WrongState
    revision.base_version, revision.changed_at = revision.service.version, at
    put(revision, {})


def _made(kind: RevisionKind, organisation_id: str, by: Actor, at: datetime) -> Revision:
    return Revision(
        id=new_id(), kind=kind, organisation_id=organisation_id, state=RevisionState.DRAFT, started_by=by.id, started_at=at, changed_at=at
    )


def _refuse_too_many(organisation_id: str) -> None:
    if queries.open_count(organisation_id) >= MOST_UNDER_WAY:
        raise WrongState("There are too many changes under way. Finish or withdraw some of them first.")
