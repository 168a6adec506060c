"""Typing mistakes: mended when the word is no word, and never against a word that somebody means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.spelling import Speller, american, english_words
from tests.search_index.vocabularies import shipped, tiny_reader

OURS = Speller((frozenset({"dog", "form", "formed", "organization", "behavior"}),)).plus(
    ["anxious", "sleep", "sleep", "slept", "anxiety", "temper", "temper", "tamper", "zyx", "bereavement"]
)


@pytest.mark.parametrize("word", ["anxious", "sleep", "dog", "form", "zyx"])
def test_a_word_that_is_known_is_never_changed(word):
    assert OURS.read(word) == word


@pytest.mark.parametrize(("typed", "meant"), [("anxous", "anxious"), ("anxiuos", "anxious"), ("slepp", "sleep"), ("aanxious", "anxious")])
def test_a_slip_is_mended(typed, meant):
    assert OURS.read(typed) == meant


def test_a_long_word_may_hold_two_slips_and_a_short_one_only_one():
    assert OURS.read("berevemant") == "bereavement"
    assert OURS.read("slaap") == "slaap"


@pytest.mark.parametrize("word", ["zy", "zxy", "zyxx", "dgo", "slp"])
def test_a_short_word_is_left_alone_and_nothing_is_read_as_one(word):
    assert OURS.read(word) == word


@pytest.mark.parametrize("word", ["behaviour", "organisation"])
def test_british_spelling_is_no_mistake(word):
    assert OURS.knows(word) and OURS.read(word) == word


@pytest.mark.parametrize(
    ("british", "theirs"),
    [("organised", "organized"), ("analysing", "analyzing"), ("colour", "color"), ("centre", "center"), ("travelled", "traveled"),
     ("counselling", "counseling"), ("pupil", "pupil")],
)  # fmt: skip
def test_british_spelling_has_its_american_twin(british, theirs):
    assert american(british) == theirs


def test_of_two_words_as_near_the_one_used_more_is_meant():
    assert OURS.read("tmper") == "temper"


def test_the_same_first_letter_comes_first():
    speller = Speller(()).plus(["dread", "bread", "bread", "bread"])
    assert speller.read("dreed") == "dread"


def test_another_first_letter_allows_one_slip_only():
    assert OURS.read("nereavement") == "bereavement"
    assert OURS.read("nereavment") == "nereavment"


@pytest.mark.parametrize("word", ["PR7", "9", "год", "self-harm", "", "qzqzqzqz"])
def test_what_is_no_plain_word_or_near_none_is_left_alone(word):
    assert OURS.read(word) == word


@given(st.text(alphabet="anxiouslepdg", max_size=14))
def test_what_is_mended_is_one_of_ours_and_mending_it_again_changes_nothing(word):
    mended = OURS.read(word)
    assert mended == word or OURS.knows(mended)
    assert OURS.read(mended) == mended


@pytest.mark.parametrize(
    "word", ["anxiety", "behaviour", "organised", "counselling", "programme", "self", "colour", "mum", "nan", "wellbeing"]
)
def test_the_shipped_speller_leaves_everyday_words_alone(word):
    assert shipped().read(word).corrected == ()


def test_every_common_english_word_is_left_alone():
    speller = shipped().speller
    sample = sorted(english_words())[::97]
    assert len(sample) > 500 and [word for word in sample if speller.read(word) != word] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("anxous", "anxious"), ("anxeity", "anxiety"), ("suicdal", "suicidal"), ("brereavement", "bereavement"), ("hamr", "harm")],
)
def test_the_shipped_speller_mends_what_people_type(typed, meant):
    assert [(word.typed, word.read) for word in shipped().read(typed).corrected] == [(typed, meant)]


def test_another_way_of_typing_a_word_is_no_mistake(tmp_path):
    reader = tiny_reader(tmp_path, {"forms.yaml": {"words": {"skool": "school"}, "groups": {}}}, ebsa=["wont do school"])
    reading = reader.read("wont do skool")
    assert [need.slug for need in reading.needs] == ["ebsa"] and reading.corrected == ()
