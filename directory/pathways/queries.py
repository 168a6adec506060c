"""Every read of the pathways: their current versions, and the services that a stage asks for, found by need, never by loading all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, Text, and_, cast, exists, func, or_, select, true
from sqlalchemy.orm import defer, joinedload, load_only, selectinload

from directory.catalogue.models import Need, Service, ServiceNeed
from directory.catalogue.queries import HOW_FAR_TRUSTED
from directory.db import db
from directory.pathways import loading
from directory.pathways.document import Ask, Pathway, Selection
from directory.pathways.models import PathwayVersion
from directory.pathways.selecting import OPEN_TO_ALL
from directory.vocabulary import Coverage, Phase, Strength

Versions = Mapping[str, PathwayVersion]
LIGHT = (
    Service.slug, Service.name, Service.kind, Service.levels, Service.audiences, Service.phases, Service.age_min, Service.age_max,
    Service.coverage, Service.districts, Service.who_can_refer, Service.how_to_refer, Service.status, Service.paused_on,
    Service.listed_schools_only, Service.consent, Service.cost, Service.waiting_time,
)  # fmt: skip
YOUNGEST_PRIMARY, OLDEST_SECONDARY = 4, 16
READ: dict[tuple[str, str], Pathway] = {}


def versions() -> list[PathwayVersion]:
    """The current version of every pathway, by name."""
    newest = select(PathwayVersion.slug, func.max(PathwayVersion.number).label("number")).group_by(PathwayVersion.slug).subquery()
    current = and_(PathwayVersion.slug == newest.c.slug, PathwayVersion.number == newest.c.number)
    rows = select(PathwayVersion).join(newest, current).options(defer(PathwayVersion.content)).order_by(PathwayVersion.name)
    return list(db.session.scalars(rows))


def version(slug: str) -> PathwayVersion | None:
    """The current version of one pathway."""
    mine = select(PathwayVersion).where(PathwayVersion.slug == slug).options(defer(PathwayVersion.content))
    return db.session.scalars(mine.order_by(PathwayVersion.number.desc()).limit(1)).first()


def content_of(version: PathwayVersion) -> Pathway:
    """What a version says. A version never changes, so it is read once."""
    key = version.id, version.digest
    if key not in READ:
        READ[key] = loading.from_content(version.content)
    return READ[key]


def slug_for_need(need: str) -> str | None:
    """The pathway that a need leads to."""
    return next((version.slug for version in versions() if need in content_of(version).needs), None)


def need_names(slugs: Iterable[str]) -> dict[str, str]:
    return {slug: name for slug, name in db.session.execute(select(Need.slug, Need.name).where(Need.slug.in_(list(slugs))))}  # noqa: C416


def matching(asks: Iterable[Ask], district: str | None = None, limit: int | None = None) -> Sequence[Service]:
    """The services that these asks name or select, with what the rules look at. Those outside the district are left out if one is given."""
    wanted = _any_of(asks)
    where = [wanted] if district is None else [wanted, _reaches(district)]
    shown = (load_only(*LIGHT), selectinload(Service.needs), *HOW_FAR_TRUSTED)
    return db.session.scalars(select(Service).where(*where).options(*shown).order_by(Service.name).limit(limit)).all()


def in_full(ids: Iterable[str]) -> Sequence[Service]:
    """The visible ones of these services, with what their cards show. Some are at hand with less, so what they lack is read afresh."""
    shown = (joinedload(Service.organisation), selectinload(Service.public_contacts), selectinload(Service.needs), *HOW_FAR_TRUSTED)
    wanted = select(Service).where(Service.visible(), Service.id.in_(list(ids))).options(*shown)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).all()


def every_service() -> Sequence[Service]:
    """All services, those that may have ended too: for the audit alone."""
    shown = (load_only(*LIGHT), selectinload(Service.needs), *HOW_FAR_TRUSTED)
    return db.session.scalars(select(Service).options(*shown)).all()


def what_matters(asks: Iterable[Ask], district: str | None) -> dict[str, bool]:
    """For each question about the school: whether some service that these asks lead to would be answered differently."""
    wanted = and_(_any_of(asks), Service.visible())
    near = wanted if district is None else and_(wanted, _reaches(district))
    questions = {"phase": _minds_phase(), "district": Service.coverage == Coverage.DISTRICTS, "listed": Service.listed_schools_only}
    columns = [exists().where(near if name == "listed" else wanted, minds).label(name) for name, minds in questions.items()]
    return dict(db.session.execute(select(*columns)).one()._mapping)


def _any_of(asks: Iterable[Ask]) -> ColumnElement[bool]:
    asks = list(asks)
    named = {slug for ask in asks for slug in ask.services}
    selections = [_selects(ask.select) for ask in asks if ask.select]
    return or_(Service.slug.in_(named), *selections)


def _selects(selection: Selection) -> ColumnElement[bool]:
    needs = select(Need.id).where(Need.slug.in_(selection.needs))
    answers = select(ServiceNeed.service_id).where(ServiceNeed.need_id.in_(needs))
    if selection.main_only:
        answers = answers.where(ServiceNeed.strength == Strength.MAIN)
    referrers = selection.referrers and selection.referrers | OPEN_TO_ALL
    return and_(
        Service.visible(),
        Service.id.in_(answers),
        Service.kind.in_(selection.kinds) if selection.kinds else true(),
        _states(Service.levels, selection.levels),
        _states(Service.audiences, selection.audiences),
        _states(Service.who_can_refer, referrers),
    )


def _states(column: SQLColumnExpression[Any], words: Iterable[str]) -> ColumnElement[bool]:
    """A list column holds one of the words, or nothing is stated. JSON is matched as text, which both databases can."""
    words = list(words)
    text = cast(column, Text)
    return or_(column.is_(None), text == "[]", *(text.contains(f'"{word}"') for word in words)) if words else true()


def _reaches(district: str) -> ColumnElement[bool]:
    return or_(Service.coverage != Coverage.DISTRICTS, cast(Service.districts, Text).contains(f'"{district}"'))


def _minds_phase() -> ColumnElement[bool]:
    lacks_one = or_(*(~cast(Service.phases, Text).contains(f'"{phase.value}"') for phase in Phase))
    narrow = or_(Service.age_min > YOUNGEST_PRIMARY, Service.age_max < OLDEST_SECONDARY)
    return or_(and_(Service.phases.is_not(None), lacks_one), and_(Service.phases.is_(None), narrow))


def published_between(start: date, end: date) -> Sequence[PathwayVersion]:
    """The versions that were published in these days, by name."""
    days = (PathwayVersion.published_on >= start) & (PathwayVersion.published_on <= end)
    rows = select(PathwayVersion).where(days).options(defer(PathwayVersion.content)).order_by(PathwayVersion.name, PathwayVersion.number)
    return db.session.scalars(rows).all()
