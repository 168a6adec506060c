"""Listings under review, for tests: a partner, an editor, and the steps between them, as operations."""

from datetime import UTC, datetime

from sqlalchemy import select

from directory.accounts.letters import Letter
from directory.catalogue.models import Service
from directory.db import db
from directory.review import operations, publishing, queries
from tests.people import editor, person

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LETTER = Letter("About your change", "What happened to it.")
SLUG, PROVIDER = "compass-bloom-mhst", "compass"


def service(slug=SLUG):
    """The listing as it is in the database now."""
    return db.session.scalars(select(Service).where(Service.slug == slug).execution_options(populate_existing=True)).one()


def provider_of(slug=SLUG):
    return service(slug).organisation.slug


def partner(slug=SLUG, **values):
    """Somebody who looks after this listing."""
    return person(provider_of(slug), **values)


def drafted(by, slug=SLUG, page="about", **changes):
    """A draft with these changes; returns its id."""
    id = operations.start(service_id=service(slug).id, by=by, at=AT)
    operations.save(revision_id=id, stamp=stamp(id), changes=changes, page=page, by=by, at=AT)
    return id


def edited_by(chief, slug=SLUG, **changes):
    """A change of the editors' own that is not public yet; returns its id."""
    id = operations.start(service_id=service(slug).id, by=chief, at=AT, by_editors=True)
    operations.save(revision_id=id, stamp=stamp(id), changes=changes, page="about", by=chief, at=AT)
    return id


def proposed(by, slug=SLUG, **changes):
    """A change that waits for an editor; returns its id."""
    id = drafted(by, slug, **changes)
    operations.propose(revision_id=id, stamp=stamp(id), note="", by=by, at=AT, letter=LETTER)
    return id


def published(by, slug=SLUG, at=AT, **changes):
    """A change that has been published; returns its id."""
    id = proposed(by, slug, **changes)
    publishing.publish(revision_id=id, stamp=stamp(id), by=editor(), at=at, two_people=False, letter=LETTER)
    return id


def stamp(revision_id):
    return revision(revision_id).stamp


def revision(revision_id):
    db.session.expire_all()
    return queries.revision(revision_id)
