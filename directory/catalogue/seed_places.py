"""The file of places: districts, the towns and villages in them, and the postcode districts that reach into them. Pure.

It is read apart from the rest of the seed, because people settle it by itself."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from directory import yaml_file
from directory.catalogue.seed_entry import Entry

FILE = "places.yaml"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NAME = re.compile(r"[^\W_][\w ,.'’&()/-]{0,79}")
OUTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?", re.ASCII)
ONS = re.compile(r"[A-Z][0-9]{8}", re.ASCII)
MOST_TILES = 12  # In a row and in a column.
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Places:
    """The rows of the districts, and the districts (slugs) of every place and postcode district."""

    districts: list[Values]
    places: dict[str, list[str]]
    outcodes: dict[str, list[str]]


def read(content: Any, where: str, problems: list[str]) -> Places:
    """Read the whole file, noting what is wrong with each entry, and between them, in `problems`."""
    top = Entry(where, content, problems)
    found = Places(
        districts=[_district(entry) for entry in top.entries("districts")],
        places=_by_place(top.mapping_of_texts("places")),
        outcodes=top.mapping_of_texts("outcodes"),
    )
    top.finish()
    problems.extend(f"{where}: {fault}" for fault in faults(found))
    return found


def of_text(text: str) -> Places:
    """A file that was checked before it was kept."""
    return read(yaml_file.parsed(text), FILE, [])


def faults(found: Places) -> Iterator[str]:
    """What cannot be, each as a sentence for whoever changed the file."""
    if not any(district["home"] for district in found.districts):
        yield "No district is one that this directory is for. At least one must be."
    for slug in (district["slug"] for district in found.districts if not SLUG.fullmatch(district["slug"])):
        yield f"{slug!r} is not a slug (small letters, digits, single hyphens)."
    yield from (f"Two districts are called {name}." for name in _twice(district["name"].title() for district in found.districts))
    yield from (f"Two districts have the slug {slug}." for slug in _twice(district["slug"] for district in found.districts))
    yield from chain.from_iterable(_of_district(district) for district in found.districts)
    yield from _on_one_tile(found.districts)
    yield from _named(found)


def _of_district(district: Values) -> Iterator[str]:
    tile = [place for place in (district["tile_x"], district["tile_y"]) if place is not None]
    if len(tile) == 1:
        yield f"{district['name']}: give both the column and the row on the map, or neither."
    if any(not 0 <= place < MOST_TILES for place in tile):
        yield f"{district['name']}: the map has columns and rows from 1 to {MOST_TILES}."
    if not NAME.fullmatch(district["name"]):
        yield f"“{district['name']}” is not the name of a district."
    if district["ons"] and not ONS.fullmatch(district["ons"]):
        yield f"{district['name']}: “{district['ons']}” is not an ONS code such as E07000118."


def _on_one_tile(districts: Iterable[Values]) -> Iterator[str]:
    tiles = defaultdict(list)
    for district in districts:
        if district["tile_x"] is not None and district["tile_y"] is not None:
            tiles[district["tile_x"], district["tile_y"]].append(district["name"])
    yield from (f"{' and '.join(names)} are in the same place on the map." for names in tiles.values() if len(names) > 1)


def _named(found: Places) -> Iterator[str]:
    """A place must be spelled alike everywhere, because search asks which district is meant only where the name is the same."""
    slugs, spelled = {district["slug"] for district in found.districts}, defaultdict(list)
    for name, districts in [*found.places.items(), *found.outcodes.items()]:
        yield from (f"{name}: {slug!r} is not known." for slug in districts if slug not in slugs)
        yield from (f"“{name}” is named twice in {slug}." for slug in _twice(districts))
    for name in found.places:
        spelled[" ".join(name.casefold().replace("-", " ").split())].append(name)
        if not NAME.fullmatch(name):
            yield f"“{name}” is not the name of a place."
    yield from (f"{' and '.join(names)} are one name. Spell it alike in every district." for names in spelled.values() if len(names) > 1)
    yield from (f"“{code}” is not a postcode district such as PR7." for code in found.outcodes if not OUTCODE.fullmatch(code))


def _twice(words: Iterable[str]) -> list[str]:
    return sorted(word for word, times in Counter(words).items() if times > 1)


def _district(entry: Entry) -> Values:
    values = {
        "slug": entry.text("slug"),
        "name": entry.text("name"),
        "ons": entry.optional_text("ons"),
        "home": entry.flag("home", required=True),
        "tile_x": entry.number("tile_x"),
        "tile_y": entry.number("tile_y"),
    }
    entry.finish()
    return values


def _by_place(listed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for district, names in listed.items():
        for name in names:
            found.setdefault(name, []).append(district)
    return found
