"""Each matter as a file: its name, what refuses content that cannot be, and whether one person may settle a change."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from directory import urgent_help, yaml_file
from directory.catalogue import finder, seed_places, standing
from directory.pathways import review, terms
from directory.settled import districts
from directory.settled.errors import CannotBe
from directory.settled.models import Matter

Content = dict[str, Any]
# What of an urgent number one person may say after ringing it: that it was checked, and where that is written.
ONE_MAY_SAY = {"source", "dated", "review_by"}


@dataclass(frozen=True)
class File:
    """The file of a matter, and what refuses content that cannot be."""

    name: str
    check: Callable[[Content], object]


FILES: Mapping[Matter, File] = {
    Matter.URGENT_HELP: File(urgent_help.FILE, urgent_help.of_content),
    Matter.TERM_DATES: File(terms.FILE, review.of_content),
    Matter.HALF_LIVES: File(finder.HALF_LIVES, standing.of_content),
    Matter.PLACES: File(seed_places.FILE, districts.check),
}


def checked(matter: Matter, content: Content, before: Content) -> str:
    """The content as the text of its file; CannotBe with the reason if it would not be fit to be used."""
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=140)
    try:
        FILES[matter].check(yaml_file.parsed(text))
        if matter == Matter.PLACES:
            districts.refuse_losses(before, content)
    except (Exception, SystemExit) as error:
        raise CannotBe(str(error) or "This cannot be used.") from error
    return text


def digest(text: str) -> str:
    """The same for the same content."""
    return hashlib.sha256(text.encode()).hexdigest()


def needs_two(matter: Matter, before: Content, after: Content) -> bool:
    """Whether this is more than a check of an urgent number."""
    return matter == Matter.URGENT_HELP and _without_checks(before) != _without_checks(after)


def _without_checks(content: Content) -> Content:
    situations = [
        {**situation, "lines": [{name: value for name, value in line.items() if name not in ONE_MAY_SAY} for line in situation["lines"]]}
        for situation in content["situations"]
    ]
    return {**content, "situations": situations}


def with_line(content: Content, key: str, values: Mapping[str, Any]) -> Content:
    """The urgent help with one line as these values say; its number is shown as it is."""
    return {**content, "situations": [_with_line(situation, key, values) for situation in content["situations"]]}


def line_of(content: Content, key: str) -> Content:
    """The urgent number with this key."""
    return next(line for situation in content["situations"] for line in situation["lines"] if line["key"] == key)


def part(text: str, about: str) -> str:
    """What of a file a proposal is about: one urgent number, or all of it."""
    return yaml.safe_dump(line_of(yaml_file.parsed(text), about)) if about else text


def with_part(before: str, proposed: str, about: str) -> str:
    """The file in force with the one urgent number as it was proposed."""
    content = yaml_file.parsed(before)
    return checked(Matter.URGENT_HELP, with_line(content, about, line_of(yaml_file.parsed(proposed), about)), content)


def _with_line(situation: Content, key: str, values: Mapping[str, Any]) -> Content:
    lines = [{**line, **values, "shown": _shown(line, values)} if line["key"] == key else line for line in situation["lines"]]
    return {**situation, "lines": lines}


def _shown(line: Content, values: Mapping[str, Any]) -> str:
    return str(line["shown"]).replace(str(line["value"]), str(values["value"]))
