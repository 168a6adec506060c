"""The tables of drafts of needs, and of what the judged queries say of each. What is published is in the catalogue."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from directory.catalogue.models import SLUG
from directory.columns import LIST, Moment, next_stamp
from directory.db import Base


class NeedDraft(Base):
    """The one draft of a need: what it says so far, and the number of the version that it was begun from; 0 where there is none yet."""

    __tablename__ = "need_draft"

    slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    base: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(LIST)
    stamp: Mapped[int] = mapped_column()
    changed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime] = mapped_column(Moment)

    __mapper_args__ = {"version_id_col": stamp, "version_id_generator": next_stamp}  # noqa: RUF012


class NeedJudgement(Base):
    """What the judged queries say of a draft at one stamp, beside the search as it was after `words` publications. `found` is None while
    they are still being read."""

    __tablename__ = "need_judgement"

    slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    stamp: Mapped[int]
    words: Mapped[int]
    begun_at: Mapped[datetime] = mapped_column(Moment)
    found: Mapped[dict[str, Any] | None] = mapped_column(LIST)
