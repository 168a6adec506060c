"""From answers to the next question, and to a stage."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.config import CHECKOUT
from directory.pathways import flow, loading
from directory.pathways.document import DONT_KNOW
from directory.vocabulary import Level
from tests.pathways.making import pathway

PUBLISHED = [file.pathway for file in loading.read(CHECKOUT / "seed_data")]
LEVELS = list(Level)


def test_the_first_rule_that_matches_decides():
    assert flow.stage_of(pathway(), {"impact": "much", "tried": "nothing"}).id == "third"
    assert flow.stage_of(pathway(), {"impact": "some", "tried": "plan"}).id == "second"
    assert flow.stage_of(pathway(), {"impact": "little", "tried": "plan"}).id == "first"


def test_a_question_that_can_change_nothing_is_left_out():
    assert flow.next_question(pathway(), {}).id == "impact"
    assert flow.next_question(pathway(), {"impact": "much"}) is None
    assert flow.next_question(pathway(), {"impact": "some"}).id == "tried"


def test_i_do_not_know_is_read_as_the_pathway_says():
    assert flow.stage_of(pathway(), {"impact": DONT_KNOW, "tried": "plan"}).id == "second"


def test_an_answer_that_is_no_choice_was_never_given():
    assert flow.known(pathway(), {"impact": "enormous", "tried": "plan", "colour": "red"}) == {"tried": "plan"}


def test_a_question_that_only_changes_what_is_said_is_still_asked():
    found = pathway()
    last = found.stages[2]
    conditional = replace(last, asks=(replace(last.asks[0], when={"tried": frozenset({"plan"})}),))
    assert flow.next_question(found, {"impact": "much"}) is None
    assert flow.next_question(replace(found, stages=(*found.stages[:2], conditional)), {"impact": "much"}).id == "tried"


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda published: published.slug)
@given(data=st.data())
def test_a_more_severe_answer_never_lowers_the_level(published, data):
    """Two answers to every question, the second at least as severe."""
    pairs = {
        question.id: sorted(data.draw(st.tuples(*[st.sampled_from([choice.id for choice in question.choices])] * 2)), key=question.rank)
        for question in published.questions
    }
    milder, worse = ({id: pair[number] for id, pair in pairs.items()} for number in (0, 1))
    order = [stage.id for stage in published.stages]
    before, after = flow.stage_of(published, milder), flow.stage_of(published, worse)
    assert order.index(after.id) >= order.index(before.id)
    assert LEVELS.index(after.level) >= LEVELS.index(before.level)


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda published: published.slug)
def test_no_pathway_can_ask_more_than_seven_questions_or_skip_one_that_matters(published):
    assert len(published.questions) + 4 <= 7
    for answers in flow.every_way(published):
        given = {}
        while question := flow.next_question(published, given):
            given[question.id] = answers[question.id]
        assert flow.stage_of(published, given) == flow.stage_of(published, answers)


def test_the_stages_of_every_pathway_go_up():
    for published in PUBLISHED:
        assert all(LEVELS.index(before.level) <= LEVELS.index(after.level) for before, after in pairwise(published.stages))
