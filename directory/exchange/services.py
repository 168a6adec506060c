"""Listings as files: what goes out, and what a line of a file would change in the catalogue as it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from directory.access import Actor
from directory.catalogue import queries as catalogue
from directory.catalogue.models import Service
from directory.cells import meant
from directory.exchange.listing_cells import SHAPE, Listed, entry, public, row, stated
from directory.exchange.planning import Change, Kind, Refused, no_slug, not_a_slug
from directory.review import diff, importing
from directory.review import queries as review
from directory.review.diff import Names
from directory.review.fields import Content, blank, content_of
from directory.review.importing import Taken
from directory.review.soundness import faults as unsound
from directory.tables import Given


@dataclass(frozen=True)
class World:
    """What a file is held against: listings by slug, and everything that a listing may name."""

    listings: Mapping[str, Listed]
    providers: Mapping[str, str]
    names: Names
    withheld: frozenset[str]


def listings() -> list[Listed]:
    """Every listing, those that may have ended too, by name."""
    return [_listed(service) for service in review.every_service()]


def judge() -> Callable[[Given], Change[Taken]]:
    """What says of a line what it would change in the catalogue as it is."""
    names = Names(catalogue.need_names(), catalogue.district_names())
    world = World({each.slug: each for each in listings()}, catalogue.provider_names(), names, catalogue.withheld_keys())
    return partial(change, world=world)


def change(given: Given, *, world: World) -> Change[Taken]:
    """What this line would change; Refused with every reason."""
    slug = given.cells["slug"]
    listed = world.listings.get(slug)
    before = listed.content if listed else None
    content, wrong = stated(given.cells, before)
    if wrong := [*wrong, *_misnamed(slug, given.cells, listed, world)]:
        raise Refused(*wrong)
    whole = (before or blank("")) | content
    changes = {name: value for name, value in content.items() if before is None or _differs(before[name], value)}
    if (changes or before is None) and (wrong := _unsound(whole, world)):
        raise Refused(*wrong)
    taken = Taken(slug, listed.provider if listed else given.cells["provider"], listed.version if listed else None, changes)
    rows = diff.changed(public(before or {}), public(changes), world.names)
    return Change(given.line, str(whole["name"]), world.providers[taken.provider], [slug], listed is None, rows, taken)


def _listed(service: Service) -> Listed:
    sources = [{"title": source.title, "dated": source.dated} for source in service.sources]
    return Listed(service.slug, service.organisation.slug, service.version, content_of(service), sources)


def _differs(before: object, now: object) -> bool:
    """Whether something else is said; closed words in another order are the same."""
    if isinstance(before, list) and isinstance(now, list) and all(isinstance(item, str) for item in [*before, *now]):
        return sorted(before) != sorted(now)
    return before != now


def _misnamed(slug: str, cells: Mapping[str, str], listed: Listed | None, world: World) -> Iterable[str]:
    provider, version = cells.get("provider", ""), cells.get("version", "")
    if not_a_slug(slug):
        yield no_slug(slug)
    elif listed is None and version:
        yield f"There is no listing “{slug}”{meant(slug, world.listings)} Leave the version empty for a new one."
    elif listed is None and provider not in world.providers:
        yield f"There is no provider “{provider[:40]}”{meant(provider, world.providers)}"
    elif listed and provider and provider != listed.provider:
        yield f"It belongs to {listed.provider}. A file cannot give it to another provider."
    elif listed and version and version != str(listed.version):
        yield f"It has changed since the file was made, from version {version[:9]} to {listed.version}. Take the listings out anew."


def _unsound(content: Content, world: World) -> list[str]:
    names = world.names
    unknown = [slug for slug, _ in content["needs"] if slug not in names.needs]
    far = [slug for slug in content["districts"] if slug not in names.districts]
    named = [f"There is no need “{slug[:40]}”{meant(slug, names.needs)}" for slug in unknown]
    named += [f"There is no district “{slug[:40]}”{meant(slug, names.districts)}" for slug in far]
    return named or unsound(content, needs=names.needs, districts=names.districts, withheld=world.withheld)


def _take_over(taken: Sequence[Taken], source: str, by: Actor, at: datetime) -> int:
    return importing.take_over(listings=taken, source=source, by=by, at=at)


KIND = Kind(
    slug="services",
    page="exchange/services.html",
    heading="Listings",
    shape=SHAPE,
    rows=lambda: map(row, listings()),
    entries=lambda: map(entry, listings()),
    judge=judge,
    take_over=_take_over,
    then="Readers see “{source}” as a source, with today’s date. What a provider confirmed of the old words no longer counts.",
    source="Readers see this as a source, with today’s date.",
    reviewed=True,
)
