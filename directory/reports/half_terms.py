"""The half-terms of the known school years: what the next report is likely to be about. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from directory.pathways.review import DAY, SATURDAY, Calendar, SchoolYear
from directory.reports.operations import Period

TERMS = ("Autumn", "Spring", "Summer")


def current(day: date, calendar: Calendar) -> Period | None:
    """The half-term that this day is in, or in a holiday the one before it; None where the terms are not known."""
    year = calendar.year_of(day)
    known = [half for one in calendar.years if year and one.name <= year.name for half in of_year(one)]
    return next((half for half in reversed(known) if half.starts_on <= day), None)


def of_year(year: SchoolYear) -> Iterator[Period]:
    """Each term in its two halves, parted by its first holiday; whole where it has none."""
    for name, (first, last) in zip(TERMS, year.terms, strict=False):
        breaks = [holiday for holiday in year.holidays if first <= holiday[0] <= last]
        if not breaks:
            yield Period(f"{name} term, {first.year}", first, last)
            continue
        yield Period(f"{name} term 1, {first.year}", first, _weekday(breaks[0][0] - DAY, -DAY))
        yield Period(f"{name} term 2, {first.year}", _weekday(breaks[0][1] + DAY, DAY), last)


def _weekday(day: date, step: timedelta) -> date:
    while day.weekday() >= SATURDAY:
        day += step
    return day
