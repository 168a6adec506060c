"""The table of drafts. A published version is never touched: a draft is a copy beside it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.columns import Moment, next_stamp
from directory.db import Base
from directory.pathways.models import CONTENT


class PathwayDraft(Base):
    """The one draft of a pathway: what it says so far, and the version that it was begun from."""

    __tablename__ = "pathway_draft"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    base: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(CONTENT)
    stamp: Mapped[int] = mapped_column()
    changed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime] = mapped_column(Moment)

    __mapper_args__ = {"version_id_col": stamp, "version_id_generator": next_stamp}  # noqa: RUF012
