"""The tables of the pathways: numbered, dated versions that never change, and who signed one off."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base

CONTENT = JSON().with_variant(JSONB(), "postgresql")


class PathwayVersion(Base):
    """One published version of a pathway, whole. A change is a new version; a row is never updated.

    `by_people`: an editor published it, and the files of the seed folder leave the pathway alone from then on."""

    __tablename__ = "pathway_version"
    __table_args__ = (UniqueConstraint("slug", "number"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    published_on: Mapped[date]
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(CONTENT)
    by_people: Mapped[bool] = mapped_column(default=False, server_default=false())

    sign_off: Mapped["PathwaySignOff | None"] = relationship(back_populates="version", lazy="joined")


class PathwaySignOff(Base):
    """That an editor stands behind a version with its proposed parts. Nothing seeded creates one."""

    __tablename__ = "pathway_sign_off"

    version_id: Mapped[str] = mapped_column(ForeignKey("pathway_version.id"), primary_key=True)
    signed_on: Mapped[date]
    signed_by: Mapped[str] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)

    version: Mapped[PathwayVersion] = relationship(back_populates="sign_off")
