"""What is due, and how far the asking about it has come: from the confirmations of a listing and today's date. Pure."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from directory import yaml_file
from directory.catalogue.models import Service
from directory.catalogue.standing import DAY, Freshness, last_confirmed
from directory.freshness.models import Stage
from directory.vocabulary import FactGroup


@dataclass(frozen=True)
class Schedule:
    """When a provider is asked, in days."""

    before: int
    after: int
    editor: int
    gap: int
    first: int
    link: int


@dataclass(frozen=True)
class Fact:
    """One group of facts of one listing: when it was confirmed last, when it is due, how many days late it is, and whether it says
    anything that can be confirmed."""

    group: FactGroup
    confirmed_on: date | None
    due_on: date | None
    late: int
    stated: bool = True

    @property
    def is_due(self) -> bool:
        """Whether it should be confirmed now."""
        return self.stated and (self.confirmed_on is None or self.late >= 0)


def read_schedule(path: Path) -> Schedule:
    """From a file of days."""
    return Schedule(**yaml_file.read(path))


def facts(service: Service, freshness: Freshness, today: date, never_due_on: date | None = None) -> list[Fact]:
    """Every fact group of the listing. One that was never confirmed is due on the day given, if there is one."""
    confirmed = last_confirmed(service.confirmations)
    facts = [_fact(group, confirmed.get(group), freshness, today, never_due_on) for group in FactGroup]
    return [replace(fact, stated=fact.group in service.stated) for fact in facts]


def _fact(group: FactGroup, confirmed_on: date | None, freshness: Freshness, today: date, never_due_on: date | None) -> Fact:
    due = freshness.due_on(group, confirmed_on) if confirmed_on else never_due_on
    return Fact(group, confirmed_on, due, freshness.days_late(due, today) if due else 0)


def first_due(joined: date, freshness: Freshness, schedule: Schedule) -> date:
    """When facts that were never confirmed are due, for a provider whose first person joined on this day."""
    day = joined + timedelta(days=schedule.first)
    while freshness.is_quiet(day):
        day += DAY
    return day


def stage(fact: Fact, schedule: Schedule) -> Stage | None:
    """How far the asking about this fact should have come; None when it is not due soon."""
    if fact.due_on is None or not fact.stated or fact.late < -schedule.before:
        return None
    if fact.late < 0:
        return Stage.BEFORE
    if fact.late < schedule.after:
        return Stage.DUE
    return Stage.AFTER if fact.late < schedule.editor else Stage.EDITOR


def seen(service: Service) -> str:
    """What a form remembers of the listing that it showed, so that nobody confirms what they have not read."""
    waiting = hashlib.sha256((service.waiting_time or "").encode()).hexdigest()[:12]
    return f"{service.version}-{waiting}"


def in_words(shortest: int, longest: int | None) -> str:
    """A waiting time in weeks, as readers see it."""
    if longest is not None and longest > shortest:
        return f"{shortest} to {longest} weeks."
    if shortest == 0:
        return "No wait at present."
    return f"About {shortest} week{'' if shortest == 1 else 's'}."
