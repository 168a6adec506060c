"""What an address asks for: the filters of the page and of the calendars, read from the query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from directory.catalogue import queries as catalogue
from directory.gatherings.choosing import FILTERS, Choice
from directory.gatherings.words import ForWhom, GatheringKind
from directory.vocabulary import Phase, Word

LEGENDS = {"audience": "For whom", "phase": "Phase", "district": "District", "kind": "Kind"}


@dataclass(frozen=True)
class Option:
    """One value of a filter, as the boxes on the page show it."""

    value: str
    label: str
    checked: bool
    count: None = None


def choices() -> dict[str, Mapping[str, str]]:
    """The values of each filter with their labels. Districts beyond the home ones are left to search."""
    home, names = catalogue.home_districts(), catalogue.district_names()
    return {
        "audience": labels(ForWhom),
        "phase": labels(Phase),
        "district": {slug: name for slug, name in names.items() if slug in home},
        "kind": labels(GatheringKind),
    }


def labels(words: type[Word]) -> dict[str, str]:
    """A closed list as values with labels."""
    return {word.value: word.label for word in words}


def chosen() -> Choice:
    """What the page was asked for. A value that is none of the choices is left out."""
    known = choices()
    return Choice({name: frozenset(request.args.getlist(name)) & known[name].keys() for name in known})


def unknown(networks: Mapping[str, str]) -> bool:
    """Whether a calendar was asked for by a value that means nothing: an empty or a full one would both mislead."""
    known = choices() | {"network": networks}
    return any(set(request.args.getlist(name)) - known[name].keys() for name in FILTERS)


def wanted() -> Choice:
    """What a calendar was asked for."""
    return Choice({name: frozenset(request.args.getlist(name)) for name in FILTERS})


def options(choice: Choice) -> list[tuple[str, str, list[Option]]]:
    """The boxes of the page: name, legend and options of each filter."""
    return [
        (name, LEGENDS[name], [Option(value, label, value in choice.values.get(name, ())) for value, label in known.items()])
        for name, known in choices().items()
    ]


def calendar_path(choice: Choice) -> str:
    """The address of the calendar of what is chosen."""
    return url_for("gatherings.all_sessions", **query(choice))


def query(choice: Choice) -> dict[str, Any]:
    """The choice as it stands in an address."""
    return {name: sorted(values) for name, values in choice.values.items() if values}


def one(name: str, known: Mapping[str, str]) -> str:
    """One value of the address, empty where there is none or it means nothing."""
    value = request.args.get(name, "")
    return value if value in known else ""
