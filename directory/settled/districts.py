"""A district as the boxes of its form, the file with it as they say, and what refuses a file of places that cannot be."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from directory.catalogue import finder, queries, seed_places
from directory.settled.errors import CannotBe

Content = dict[str, Any]
LONGEST_SLUG = 60
TILES = ("tile_x", "tile_y")
KEPT = "A district cannot be taken out, because listings and schools name it: {}. It can be left outside the locality."
MEANS_MORE = "“{}” already means something else to search, which would read it as a place instead. Add a word to it, or leave it out."


def check(content: Content) -> None:
    """CannotBe with every fault of the file."""
    problems: list[str] = []
    found = seed_places.read(content, seed_places.FILE, problems)
    faults = [problem.removeprefix(f"{seed_places.FILE}: ") for problem in problems]
    named = {*(district["name"] for district in found.districts), *found.places, *found.outcodes}
    new = named - queries.places().keys() - queries.outcodes().keys()
    faults += [MEANS_MORE.format(name) for name in sorted(new) if finder.current().means_more_than_a_place(name)]
    if faults:
        raise CannotBe(" ".join(faults))


def refuse_losses(before: Content, after: Content) -> None:
    """CannotBe if a district would be gone."""
    kept = {district["slug"] for district in after["districts"]}
    gone = [district["name"] for district in before["districts"] if district["slug"] not in kept]
    if gone:
        raise CannotBe(KEPT.format(", ".join(gone)))


def rows(content: Content) -> Iterator[tuple[Content, int, int]]:
    """Each district, how many places are named in it, and how many postcode districts."""
    for district in content["districts"]:
        slug = district["slug"]
        yield district, len(content["places"].get(slug, ())), len(list(_outcodes(content, slug)))


def shown(content: Content, slug: str) -> dict[str, Any] | None:
    """A district as the boxes show it, its column and row counted from 1; None if there is no such district."""
    district = next((district for district in content["districts"] if district["slug"] == slug), None)
    if district is None:
        return None
    listed = {"places": content["places"].get(slug, ()), "outcodes": _outcodes(content, slug)}
    tile = {name: district[name] + 1 for name in TILES if name in district}
    return {**district, **tile, **{name: "\n".join(each) for name, each in listed.items()}}


def with_district(content: Content, slug: str, answers: Mapping[str, Any]) -> Content:
    """The file with one district as these answers say; without a slug it is a new one."""
    kept = slug or _new_slug(answers["name"], {district["slug"] for district in content["districts"]})
    places = {**content["places"], kept: answers["places"]}
    return {
        **content,
        "districts": _with(content["districts"], {"slug": kept, **_columns(answers)}),
        "places": {district: names for district, names in places.items() if names},
        "outcodes": dict(_reached(content["outcodes"], kept, answers["outcodes"])),
    }


def _columns(answers: Mapping[str, Any]) -> Content:
    """What is not known is left out."""
    tile = {name: answers[name] - 1 for name in TILES if answers[name] is not None}
    return {"name": answers["name"], **({"ons": answers["ons"]} if answers["ons"] else {}), "home": answers["home"], **tile}


def _with(districts: Iterable[Content], new: Content) -> list[Content]:
    known = {district["slug"]: district for district in districts}
    return list({**known, new["slug"]: new}.values())


def _reached(outcodes: Mapping[str, list[str]], slug: str, wanted: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Every postcode district that still reaches somewhere, in the order of the file, then the new ones."""
    for code in dict.fromkeys((*outcodes, *wanted)):
        districts = outcodes.get(code, [])
        if code not in wanted:
            districts = [each for each in districts if each != slug]
        elif slug not in districts:
            districts = [*districts, slug]
        if districts:
            yield code, districts


def _outcodes(content: Content, slug: str) -> Iterator[str]:
    return (code for code, districts in content["outcodes"].items() if slug in districts)


def _new_slug(name: str, taken: set[str]) -> str:
    """The name in small letters, with a number behind it where another district has it already."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "district"
    numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)
