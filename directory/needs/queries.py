"""Every read of the needs as editors see them: as published, in a draft, and what the judged queries said."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.catalogue import finder, need_groups
from directory.catalogue import queries as catalogue
from directory.catalogue.models import Need, NeedVersion
from directory.db import db
from directory.needs import content
from directory.needs.content import Content
from directory.needs.models import NeedDraft, NeedJudgement


def draft(slug: str) -> NeedDraft | None:
    return db.session.get(NeedDraft, slug)


def drafts() -> dict[str, NeedDraft]:
    """Every draft by the slug of its need."""
    return {draft.slug: draft for draft in db.session.scalars(select(NeedDraft))}


def versions(slug: str) -> Sequence[NeedVersion]:
    """Every published version of a need, the newest first."""
    return db.session.scalars(select(NeedVersion).where(NeedVersion.slug == slug).order_by(NeedVersion.number.desc())).all()


def version(slug: str, number: int) -> NeedVersion | None:
    return db.session.scalar(select(NeedVersion).where(NeedVersion.slug == slug, NeedVersion.number == number))


def last_number(slug: str, session: Session | None = None) -> int:
    """The number of the newest version; 0 where people have published none."""
    return (session or db.session).scalar(select(func.max(NeedVersion.number)).where(NeedVersion.slug == slug)) or 0


def published(slug: str) -> Content | None:
    """A need as it stands, with the wordings that it is found by now."""
    need = catalogue.need(slug)
    return content.of_need(need, wordings(slug)) if need else None


def wordings(slug: str) -> dict[str, list[str]]:
    """The wordings that people have published, else those of the vocabulary folder."""
    ours = catalogue.published_wordings().get(slug)
    if ours is not None:
        return {name: list(ours[name]) for name in content.STRENGTHS}
    filed = next((thing for thing in finder.current().filed.wordings if thing.slug == f"need:{slug}"), None)
    return {"strong": list(filed.strong), "weak": list(filed.weak), "not": list(filed.excluded)} if filed else {}


def judgement(draft: NeedDraft) -> NeedJudgement | None:
    """What the judged queries say of the draft as it is, beside the search as it is; None if that was not asked or is out of date."""
    found = db.session.get(NeedJudgement, draft.slug)
    current = found is not None and (found.stamp, found.words) == (draft.stamp, catalogue.wordings_published())
    return found if current else None


def faults(draft: NeedDraft) -> list[str]:
    """What stands against publishing the draft."""
    others = {need.slug: need.name for need in catalogue.all_needs() if need.slug != draft.slug}
    need = catalogue.need(draft.slug)
    before: set[str] = set().union(*wordings(draft.slug).values())
    return content.faults(
        draft.content,
        others=others,
        headings=need_groups.headings(),
        dangerous=need is not None and need.safety,
        withheld=catalogue.withheld_keys(),
        before=before,
        fault=finder.current().filed.fault,
    )


def why_two_people(draft: NeedDraft) -> list[str]:
    """Why whoever changed the draft last may not publish it: sentences; none where it makes no danger harder to see."""
    if not (draft.content["safety"] or draft.slug in finder.current().reader().dangerous):
        return []
    judged = judgement(draft)
    worse = judged.found["counts"].get("worse", 0) if judged and judged.found else 0
    return content.why_two_people(published(draft.slug), draft.content, worse)


def rows() -> list[tuple[Need, int]]:
    """Every need with how many public listings answer it, in the order of the vocabulary."""
    counts = catalogue.services_per_need()
    return [(need, counts.get(need.slug, 0)) for need in catalogue.all_needs()]


def as_of(slug: str, which: str) -> dict[str, Any] | None:
    """What a version says (its number), the draft (`draft`), or the need as it stands (`now`)."""
    if which == "draft":
        found = draft(slug)
        return found.content if found else None
    if which == "now":
        return published(slug)
    kept = version(slug, int(which)) if which.isascii() and which.isdecimal() and len(which) < 7 else None
    return kept.content if kept else None
