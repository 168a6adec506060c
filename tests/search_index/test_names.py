"""Services and providers named in the words."""

import pytest

from search_index.names import Name, Names, variants
from search_index.words import Forms, read_words
from tests.search_index.vocabularies import shipped, tiny_reader

FORMS = Forms({}, {})
KNOWN = Names(
    [
        Name("provider", "bloom", "Bloom"),
        Name("service", "bloom-teams", "Bloom Clinic (BST)"),
        Name("service", "helpline", "Family Helpline: The Night Line"),
        Name("service", "support", "Support Service"),
        Name("service", "old", "Kooth"),
        Name("provider", "kooth-plc", "Kooth"),
    ],
    FORMS,
)


def named(text, names=KNOWN):
    return [found.slug for found, _, _ in names.read(text, read_words(text, FORMS))]


def test_a_name_is_read_in_any_case_and_within_a_sentence():
    assert named("has she tried BLOOM yet") == ["bloom"]


def test_the_longer_name_wins_over_the_shorter_one_inside_it():
    assert named("ask bloom clinic") == ["bloom-teams"]


def test_a_name_stands_without_its_brackets_and_so_does_the_acronym_in_them():
    assert named("bst") == named("Bloom Clinic (BST)")[:1] == ["bloom-teams"]


def test_each_side_of_a_colon_is_a_name():
    assert named("the night line") == named("family helpline") == ["helpline"]


def test_a_name_of_generic_words_alone_is_no_name():
    assert named("any support service for a pupil") == []


def test_a_provider_and_a_service_of_the_same_name_are_both_named():
    assert sorted(named("kooth")) == ["kooth-plc", "old"]


def test_a_part_of_a_word_is_no_name():
    assert named("blooming") == []


def test_names_are_given_in_the_order_typed_with_the_words_as_typed():
    text = "KOOTH or the Night Line"
    found = [(name.because, first, last) for name, first, last in KNOWN.read(text, read_words(text, FORMS)) if name.kind == "service"]
    assert found == [("KOOTH", 0, 1), ("the Night Line", 2, 5)]


def test_no_words_name_nothing():
    assert named("") == [] and named("bloom", Names([], FORMS)) == []


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Kooth", {"Kooth"}),
        ("The Bloom Team", {"The Bloom Team", "Bloom"}),
        ("Bloom Schools (BST)", {"Bloom Schools (BST)", "Bloom Schools", "Bloom", "BST"}),
        ("Bloom (in Leyland)", {"Bloom (in Leyland)", "Bloom"}),
        ("24 Service", {"24 Service"}),
        ("ChatHealth", {"ChatHealth", "Chat Health"}),
        ("Support Service", set()),
    ],
)
def test_the_ways_a_listed_name_is_said(text, ways):
    assert variants(text) == ways


def test_a_name_that_is_ruled_out_is_not_named(tmp_path):
    reader = tiny_reader(tmp_path, names=[Name("service", "kooth", "Kooth")])
    assert [name.slug for name in reader.read("what about kooth").names] == ["kooth"]
    assert reader.read("not kooth").names == ()


def test_a_word_of_a_name_is_no_mistake_and_a_mistake_may_be_read_as_one(tmp_path):
    reader = tiny_reader(tmp_path, names=[Name("service", "chathealth", "ChatHealth")])
    assert reader.read("chathealth").corrected == ()
    assert [name.slug for name in reader.read("chathelth").names] == ["chathealth"]


@pytest.mark.parametrize(
    ("typed", "slug"), [("kooth", "kooth"), ("ChatHealth", "chathealth"), ("CAMHS", "lscft-camhs"), ("childline number", "childline")]
)
def test_the_shipped_names_are_read(typed, slug):
    assert slug in [name.slug for name in shipped().read(typed).names]
