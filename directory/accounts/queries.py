"""Every read about people: who is asking, who is known, who was asked to join, what was done."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory.access import Actor
from directory.accounts import tokens
from directory.accounts.models import Claim, ClaimState, Membership, Person, PersonState, SignIn
from directory.catalogue.models import Organisation
from directory.db import db

IDLE = timedelta(hours=1)


def who_holds(token: str, now: datetime) -> Actor | None:
    """The person of an open sign-in, with what they may do at this moment."""
    found = db.session.scalar(
        select(SignIn)
        .join(SignIn.person)
        .where(SignIn.token_hash == tokens.hashed(token), SignIn.is_open(now, now - IDLE), Person.state == PersonState.ACTIVE)
    )
    return None if found is None else as_actor(found.person, sign_in=found)


def actor(person_id: str) -> Actor | None:
    """An active person as operations want them, whoever is asking."""
    found = db.session.get(Person, person_id)
    return as_actor(found) if found and found.state is PersonState.ACTIVE else None


def as_actor(person: Person, sign_in: SignIn | None = None) -> Actor:
    """The person with their providers and roles, free of the database."""
    return Actor(
        id=person.id,
        name=person.name,
        email=person.email,
        organisations=frozenset(membership.organisation_id for membership in person.memberships),
        is_editor=person.is_editor,
        is_administrator=person.is_administrator,
        sign_in_id=sign_in.id if sign_in else "",
        seen_at=sign_in.seen_at if sign_in else None,
        second_step_done=bool(sign_in and sign_in.second_step_at),
    )


def members(organisation_id: str) -> list[Person]:
    """The active people who look after this provider's listings, by name."""
    return list(
        db.session.scalars(
            select(Person)
            .join(Person.memberships)
            .where(Membership.organisation_id == organisation_id, Person.state == PersonState.ACTIVE)
            .order_by(Person.name, Person.id)
        )
    )


def editors() -> list[Person]:
    """The active editors, by name."""
    return list(
        db.session.scalars(select(Person).where(Person.is_editor, Person.state == PersonState.ACTIVE).order_by(Person.name, Person.id))
    )


def people() -> list[Person]:
    """Everybody, by name, with their providers."""
    providers = selectinload(Person.memberships).joinedload(Membership.organisation)
    return list(db.session.scalars(select(Person).options(providers).order_by(Person.name, Person.id)))


def person(person_id: str) -> Person | None:
    """One person, active or not."""
    return db.session.get(Person, person_id)


def organisations_of(actor: Actor) -> list[Organisation]:
    """The providers whose listings this person looks after, by name."""
    return list(db.session.scalars(select(Organisation).where(Organisation.id.in_(actor.organisations)).order_by(Organisation.name)))


def organisation(slug: str) -> Organisation | None:
    """A provider by its slug."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def waiting_claims() -> list[Claim]:
    """Requests that no editor has decided, oldest first."""
    return list(db.session.scalars(select(Claim).where(Claim.state == ClaimState.WAITING).order_by(Claim.made_at, Claim.id)))


def claim(claim_id: str) -> Claim | None:
    """One request."""
    return db.session.get(Claim, claim_id)


def has_second_step(actor: Actor) -> bool:
    """Whether this person has set a phone up."""
    return bool(db.session.get_one(Person, actor.id).totp_since)


def phone_secret(actor: Actor) -> str | None:
    """The secret to set a phone up with, only until that is done."""
    found = db.session.get_one(Person, actor.id)
    return None if found.totp_since else found.totp_secret


def organisations() -> list[Organisation]:
    """Every provider, by name."""
    return list(db.session.scalars(select(Organisation).order_by(Organisation.name, Organisation.id)))
