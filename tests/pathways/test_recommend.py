"""Each rule says why, what to check, or why not; and what is true of every set of services."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.pathways import check, plan
from directory.pathways.recommend import judge
from directory.vocabulary import Coverage, Kind, ListingStatus, Phase, Referrer, Standing, Strength
from tests.pathways.making import DISTRICTS, case, pathway, service

PLACES = st.sampled_from([None, *DISTRICTS])
PHASES = st.sampled_from([None, *(phase.value for phase in Phase)])
LISTED = st.sampled_from([None, True, False])
AGES = st.integers(0, 25)


@st.composite
def services(draw, slug="any"):
    """Any service at all, also one that fits nobody."""
    coverage = draw(st.sampled_from(list(Coverage)))
    low, high = draw(st.none() | AGES), draw(st.none() | AGES)
    return service(
        draw(st.sampled_from(["one", "two", "three", "four"])) + slug,
        coverage=coverage,
        districts=draw(st.lists(st.sampled_from(list(DISTRICTS)), min_size=1, unique=True)) if coverage == Coverage.DISTRICTS else [],
        phases=draw(st.none() | st.lists(st.sampled_from(list(Phase)), min_size=1, unique=True)),
        age_min=low if low is None or high is None else min(low, high),
        age_max=high if low is None or high is None else max(low, high),
        status=draw(st.sampled_from(list(ListingStatus))),
        paused_on=draw(st.none() | st.just(date(2026, 11, 2))),
        listed_schools_only=draw(st.booleans()),
        who_can_refer=draw(st.none() | st.lists(st.sampled_from(list(Referrer)), min_size=1, unique=True)),
        how_to_refer=draw(st.none() | st.just("Ring.")),
    )


def recommended(found, **known):
    return {each.service.slug for each in plan.recommend(pathway().stages[1].asks, found, case(**known))}


@given(services(), PHASES, PLACES, LISTED)
def test_the_independent_check_never_refuses_what_the_rules_recommend(found, phase, district, listed):
    if judge(case(phase=phase, district=district, listed=listed), found).fits:
        assert check.refusals(found, phase=phase, district=district, listed=listed) == []


@given(st.lists(services(), max_size=4, unique_by=lambda each: each.slug), services("new"), PHASES, PLACES, LISTED)
def test_adding_a_service_never_removes_another(found, new, phase, district, listed):
    known = {"phase": phase, "district": district, "listed": listed}
    assert recommended(found, **known) <= recommended([*found, new], **known)


@given(st.lists(services(), max_size=4, unique_by=lambda each: each.slug), st.sampled_from(list(DISTRICTS)))
def test_changing_district_never_shows_one_that_does_not_serve_it(found, district):
    for each in plan.recommend(pathway().stages[1].asks, found, case(district=district)):
        assert each.service.coverage != Coverage.DISTRICTS or district in each.service.districts


def test_what_is_made_for_the_need_is_asked_before_what_also_helps():
    also = service("also", strength=Strength.ALSO, kind=Kind.CONSULTATION)
    made_for = service("made-for", kind=Kind.WHOLE_SCHOOL)
    found = plan.recommend(pathway().stages[0].asks, [also, made_for], case())
    assert [each.service.slug for each in found] == ["made-for", "also"]


@pytest.mark.parametrize(
    ("changes", "known", "sentence"),
    [
        ({"status": ListingStatus.POSSIBLY_ENDED}, {}, "It may have ended"),
        ({"paused_on": date(2026, 11, 2)}, {}, "Not taking referrals since 2 November 2026: ask when it opens again"),
        ({"coverage": Coverage.DISTRICTS, "districts": ["wyre"]}, {"district": "chorley"}, "Only covers Wyre"),
        ({"coverage": Coverage.DISTRICTS, "districts": ["wyre"]}, {}, "Only covers Wyre"),
        ({"phases": [Phase.PRIMARY]}, {"phase": "secondary"}, "For primary pupils only"),
        ({"phases": None, "age_max": 10}, {"phase": "secondary"}, "Only takes ages up to 10"),
        ({"listed_schools_only": True}, {"listed": False}, "Only for schools on its list, and yours is not on it"),
    ],
)
def test_each_refusal_has_its_own_sentence(changes, known, sentence):
    judged = judge(case(**known), service(**changes))
    assert not judged.fits and any(said.startswith(sentence) for said in judged.why_not)


@pytest.mark.parametrize(
    ("changes", "known", "sentence"),
    [
        ({"how_to_refer": None}, {}, "How to refer is not known: ask the service"),
        ({"who_can_refer": None}, {}, "Who may refer is not known: ask"),
        ({"who_can_refer": [Referrer.GP]}, {}, "A school cannot refer: the GP refers"),
        ({"status": ListingStatus.UNKNOWN}, {}, "Is it still running? We do not know"),
        ({"listed_schools_only": True}, {}, "Only for schools on its list: ask whether yours is on it"),
        ({"phases": [Phase.PRIMARY]}, {}, "Only for primary pupils: is the pupil one of them?"),
        ({"coverage": Coverage.DISTRICTS, "districts": ["chorley"]}, {}, "Only covers Chorley: is your school there?"),
        ({"age_min": 14}, {"phase": "secondary"}, "Takes ages 14 and over: check the pupil's age"),
        (
            {},
            {"standing": lambda _: Standing.UNCONFIRMED},
            "The provider has not confirmed this listing: check with the service before you rely on it",
        ),
    ],
)
def test_what_is_not_known_is_something_to_ask(changes, known, sentence):
    judged = judge(case(**known), service(**changes))
    assert judged.fits and sentence in judged.check


def test_a_service_is_shown_once_in_the_first_group_that_asks_for_it():
    asks = pathway().stages[0].asks
    consult = replace(asks[0], group=plan.Group.CONSULT)
    (found,) = plan.recommend([*asks, consult], [service()], case())
    assert found.group == plan.Group.CONSULT


def test_crisis_help_is_never_put_off_to_a_later_stage():
    crisis, later = service("now", levels=["crisis"]), service("later", levels=["specialist"])
    assert [each.service.slug for each in plan.not_yet(pathway().stages[1:], [crisis, later], case(), [])] == ["later"]


def test_only_what_these_answers_call_for_and_a_school_would_refer_to_is_put_off():
    first, second, *_ = (whole := pathway()).stages
    (ask, *_) = second.asks
    asks = (
        replace(ask, services=("if-yes",), select=None, group=plan.Group.REFER, when={"q": ("yes",)}),
        replace(ask, services=("leaflet",), select=None, group=plan.Group.PARENT, when={}),
    )
    whole = replace(whole, stages=(first, replace(second, asks=asks)))

    def put_off(answer):
        later = plan.later_stages(whole, first, {"q": answer})
        return [each.service.slug for each in plan.not_yet(later, [service("if-yes"), service("leaflet")], case(), [])]

    assert put_off("yes") == ["if-yes"]
    assert put_off("no") == []
