"""How far to trust a listing today, derived from who confirmed which facts and when. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

import yaml

from directory.catalogue.models import Confirmation
from directory.vocabulary import FactGroup, ListingStatus, Standing

HalfLives = Mapping[FactGroup, timedelta]


def last_confirmed(confirmations: Iterable[Confirmation]) -> dict[FactGroup, date]:
    """The day each fact group was last confirmed; a group that never was is missing."""
    days: dict[FactGroup, date] = {}
    for confirmation in confirmations:
        group = confirmation.fact_group
        days[group] = max(days.get(group, confirmation.confirmed_on), confirmation.confirmed_on)
    return days


def standing(status: ListingStatus, confirmations: Iterable[Confirmation], half_lives: HalfLives, today: date) -> Standing:
    """Confirmed when every fact group is within its half-life, due when one has passed it, unconfirmed when one never was confirmed."""
    if status == ListingStatus.POSSIBLY_ENDED:
        return Standing.POSSIBLY_ENDED
    days = last_confirmed(confirmations)
    if days.keys() < half_lives.keys():
        return Standing.UNCONFIRMED
    late = any(days[group] + half_life < today for group, half_life in half_lives.items())
    return Standing.DUE if late else Standing.CONFIRMED


def read_half_lives(path: Path) -> HalfLives:
    """From a file of weeks by fact group; every group must have one."""
    weeks = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {group: timedelta(weeks=weeks[group.value]) for group in FactGroup}
