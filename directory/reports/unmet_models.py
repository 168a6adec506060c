"""The tables of what was looked for and not found. Neither has room for words, people, addresses or times of day."""

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.columns import one_of
from directory.db import Base
from directory.reports.unmet import Outcome

SOUGHT = String(400)  # facets and their values, as in the address of a search: need=ebsa&phase=primary


class UnmetDay(Base):
    """That somebody looked for this on this day. Days are kept until their week is over."""

    __tablename__ = "unmet_day"

    sought: Mapped[str] = mapped_column(SOUGHT, primary_key=True)
    outcome: Mapped[Outcome] = mapped_column(one_of(Outcome), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class UnmetWeek(Base):
    """On how many days of a week, named by its Monday, somebody looked for this."""

    __tablename__ = "unmet_week"
    __table_args__ = (CheckConstraint("days > 0", name="looked_for"),)

    sought: Mapped[str] = mapped_column(SOUGHT, primary_key=True)
    outcome: Mapped[Outcome] = mapped_column(one_of(Outcome), primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)
    days: Mapped[int]
