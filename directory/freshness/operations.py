"""What a provider says live: that a fact still holds, that it takes no referrals, how long the wait is. Dated, logged, public at once.

Whether it takes referrals the editors may say too, and readers see that it was they.

None of this makes a new version of the listing, so it never stands in the way of a change under review.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session, selectinload

from directory.access import Actor
from directory.accounts.operations import new_id, record
from directory.catalogue.models import Confirmation, IndexChange, Service
from directory.db import transaction
from directory.freshness import due
from directory.freshness.errors import MayHaveEnded, Moved, NotYours
from directory.vocabulary import FactGroup, ListingStatus


def confirm(*, seen: Iterable[tuple[str, str]], groups: Collection[FactGroup], by: Actor, at: datetime) -> None:
    """Confirm these groups of these listings, each as it was seen; all or none. Nothing else changes. A group that says nothing
    stays as it is: not known."""
    with transaction() as session:
        for service_id, as_seen in seen:
            service = _mine(session, service_id, by)
            if service.status == ListingStatus.POSSIBLY_ENDED:
                raise MayHaveEnded
            if due.seen(service) != as_seen:
                raise Moved
            stated = [group for group in groups if group in service.stated]
            _confirm(session, service, stated, at.date())
            names = sorted(group.value for group in stated)
            record(session, by=by, verb="confirmed", kind="service", about=service.id, at=at, groups=names)


def pause(*, service_id: str, by: Actor, at: datetime, by_editors: bool = False) -> bool:
    """Take no referrals from today; return whether that is new."""
    with transaction() as session:
        service = _mine(session, service_id, by, by_editors)
        if service.paused_on is not None:
            return False
        _say(session, service, at, paused_on=at.date(), paused_by_editors=by_editors)
        record(session, by=by, verb="paused referrals", kind="service", about=service.id, at=at)
        return True


def resume(*, service_id: str, by: Actor, at: datetime, by_editors: bool = False) -> bool:
    """Take referrals again; return whether that is new."""
    with transaction() as session:
        service = _mine(session, service_id, by, by_editors)
        if service.paused_on is None:
            return False
        _say(session, service, at, paused_on=None, paused_by_editors=False)
        record(session, by=by, verb="resumed referrals", kind="service", about=service.id, at=at)
        return True


def state_waiting(*, service_id: str, words: str | None, by: Actor, at: datetime) -> None:
    """Say how long the wait is today, or that it is not known. Saying how long confirms it."""
    with transaction() as session:
        service = _mine(session, service_id, by)
        _say(session, service, at, waiting_time=words)
        if words:
            _confirm(session, service, [FactGroup.WAITING], at.date())
        record(session, by=by, verb="stated the waiting time", kind="service", about=service.id, at=at, words=words)


def _mine(session: Session, service_id: str, by: Actor, by_editors: bool = False) -> Service:
    """The listing, locked until the transaction ends; NotYours for somebody else's and for one that is not there."""
    wanted = select(Service).where(Service.id == service_id).options(selectinload(Service.confirmations))
    service = session.scalar(wanted.with_for_update(of=Service).execution_options(populate_existing=True))
    if service is None or not (by.is_editor if by_editors else by.may_edit(service.organisation_id)):
        raise NotYours
    return service


def _confirm(session: Session, service: Service, groups: Iterable[FactGroup], today: date) -> None:
    """Once a day is enough: a second press adds nothing."""
    known = {(each.fact_group, each.confirmed_on) for each in service.confirmations}
    session.add_all(
        Confirmation(id=new_id(), service_id=service.id, fact_group=group, confirmed_on=today, confirmed_by=service.organisation.name)
        for group in groups
        if (group, today) not in known
    )


def _say(session: Session, service: Service, at: datetime, **live: Any) -> None:
    """Set live facts without a new version, and let search follow."""
    columns = cast(Table, Service.__table__)
    session.execute(update(columns).where(columns.c.id == service.id).values(**live, edited_at=service.edited_at or at, changed_at=at))
    session.add(IndexChange(service_id=service.id, changed_at=at))
    session.expire(service)
