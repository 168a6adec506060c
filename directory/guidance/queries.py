"""Every read of the drafts and of the versions they come from, and what is wrong with a draft."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.config import current as settings
from directory.db import db
from directory.guidance.models import PathwayDraft
from directory.pathways import loading, operations
from directory.pathways import queries as pathways
from directory.pathways.document import Cited
from directory.pathways.loading import PathwayFile
from directory.pathways.models import PathwayVersion
from directory.pathways.reading import Sources


def draft(slug: str) -> PathwayDraft | None:
    return db.session.get(PathwayDraft, slug)


def drafts() -> dict[str, PathwayDraft]:
    """Every draft by the slug of its pathway."""
    return {draft.slug: draft for draft in db.session.scalars(select(PathwayDraft))}


def versions(slug: str) -> Sequence[PathwayVersion]:
    """Every version of a pathway, the newest first."""
    return db.session.scalars(select(PathwayVersion).where(PathwayVersion.slug == slug).order_by(PathwayVersion.number.desc())).all()


def version(slug: str, number: int) -> PathwayVersion | None:
    return db.session.scalar(select(PathwayVersion).where(PathwayVersion.slug == slug, PathwayVersion.number == number))


def sources(content: dict[str, Any]) -> Sources:
    """What a pathway may name: the sources of the seed folder, and its own over them."""
    own = {tag: Cited(given["title"], given["dated"]) for tag, given in content["sources"].items()}
    return {**loading.read_sources(settings().seed_data, []), **own}


def read(content: dict[str, Any], session: Session | None = None) -> tuple[PathwayFile, list[str]]:
    """The draft as a pathway, and every fault of it: none means that it may be published."""
    problems: list[str] = []
    file = loading.of_draft(content["pathway"], sources(content), problems)
    if not problems:
        others = [pathways.content_of(other) for other in pathways.versions() if other.slug != file.pathway.slug]
        problems.extend(loading.disagreements([*others, file.pathway]))
        problems.extend(operations.faults([file], session or db.session))
    return file, [_plain(problem, file.pathway.slug) for problem in problems]


def as_version(slug: str, file: PathwayFile, after: int) -> PathwayVersion:
    """The draft as the version that it would be, in no session: for looking at it."""
    return PathwayVersion(
        id="draft", slug=slug, number=after + 1, name=file.pathway.name, published_on=date.today(), digest=file.digest, content=file.content
    )


def _plain(problem: str, slug: str) -> str:
    """A fault without the name of a file that an editor never sees."""
    return problem.removeprefix(f"{loading.FOLDER}/{slug}.yaml: ").removeprefix(": ")
