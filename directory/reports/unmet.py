"""What is counted of a search that found little: what it was for, in words of our own lists, and on which day. Nothing else. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import prod
from threading import Lock
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from directory.vocabulary import Word

FACETS = ("need", "level", "phase", "district", "audience", "referrer", "kind")
NARROWED = "narrowed"  # in place of the other facets: the need, with any of them
FEW = 2
ENOUGH_DAYS = 5
MOST_AT_ONCE = 12  # whoever chooses more than this looks for nothing in particular
MOST_NOTES = 2000
MOST_SHOWN = 100


class Outcome(Word):
    """How little a search found."""

    NOTHING = "nothing", "Nothing was found"
    FEW = "few", "1 or 2 services were found"


class Note(NamedTuple):
    """That on this day somebody looked for this and found so little. A day that has a note needs no second one."""

    day: date
    sought: str
    outcome: Outcome


@dataclass(frozen=True)
class Unmet:
    """What was looked for (values by facet), how little was found, on how many days of how many weeks, and the first and last Monday."""

    asked: Mapping[str, str]
    outcome: Outcome
    days: int
    weeks: int
    first: date
    last: date

    @property
    def need(self) -> str:
        """The need; empty where none was understood."""
        return self.asked.get("need", "")

    @property
    def filters(self) -> dict[str, str]:
        """The same as filters of a search; none where any would do."""
        return {} if NARROWED in self.asked else {facet: self.asked[facet] for facet in FACETS if facet in self.asked}


class Notebook:
    """Notes of this process that are not written yet: few enough to be kept in memory, whatever is asked."""

    def __init__(self, most: int = MOST_NOTES) -> None:
        self._most, self._notes, self._lock = most, set[Note](), Lock()

    def add(self, notes: Iterable[Note]) -> None:
        with self._lock:
            for note in notes:
                if len(self._notes) < self._most:
                    self._notes.add(note)

    def take(self) -> frozenset[Note]:
        """Everything, which is then not here any more."""
        with self._lock:
            taken, self._notes = frozenset(self._notes), set()
            return taken


def notes(asked: Mapping[str, frozenset[str]], total: int, day: date) -> list[Note]:
    """What to note of a search; nothing of one that found enough."""
    if total > FEW:
        return []
    return [Note(day, sought, Outcome.FEW if total else Outcome.NOTHING) for sought in _sought(asked)]


def _sought(asked: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Each value apart, as whoever finds nothing for two needs finds nothing for either; and each need with whatever narrows it."""
    if prod(len(values) for values in asked.values()) > MOST_AT_ONCE:
        return
    given = [facet for facet in FACETS if asked.get(facet)]
    for values in product(*(sorted(asked[facet]) for facet in given)):
        yield urlencode(list(zip(given, values, strict=True)))
    if len(given) > 1:
        for need in sorted(asked.get("need", ())):
            yield urlencode([("need", need), (NARROWED, "yes")])


def read(sought: str) -> dict[str, str]:
    """The values by facet again."""
    return dict(parse_qsl(sought))


def detail(asked: Mapping[str, str], labels: Mapping[str, Mapping[str, str]]) -> str:
    """What was said besides the need: `Targeted, Primary, Chorley`."""
    if NARROWED in asked:
        return "However narrowed"
    if not asked:
        return "Nor anything else in the words"
    said = [labels[facet].get(asked[facet], asked[facet]) for facet in FACETS if facet in asked and facet in labels]
    return ", ".join(said)


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
