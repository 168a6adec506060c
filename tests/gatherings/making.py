"""Gatherings, sessions and schools for tests, whole unless a test says otherwise; kept at once. Each needs an application context."""

from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy import select

from directory.catalogue.models import Organisation
from directory.db import stable_id, transaction
from directory.gatherings.models import Attendance, Gathering, GatheringSession, School
from directory.gatherings.words import GatheringKind, Precision, SchoolPhase, SchoolStatus, SessionState, SessionStatus

numbers = count(1)
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def gathering(provider="compass", **values):
    """A network of this provider; returns its slug."""
    slug = values.pop("slug", f"network-{next(numbers)}")
    whole = {"name": slug.title(), "kind": GatheringKind.NETWORK, "summary": "What it is.", "changed_at": AT}
    with transaction() as session:
        organisation = session.scalars(select(Organisation.id).where(Organisation.slug == provider)).one() if provider else None
        session.add(Gathering(**{"id": stable_id("gathering", slug), "slug": slug, "organisation_id": organisation, **whole, **values}))
    return slug


def session_of(slug, day=date(2027, 1, 12), **values):
    """A published session on this day; returns its id."""
    id = values.pop("id", stable_id("gathering-session", str(next(numbers))))
    whole = {
        "title": "Meeting", "precision": Precision.DAY, "day": day, "status": SessionStatus.PLANNED, "state": SessionState.PUBLISHED,
        "changed_at": AT,
    }  # fmt: skip
    with transaction() as session:
        session.add(GatheringSession(**{"id": id, "gathering_id": stable_id("gathering", slug), **whole, **values}))
    return id


def school(urn, **values):
    """An open primary school in Chorley; returns its number."""
    whole = {"name": f"School {urn}", "phase": SchoolPhase.PRIMARY, "type": "Community school", "district": "chorley"}
    with transaction() as session:
        session.add(School(**{"urn": urn, **whole, "status": SchoolStatus.OPEN, "source": "A test", **values}))
    return urn


def came(session_id, *urns):
    """That these schools came."""
    with transaction() as session:
        session.add_all(Attendance(session_id=session_id, urn=urn) for urn in urns)
