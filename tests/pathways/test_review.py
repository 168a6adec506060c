"""The review date is counted in school days where the terms are known, and says so where they are not."""

from dataclasses import replace
from datetime import date

import pytest

from directory.config import CHECKOUT
from directory.pathways import loading
from directory.pathways.document import Interval, Statement
from directory.pathways.review import Status, read_calendar, review_by
from tests.pathways.making import content, read, stage

CALENDAR = read_calendar(CHECKOUT / "seed_data" / "term_dates.yaml")


def every(weeks=0, days=None):
    return Interval(school_weeks=weeks, start=None, school_days=days, then=None, basis=Statement(""))


@pytest.mark.parametrize(
    ("today", "weeks", "by"),
    [
        (date(2025, 12, 12), 3, date(2026, 1, 16)),  # over the Christmas holiday
        (date(2025, 11, 3), 2, date(2025, 11, 17)),
        (date(2026, 4, 27), 1, date(2026, 5, 5)),  # over the May bank holiday
        (date(2026, 7, 16), 1, date(2026, 9, 4)),  # over the summer, into a year that is known
        (date(2026, 8, 12), 2, date(2026, 9, 15)),  # from within the summer holiday
    ],
)
def test_school_weeks_leave_out_holidays_and_bank_holidays(today, weeks, by):
    assert review_by(every(weeks), today, CALENDAR).by == by


def test_one_school_day_after_a_friday_is_monday():
    assert review_by(every(days=1), date(2026, 11, 27), CALENDAR).by == date(2026, 11, 30)


def test_dates_that_the_county_published_are_called_so():
    years = [replace(year, status=Status.COUNTY) for year in CALENDAR.years]
    basis = review_by(every(2), date(2026, 11, 24), replace(CALENDAR, years=tuple(years))).basis
    assert basis.startswith("2 school weeks, counted with the term dates that the county published.")


def test_dates_of_one_school_are_never_called_the_county_s():
    basis = review_by(every(2), date(2026, 11, 24), CALENDAR).basis
    assert basis == "2 school weeks, counted with one Lancashire school's dates for 2026/27, not the county's. Check your own school's."


@pytest.mark.parametrize("today", [date(2027, 7, 12), date(2027, 9, 20), date(2024, 3, 1)])
def test_where_the_year_is_not_known_it_is_calendar_weeks_and_says_so(today):
    review = review_by(every(4), today, CALENDAR)
    assert 28 <= (review.by - today).days <= 31 and review.basis.startswith("4 calendar weeks, because the term dates")


def test_a_review_never_falls_on_a_weekend_or_a_bank_holiday():
    assert review_by(every(1), date(2027, 12, 20), CALENDAR).by == date(2027, 12, 29)


def test_school_days_past_the_known_terms_are_as_many_days():
    assert review_by(every(days=10), date(2027, 9, 20), CALENDAR).by == date(2027, 9, 30)


@pytest.mark.parametrize(
    "review",
    [
        {"school_weeks": 0},
        {"school_weeks": 99},
        {"school_weeks": 10**9},
        {"school_weeks": -3},
        {"school_days": 0},
        {"school_days": 9999},
        {"from": 9, "school_weeks": 4},
        {"from": 4, "school_weeks": 4},
        {"from": 0, "school_weeks": 4},
        {"from": 1, "school_days": 4},
        {"school_weeks": "4"},
        {},
    ],
)
def test_an_interval_that_cannot_be_is_refused_and_never_breaks_a_plan(review):
    problems = []
    made = content(stages=[stage("first", "universal", review={**review, "proposed": True}), *content()["stages"][1:]])
    loading.of_draft(made, {}, problems)
    assert [problem for problem in problems if "review: " in problem]
    interval = read(made, []).stages[0].review
    assert review_by(interval, date(2026, 11, 24), CALENDAR).by > date(2026, 11, 24)
    assert interval.start is None or 0 < interval.start < interval.school_weeks
