"""What can only be seen with all seed files side by side: names that point nowhere, slugs used twice, withheld contacts given away."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from directory.catalogue.contact_values import key_of, named_in
from directory.catalogue.seed_entry import SeedError
from directory.catalogue.seed_files import Seed, SeedService, read_files, read_places
from directory.catalogue.seed_places import SLUG


def read_seed(folder: Path) -> Seed:
    """Read and check every file; raise SeedError with every problem found."""
    problems: list[str] = []
    seed = read_files(folder, problems)
    problems.extend(_disagreements(seed))
    if problems:
        raise SeedError(problems)
    return seed


def with_places(seed: Seed, path: Path) -> Seed:
    """The same over the places of another file; SeedError if that is not whole, or lacks a district that a listing names."""
    problems: list[str] = []
    seed = replace(seed, places=read_places(path, problems))
    problems.extend(_districts_unknown(seed))
    if problems:
        raise SeedError(problems)
    return seed


def _disagreements(seed: Seed) -> Iterator[str]:
    needs = [need["slug"] for need in seed.needs]
    organisations = [organisation["slug"] for organisation in seed.organisations]
    yield from _bad_slugs("needs.yaml", needs)
    yield from _bad_slugs("providers.yaml", organisations)
    yield from _bad_slugs("services", [service.slug for service in seed.services])
    for need in seed.needs:
        yield from _unknown(f"needs.yaml: {need['slug']}: related", need["related"], set(needs) - {need["slug"]})
    for service in seed.services:
        yield from _unknown(f"{service.slug}: organisation", [service.organisation], organisations)
        yield from _unknown(f"{service.slug}: needs", service.needs, needs)
        yield from _twice(f"{service.slug}: contacts", [key_of(contact["kind"], contact["value"]) for contact in service.contacts])
        yield from _twice(f"{service.slug}: sources", [f"{source['title']} ({source['dated']})" for source in service.sources])
    yield from _districts_unknown(seed)
    yield from _given_away(seed)


def _districts_unknown(seed: Seed) -> Iterator[str]:
    districts = {district["slug"] for district in seed.places.districts}
    for service in seed.services:
        yield from _unknown(f"{service.slug}: districts", service.values["districts"], districts)


def _bad_slugs(where: str, slugs: list[str]) -> Iterator[str]:
    yield from (f"{where}: {slug!r} is not a slug (small letters, digits, single hyphens)" for slug in slugs if not SLUG.fullmatch(slug))
    yield from _twice(where, slugs)


def _twice(where: str, names: list[str]) -> Iterator[str]:
    yield from (f"{where}: {name!r} is there twice" for name in sorted({name for name in names if names.count(name) > 1}))


def _unknown(where: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    yield from (f"{where}: {name!r} is not known" for name in names if name not in known)


def _given_away(seed: Seed) -> Iterator[str]:
    contacts = [contact for service in seed.services for contact in service.contacts if contact["value"]]
    withheld = {key_of(contact["kind"], contact["value"]) for contact in contacts if not contact["publish"]}
    for where, text in _public_texts(seed):
        if key := named_in(text, withheld):
            yield f"{where}: gives away {key}, which is withheld"


def _public_texts(seed: Seed) -> Iterator[tuple[str, str]]:
    for organisation in seed.organisations:
        yield f"{organisation['slug']}: about", organisation["about"] or ""
    for service in seed.services:
        yield from ((f"{service.slug}: {field}", text) for field, text in _texts_of(service))


def _texts_of(service: SeedService) -> Iterator[tuple[str, str]]:
    for field, value in service.values.items():
        yield from ((field, str(text)) for text in (value if isinstance(value, list) else [value]))
    yield from (("contacts", contact["note"] or "") for contact in service.contacts if contact["publish"])
    yield from (("sources", source["title"]) for source in service.sources)
