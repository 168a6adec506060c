"""Every write of a draft: begun from a version, saved part by part, published as the next version, or thrown away; and signing off."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from directory.access import Actor
from directory.accounts.operations import record
from directory.db import transaction
from directory.guidance import queries
from directory.guidance.errors import DraftMoved, NoSuchPart, NotSound, SignOffMoved
from directory.guidance.models import PathwayDraft
from directory.pathways import auditing
from directory.pathways.models import PathwaySignOff, PathwayVersion
from directory.pathways.operations import next_version

SIGNED_BY = "an editor of this directory"


def begin(*, slug: str, number: int, by: Actor, at: datetime) -> None:
    """Begin a draft from a version, which may be an old one; go on with the one that is there, if it is the newest that is asked for."""
    try:
        with transaction() as session:
            version, newest = _version(session, slug, number), _newest(session, slug)
            there = session.get(PathwayDraft, slug)
            if there is not None and number == newest:
                return
            if there is not None:
                raise DraftMoved
            session.add(PathwayDraft(slug=slug, base=newest, content=version.content, changed_by=by.id, changed_at=at))
            record(session, by=by, verb="began to edit a pathway", kind="pathway", about=version.id, at=at, slug=slug, number=number)
    except IntegrityError as error:
        raise DraftMoved from error


def save(*, slug: str, stamp: int, content: dict[str, Any], by: Actor, at: datetime) -> None:
    """Keep the draft as it is now."""
    with transaction() as session:
        draft = _draft(session, slug, stamp)
        draft.content, draft.changed_by, draft.changed_at = content, by.id, at


def publish(*, slug: str, stamp: int, by: Actor, at: datetime) -> int:
    """Make the draft the next version; return its number. NotSound if it has a fault, or if a school would be left nowhere."""
    try:
        with transaction() as session:
            draft = _draft(session, slug, stamp)
            number = _newest(session, slug)
            if draft.base != number:
                raise DraftMoved
            before = _version(session, slug, number)
            file, problems = queries.read(draft.content, session)
            if file.digest == before.digest:
                raise NotSound("Nothing is different from the published version, so there is nothing to publish.")
            if problems or auditing.of_one(file.pathway).failures:
                raise NotSound("Put right what is named below first.")
            session.add(version := next_version(file, before, at.date(), by_people=True))
            session.delete(draft)
            record(session, by=by, verb="published a pathway", kind="pathway", about=version.id, at=at, slug=slug, number=version.number)
            return version.number
    except (IntegrityError, StaleDataError) as error:
        raise DraftMoved from error


def discard(*, slug: str, stamp: int, by: Actor, at: datetime) -> None:
    """Throw the draft away."""
    with transaction() as session:
        session.delete(_draft(session, slug, stamp))
        record(session, by=by, verb="threw a draft of a pathway away", kind="pathway", about=slug, at=at, slug=slug)


def sign_off(*, slug: str, number: int, note: str, by: Actor, at: datetime) -> None:
    """Stand behind the newest version with what is proposed in it. `note` is who agreed it; it goes with the version."""
    try:
        with transaction() as session:
            version = _version(session, slug, number)
            if number != _newest(session, slug) or version.sign_off:
                raise SignOffMoved
            session.add(PathwaySignOff(version_id=version.id, signed_on=at.date(), signed_by=SIGNED_BY, note=note))
            record(
                session, by=by, verb="signed a pathway off", kind="pathway", about=version.id, at=at, slug=slug, number=number, note=note
            )
    except IntegrityError as error:
        raise SignOffMoved from error


def withdraw_sign_off(*, slug: str, number: int, by: Actor, at: datetime) -> None:
    """Take a sign-off back: the version awaits one again, and the log keeps what it said."""
    with transaction() as session:
        version = _version(session, slug, number)
        signed = session.get(PathwaySignOff, version.id, with_for_update=True, populate_existing=True)
        if signed is None:
            raise SignOffMoved
        session.delete(signed)
        details = {"slug": slug, "number": number, "note": signed.note}
        record(session, by=by, verb="withdrew the sign-off of a pathway", kind="pathway", about=version.id, at=at, **details)


def _draft(session: Session, slug: str, stamp: int) -> PathwayDraft:
    """The draft, locked, if it is still as the form was made from it."""
    wanted = select(PathwayDraft).where(PathwayDraft.slug == slug).with_for_update().execution_options(populate_existing=True)
    draft = session.scalar(wanted)
    if draft is None:
        raise NoSuchPart
    if draft.stamp != stamp:
        raise DraftMoved
    return draft


def _newest(session: Session, slug: str) -> int:
    return session.scalar(select(func.max(PathwayVersion.number)).where(PathwayVersion.slug == slug)) or 0


def _version(session: Session, slug: str, number: int) -> PathwayVersion:
    found = session.scalar(select(PathwayVersion).where(PathwayVersion.slug == slug, PathwayVersion.number == number))
    if found is None:
        raise NoSuchPart
    return found
