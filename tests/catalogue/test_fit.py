"""Every rule of fit, sentence by sentence: why a service is shown, what to ask first, and why another is not."""

from datetime import date

import pytest

from directory.catalogue import fit
from directory.catalogue.fit import Case, Reason, explain
from directory.vocabulary import Audience, Coverage, Kind, ListingStatus, Phase, Referrer, Situation, Strength
from tests.factories import answers, need, service

DISTRICTS = {"chorley": "Chorley", "south-ribble": "South Ribble", "wyre": "Wyre"}


def reasons(rule, case, **values):
    return list(rule(case, service(**values)))


def case(**values):
    return Case(all_districts=DISTRICTS, **values)


def helps(*answered):
    """A service that answers these needs: (slug, strength)."""
    return {"needs": [answers(need(slug=slug), strength) for slug, strength in answered]}


def test_a_service_named_in_the_words_says_so():
    assert reasons(fit.named, case(named=True)) == [Reason(True, "You named it")]
    assert reasons(fit.named, case()) == []


def test_a_need_that_it_is_made_for_is_answered():
    asked = case(needs={"ebsa": "Emotionally based school avoidance (EBSA)"})
    assert reasons(fit.need, asked, **helps(("ebsa", Strength.MAIN))) == [Reason(True, "Answers EBSA")]


def test_a_need_that_it_also_helps_with_is_said_so():
    asked = case(needs={"sleep": "Sleep"})
    assert reasons(fit.need, asked, **helps(("sleep", Strength.ALSO))) == [Reason(True, "Also helps with sleep")]


def test_each_need_asked_for_has_its_sentence():
    asked = case(needs={"sleep": "Sleep", "anxiety": "Anxiety"})
    found = reasons(fit.need, asked, **helps(("anxiety", Strength.MAIN), ("sleep", Strength.ALSO)))
    assert [reason.text for reason in found] == ["Also helps with sleep", "Answers anxiety"]


def test_a_need_that_often_goes_with_it_stands_in_when_none_asked_for_is_answered():
    asked = case(needs={"ebsa": "School avoidance (EBSA)"}, related={"anxiety": "Anxiety", "sleep": "Sleep"})
    both = helps(("anxiety", Strength.MAIN), ("sleep", Strength.MAIN))
    assert reasons(fit.need, asked, **both) == [Reason(True, "Helps with anxiety, which often goes with EBSA")]


def test_a_related_need_is_not_mentioned_beside_one_that_is_answered():
    asked = case(needs={"ebsa": "EBSA"}, related={"anxiety": "Anxiety"})
    assert reasons(fit.need, asked, **helps(("ebsa", Strength.MAIN), ("anxiety", Strength.MAIN))) == [Reason(True, "Answers EBSA")]


def test_with_no_need_asked_for_none_is_mentioned():
    assert reasons(fit.need, case(related={"anxiety": "Anxiety"}), **helps(("anxiety", Strength.MAIN))) == []


HERE = {"chorley": "Chorley"}


@pytest.mark.parametrize(
    ("coverage", "districts", "reason"),
    [
        (Coverage.COUNTY, [], Reason(True, "Covers all of Lancashire")),
        (Coverage.NATIONAL, [], Reason(True, "Open to everyone in the country")),
        (Coverage.NOT_STATED, [], Reason(None, "Does it cover Chorley? The area is not stated")),
        (Coverage.DISTRICTS, ["chorley", "wyre"], Reason(True, "Covers Chorley")),
        (Coverage.DISTRICTS, ["wyre"], Reason(False, "Only covers Wyre")),
        (Coverage.DISTRICTS, ["wyre", "south-ribble", "ribble-valley"], Reason(False, "Only covers Wyre, South Ribble and Ribble Valley")),
    ],
)
def test_the_district_decides_by_what_is_covered(coverage, districts, reason):
    assert reasons(fit.district, case(districts=HERE), coverage=coverage, districts=districts) == [reason]


def test_where_two_districts_are_meant_both_are_named():
    asked = case(districts={"chorley": "Chorley", "south-ribble": "South Ribble"})
    assert (
        reasons(fit.district, asked, coverage=Coverage.NOT_STATED)[0].text
        == "Does it cover Chorley or South Ribble? The area is not stated"
    )
    both = {"coverage": Coverage.DISTRICTS, "districts": ["chorley", "south-ribble"]}
    assert reasons(fit.district, asked, **both) == [Reason(True, "Covers Chorley and South Ribble")]


def test_with_no_district_asked_for_none_is_mentioned():
    assert reasons(fit.district, case(), coverage=Coverage.DISTRICTS, districts=["wyre"]) == []


def test_with_no_district_asked_for_it_must_reach_one_of_ours():
    ours = case(home=frozenset({"chorley", "south-ribble"}))
    assert reasons(fit.district, ours, coverage=Coverage.DISTRICTS, districts=["wyre"]) == [Reason(False, "Only covers Wyre")]
    assert reasons(fit.district, ours, coverage=Coverage.DISTRICTS, districts=["wyre", "chorley"]) == []


def test_an_age_within_and_a_phase_without_is_a_reason_too():
    asked = case(phases=frozenset({"secondary"}), ages=(9, 9))
    assert reasons(fit.age, asked, age_min=4, age_max=10) == [Reason(False, "Only takes ages 4 to 10")]


@pytest.mark.parametrize(
    ("asked", "stated", "reason"),
    [
        ("primary", [Phase.PRIMARY, Phase.SECONDARY], Reason(True, "For primary pupils")),
        ("early-years", [Phase.EARLY_YEARS], Reason(True, "For the early years")),
        ("primary", [Phase.SECONDARY], Reason(False, "For secondary pupils only")),
        ("primary", [Phase.SECONDARY, Phase.POST_16], Reason(False, "For secondary pupils and young people over 16 only")),
    ],
)
def test_the_phase_decides_by_the_phases_stated(asked, stated, reason):
    assert reasons(fit.phase, case(phases=frozenset({asked})), phases=stated) == [reason]


def test_the_phase_is_silent_where_none_is_stated_or_asked_for():
    assert reasons(fit.phase, case(phases=frozenset({"primary"})), phases=None) == []
    assert reasons(fit.phase, case(), phases=[Phase.PRIMARY]) == []


@pytest.mark.parametrize(
    ("asked", "low", "high", "reason"),
    [
        ((13, 14), 11, 18, Reason(True, "Takes ages 11 to 18")),
        ((13, 14), 14, None, Reason(True, "Takes ages 14 and over")),
        ((13, 14), None, 13, Reason(True, "Takes ages up to 13")),
        ((13, 14), 15, None, Reason(False, "Only takes ages 15 and over")),
        ((13, 14), None, 12, Reason(False, "Only takes ages up to 12")),
        ((13, 14), 5, 12, Reason(False, "Only takes ages 5 to 12")),
    ],
)
def test_the_age_decides_with_both_ends_included(asked, low, high, reason):
    assert reasons(fit.age, case(ages=asked), age_min=low, age_max=high) == [reason]


def test_with_a_phase_alone_the_ages_stated_can_only_rule_out():
    asked = case(phases=frozenset({"primary"}))
    assert reasons(fit.age, asked, age_min=14, age_max=25) == [Reason(False, "Only takes ages 14 to 25")]
    assert reasons(fit.age, asked, age_min=5, age_max=18) == []


@pytest.mark.parametrize("asked", [{"ages": (9, 9)}, {"phases": frozenset({"primary"})}], ids=["an age", "a phase"])
def test_where_no_age_is_stated_it_is_something_to_ask(asked):
    assert reasons(fit.age, case(**asked)) == [Reason(None, "Which ages does it take? None are stated")]


@pytest.mark.parametrize(
    "values",
    [{"kind": Kind.TRAINING}, {"kind": Kind.INFORMATION}, {"audiences": [Audience.PARENT]}, {"phases": [Phase.PRIMARY]}],
    ids=["training", "a guide", "for parents", "phases stated"],
)
def test_ages_are_not_asked_of_what_meets_no_pupils_or_states_its_phases(values):
    assert reasons(fit.age, case(ages=(9, 9)), **values) == []


def test_with_no_pupil_in_mind_no_age_is_mentioned():
    assert reasons(fit.age, case(), age_min=11, age_max=18) == reasons(fit.age, case()) == []


@pytest.mark.parametrize(
    ("audience", "sentence"),
    [
        ("pupil", "For pupils themselves"),
        ("parent", "For parents and carers"),
        ("staff", "For school staff"),
        ("school", "For the whole school"),
    ],
)
def test_whom_it_is_for_is_said_when_asked(audience, sentence):
    assert reasons(fit.audience, case(audiences=frozenset({audience})), audiences=list(Audience)) == [Reason(True, sentence)]


def test_another_audience_is_not_mentioned():
    assert reasons(fit.audience, case(audiences=frozenset({"staff"})), audiences=[Audience.PUPIL]) == []


def test_a_service_for_listed_schools_asks_whether_yours_is_one():
    listed = [Reason(None, "Is your school on the list? Only listed schools can use it")]
    assert reasons(fit.listed_schools, case(), listed_schools_only=True) == listed
    assert reasons(fit.listed_schools, case()) == []


SCHOOL = frozenset({"school"})


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        (None, [Reason(None, "Who may refer is not known: ask")]),
        ([Referrer.PROFESSIONAL], [Reason(None, "Professionals may refer: ask whether that includes you")]),
        ([Referrer.SCHOOL], []),
        ([Referrer.ANYONE], []),
    ],
)
def test_who_may_refer_is_something_to_ask_unless_it_is_plain(stated, found):
    assert reasons(fit.referrer, case(referrers=SCHOOL), who_can_refer=stated) == found


def test_with_no_referrer_chosen_nobody_asks():
    assert reasons(fit.referrer, case(), who_can_refer=None) == []


@pytest.mark.parametrize(
    ("situation", "sentence"),
    [(Situation.AT_RISK_NOW, "Not for a pupil who may be at risk now"), (Situation.NO_EHCP, "Only for pupils who have an EHCP")],
)
def test_a_situation_that_rules_it_out_says_so(situation, sentence):
    assert reasons(fit.situation, case(situations=frozenset({situation.value})), not_when=[situation]) == [Reason(False, sentence)]
    assert reasons(fit.situation, case(), not_when=[situation]) == []


@pytest.mark.parametrize(
    ("status", "paused", "found"),
    [
        (ListingStatus.CURRENT, None, []),
        (ListingStatus.CHECK, None, [Reason(None, "Is it running as described? Ask before you refer")]),
        (ListingStatus.UNKNOWN, None, [Reason(None, "Is it still running? We do not know")]),
        (ListingStatus.CURRENT, date(2026, 9, 1), [Reason(None, "Not taking referrals since 1 September 2026")]),
        (ListingStatus.CHECK, date(2026, 9, 1), [Reason(None, "Not taking referrals since 1 September 2026")]),
        (ListingStatus.POSSIBLY_ENDED, date(2026, 9, 1), [Reason(False, "It may have ended")]),
    ],
)
def test_whether_it_runs_is_said_by_what_is_known_worst_first(status, paused, found):
    assert reasons(fit.running, case(), status=status, paused_on=paused) == found


def test_every_rule_is_asked_and_its_sentences_sorted_by_what_they_say():
    asked = case(needs={"sleep": "Sleep"}, districts=HERE, ages=(9, 9), named=True)
    away = {"audiences": [Audience.PUPIL], "coverage": Coverage.DISTRICTS, "districts": ["wyre"]}
    explained = explain(asked, service(**helps(("sleep", Strength.MAIN)), **away))
    assert explained.why == ("You named it", "Answers sleep")
    assert explained.check == ("Which ages does it take? None are stated",)
    assert explained.why_not == ("Only covers Wyre",)


def test_where_nothing_was_asked_a_plain_listing_needs_no_words():
    assert explain(Case(), service(audiences=[Audience.PUPIL])) == fit.Explained((), (), ())


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Emotionally based school avoidance (EBSA)", "EBSA"),
        ("Sleep", "sleep"),
        ("ADHD", "ADHD"),
        ("OCD and rituals", "OCD and rituals"),
        ("Low mood (feeling down)", "low mood"),
    ],
)
def test_a_need_is_named_as_it_stands_inside_a_sentence(name, inside):
    assert fit.short(name) == inside


@pytest.mark.parametrize(("words", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_a_list_is_said_as_people_say_it(words, said):
    assert fit.listed(words) == said
