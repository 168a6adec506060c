"""Every write of the pathways: publishing a new version when the content of a file has changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.catalogue.contact_values import named_in
from directory.catalogue.models import Contact, Need, Service
from directory.catalogue.seed_entry import SeedError
from directory.db import stable_id, transaction
from directory.pathways.document import Pathway
from directory.pathways.loading import FOLDER, PathwayFile
from directory.pathways.models import PathwayVersion


def publish(files: Iterable[PathwayFile], *, today: date) -> int:
    """Publish every changed pathway as its next version; return how many. SeedError, before any change, if one names what is not there."""
    files = list(files)
    with transaction() as session:
        problems = faults(files, session)
        if problems:
            raise SeedError(problems)
        current = _current(session)
        changed = [file for file in files if _is_older(current.get(file.pathway.slug), file)]
        session.add_all(next_version(file, current.get(file.pathway.slug), today) for file in changed)
    return len(changed)


def faults(files: Sequence[PathwayFile], session: Session) -> list[str]:
    """What the pathways name that is not there, and what they say that must not be said."""
    return [*(problem for file in files for problem in _unknown(file.pathway, session)), *_given_away(files, session)]


def _current(session: Session) -> Mapping[str, PathwayVersion]:
    newest = select(PathwayVersion.slug, func.max(PathwayVersion.number)).group_by(PathwayVersion.slug)
    numbers = {slug: number for slug, number in session.execute(newest)}  # noqa: C416 - a Row is no pair to mypy
    versions = session.scalars(select(PathwayVersion))
    return {version.slug: version for version in versions if version.number == numbers[version.slug]}


def _is_older(version: PathwayVersion | None, file: PathwayFile) -> bool:
    """Whether the file says something else, and nobody has edited the pathway in the browser."""
    return version is None or (version.digest != file.digest and not version.by_people)


def next_version(file: PathwayFile, before: PathwayVersion | None, today: date, *, by_people: bool = False) -> PathwayVersion:
    """The version that comes after this one."""
    slug, number = file.pathway.slug, before.number + 1 if before else 1
    return PathwayVersion(
        id=stable_id("pathway-version", f"{slug}:{number}"),
        slug=slug,
        number=number,
        name=file.pathway.name,
        published_on=today,
        digest=file.digest,
        content=file.content,
        by_people=by_people,
    )


def _unknown(pathway: Pathway, session: Session) -> Iterator[str]:
    """Needs and services that the pathway names and the catalogue does not have."""
    where = f"{FOLDER}/{pathway.slug}.yaml"
    asks = [(stage, ask) for stage in pathway.stages for ask in stage.asks]
    needs = {*pathway.needs, *(need for _, ask in asks if ask.select for need in ask.select.needs)}
    unknown = needs - set(session.scalars(select(Need.slug).where(Need.slug.in_(needs))))
    yield from (f"{where}: need {need!r} is not known" for need in sorted(unknown))
    named = {slug for _, ask in asks for slug in ask.services}
    known = set(session.scalars(select(Service.slug).where(Service.slug.in_(named))))
    for stage, ask in asks:
        yield from (f"{where}: stage {stage.id}: ask: service {slug!r} is not known" for slug in ask.services if slug not in known)


def _given_away(files: Iterable[PathwayFile], session: Session) -> Iterator[str]:
    withheld = set(session.scalars(select(Contact.key).where(~Contact.publish)))
    for file in files:
        for text in {file.pathway.about, *(statement.say for statement in file.pathway.statements())}:
            if key := named_in(text, withheld):
                yield f"{FOLDER}/{file.pathway.slug}.yaml: gives away {key}, which is withheld"
