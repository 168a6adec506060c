"""The tables of freshness: reminders that were sent and what each was about, and problems that readers reported."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalogue.models import ID, Organisation, Service
from directory.columns import Moment, one_of
from directory.db import Base
from directory.vocabulary import FactGroup, Word


class Stage(Word):
    """How far the asking about one fact has come."""

    BEFORE = "before", "Due soon"
    DUE = "due", "Due now"
    AFTER = "after", "Overdue"
    EDITOR = "editor", "The editor has been told"


class Topic(Word):
    """What a reader may report. There is no box to write in: nothing about a pupil can be sent."""

    CONTACT = "contact", "The contact details do not work"
    CLOSED = "closed", "It has closed, or takes no referrals"
    RULES = "rules", "Who it is for, or how to refer, is wrong"
    WAITING = "waiting", "The waiting time is wrong"


class ProblemState(Word):
    """Where a reported problem is."""

    OPEN = "open", "Nobody has looked yet"
    ANSWERED = "answered", "The provider has looked"
    CLOSED = "closed", "Closed"


OPEN = text("state <> 'closed'")


class Reminder(Base):
    """One message to one person of a provider. Its link shows what is held and confirms it; only the hash of its secret is kept."""

    __tablename__ = "reminder"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sent_on: Mapped[date]
    ends_at: Mapped[datetime] = mapped_column(Moment)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class Asked(Base):
    """That a provider was asked about one group of facts, due on this day, and how far the asking has come."""

    __tablename__ = "asked"
    __table_args__ = (UniqueConstraint("service_id", "fact_group", "due_on", "stage"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"))
    fact_group: Mapped[FactGroup] = mapped_column(one_of(FactGroup))
    due_on: Mapped[date]
    stage: Mapped[Stage] = mapped_column(one_of(Stage))
    asked_on: Mapped[date]


class Problem(Base):
    """What readers reported about a listing: one row for each topic until it is closed, however many report it. Nobody's name is asked."""

    __tablename__ = "problem"
    __table_args__ = (
        CheckConstraint("times > 0", name="reported"),
        Index("ux_problem_one_open", "service_id", "topic", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    topic: Mapped[Topic] = mapped_column(one_of(Topic))
    state: Mapped[ProblemState] = mapped_column(one_of(ProblemState))
    times: Mapped[int]
    first_on: Mapped[date]
    last_on: Mapped[date]
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    service: Mapped[Service] = relationship()
