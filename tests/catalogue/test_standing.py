"""How far to trust a listing: every fact group, at the edges of its half-life."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from directory.catalogue.standing import last_confirmed, read_half_lives, standing
from directory.vocabulary import FactGroup, ListingStatus, Standing
from tests.factories import confirmation

TODAY = date(2026, 11, 24)
HALF_LIVES = read_half_lives(Path(__file__).parents[2] / "seed_data" / "half_lives.yaml")


def all_confirmed(**on):
    return [confirmation(group, on.get(group.value, TODAY)) for group in FactGroup]


def standing_of(confirmations, status=ListingStatus.CURRENT):
    return standing(status, confirmations, HALF_LIVES, TODAY)


def test_nobody_confirmed_anything_so_it_is_unconfirmed():
    assert standing_of([]) == Standing.UNCONFIRMED


def test_one_group_that_was_never_confirmed_leaves_it_unconfirmed():
    assert standing_of(all_confirmed()[1:]) == Standing.UNCONFIRMED


def test_with_every_group_confirmed_it_is_confirmed():
    assert standing_of(all_confirmed()) == Standing.CONFIRMED


@pytest.mark.parametrize("group", FactGroup)
def test_it_is_confirmed_on_the_last_day_of_a_half_life_and_due_on_the_next(group):
    last = TODAY - HALF_LIVES[group]
    assert standing_of(all_confirmed(**{group.value: last})) == Standing.CONFIRMED
    assert standing_of(all_confirmed(**{group.value: last - timedelta(days=1)})) == Standing.DUE


def test_what_may_have_ended_stays_so_whoever_confirmed_it():
    assert standing_of(all_confirmed(), ListingStatus.POSSIBLY_ENDED) == Standing.POSSIBLY_ENDED


def test_the_latest_confirmation_counts_whatever_the_order():
    older, newer = confirmation(FactGroup.ROUTE, TODAY - timedelta(days=300)), confirmation(FactGroup.ROUTE, TODAY)
    assert last_confirmed([older, newer]) == last_confirmed([newer, older]) == {FactGroup.ROUTE: TODAY}


def test_a_waiting_time_ages_fastest_and_existence_slowest():
    assert min(HALF_LIVES, key=HALF_LIVES.__getitem__) == FactGroup.WAITING
    assert max(HALF_LIVES, key=HALF_LIVES.__getitem__) == FactGroup.EXISTENCE
