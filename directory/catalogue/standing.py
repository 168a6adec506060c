"""How far to trust a listing today, derived from who confirmed which facts and when. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from directory import yaml_file
from directory.catalogue.models import Confirmation
from directory.vocabulary import FactGroup, ListingStatus, Standing

HalfLives = Mapping[FactGroup, timedelta]
DAY = timedelta(days=1)
# A listing that is due keeps its standing for a while, and so counts as confirmed wherever it is counted.
TRUSTED = frozenset({Standing.CONFIRMED, Standing.DUE})
LONGEST_LATE = 400  # Days; what is later than a year is late enough.
MonthDay = tuple[int, int]


@dataclass(frozen=True)
class Freshness:
    """How long a confirmation counts, how long after that the listing keeps its standing, and the summer, when nobody is asked."""

    half_lives: HalfLives
    grace: timedelta
    quiet_from: MonthDay
    quiet_to: MonthDay

    def is_quiet(self, day: date) -> bool:
        """Whether the day is in the summer, when nobody is at work to answer."""
        return self.quiet_from <= (day.month, day.day) <= self.quiet_to

    def due_on(self, group: FactGroup, confirmed_on: date) -> date:
        """The last day on which the confirmation counts. One that would end in the quiet days counts until they are over."""
        day = confirmed_on + self.half_lives[group]
        while self.is_quiet(day):
            day += DAY
        return day

    def days_late(self, due: date, today: date) -> int:
        """How many days a fact is overdue, leaving out the quiet ones; negative before it is due."""
        days = min((today - due).days, LONGEST_LATE)
        return days if days <= 0 else sum(not self.is_quiet(due + DAY * number) for number in range(1, days + 1))

    def standing(
        self, status: ListingStatus, confirmations: Iterable[Confirmation], stated: Collection[FactGroup], today: date
    ) -> Standing:
        """Confirmed while every group that is stated counts; due when one has passed its half-life; unconfirmed when one never was
        confirmed, or the grace after its half-life is over as well. An old waiting time is not shown any more, so it takes no listing
        further than due."""
        if status == ListingStatus.POSSIBLY_ENDED:
            return Standing.POSSIBLY_ENDED
        days = last_confirmed(confirmations)
        if not days.keys() >= set(stated):
            return Standing.UNCONFIRMED
        late = {group: self.days_late(self.due_on(group, days[group]), today) for group in stated}
        if any(number > self.grace.days for group, number in late.items() if group != FactGroup.WAITING):
            return Standing.UNCONFIRMED
        return Standing.DUE if any(number > 0 for number in late.values()) else Standing.CONFIRMED


def last_confirmed(confirmations: Iterable[Confirmation]) -> dict[FactGroup, date]:
    """The day each fact group was last confirmed; a group that never was is missing."""
    days: dict[FactGroup, date] = {}
    for confirmation in confirmations:
        group = confirmation.fact_group
        days[group] = max(days.get(group, confirmation.confirmed_on), confirmation.confirmed_on)
    return days


def read_freshness(path: Path) -> Freshness:
    """From a file of weeks by fact group; every group must have one."""
    return of_content(yaml_file.read(path))


def of_content(content: dict[str, Any]) -> Freshness:
    """From weeks by fact group, as a file states them."""
    half_lives = {group: timedelta(weeks=content[group.value]) for group in FactGroup}
    first, last = (_month_day(day) for day in content["quiet"])
    return Freshness(half_lives, timedelta(weeks=content["grace"]), first, last)


def _month_day(text: str) -> MonthDay:
    month, day = map(int, text.split("-"))
    return month, day
