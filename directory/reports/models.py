"""The tables of half-term reports (drafts, issued ones, those from before there was a directory) and of what providers were asked."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from directory.catalogue.models import ID, NAME
from directory.columns import Moment
from directory.db import Base

CONTENT = JSON().with_variant(JSONB(), "postgresql")
OPTIONAL = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class LocalityReport(Base):
    """One report on a period. Once it has a number it never changes, and neither do its figures; it can only be withdrawn, and then its
    number and its name are all that is left of it.

    `opening` is how far every place of the grid was trusted when the work began: what has changed is counted from there. A report with
    a `source` was written elsewhere and is kept as it was.
    """

    __tablename__ = "locality_report"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="period_in_order"),
        CheckConstraint("(number IS NULL) = (issued_on IS NULL) AND (number IS NULL) = (figures IS NULL)", name="issued_whole"),
        CheckConstraint("number IS NULL OR source IS NULL", name="issued_here_or_elsewhere"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    title: Mapped[str] = mapped_column(NAME)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    summary: Mapped[str] = mapped_column(Text, default="")
    priorities: Mapped[list[dict[str, Any]]] = mapped_column(CONTENT)
    opening: Mapped[dict[str, str]] = mapped_column(CONTENT)
    opened_on: Mapped[date]
    number: Mapped[int | None] = mapped_column(unique=True)
    issued_on: Mapped[date | None]
    issued_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    figures: Mapped[list[dict[str, Any]] | None] = mapped_column(OPTIONAL)
    withdrawn_on: Mapped[date | None]
    withdrawn_because: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    dated: Mapped[str | None] = mapped_column(String(10))
    stamp: Mapped[int] = mapped_column()
    changed_at: Mapped[datetime] = mapped_column(Moment)

    __mapper_args__ = {"version_id_col": stamp}  # noqa: RUF012

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.number is None and self.source is None

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether it was issued here and still stands."""
        return self.number is not None and self.withdrawn_on is None


class Enquiry(Base):
    """That a provider was asked, on a day, what its listings leave open."""

    __tablename__ = "enquiry"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    asked_on: Mapped[date]
    asked_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
