"""From wordings to what is understood: what is denied does not count, the longer wording wins, and little evidence says little."""

import pytest

from search_index.vocabulary import Wordings
from tests.search_index.vocabularies import needs_in, needs_of, shipped, tiny_reader

FORMS = {"forms.yaml": {"words": {"isnt": "not", "dont": "not"}, "groups": {"no longer": "nolong", "self harming": "selfharm"}}}


@pytest.fixture
def reader(tmp_path):
    return tiny_reader(
        tmp_path,
        FORMS,
        suicide=["suicidal"],
        harm=["self harming", "cuts"],
        anxiety={"strong": ["anxious"], "weak": ["tummy", "worry"]},
        eating=["not eating"],
        panic=["panic attack"],
        fear=["panic"],
    )


def understood(reader, text):
    return sorted(needs_of(reader.read(text)))


@pytest.mark.parametrize(
    "text",
    [
        "not anxious or suicidal",
        "not suicidal", "she is not suicidal", "never suicidal", "no longer suicidal", "isnt anxious", "no longer self harming",
        "not actually suicidal", "not currently anxious", "no sign anxious", "not feeling anxious", "nor suicidal", "denies suicidal",
        "not about anxious thoughts",
    ],
)  # fmt: skip
def test_what_is_denied_is_not_understood(reader, text):
    assert understood(reader, text) == []


@pytest.mark.parametrize("text", ["not only anxious", "not just anxious"])
def test_not_only_denies_nothing(reader, text):
    assert understood(reader, text) == ["anxiety"]


def test_a_denial_that_is_the_wording_itself_counts(reader):
    assert understood(reader, "not eating") == ["eating"]


def test_a_denial_ends_with_its_clause(reader):
    assert understood(reader, "not today, anxious") == ["anxiety"]


def test_a_denial_reaches_no_further_than_the_next_word_that_says_something(reader):
    assert understood(reader, "not at maths anxious") == ["anxiety"]


def test_a_denial_after_the_word_denies_nothing(reader):
    assert understood(reader, "anxious not") == ["anxiety"]


def test_one_thing_denied_leaves_another_said(reader):
    assert understood(reader, "not suicidal, cuts") == ["harm"]


def test_a_longer_wording_of_another_need_swallows_the_shorter_one(reader):
    assert understood(reader, "panic attack") == ["panic"]
    assert understood(reader, "panic") == ["fear"]


def test_a_wording_with_a_gap_swallows_nothing(tmp_path):
    topics = {"near": {"strong": ["leave bed here"]}, "far": {"strong": ["wont .. here"]}, "bed": {"strong": ["bed"]}}
    reader = tiny_reader(tmp_path, {"topic.yaml": topics})
    assert set(reader.read("wont get bed here").topics) == {"far", "bed"}
    assert set(reader.read("leave bed here").topics) == {"near"}


def test_what_is_excepted_shields_the_words_of_its_own_need_only(tmp_path):
    reader = tiny_reader(tmp_path, grief={"strong": ["lost"], "not": ["lost his bag"]}, theft=["lost"])
    assert understood(reader, "he lost his bag") == ["theft"]
    assert understood(reader, "he lost his nan") == ["grief", "theft"]


def test_a_hint_is_offered_when_nothing_else_is_understood(reader):
    assert understood(reader, "tummy") == ["anxiety"]


def test_a_hint_beside_something_said_plainly_is_left_out(reader):
    assert understood(reader, "cuts, tummy") == ["harm"]


def test_hints_that_stand_apart_are_more_than_one(reader):
    assert reader.read("tummy then worry").needs[0].sure


def test_what_is_said_plainly_is_sure_and_gives_the_words_that_said_it(reader):
    assert [(need.slug, need.because, need.sure) for need in reader.read("so ANXIOUS today").needs] == [("anxiety", "ANXIOUS", True)]


def test_two_needs_said_plainly_are_both_understood(reader):
    assert understood(reader, "anxious and cuts") == ["anxiety", "harm"]


def test_one_wording_of_danger_is_enough_even_a_hint(tmp_path):
    reader = tiny_reader(tmp_path, {"urgent.yaml": {"knife": {"strong": ["knife"]}, "goodbye": {"weak": ["goodbye"]}}})
    assert reader.read("has a knife").urgent_because == ("knife",)
    assert reader.read("said goodbye").urgent_because == ("goodbye",)
    assert not reader.read("said hello").urgent


def test_a_need_of_danger_shows_urgent_help_whatever_the_rules_of_danger_say(tmp_path):
    reader = tiny_reader(tmp_path, **{"self-harm": ["cuts"], "sleep": ["tired"]})
    assert reader.read("cuts").urgent and not reader.read("tired").urgent


def test_danger_denied_shows_no_urgent_help(tmp_path):
    reader = tiny_reader(tmp_path, {"urgent.yaml": {"suicide": {"strong": ["suicidal"]}}})
    assert not reader.read("not suicidal").urgent


def test_a_set_of_wordings_says_its_family_and_name():
    wordings = Wordings("urgent:suicide", (), (), ())
    assert (wordings.family, wordings.name) == ("urgent", "suicide")


@pytest.mark.parametrize(
    "text", ["not suicidal", "no longer self-harming", "no sign of anxiety", "denies self harm", "she isn't anxious", "never self harmed"]
)
def test_the_shipped_words_of_denial_are_heard(text):
    reading = shipped().read(text)
    assert reading.needs == () and not reading.urgent


@pytest.mark.parametrize(
    ("text", "need"),
    [("not eating", "eating"), ("not sleeping", "sleep"), ("not coming in", "ebsa"), ("not only anxious", "anxiety"),
     ("not anxious, self-harming", "self-harm"), ("no longer suicidal, but self harming", "self-harm")],
)  # fmt: skip
def test_the_shipped_words_keep_what_is_not_denied(text, need):
    assert needs_in(text) == [need]


@pytest.mark.parametrize("text", ["not anxious, self-harming", "no longer suicidal, but self harming", "not eating for days"])
def test_danger_beside_a_denial_still_shows_urgent_help(text):
    assert shipped().read(text).urgent
