"""Every read of what was settled, and the content that holds now."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from directory import yaml_file
from directory.config import current as settings
from directory.db import db
from directory.settled.matters import FILES
from directory.settled.models import Matter, Settlement, SettlementState


def in_force(matter: Matter) -> str:
    """The text of the file that holds: the one that was settled last, else that of the seed folder."""
    last = last_settled(matter)
    return last.content if last else (settings().seed_data / FILES[matter].name).read_text(encoding="utf-8")


def content(matter: Matter) -> dict[str, Any]:
    """What the file in force says."""
    found: dict[str, Any] = yaml_file.parsed(in_force(matter))
    return found


def last_settled(matter: Matter) -> Settlement | None:
    mine = select(Settlement).where(Settlement.matter == matter, Settlement.state == SettlementState.SETTLED)
    return db.session.scalars(mine.order_by(Settlement.number.desc()).limit(1)).first()


def last_number(matter: Matter) -> int:
    return db.session.scalar(select(func.max(Settlement.number)).where(Settlement.matter == matter)) or 0


def waiting() -> Sequence[Settlement]:
    """What is proposed and not decided, the oldest first."""
    return db.session.scalars(select(Settlement).where(Settlement.state == SettlementState.PROPOSED).order_by(Settlement.proposed_at)).all()


def history(matter: Matter) -> Sequence[Settlement]:
    """Every proposal of a matter, the newest first."""
    return db.session.scalars(select(Settlement).where(Settlement.matter == matter).order_by(Settlement.proposed_at.desc())).all()


def settlement(settlement_id: str) -> Settlement | None:
    return db.session.get(Settlement, settlement_id)
