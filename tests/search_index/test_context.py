"""The pupil's year, age and phase as people write them, and the numbers that are none of these."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.context import NO_STAGE, read_stage
from search_index.words import tidy


def stage(text):
    found = read_stage(tidy(text))
    return found.phase, found.ages


@pytest.mark.parametrize(
    "typed", ["year 9", "yr 9", "y9", "Y9", "yr9s", "Year 9's", "yr. 9", "year nine", "a year group 9 boy", "girl (y9)", "y9, crying"]
)
def test_a_year_group_is_read_however_it_is_written(typed):
    assert stage(typed) == ("secondary", (13, 14))


@pytest.mark.parametrize(
    ("year", "expected"),
    [(1, ("primary", (5, 6))), (6, ("primary", (10, 11))), (7, ("secondary", (11, 12))), (11, ("secondary", (15, 16))),
     (12, ("post-16", (16, 17))), (13, ("post-16", (17, 18)))],
)  # fmt: skip
def test_a_year_group_has_its_phase_and_ages(year, expected):
    assert stage(f"year {year} girl") == expected


@pytest.mark.parametrize("typed", ["years 5 and 6", "yr 5/6", "y5-6", "year 5 or year 6", "y5 & y6", "yr 5, yr 6"])
def test_two_years_are_read_together(typed):
    assert stage(typed) == ("primary", (9, 11))


def test_two_years_in_two_phases_leave_the_phase_open():
    assert stage("year 5 to 8 girls") == (None, (9, 13))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("ks1", ("primary", (5, 7))), ("KS 2 class", ("primary", (7, 11))), ("key stage 3", ("secondary", (11, 14))),
     ("keystage 4", ("secondary", (14, 16))), ("ks5", ("post-16", (16, 19)))],
)  # fmt: skip
def test_a_key_stage_has_its_phase_and_ages(typed, expected):
    assert stage(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "15 year old",
        "a lad of fifteen",
        "very anxious, 15",
        "f15 not eating",
        "fifteen and smokes",
        "newly diagnosed at 15",
        "she's only 15",
        "15-year-old lad",
        "15yr old",
        "15yo",
        "15 y/o",
        "fifteen year old",
        "aged 15",
        "he is 15",
        "she's 15",
        "she’s 15",
        "just turned 15",
    ],
)
def test_an_age_is_read_however_it_is_written(typed):
    assert stage(typed) == (None, (15, 15))


@pytest.mark.parametrize(("typed", "ages"), [("aged 4-11", (4, 11)), ("8 to 10 year olds", (8, 10)), ("six year old", (6, 6))])
def test_ages_from_one_to_another_are_read(typed, ages):
    assert stage(typed)[1] == ages


@pytest.mark.parametrize(
    ("typed", "phase"),
    [("nursery child", "early-years"), ("preschooler", "early-years"), ("in reception", "primary"), ("infants", "primary"),
     ("a primary pupil", "primary"), ("at high school", "secondary"), ("secondary students", "secondary"), ("sixth former", "post-16"),
     ("6th form", "post-16"), ("post-16", "post-16"), ("at college", "post-16")],
)  # fmt: skip
def test_a_stage_of_school_is_read_by_its_name(typed, phase):
    assert stage(typed)[0] == phase


def test_an_age_beside_a_named_stage_gives_both():
    assert stage("9 year old at primary") == ("primary", (9, 9))


def test_the_year_group_wins_over_an_age():
    assert stage("his 4 year old sister, he is in year 9") == ("secondary", (13, 14))


@pytest.mark.parametrize(
    "typed",
    [
        "two year wait", "a 2 year wait for camhs", "waiting 2 years", "in year 3 weeks", "for 5 weeks", "under 90", "attendance is 90%",
        "attendance 15%", "is 15 minutes late", "is 10 weeks in", "is 4 times a day", "£9",
        "999", "year 14", "year 0", "year 2024", "since year 7", "since in year 8",
        "year 9%", "aged 30", "she's 40", "is 9:15", "is 10.30", "page 9", "day 9", "9", "call 111",
    ],
)  # fmt: skip
def test_a_number_that_is_no_year_or_age_of_a_pupil_is_left_alone(typed):
    assert stage(typed) == (None, None)


@pytest.mark.parametrize("typed", ["year 6 to 7", "yr 6 into yr 7", "y6-y7", "year 6/7 transition"])
def test_the_step_from_primary_to_secondary_is_no_year_group(typed):
    assert stage(typed) == (None, None)


@pytest.mark.parametrize(
    "typed",
    [
        "primary mental health worker", "his primary need", "primary carer", "reception desk", "reception staff", "going to college",
        "moving to secondary school", "to primary", "high schools", "a level playing field",
    ],
)  # fmt: skip
def test_a_word_of_school_that_says_nothing_of_the_pupil_is_left_alone(typed):
    assert stage(typed) == (None, None)


def test_nothing_said_is_nothing_known():
    assert read_stage("wont come in") == NO_STAGE
    assert NO_STAGE.ages is None


def test_the_words_it_came_from_are_told():
    text = "a yr 9 girl"
    assert [text[first:last] for first, last in read_stage(text).said] == ["yr 9"]


@given(st.text(alphabet="year s0123456789-to aged old ks£%'", max_size=60))
def test_whatever_is_read_is_possible_for_a_pupil(text):
    found = read_stage(tidy(text))
    assert found.ages is None or 2 <= found.ages[0] <= found.ages[1] <= 25
    assert all(0 <= first < last <= len(text) for first, last in found.said)


@pytest.mark.parametrize(
    "typed", ["is nine hours enough", "he's two faced", "she's one of twins", "missed 3 days, 4 lessons", "he is ten to the dozen"]
)
def test_a_number_that_counts_something_is_no_age(typed):
    assert stage(typed) == (None, None)
