"""Every read of freshness: who is to be asked about what, the reminders that were sent, and reported problems."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from directory.accounts import tokens
from directory.accounts.models import Membership, Person, PersonState
from directory.catalogue.models import Confirmation, Organisation, Service
from directory.db import db
from directory.freshness.models import Asked, Problem, ProblemState, Reminder

LISTING = (
    joinedload(Service.organisation),
    selectinload(Service.needs),
    selectinload(Service.contacts),
    selectinload(Service.confirmations),
)


def services_of(organisation_ids: Collection[str]) -> Sequence[Service]:
    """The listings of these providers, by name, with everything that is confirmed of them."""
    mine = select(Service).where(Service.organisation_id.in_(organisation_ids)).options(*LISTING)
    return db.session.scalars(mine.order_by(Service.name, Service.id)).all()


def listed_services_of(organisation_id: str) -> Sequence[Service]:
    """Those of them that the public may see: what may have ended is asked about in another way."""
    mine = select(Service).where(Service.organisation_id == organisation_id, Service.visible()).options(*LISTING)
    return db.session.scalars(mine.order_by(Service.name, Service.id)).all()


def providers_with_people() -> list[tuple[str, str]]:
    """(id, name) of every provider that somebody looks after, by name."""
    active = select(Membership.organisation_id).join(Membership.person).where(Person.state == PersonState.ACTIVE)
    rows = select(Organisation.id, Organisation.name).where(Organisation.id.in_(active)).order_by(Organisation.name, Organisation.id)
    return [(id, name) for id, name in db.session.execute(rows)]


def is_looked_after(organisation_id: str) -> bool:
    """Whether anybody is there to be told about a listing of this provider."""
    return bool(people_of(organisation_id))


def people_of(organisation_id: str) -> Sequence[tuple[Person, datetime]]:
    """The active people of a provider and when each joined, the first to join first."""
    rows = select(Person, Membership.since).join(Membership, Membership.person_id == Person.id)
    mine = rows.where(Membership.organisation_id == organisation_id, Person.state == PersonState.ACTIVE)
    return [(person, since) for person, since in db.session.execute(mine.order_by(Membership.since, Person.id))]


def last_reminded(organisation_id: str) -> date | None:
    """The day of the last message to a provider."""
    return db.session.scalar(select(func.max(Reminder.sent_on)).where(Reminder.organisation_id == organisation_id))


def asked(service_ids: Collection[str]) -> set[tuple[str, str, date, str]]:
    """What providers were asked already: (listing, fact group, day it was due, stage)."""
    rows = select(Asked.service_id, Asked.fact_group, Asked.due_on, Asked.stage).where(Asked.service_id.in_(service_ids))
    return {(service, group, due_on, stage) for service, group, due_on, stage in db.session.execute(rows)}


def reminder(token: str, now: datetime) -> Reminder | None:
    """The reminder whose link this is, while it works."""
    return db.session.scalar(select(Reminder).where(Reminder.token_hash == tokens.hashed(token), Reminder.ends_at > now))


def problems_of(organisation_ids: Collection[str]) -> Sequence[Problem]:
    """The open problems of these providers' listings, the oldest first."""
    mine = select(Problem).join(Problem.service).where(Service.organisation_id.in_(organisation_ids), Problem.state != ProblemState.CLOSED)
    return db.session.scalars(mine.options(joinedload(Problem.service)).order_by(Problem.first_on, Problem.id)).all()


def problems_with(service_id: str) -> Sequence[Problem]:
    """The open problems of one listing, the oldest first."""
    mine = select(Problem).where(Problem.service_id == service_id, Problem.state != ProblemState.CLOSED)
    return db.session.scalars(mine.order_by(Problem.first_on, Problem.id)).all()


def open_problems() -> Sequence[Problem]:
    """Every problem that is not closed, the oldest first."""
    mine = select(Problem).where(Problem.state != ProblemState.CLOSED)
    shown = joinedload(Problem.service).joinedload(Service.organisation)
    return db.session.scalars(mine.options(shown).order_by(Problem.first_on, Problem.id)).all()


def confirmed_between(start: date, end: date) -> Sequence[str]:
    """The names of the public listings of which a provider confirmed anything in these days, by name."""
    days = (Confirmation.confirmed_on >= start) & (Confirmation.confirmed_on <= end)
    return db.session.scalars(select(Service.name).where(Service.visible(), Service.confirmations.any(days)).order_by(Service.name)).all()


def closed_between(start: date, end: date) -> int:
    """How many reported problems were closed in these days."""
    first, after = datetime.combine(start, time.min, UTC), datetime.combine(end + timedelta(days=1), time.min, UTC)
    closed = select(func.count(Problem.id)).where(Problem.closed_at >= first, Problem.closed_at < after)
    return db.session.scalar(closed) or 0
