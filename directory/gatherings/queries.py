"""Every read of networks and training. The public ones ask `GatheringSession.is_public()`."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from directory.catalogue.models import Service
from directory.db import db
from directory.gatherings.models import Gathering, GatheringSession

WITH_GATHERING = joinedload(GatheringSession.gathering)
SHOWN: tuple[ExecutableOption, ...] = (
    WITH_GATHERING.joinedload(Gathering.organisation),
    selectinload(GatheringSession.counts),
)


def gatherings() -> Sequence[Gathering]:
    """All networks and training, by name."""
    listed = select(Gathering).options(joinedload(Gathering.organisation)).order_by(Gathering.name, Gathering.id)
    return db.session.scalars(listed).all()


def gathering(slug: str) -> Gathering | None:
    """One of them, with its provider, its listing and its sources."""
    whole = (
        joinedload(Gathering.organisation),
        joinedload(Gathering.service).joinedload(Service.organisation),
        selectinload(Gathering.sources),
    )
    return db.session.scalar(select(Gathering).where(Gathering.slug == slug).options(*whole))


def public_sessions(gathering_id: str | None = None) -> Sequence[GatheringSession]:
    """Every published session, or those of one gathering, with recorded numbers."""
    wanted = select(GatheringSession).where(GatheringSession.is_public()).options(*SHOWN)
    if gathering_id:
        wanted = wanted.where(GatheringSession.gathering_id == gathering_id)
    return db.session.scalars(wanted.order_by(GatheringSession.day, GatheringSession.id)).all()
