"""The tables of review: a proposed change, the decision on it, and every version of a listing that was published."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, Text, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalogue.models import ID, Organisation, Service
from directory.columns import Moment, TextList, one_of
from directory.db import Base
from directory.vocabulary import Word

CONTENT = JSON().with_variant(JSONB(), "postgresql")
Changes = dict[str, Any]


class RevisionKind(Word):
    """What a proposed change is for."""

    CHANGE = "change", "Change"
    NEW = "new", "New service"
    ENDING = "ending", "Ending"
    RUNNING = "running", "Still running"
    RESTORE = "restore", "Earlier version"


class RevisionState(Word):
    """Where a proposed change is."""

    DRAFT = "draft", "Not sent yet"
    PROPOSED = "proposed", "With the editor"
    RETURNED = "returned", "Returned by the editor"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Verdict(Word):
    """What an editor decided."""

    PUBLISHED = "published", "Published"
    RETURNED = "returned", "Returned"


OPEN_STATES = (RevisionState.DRAFT, RevisionState.PROPOSED, RevisionState.RETURNED)
OPEN = text("service_id IS NOT NULL AND state IN ('draft', 'proposed', 'returned')")


class Revision(Base):
    """One change to one listing, or one new listing. `stamp` moves with every save: a form that carries an older one is refused.

    `by_editors`: editors began it and not the provider, so it is theirs to work on, and says nothing in the provider's name; `source` is
    where they have it from."""

    __tablename__ = "revision"
    __table_args__ = (
        CheckConstraint("(service_id IS NULL) = (base_version IS NULL)", name="based_on_a_version"),
        Index("ux_revision_one_open", "service_id", "kind", "by_editors", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[RevisionKind] = mapped_column(one_of(RevisionKind))
    by_editors: Mapped[bool] = mapped_column(default=False, server_default=false())
    source: Mapped[str | None] = mapped_column(Text)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    service_id: Mapped[str | None] = mapped_column(ForeignKey("service.id"), index=True)
    base_version: Mapped[int | None]
    changes: Mapped[Changes] = mapped_column(CONTENT)
    pages_done: Mapped[list[str]] = mapped_column(TextList, default=list)
    state: Mapped[RevisionState] = mapped_column(one_of(RevisionState), index=True)
    stamp: Mapped[int] = mapped_column()
    note: Mapped[str | None] = mapped_column(Text)
    started_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    started_at: Mapped[datetime] = mapped_column(Moment)
    proposed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    proposed_at: Mapped[datetime | None] = mapped_column(Moment)
    edited_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    edited_fields: Mapped[list[str]] = mapped_column(TextList, default=list)
    changed_at: Mapped[datetime] = mapped_column(Moment)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    service: Mapped[Service | None] = relationship()
    decisions: Mapped[list["Decision"]] = relationship(back_populates="revision", order_by="Decision.at")

    __mapper_args__ = {"version_id_col": stamp}  # noqa: RUF012

    @classmethod
    def is_open(cls) -> ColumnElement[bool]:
        """Still to be finished by somebody."""
        return cls.state.in_(OPEN_STATES)

    @property
    def is_under_way(self) -> bool:
        """Still to be finished by somebody."""
        return self.state in OPEN_STATES

    @property
    def last_decision(self) -> "Decision | None":
        return self.decisions[-1] if self.decisions else None


class Decision(Base):
    """What an editor decided about a revision as it stood at one stamp."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("revision_id", "stamp"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"))
    stamp: Mapped[int] = mapped_column()
    verdict: Mapped[Verdict] = mapped_column(one_of(Verdict))
    comment: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str | None] = mapped_column("decided_by", ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column("decided_at", Moment)

    revision: Mapped[Revision] = relationship(back_populates="decisions")


class PublishedVersion(Base):
    """A listing as it was published once, whole. Rows are only added."""

    __tablename__ = "published_version"
    __table_args__ = (UniqueConstraint("service_id", "version"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"))
    version: Mapped[int]
    content: Mapped[Changes] = mapped_column(CONTENT)
    published_at: Mapped[datetime] = mapped_column(Moment)
    revision_id: Mapped[str | None] = mapped_column(ForeignKey("revision.id"))
