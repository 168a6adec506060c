"""When to look at a plan again, counted in school days where the terms are known and in calendar weeks where they are not. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

from directory import yaml_file
from directory.pathways.document import Interval

DAY = timedelta(days=1)
DAYS_OF_A_SCHOOL_WEEK = 5
SATURDAY = 5


class Status(StrEnum):
    """How far to trust the dates of a school year."""

    COUNTY = "county"
    COUNTY_REPORTED = "county-reported"
    ONE_SCHOOL = "one-school"


@dataclass(frozen=True)
class SchoolYear:
    """The terms of one school year, with where they come from."""

    name: str
    status: Status
    source: str
    dated: str
    terms: tuple[tuple[date, date], ...]
    holidays: tuple[tuple[date, date], ...]

    def in_term(self, day: date) -> bool:
        inside = any(first <= day <= last for first, last in self.terms)
        return inside and not any(first <= day <= last for first, last in self.holidays)


@dataclass(frozen=True)
class Calendar:
    """The school years that are known, and the bank holidays."""

    years: tuple[SchoolYear, ...]
    bank_holidays: frozenset[date]

    def year_of(self, day: date) -> SchoolYear | None:
        """The year that a day is in or, in the summer, the one that it comes before."""
        return next((year for year in self.years if day <= year.terms[-1][1]), None)

    def works(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.bank_holidays

    def school_days_after(self, day: date) -> Iterator[date]:
        """The school days after this one, for as long as the terms are known without a gap of a whole year."""
        last = self.years[-1].terms[-1][1]
        while day < last:
            day += DAY
            if self.works(day) and any(year.in_term(day) for year in self.years):
                yield day


@dataclass(frozen=True)
class Review:
    """The day by which to look again, and how it was counted."""

    school_weeks: int
    by: date
    basis: str


def review_by(interval: Interval, today: date, calendar: Calendar) -> Review:
    """So many school days from today, five to a week; calendar weeks, and said to be, where the terms are not known."""
    wanted = interval.school_days or interval.school_weeks * DAYS_OF_A_SCHOOL_WEEK
    days = list(_first(calendar, today, wanted))
    if days and len(days) == wanted and _known_from(today, calendar):
        year = calendar.year_of(days[-1])
        return Review(interval.school_weeks, days[-1], _school_basis(interval, year))
    by = _next_working(today + (interval.school_days * DAY if interval.school_days else timedelta(weeks=interval.school_weeks)), calendar)
    return Review(interval.school_weeks, by, _calendar_basis(interval))


def _first(calendar: Calendar, today: date, wanted: int) -> Iterator[date]:
    for _, day in zip(range(wanted), calendar.school_days_after(today), strict=False):
        yield day


def _known_from(today: date, calendar: Calendar) -> bool:
    """Today is inside the known years: before the first of them nothing can be counted."""
    return bool(calendar.years) and today >= calendar.years[0].terms[0][0]


def _next_working(day: date, calendar: Calendar) -> date:
    while not calendar.works(day):
        day += DAY
    return day


def _school_basis(interval: Interval, year: SchoolYear | None) -> str:
    counted = _counted("school", interval)
    if year and year.status == Status.COUNTY:
        return f"{counted}, counted with the term dates that the county published. Check them against your own school's."
    if year is None or year.status == Status.COUNTY_REPORTED:
        return f"{counted}, counted with the county's term dates as newspapers gave them. Check them against your own school's."
    return f"{counted}, counted with one Lancashire school's dates for {year.name}, not the county's. Check your own school's."


def _calendar_basis(interval: Interval) -> str:
    return f"{_counted('calendar', interval)}, because the term dates for then are not known here. Holidays may fall in between."


def _counted(what: str, interval: Interval) -> str:
    number, unit = (interval.school_days, "day") if interval.school_days else (interval.school_weeks, "week")
    return f"{number} {what} {unit}{'' if number == 1 else 's'}"


def read_calendar(path: Path) -> Calendar:
    """The term dates of a file. A year without a known status is refused."""
    return of_content(yaml_file.read(path))


def of_content(content: dict[str, Any]) -> Calendar:
    """The term dates that a file states. ValueError names the term and the day where they cannot follow each other."""
    years = sorted((_year(str(name), given) for name, given in content["years"].items()), key=lambda year: year.terms)
    _refuse_overlaps(years)
    return Calendar(tuple(years), frozenset(day for days in content["bank_holidays"]["days"] for day in days))


def _year(name: str, given: dict[str, Any]) -> SchoolYear:
    for called, term in zip(_called(name), given["terms"], strict=False):
        _refuse_disorder(called, term["first"], term["last"], term["holidays"])
    return SchoolYear(
        name=name,
        status=Status(given["status"]),
        source=given["source"],
        dated=str(given["dated"]),
        terms=tuple((term["first"], term["last"]) for term in given["terms"]),
        holidays=tuple((first, last) for term in given["terms"] for first, last in term["holidays"]),
    )


def _called(year: str) -> list[str]:
    return [f"{term} term of {year}" for term in ("autumn", "spring", "summer")]


def _refuse_disorder(called: str, first: date, last: date, holidays: Iterable[tuple[date, date]]) -> None:
    if last < first:
        raise ValueError(f"The {called} ends on {_said(last)}, before it begins on {_said(first)}.")
    for begins, ends in holidays:
        if ends < begins:
            raise ValueError(f"Half-term in the {called} ends on {_said(ends)}, before it begins on {_said(begins)}.")
        if begins < first or ends > last:
            outside = begins if begins < first else ends
            raise ValueError(f"Half-term in the {called} has {_said(outside)}, but the term is from {_said(first)} to {_said(last)}.")


def _refuse_overlaps(years: Iterable[SchoolYear]) -> None:
    terms = [(called, *days) for year in years for called, days in zip(_called(year.name), year.terms, strict=False)]
    for (earlier, _, last), (later, first, _) in pairwise(terms):
        if first <= last:
            raise ValueError(f"The {later} begins on {_said(first)}, but the {earlier} ends on {_said(last)}.")


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
