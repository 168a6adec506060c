"""Every write of a draft of a need: begun, saved, judged, published as the next version, or thrown away."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from directory.access import Actor
from directory.accounts.operations import new_id, record
from directory.catalogue.models import IndexChange, Need, NeedVersion, ServiceNeed
from directory.db import transaction
from directory.needs import content, queries
from directory.needs.content import FACTS, Content
from directory.needs.errors import NeedMoved, NoSuchDraft, NoSuchNeed, NotReady, SecondPerson
from directory.needs.models import NeedDraft, NeedJudgement

LONGEST_SLUG = 60
# What stands at the same place in an address.
RESERVED = frozenset({"new"})
JUDGE_FIRST = "Have the judged queries read first, so that you see what would change."
LOST = "With these words the search would no longer see danger in a sentence in which it sees it now, so they cannot be published."


def begin(*, slug: str, version: int | None, by: Actor, at: datetime) -> None:
    """Begin a draft from the need as it stands, or from an earlier version; go on with the one that is there, if no version is named."""
    try:
        with transaction() as session:
            said = queries.published(slug) if version is None else _kept(slug, version)
            if said is None:
                raise NoSuchNeed
            if session.get(NeedDraft, slug) is not None:
                if version is None:
                    return
                raise NeedMoved
            _begin(session, slug, said, by, at)
    except IntegrityError as error:
        raise NeedMoved from error


def begin_new(*, name: str, by: Actor, at: datetime) -> str:
    """Begin a need that there is not yet; return its slug, which never changes."""
    with transaction() as session:
        slug = _free_slug(session, name)
        _begin(session, slug, content.blank(name), by, at)
        return slug


def save(*, slug: str, stamp: int, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Keep these parts of the draft."""
    with transaction() as session:
        draft = _draft(session, slug, stamp)
        draft.content, draft.changed_by, draft.changed_at = {**draft.content, **values}, by.id, at


def begin_judging(*, slug: str, stamp: int, words: int, at: datetime) -> None:
    """Note that the judged queries are being read with the draft as it is."""
    with transaction() as session:
        _draft(session, slug, stamp)
        row = session.get(NeedJudgement, slug) or NeedJudgement(slug=slug)
        row.stamp, row.words, row.begun_at, row.found = stamp, words, at, None
        session.add(row)


def keep_judgement(*, slug: str, stamp: int, words: int, found: dict[str, Any]) -> None:
    """Keep what they say, unless the draft has changed meanwhile."""
    with transaction() as session:
        row = session.get(NeedJudgement, slug)
        if row is not None and (row.stamp, row.words) == (stamp, words):
            row.found = found


def publish(*, slug: str, stamp: int, by: Actor, at: datetime) -> int:
    """Make the draft what schools read and the search understands; return the number of the version. NotReady if something stands against
    it, or if the judged queries were not read with it as it is."""
    try:
        with transaction() as session:
            draft = _draft(session, slug, stamp)
            if draft.base != queries.last_number(slug, session):
                raise NeedMoved
            _refuse(draft, by)
            number = _keep(session, draft, at)
            _put(session, draft, at)
            session.delete(draft)
            _forget_judgement(session, slug)
            record(session, by=by, verb="published a need", kind="need", about=slug, at=at, slug=slug, number=number)
            return number
    except (IntegrityError, StaleDataError) as error:
        raise NeedMoved from error


def discard(*, slug: str, stamp: int, by: Actor, at: datetime) -> None:
    """Throw the draft away."""
    with transaction() as session:
        session.delete(_draft(session, slug, stamp))
        _forget_judgement(session, slug)
        record(session, by=by, verb="threw a draft of a need away", kind="need", about=slug, at=at, slug=slug)


def _begin(session: Session, slug: str, said: Content, by: Actor, at: datetime) -> None:
    base = queries.last_number(slug, session)
    session.add(NeedDraft(slug=slug, base=base, content=said, changed_by=by.id, changed_at=at))
    record(session, by=by, verb="began to edit a need", kind="need", about=slug, at=at, slug=slug)


def _kept(slug: str, number: int) -> Content | None:
    kept = queries.version(slug, number)
    return kept.content if kept else None


def _draft(session: Session, slug: str, stamp: int) -> NeedDraft:
    """The draft, locked, if it is still as the form was made from it."""
    wanted = select(NeedDraft).where(NeedDraft.slug == slug).with_for_update().execution_options(populate_existing=True)
    draft = session.scalar(wanted)
    if draft is None:
        raise NoSuchDraft
    if draft.stamp != stamp:
        raise NeedMoved
    return draft


def _refuse(draft: NeedDraft, by: Actor) -> None:
    if faults := queries.faults(draft):
        raise NotReady(" ".join(faults))
    if draft.content == queries.published(draft.slug):
        raise NotReady("Nothing is different from what is published, so there is nothing to publish.")
    judged = queries.judgement(draft)
    if judged is None or judged.found is None:
        raise NotReady(JUDGE_FIRST)
    if judged.found["lost"]:
        raise NotReady(LOST)
    if draft.changed_by == by.id and (reasons := queries.why_two_people(draft)):
        raise SecondPerson(" ".join(reasons))


def _keep(session: Session, draft: NeedDraft, at: datetime) -> int:
    """Keep the draft as the next version; before the first, what the need said until now is kept too, so that it can be brought back."""
    said = [draft.content]
    if draft.base == 0 and (before := queries.published(draft.slug)):
        said.insert(0, before)
    for number, each in enumerate(said, start=draft.base + 1):
        session.add(NeedVersion(id=new_id(), slug=draft.slug, number=number, content=each, published_at=at))
    return draft.base + len(said)


def _put(session: Session, draft: NeedDraft, at: datetime) -> None:
    """The need itself, which from now on people keep. Its listings are found by its name, so the index takes them in again."""
    need = session.scalar(select(Need).where(Need.slug == draft.slug))
    if need is None:
        last = session.scalar(select(func.max(Need.position)))
        need = Need(id=new_id(), slug=draft.slug, position=0 if last is None else last + 1)
        session.add(need)
    for name in FACTS:
        setattr(need, name, draft.content[name])
    need.edited_at = at
    session.flush()
    listings = session.scalars(select(ServiceNeed.service_id).where(ServiceNeed.need_id == need.id))
    session.add_all(IndexChange(service_id=service_id, changed_at=at) for service_id in listings)


def _forget_judgement(session: Session, slug: str) -> None:
    if judged := session.get(NeedJudgement, slug):
        session.delete(judged)


def _free_slug(session: Session, name: str) -> str:
    """The name in small letters, with a number behind it where another need or draft has it already."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "need"
    taken = RESERVED.union(session.scalars(select(Need.slug)), session.scalars(select(NeedDraft.slug)))
    return next(slug for number in range(1, len(taken) + 2) if (slug := wanted if number == 1 else f"{wanted}-{number}") not in taken)
