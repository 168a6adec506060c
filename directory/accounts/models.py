"""The tables of people: who they are, how they sign in, how they join, and the log of who did what. Secrets are kept as hashes only."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, String, Text, and_
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalogue.models import ID, NAME, Organisation
from directory.columns import Moment, Sealed, one_of
from directory.db import Base

HASH = String(64)
EMAIL = String(254)
DETAILS = JSON().with_variant(JSONB(), "postgresql")


class PersonState(StrEnum):
    """Whether a person may sign in."""

    ACTIVE = "active"
    DISABLED = "disabled"


class ClaimState(StrEnum):
    """What became of a request to look after listings."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"


class Person(Base):
    """Somebody who signs in. The address is kept in small letters, so that it is the same however it is typed."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_small_letters"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(NAME)
    email: Mapped[str] = mapped_column(EMAIL, unique=True)
    state: Mapped[PersonState] = mapped_column(one_of(PersonState), default=PersonState.ACTIVE)
    is_editor: Mapped[bool] = mapped_column(default=False)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    totp_secret: Mapped[str | None] = mapped_column(Sealed)
    totp_since: Mapped[datetime | None] = mapped_column(Moment)
    totp_last_step: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(Moment)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="person", cascade="all, delete-orphan")


class Membership(Base):
    """That a person looks after the listings of a provider."""

    __tablename__ = "membership"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), primary_key=True, index=True)
    since: Mapped[datetime] = mapped_column(Moment)

    person: Mapped[Person] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()


class RecoveryCode(Base):
    """One code that stands in, once, for a lost phone."""

    __tablename__ = "recovery_code"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(HASH)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class SignIn(Base):
    """One signed-in browser. The row decides, not the cookie, so that it can be ended from here."""

    __tablename__ = "sign_in"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    token_hash: Mapped[str] = mapped_column(HASH, unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    second_step_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def is_open(cls, now: datetime, idle_since: datetime) -> ColumnElement[bool]:
        """Not ended, not too old, and used not long ago."""
        return and_(cls.ended_at.is_(None), cls.ends_at > now, cls.seen_at > idle_since)


class SignInLink(Base):
    """One e-mailed link. Without a person it was asked for with an address that nobody has, which must not show."""

    __tablename__ = "sign_in_link"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    token_hash: Mapped[str] = mapped_column(HASH, unique=True)
    browser_hash: Mapped[str] = mapped_column(HASH)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class Invitation(Base):
    """That somebody was asked to join a provider, or the editors. A newer one for the same address takes its place."""

    __tablename__ = "invitation"
    __table_args__ = (CheckConstraint("is_editor OR organisation_id IS NOT NULL", name="to_join_something"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    token_hash: Mapped[str] = mapped_column(HASH, unique=True)
    email: Mapped[str] = mapped_column(EMAIL, index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    is_editor: Mapped[bool] = mapped_column(default=False)
    invited_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    organisation: Mapped[Organisation | None] = relationship(lazy="joined")


class Claim(Base):
    """That somebody says they work for a provider and asks to look after its listings. An editor decides."""

    __tablename__ = "claim"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(NAME)
    email: Mapped[str] = mapped_column(EMAIL)
    work: Mapped[str] = mapped_column(NAME)
    made_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[ClaimState] = mapped_column(one_of(ClaimState), default=ClaimState.WAITING)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class Mail(Base):
    """A message to be sent, written with the change that caused it. `next_try_at` is also the lease of whoever is sending it."""

    __tablename__ = "mail"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    to: Mapped[str] = mapped_column("to_address", EMAIL)
    subject: Mapped[str] = mapped_column(NAME)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    next_try_at: Mapped[datetime] = mapped_column(Moment, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)


class RateCount(Base):
    """How often something was done in one stretch of time. Whoever did it is a keyed hash, not an address."""

    __tablename__ = "rate_count"

    limit: Mapped[str] = mapped_column("limit_name", String(40), primary_key=True)
    subject: Mapped[str] = mapped_column(HASH, primary_key=True)
    window: Mapped[int] = mapped_column("window_number", primary_key=True, autoincrement=False)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True)


class AuditEntry(Base):
    """Who did what about which thing, and when. Never a secret, never what a visitor typed. Rows are only added."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    verb: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(80), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(DETAILS, default=dict)
