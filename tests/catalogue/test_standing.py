"""How far to trust a listing: every fact group, at the edges of its half-life."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from directory.catalogue.standing import last_confirmed, read_freshness
from directory.vocabulary import FactGroup, ListingStatus, Standing
from tests.factories import confirmation, contact, service

TODAY = date(2026, 11, 24)
FRESHNESS = read_freshness(Path(__file__).parents[2] / "seed_data" / "half_lives.yaml")
HALF_LIVES = FRESHNESS.half_lives


def all_confirmed(**on):
    return [confirmation(group, on.get(group.value, TODAY)) for group in FactGroup]


def standing_of(confirmations, status=ListingStatus.CURRENT, stated=tuple(FactGroup)):
    return FRESHNESS.standing(status, confirmations, stated, TODAY)


def test_nobody_confirmed_anything_so_it_is_unconfirmed():
    assert standing_of([]) == Standing.UNCONFIRMED


def test_one_group_that_was_never_confirmed_leaves_it_unconfirmed():
    assert standing_of(all_confirmed()[1:]) == Standing.UNCONFIRMED


def test_a_group_that_says_nothing_holds_no_listing_back():
    stated = [group for group in FactGroup if group != FactGroup.CONTACT]
    assert standing_of(all_confirmed()[1:], stated=stated) == Standing.CONFIRMED
    assert standing_of(all_confirmed(contact=date(2020, 1, 1)), stated=stated) == Standing.CONFIRMED


def test_what_a_listing_says_nothing_of_is_not_stated():
    assert service().stated == [FactGroup.ELIGIBILITY, FactGroup.EXISTENCE]
    assert service(waiting_time="No wait.", cost="Free.", contacts=[contact("01772 1")]).stated == list(FactGroup)


def test_with_every_group_confirmed_it_is_confirmed():
    assert standing_of(all_confirmed()) == Standing.CONFIRMED


@pytest.mark.parametrize("group", FactGroup)
def test_it_is_confirmed_on_the_last_day_of_a_half_life_and_due_on_the_next(group):
    last = TODAY - HALF_LIVES[group]
    assert not FRESHNESS.is_quiet(TODAY)
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


@pytest.mark.parametrize("group", [group for group in FactGroup if group != FactGroup.WAITING])
def test_it_is_due_for_as_long_as_the_grace_lasts_and_unconfirmed_from_the_next_day(group):
    last = TODAY - HALF_LIVES[group] - FRESHNESS.grace
    while FRESHNESS.days_late(FRESHNESS.due_on(group, last), TODAY) < FRESHNESS.grace.days:
        last -= timedelta(days=1)
    assert standing_of(all_confirmed(**{group.value: last})) == Standing.DUE
    assert standing_of(all_confirmed(**{group.value: last - timedelta(days=1)})) == Standing.UNCONFIRMED


def test_an_old_waiting_time_takes_no_listing_further_than_due():
    assert standing_of(all_confirmed(waiting=TODAY - timedelta(days=390))) == Standing.DUE


def test_nothing_falls_due_in_the_summer_and_nothing_grows_later_in_it():
    confirmed = date(2027, 7, 12)
    assert FRESHNESS.due_on(FactGroup.WAITING, confirmed) == date(2027, 9, 1)
    due = FRESHNESS.due_on(FactGroup.WAITING, date(2027, 7, 1))
    assert due == date(2027, 7, 29)
    assert [FRESHNESS.days_late(due, day) for day in (date(2027, 7, 31), date(2027, 8, 31), date(2027, 9, 1))] == [2, 2, 3]
