"""Every read of networks and training. The public ones ask `GatheringSession.is_public()`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from directory.catalogue.models import Service
from directory.db import db
from directory.gatherings import takeup
from directory.gatherings.errors import UnknownSchools
from directory.gatherings.models import Attendance, Gathering, GatheringSession, School
from directory.gatherings.takeup import SchoolOf, Visit
from directory.gatherings.words import SchoolStatus, SessionState, SessionStatus

MOST_WORDS = 8
OPEN = (SchoolStatus.OPEN, SchoolStatus.CLOSING)
WITH_GATHERING = joinedload(GatheringSession.gathering)
SHOWN: tuple[ExecutableOption, ...] = (
    WITH_GATHERING.joinedload(Gathering.organisation),
    selectinload(GatheringSession.counts),
)


@dataclass(frozen=True)
class SessionHeld:
    """A published session, and how many schools are recorded as having come."""

    session: GatheringSession
    schools: int


@dataclass(frozen=True)
class Reached:
    """Different schools that came to anything: how many, and how many of each district (slug) and phase (word)."""

    schools: int
    by_district: Mapping[str, int]
    by_phase: Mapping[str, int]


def gatherings() -> Sequence[Gathering]:
    """All networks and training, by name."""
    listed = select(Gathering).options(joinedload(Gathering.organisation)).order_by(Gathering.name, Gathering.id)
    return db.session.scalars(listed).all()


def whole_gatherings() -> Sequence[Gathering]:
    """All of them with everything that a file says of them, by name; of their sessions those that are published."""
    parts = (joinedload(Gathering.organisation), joinedload(Gathering.service), selectinload(Gathering.sources))
    sessions = selectinload(Gathering.sessions.and_(GatheringSession.is_public())).selectinload(GatheringSession.counts)
    return db.session.scalars(select(Gathering).options(*parts, sessions).order_by(Gathering.name, Gathering.id)).all()


def standing_dates() -> Sequence[GatheringSession]:
    """Every session that is published, or proposed and not decided yet."""
    standing = (SessionState.PROPOSED, SessionState.PUBLISHED)
    return db.session.scalars(select(GatheringSession).where(GatheringSession.state.in_(standing)).options(*SHOWN)).all()


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


def whole_session(session_id: str) -> GatheringSession | None:
    """One session, published or not, for its provider and for editors."""
    return db.session.scalar(select(GatheringSession).where(GatheringSession.id == session_id).options(*SHOWN))


def sessions_of(gathering_id: str) -> Sequence[GatheringSession]:
    """Every session of a gathering, published or not, the newest first."""
    mine = select(GatheringSession).where(GatheringSession.gathering_id == gathering_id).options(*SHOWN)
    return db.session.scalars(mine.order_by(GatheringSession.day.desc(), GatheringSession.id)).all()


def came_to(session_ids: Collection[str]) -> dict[str, set[str]]:
    """The numbers of the schools that came to each of these sessions."""
    found: dict[str, set[str]] = {}
    for session_id, urn in db.session.execute(select(Attendance.session_id, Attendance.urn).where(Attendance.session_id.in_(session_ids))):
        found.setdefault(session_id, set()).add(urn)
    return found


def schools(words: str = "", districts: Collection[str] = (), phase: str = "", *, only_open: bool = False) -> Sequence[School]:
    """Schools by name; every word given is in the name or begins the postcode, or the words are the number."""
    wanted = select(School).order_by(School.name, School.urn)
    for word in words.split()[:MOST_WORDS]:
        beginning = School.postcode.istartswith(word, autoescape=True)
        wanted = wanted.where(or_(School.name.icontains(word, autoescape=True), beginning, School.urn == word))
    if districts:
        wanted = wanted.where(School.district.in_(districts))
    if phase:
        wanted = wanted.where(School.phase == phase)
    if only_open:
        wanted = wanted.where(School.status.in_(OPEN))
    return db.session.scalars(wanted).all()


def school(urn: str) -> School | None:
    """One school by its official number."""
    return db.session.get(School, urn)


def visits(start: date | None = None, end: date | None = None) -> list[Visit]:
    """Every recorded visit of a school to a published session that was not cancelled, between two days (both included)."""
    wanted = (
        select(Attendance.urn, Gathering.slug, GatheringSession.day)
        .join(GatheringSession, GatheringSession.id == Attendance.session_id)
        .join(Gathering, Gathering.id == GatheringSession.gathering_id)
        .where(GatheringSession.is_public(), GatheringSession.status != SessionStatus.CANCELLED)
        .order_by(GatheringSession.day, Attendance.urn)
    )
    if start and end:
        wanted = wanted.where(GatheringSession.day.between(start, end))
    return [Visit(urn, slug, day) for urn, slug, day in db.session.execute(wanted)]


def counted_schools(districts: Collection[str] = ()) -> list[SchoolOf]:
    """Schools as counting needs them: the open ones of these districts, or all of them."""
    wanted = select(School.urn, School.name, School.phase, School.district).order_by(School.name, School.urn)
    if districts:
        wanted = wanted.where(School.district.in_(districts), School.status.in_(OPEN))
    return [SchoolOf(*row) for row in db.session.execute(wanted)]


def sessions_between(start: date, end: date) -> Sequence[SessionHeld]:
    """Published sessions from one day to another (both included), with their gathering and how many schools are recorded."""
    wanted = select(GatheringSession).where(GatheringSession.is_public(), GatheringSession.day.between(start, end)).options(*SHOWN)
    found = db.session.scalars(wanted.order_by(GatheringSession.day, GatheringSession.id)).all()
    came = came_to([each.id for each in found])
    return [SessionHeld(each, len(came.get(each.id, ()))) for each in found]


def schools_reached(start: date, end: date) -> Reached:
    """How many different schools came to anything from one day to another (both included), also by district and by phase."""
    came, every = visits(start, end), counted_schools()
    by_district = takeup.reached(came, every, lambda school: school.district)
    return Reached(sum(by_district.values()), by_district, takeup.reached(came, every, lambda school: school.phase))


def known_urns(numbers: Sequence[tuple[int, str]], wrong: Sequence[str]) -> set[str]:
    """These numbers, each with the line it was typed on; UnknownSchools, with every line named, unless each is a school of the list."""
    urns = {urn for _, urn in numbers}
    known = set(db.session.scalars(select(School.urn).where(School.urn.in_(urns))))
    faults = [*wrong, *(f"Line {line}: there is no school {urn} in the list." for line, urn in numbers if urn not in known)]
    if faults:
        raise UnknownSchools(faults)
    return known


def awaiting_review() -> Sequence[GatheringSession]:
    """What providers have proposed and no editor has decided, the oldest first."""
    waiting = select(GatheringSession).where(GatheringSession.state == SessionState.PROPOSED).options(*SHOWN)
    return db.session.scalars(waiting.order_by(GatheringSession.changed_at, GatheringSession.id)).all()


def gatherings_of(organisation_ids: Collection[str]) -> Sequence[Gathering]:
    """The gatherings of these providers, by name."""
    mine = select(Gathering).where(Gathering.organisation_id.in_(organisation_ids))
    return db.session.scalars(mine.order_by(Gathering.name, Gathering.id)).all()


def proposed_for(gathering_ids: Collection[str]) -> Sequence[GatheringSession]:
    """Every session of these gatherings with its state, the last change first."""
    mine = select(GatheringSession).where(GatheringSession.gathering_id.in_(gathering_ids)).options(*SHOWN)
    return db.session.scalars(mine.order_by(GatheringSession.changed_at.desc(), GatheringSession.id)).all()


def gatherings_of_service(service_id: str) -> list[tuple[Gathering, list[GatheringSession]]]:
    """The gatherings that belong to a listing, each with its published sessions that are not cancelled."""
    public = GatheringSession.is_public() & (GatheringSession.status != SessionStatus.CANCELLED)
    mine = select(Gathering).where(Gathering.service_id == service_id).options(selectinload(Gathering.sessions.and_(public)))
    return [(gathering, list(gathering.sessions)) for gathering in db.session.scalars(mine.order_by(Gathering.name, Gathering.id))]
