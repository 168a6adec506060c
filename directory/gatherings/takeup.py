"""How many schools came to what, term by term. Pure.

Counted by school, never by person; a school counts once in a term, however often it came.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

# Two school years stand side by side; what came before is counted under "ever".
MOST_TERMS = 6


class Season(IntEnum):
    """The three terms of a calendar year. By the month alone, because the dates of old terms are not known here."""

    SPRING = 1
    SUMMER = 2
    AUTUMN = 3


@dataclass(frozen=True, order=True)
class Term:
    """One school term."""

    year: int
    season: Season

    @property
    def label(self) -> str:
        return f"{self.season.name.capitalize()} {self.year}"


@dataclass(frozen=True)
class SchoolOf:
    """What counting needs of a school."""

    urn: str
    name: str
    phase: str
    district: str


@dataclass(frozen=True)
class Visit:
    """That a school came to a session of a gathering on a day."""

    urn: str
    gathering: str
    day: date


@dataclass(frozen=True)
class Line:
    """One group: how many of its schools came in each term, how many ever, and how many there are (None: that has no sense)."""

    label: str
    by_term: Mapping[Term, int]
    ever: int
    schools: int | None


@dataclass(frozen=True)
class TakeUp:
    """Terms in their order, and a line for each group."""

    terms: Sequence[Term]
    lines: Sequence[Line]

    @property
    def most(self) -> int:
        """The largest number, for the scale of a chart."""
        return max((number for line in self.lines for number in line.by_term.values()), default=0)


def term_of(day: date) -> Term:
    """January to March is spring, April to August summer, September to December autumn."""
    season = Season.SPRING if day.month < 4 else Season.SUMMER if day.month < 9 else Season.AUTUMN
    return Term(day.year, season)


def by_network(visits: Sequence[Visit], names: Mapping[str, str]) -> TakeUp:
    """A line for each gathering; names by slug."""
    return _counted([(name, [visit for visit in visits if visit.gathering == slug], None) for slug, name in names.items()])


def by_group(visits: Sequence[Visit], schools: Sequence[SchoolOf], group: Callable[[SchoolOf], str], names: Mapping[str, str]) -> TakeUp:
    """A line for each group of these schools, such as their phase or district; names by the value of the group."""
    group_of = {school.urn: group(school) for school in schools}
    sizes = {value: sum(found == value for found in group_of.values()) for value in names}
    came = {value: [visit for visit in visits if group_of.get(visit.urn) == value] for value in names}
    return _counted([(name, came[value], sizes[value]) for value, name in names.items() if sizes[value]])


def none_yet(visits: Iterable[Visit], schools: Iterable[SchoolOf]) -> list[SchoolOf]:
    """The schools that came to nothing that is recorded, by name."""
    came = {visit.urn for visit in visits}
    return sorted((school for school in schools if school.urn not in came), key=lambda school: (school.name, school.urn))


def reached(visits: Iterable[Visit], schools: Iterable[SchoolOf], group: Callable[[SchoolOf], str]) -> dict[str, int]:
    """How many different schools came, by group."""
    came, found = {visit.urn for visit in visits}, dict[str, int]()
    for school in schools:
        if school.urn in came:
            found[group(school)] = found.get(group(school), 0) + 1
    return found


def _counted(lines: Sequence[tuple[str, Sequence[Visit], int | None]]) -> TakeUp:
    terms = sorted({term_of(visit.day) for _, visits, _ in lines for visit in visits})[-MOST_TERMS:]
    return TakeUp(terms, [_line(label, visits, terms, size) for label, visits, size in lines])


def _line(label: str, visits: Sequence[Visit], terms: Sequence[Term], schools: int | None) -> Line:
    came: dict[Term, set[str]] = {}
    for visit in visits:
        came.setdefault(term_of(visit.day), set()).add(visit.urn)
    return Line(label, {term: len(came.get(term, ())) for term in terms}, len({visit.urn for visit in visits}), schools)
