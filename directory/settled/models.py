"""The table of what was proposed and settled. Each row holds one whole file, so that any of them can be brought back."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from directory.catalogue.models import ID
from directory.columns import Moment, one_of
from directory.db import Base
from directory.vocabulary import Word


class Matter(Word):
    """What can be settled. Each is one file of the seed folder until somebody settles it anew."""

    URGENT_HELP = "urgent-help", "Urgent-help numbers"
    TERM_DATES = "term-dates", "School terms"
    HALF_LIVES = "half-lives", "How long facts count"
    PLACES = "places", "Districts and places"


class SettlementState(Word):
    """Where a proposal is."""

    PROPOSED = "proposed", "Waiting for a second person"
    SETTLED = "settled", "In force since it was settled"
    REFUSED = "refused", "Not taken"


PROPOSED = text("state = 'proposed'")


class Settlement(Base):
    """One proposal: the whole file as it would be, in YAML, and what became of it. `number` counts what was settled of one matter;
    `about` is the key of the one urgent number that it changes, or empty where it is about the whole file."""

    __tablename__ = "settlement"
    __table_args__ = (
        UniqueConstraint("matter", "number"),
        Index("ux_settlement_one_open", "matter", "about", unique=True, sqlite_where=PROPOSED, postgresql_where=PROPOSED),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    matter: Mapped[Matter] = mapped_column(one_of(Matter))
    about: Mapped[str] = mapped_column(String(80), default="", server_default=text("''"))
    state: Mapped[SettlementState] = mapped_column(one_of(SettlementState))
    number: Mapped[int | None]
    content: Mapped[str] = mapped_column(Text)
    based_on: Mapped[str] = mapped_column(String(64))
    said: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    needs_two: Mapped[bool]
    proposed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
