"""The tables of networks and training: gatherings, their dated sessions, schools, and which school came to which session.

Nothing here holds a person: take-up is counted by school.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalogue.models import ID, NAME, SLUG, Organisation, Service
from directory.columns import EnumList, Moment, TextList, one_of
from directory.db import Base
from directory.gatherings.words import CountKind, ForWhom, GatheringKind, Precision, SchoolPhase, SchoolStatus, SessionState, SessionStatus
from directory.vocabulary import Phase

URN = String(6)
SCHOOL_FIELDS = ("name", "phase", "type", "district", "postcode", "status", "near_boundary")


class Gathering(Base):
    """A network, a panel, a training or a single event. None means that it is not known, and the page says so.

    From `edited_at` on, people keep it, and the seed files leave it alone."""

    __tablename__ = "gathering"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    slug: Mapped[str] = mapped_column(SLUG, unique=True)
    name: Mapped[str] = mapped_column(NAME)
    kind: Mapped[GatheringKind] = mapped_column(one_of(GatheringKind))
    summary: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    service_id: Mapped[str | None] = mapped_column(ForeignKey("service.id", ondelete="SET NULL"), index=True)
    audiences: Mapped[list[ForWhom]] = mapped_column(EnumList(ForWhom), default=list)
    phases: Mapped[list[Phase] | None] = mapped_column(EnumList(Phase))
    districts: Mapped[list[str] | None] = mapped_column(TextList)
    how_to_join: Mapped[str | None] = mapped_column(Text)
    to_confirm: Mapped[list[str]] = mapped_column(TextList, default=list)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation | None] = relationship()
    service: Mapped[Service | None] = relationship()
    sources: Mapped[list["GatheringSource"]] = relationship(
        back_populates="gathering", cascade="all, delete-orphan", order_by="GatheringSource.position"
    )
    sessions: Mapped[list["GatheringSession"]] = relationship(back_populates="gathering", order_by="GatheringSession.day")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class GatheringSource(Base):
    """Where the facts about a gathering come from, and the date of that source as far as it is known."""

    __tablename__ = "gathering_source"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    gathering_id: Mapped[str] = mapped_column(ForeignKey("gathering.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    dated: Mapped[str] = mapped_column(String(60))

    gathering: Mapped[Gathering] = relationship(back_populates="sources")


class GatheringSession(Base):
    """One meeting, on a day whose times may not be known, or in a month. Times are those of the clocks in England.

    What it does not say of itself (for whom, phases, districts) is as its gathering says. `state` is where its review is: only what is
    published may be public."""

    __tablename__ = "gathering_session"
    __table_args__ = (
        CheckConstraint("last_day IS NULL OR last_day >= day", name="days_in_order"),
        CheckConstraint("ends IS NULL OR starts IS NOT NULL", name="begins_before_it_ends"),
        CheckConstraint("precision = 'day' OR (starts IS NULL AND last_day IS NULL)", name="times_need_a_day"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    gathering_id: Mapped[str] = mapped_column(ForeignKey("gathering.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(NAME)
    precision: Mapped[Precision] = mapped_column(one_of(Precision))
    day: Mapped[date] = mapped_column(index=True)
    last_day: Mapped[date | None]
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    online: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str | None] = mapped_column(NAME)
    audiences: Mapped[list[ForWhom] | None] = mapped_column(EnumList(ForWhom))
    phases: Mapped[list[Phase] | None] = mapped_column(EnumList(Phase))
    districts: Mapped[list[str] | None] = mapped_column(TextList)
    note: Mapped[str | None] = mapped_column(Text)
    status: Mapped[SessionStatus] = mapped_column(one_of(SessionStatus))
    source: Mapped[str | None] = mapped_column(Text)
    dated: Mapped[str | None] = mapped_column(String(60))
    state: Mapped[SessionState] = mapped_column(one_of(SessionState), index=True)
    proposed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    comment: Mapped[str | None] = mapped_column(Text)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()

    gathering: Mapped[Gathering] = relationship(back_populates="sessions", lazy="joined", innerjoin=True)
    counts: Mapped[list["SessionCount"]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="SessionCount.position"
    )
    attendances: Mapped[list["Attendance"]] = relationship(back_populates="session", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @classmethod
    def is_public(cls) -> ColumnElement[bool]:
        """What the public may see. Every public read asks this."""
        return cls.state == SessionState.PUBLISHED

    @property
    def for_whom(self) -> list[ForWhom]:
        return self.audiences or self.gathering.audiences

    @property
    def in_phases(self) -> list[Phase]:
        """Empty where it is not known."""
        return self.phases or self.gathering.phases or []

    @property
    def in_districts(self) -> list[str]:
        """Empty where it is not known."""
        return self.districts or self.gathering.districts or []


class SessionCount(Base):
    """A number that somebody recorded about a session: what it counts, who says so, and when. It may be of schools or of people."""

    __tablename__ = "session_count"
    __table_args__ = (CheckConstraint("number >= 0", name="countable"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("gathering_session.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[CountKind] = mapped_column(one_of(CountKind))
    number: Mapped[int]
    what: Mapped[str] = mapped_column(NAME)
    source: Mapped[str] = mapped_column(Text)
    dated: Mapped[str] = mapped_column(String(60))

    session: Mapped[GatheringSession] = relationship(back_populates="counts")


class School(Base):
    """One school by its official number. `near_boundary`: its district was worked out from a map and must be checked."""

    __tablename__ = "school"

    urn: Mapped[str] = mapped_column(URN, primary_key=True)
    name: Mapped[str] = mapped_column(NAME)
    phase: Mapped[SchoolPhase] = mapped_column(one_of(SchoolPhase))
    type: Mapped[str] = mapped_column(NAME)
    district: Mapped[str] = mapped_column(SLUG, index=True)
    postcode: Mapped[str | None] = mapped_column(String(8))
    status: Mapped[SchoolStatus] = mapped_column(one_of(SchoolStatus))
    near_boundary: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(Text)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    def as_values(self) -> dict[str, Any]:
        """What a file would say of it."""
        return {name: getattr(self, name) for name in SCHOOL_FIELDS}


class Attendance(Base):
    """That a school came to a session. Who came from it is recorded nowhere."""

    __tablename__ = "attendance"

    session_id: Mapped[str] = mapped_column(ForeignKey("gathering_session.id", ondelete="CASCADE"), primary_key=True)
    urn: Mapped[str] = mapped_column(ForeignKey("school.urn"), primary_key=True, index=True)

    session: Mapped[GatheringSession] = relationship(back_populates="attendances")
    school: Mapped[School] = relationship(lazy="joined", innerjoin=True)
