"""Every read of review: changes under way, the editors' queue, decisions, and the versions that were published."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.catalogue.models import Contact, District, Need, Organisation, Service
from directory.db import db
from directory.review.fields import Content, content_of
from directory.review.models import OPEN_STATES, PublishedVersion, Revision, RevisionKind, RevisionState
from directory.review.soundness import faults

WHOLE = (joinedload(Service.organisation), selectinload(Service.needs), selectinload(Service.contacts), selectinload(Service.sources))
MOST_CLOSED = 30


def revision(revision_id: str) -> Revision | None:
    """One change with its listing and its decisions."""
    shown = (joinedload(Revision.service).options(*WHOLE), selectinload(Revision.decisions))
    return db.session.scalar(select(Revision).where(Revision.id == revision_id).options(*shown))


def open_for(service_id: str, kind: RevisionKind = RevisionKind.CHANGE, *, by_editors: bool = False) -> Revision | None:
    """The change of this kind that the provider, or the editors, have under way for a listing."""
    mine = select(Revision).where(Revision.service_id == service_id, Revision.kind == kind, Revision.by_editors == by_editors)
    return db.session.scalar(mine.where(Revision.is_open()))


def of_providers(organisation_ids: Collection[str]) -> list[Revision]:
    """The changes that these providers made: first those under way, then the last ones that were closed."""
    made = Revision.organisation_id.in_(organisation_ids) & ~Revision.by_editors
    mine = select(Revision).where(made).order_by(Revision.changed_at.desc())
    shown = mine.options(joinedload(Revision.service), selectinload(Revision.decisions))
    under_way = db.session.scalars(shown.where(Revision.is_open())).all()
    closed = db.session.scalars(shown.where(~Revision.is_open()).limit(MOST_CLOSED)).all()
    return [*under_way, *closed]


def of_listing(service_id: str) -> Sequence[Revision]:
    """Every change of one listing, newest first."""
    mine = select(Revision).where(Revision.service_id == service_id).options(selectinload(Revision.decisions))
    return db.session.scalars(mine.order_by(Revision.changed_at.desc()).limit(MOST_CLOSED)).all()


def awaiting_review() -> Sequence[Revision]:
    """The editors' queue: what was proposed, the oldest first."""
    waiting = select(Revision).where(Revision.state == RevisionState.PROPOSED).options(joinedload(Revision.service))
    return db.session.scalars(waiting.order_by(Revision.proposed_at, Revision.id)).all()


def open_count(organisation_id: str) -> int:
    """How many changes a provider has under way."""
    mine = select(func.count(Revision.id)).where(Revision.organisation_id == organisation_id, ~Revision.by_editors)
    return db.session.scalar(mine.where(Revision.state.in_(OPEN_STATES))) or 0


def versions(service_id: str) -> Sequence[PublishedVersion]:
    """Every version of a listing that was kept, newest first."""
    return db.session.scalars(
        select(PublishedVersion).where(PublishedVersion.service_id == service_id).order_by(PublishedVersion.version.desc())
    ).all()


def version(service_id: str, number: int) -> PublishedVersion | None:
    """One version that was kept."""
    return db.session.scalar(select(PublishedVersion).where(PublishedVersion.service_id == service_id, PublishedVersion.version == number))


def version_before(service_id: str, number: int) -> PublishedVersion | None:
    """The version that was kept last before this one."""
    earlier = select(PublishedVersion).where(PublishedVersion.service_id == service_id, PublishedVersion.version < number)
    return db.session.scalar(earlier.order_by(PublishedVersion.version.desc()).limit(1))


def service(slug: str) -> Service | None:
    """A listing whole, with what is kept from the public: for its provider and for editors only."""
    return db.session.scalar(select(Service).where(Service.slug == slug).options(*WHOLE, selectinload(Service.confirmations)))


def services_of(organisation_ids: Collection[str]) -> Sequence[Service]:
    """Every listing of these providers, by name, those that may have ended too."""
    mine = select(Service).where(Service.organisation_id.in_(organisation_ids)).options(*WHOLE, selectinload(Service.confirmations))
    return db.session.scalars(mine.order_by(Service.name, Service.id)).all()


def held(service: Service) -> Content:
    """What the listing says now."""
    return content_of(service)


def organisation(organisation_id: str) -> Organisation | None:
    """One provider."""
    return db.session.get(Organisation, organisation_id)


def faults_of(content: Content, session: Session | None = None) -> list[str]:
    """What must be put right before this may be read, judged by the catalogue as it stands."""
    session = session or db.session
    return faults(
        content,
        needs=set(session.scalars(select(Need.slug))),
        districts=set(session.scalars(select(District.slug))),
        withheld=set(session.scalars(select(Contact.key).where(~Contact.publish))),
    )


def published_between(start: date, end: date) -> Sequence[str]:
    """The names of the listings of which a change was published in these days, by name."""
    first, after = datetime.combine(start, time.min, UTC), datetime.combine(end + timedelta(days=1), time.min, UTC)
    days = (PublishedVersion.published_at >= first) & (PublishedVersion.published_at < after) & PublishedVersion.revision_id.is_not(None)
    changed = select(Service.name).where(Service.visible(), Service.id.in_(select(PublishedVersion.service_id).where(days)))
    return db.session.scalars(changed.order_by(Service.name)).all()


def every_service() -> Sequence[Service]:
    """Every listing whole, by name: for editors only."""
    return db.session.scalars(select(Service).options(*WHOLE).order_by(Service.name, Service.id)).all()


def services_named(words: str) -> Sequence[Service]:
    """The listings with all of these words in their names or in the provider's, by name: for editors only."""
    named = func.lower(Service.name + " " + Organisation.name + " " + Service.slug)
    wanted = [named.contains(word.lower(), autoescape=True) for word in words.split()]
    found = select(Service).join(Service.organisation).where(*wanted).options(*WHOLE, selectinload(Service.confirmations))
    return db.session.scalars(found.order_by(Service.name, Service.id)).all()


def every_provider() -> Sequence[Organisation]:
    """Every provider, by name."""
    return db.session.scalars(select(Organisation).order_by(Organisation.name, Organisation.id)).all()
