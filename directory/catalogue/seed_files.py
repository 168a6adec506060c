"""The seed files, read entry by entry into rows. Knows nothing of the database; what is wrong between entries is in seed_checks."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from directory import yaml_file
from directory.catalogue import seed_places
from directory.catalogue.seed_entry import Entry
from directory.catalogue.seed_places import Places
from directory.vocabulary import Audience, ContactKind, Coverage, Kind, Level, ListingStatus, Phase, Referrer, Situation, Strength, Thrive

OLDEST = 120
Values = dict[str, Any]
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class SeedService:
    """One listing: its own columns, and the rows that belong to it, in order."""

    slug: str
    organisation: str
    values: Values
    needs: dict[str, Strength]
    contacts: list[Values]
    sources: list[Values]


@dataclass(frozen=True, slots=True)
class Seed:
    """Everything in the seed folder that goes into the database. Each row is the values of its columns."""

    needs: list[Values]
    organisations: list[Values]
    services: list[SeedService]
    places: Places


def read_files(folder: Path, problems: list[str]) -> Seed:
    """Read every file of the folder, noting what is wrong with each entry in `problems`."""
    service_files = sorted((folder / "services").glob("*.yaml"))
    return Seed(
        needs=_read_each(folder / "needs.yaml", _need, problems),
        organisations=_read_each(folder / "providers.yaml", _organisation, problems),
        services=[service for path in service_files for service in _read_each(path, _service, problems)],
        places=read_places(folder / seed_places.FILE, problems),
    )


def read_places(path: Path, problems: list[str]) -> Places:
    """Read a file of places: that of the folder, or one that people settled."""
    return seed_places.read(_load(path, problems), path.name, problems)


def _load(path: Path, problems: list[str]) -> Any:
    try:
        return yaml_file.read(path)
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        problems.append(f"{path.name}: cannot be read: {' '.join(str(error).split())}")
        return {}


def _read_each(path: Path, read: Callable[[Entry], Read], problems: list[str]) -> list[Read]:
    content = _load(path, problems) or []
    name = path.name if path.parent.name != "services" else f"services/{path.name}"
    if not isinstance(content, list):
        problems.append(f"{name}: is not a list of entries")
        return []
    return [_read_one(Entry(f"{name}: {_slug(item)}", item, problems), read) for item in content]


def _read_one(entry: Entry, read: Callable[[Entry], Read]) -> Read:
    found = read(entry)
    entry.finish()
    return found


def _slug(item: Any) -> str:
    return str(item.get("slug", "an entry without a slug")) if isinstance(item, dict) else repr(item)


def _need(entry: Entry) -> Values:
    return {
        "slug": entry.text("slug"),
        "name": entry.text("name"),
        "safety": entry.flag("safety", required=True),
        "plain": entry.text("plain"),
        "also_called": entry.texts("also_called"),
        "related": entry.texts("related"),
    }


def _organisation(entry: Entry) -> Values:
    return {
        "slug": entry.text("slug"),
        "name": entry.text("name"),
        "kind": entry.text("kind"),
        "website": entry.optional_text("website"),
        "about": entry.optional_text("about"),
        "aliases": entry.texts("aliases"),
    }


def _service(entry: Entry) -> SeedService:
    return SeedService(
        slug=entry.text("slug"),
        organisation=entry.text("organisation"),
        values=_facts(entry) | _who_it_is_for(entry) | _route(entry),
        needs=_needs(entry),
        contacts=[_read_one(contact, _contact) for contact in entry.entries("contacts")],
        sources=[_read_one(source, _source) for source in entry.entries("sources")],
    )


def _facts(entry: Entry) -> Values:
    return {
        "name": entry.text("name"),
        "also_known_as": entry.texts("also_known_as"),
        "kind": entry.word("kind", Kind),
        "summary": entry.text("summary"),
        "description": entry.text("description"),
        "status": entry.word("status", ListingStatus),
        "to_confirm": entry.texts("to_confirm"),
    }


def _who_it_is_for(entry: Entry) -> Values:
    values: Values = {
        "levels": entry.words("levels", Level),
        "thrive": entry.words("thrive", Thrive),
        "audiences": entry.words("audiences", Audience),
        "phases": entry.known_words("phases", Phase),
        "age_min": entry.number("age_min"),
        "age_max": entry.number("age_max"),
        "coverage": entry.word("coverage", Coverage),
        "districts": entry.texts("districts"),
        "listed_schools_only": entry.flag("listed_schools_only"),
    }
    ages = [age for age in (values["age_min"], values["age_max"]) if age is not None]
    if ages != sorted(ages) or any(age < 0 or age > OLDEST for age in ages):
        entry.note(f"age_min, age_max: {ages} are not ages in order")
    if bool(values["districts"]) != (values["coverage"] == Coverage.DISTRICTS):
        entry.note("districts: must be given when coverage is 'districts', and only then")
    if not values["levels"] or not values["audiences"]:
        entry.note("levels and audiences: must each have at least one word")
    return values


def _route(entry: Entry) -> Values:
    return {
        "who_can_refer": entry.known_words("who_can_refer", Referrer),
        "how_to_refer": entry.optional_text("how_to_refer"),
        "criteria": entry.texts("criteria"),
        "not_for": entry.texts("not_for"),
        "not_when": entry.words("not_when", Situation),
        "cost": entry.optional_text("cost"),
        "waiting_time": entry.optional_text("waiting_time"),
        "consent": entry.optional_text("consent"),
    }


def _needs(entry: Entry) -> dict[str, Strength]:
    strengths = Entry(f"{entry.where}: needs", entry.mapping("needs"), entry.problems)
    return {str(need): strengths.word(need, Strength) for need in strengths.content}


def _contact(entry: Entry) -> Values:
    return {
        "kind": entry.word("kind", ContactKind),
        "value": entry.text("value"),
        "note": entry.optional_text("note"),
        "as_of": entry.optional_text("as_of"),
        "publish": entry.flag("publish", required=True),
    }


def _source(entry: Entry) -> Values:
    return {"title": entry.text("title"), "dated": entry.text("dated")}
