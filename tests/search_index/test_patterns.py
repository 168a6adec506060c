"""The pattern language: what a wording matches, and what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.patterns import GAP, Match, PatternError, PatternSet, compile_pattern
from search_index.words import Forms, read_words, tidy

FORMS = Forms({}, {})
FILLERS = frozenset({"is", "in", "his", "just", "to", "the"})
CLASSES = {"wont": ["refuse to", "wont"], "school": ["school", "school gate"], "died": ["passed? away", "dead"]}


def words(text):
    return read_words(tidy(text), FORMS)


def stems(word):
    return [read.stem for read in words(word)]


def compiled(source):
    return compile_pattern(source, stems, FILLERS, CLASSES)


def matches(source, text):
    """The texts that the pattern takes in, as typed."""
    patterns = PatternSet(FILLERS, {name: [compile_pattern(m, stems, FILLERS, {}) for m in members] for name, members in CLASSES.items()})
    patterns.add("strong need:one", source, compiled(source))
    text = tidy(text)
    sentence = patterns.sentence(words(text))
    return [text[sentence.words[m.first].start : sentence.words[m.last - 1].end] for m in sentence.matches()]


def test_words_match_in_their_order():
    assert matches("kicks off", "she kicks off daily") == ["kicks off"]
    assert matches("kicks off", "off she kicks") == []


def test_other_forms_of_the_words_match_too():
    assert matches("kick off", "kicking off") == ["kicking off"]


def test_a_gap_before_a_filler_is_still_a_gap():
    assert matches("kicks .. the off", "kicks everybody right off") == ["kicks everybody right off"]


def test_fillers_may_stand_between():
    assert matches("mum died", "mum is just to died") == ["mum is just to died"]


def test_a_word_that_may_not_come_right_after_breaks_it_and_only_there():
    assert matches("mum dead -sad|ill", "mum dead sad") == matches("mum dead -sad|ill now", "mum dead ill now") == []
    assert matches("mum dead -sad|ill", "mum dead, sad") == matches("mum dead -sad|ill", "mum dead just sad") == ["mum dead"]
    assert matches("mum dead -sad|ill now", "mum dead now") == ["mum dead now"]


def test_any_other_word_between_breaks_it():
    assert matches("mum died", "mum said grandad died") == []


def test_fillers_are_endless_neither():
    assert matches("mum died", "mum " + "is " * 6 + "died") == []


def test_a_filler_written_in_a_wording_need_not_be_typed():
    assert matches("come in late", "come late") == ["come late"]


def test_a_filler_with_a_mark_must_be_typed():
    assert matches("come !in late", "come late") == []
    assert matches("come !in late", "come in late") == ["come in late"]


def test_any_of_the_words_given_will_do():
    assert matches("mum|dad died", "dad died") == ["dad died"]
    assert matches("mum|dad died", "nan died") == []


def test_a_word_that_may_be_left_out_is_taken_in_where_it_stands():
    assert matches("proper? mardy", "mardy") == ["mardy"]
    assert matches("mardy proper?", "mardy proper") == ["mardy proper"]


def test_a_class_stands_for_each_of_its_members_and_the_longest_is_taken():
    assert matches("{wont} .. {school}", "wont go near the school gate today") == ["wont go near the school gate"]
    assert matches("{wont} .. {school}", "will refuse to go to school") == ["refuse to go to school"]


def test_a_member_of_a_class_may_leave_words_out():
    assert matches("nan {died}", "nan away") == ["nan away"]
    assert matches("nan {died}", "nan passed away") == ["nan passed away"]


def test_a_gap_passes_over_a_few_words_and_no_more():
    assert matches("wont .. school", "wont " + "really " * GAP + "school") != []
    assert matches("wont .. school", "wont " + "really " * (GAP + 1) + "school") == []


def test_nothing_reaches_over_the_end_of_a_sentence():
    assert matches("wont .. school", "he wont. school is shut") == []
    assert matches("mum died", "saw mum. died") == []


def test_a_comma_does_not_end_the_thought():
    assert matches("wont .. school", "wont, come what may, do school") == ["wont, come what may, do school"]


def test_a_hyphenated_word_is_its_parts():
    assert matches("self-harm", "self harm") == ["self harm"]
    assert matches("self-harm", "self-harm") == ["self-harm"]


def test_a_wording_shrinks_to_no_single_everyday_word():
    assert matches("gets in", "gets") == []
    assert matches("gets in", "he gets in") == ["gets in"]


def test_it_is_found_wherever_it_starts():
    assert matches("panic", "panic then panic") == ["panic", "panic"]


def test_a_class_that_does_not_exist_is_refused_by_name():
    with pytest.raises(PatternError, match=r"“\{gone\} school” names the word class “gone”"):
        compiled("{gone} school")


@pytest.mark.parametrize("source", ["{wont school", "wont} school", "{wont .. {school}", "{}"])
def test_a_brace_that_is_not_closed_is_refused(source):
    with pytest.raises(PatternError, match="has a brace that is not closed"):
        compiled(source)


@pytest.mark.parametrize("source", ["maybe?", "..", "", "one? two?"])
def test_a_wording_with_nothing_that_must_be_there_is_refused(source):
    with pytest.raises(PatternError, match="has no word that must be there"):
        compiled(source)


def test_a_label_says_strength_family_and_slug():
    match = Match("weak need:ebsa", "wont .. in", 0, 2)
    assert (match.strength, match.family, match.slug, match.loose) == ("weak", "need", "need:ebsa", True)


def test_a_match_lies_within_a_longer_one_only():
    long, short = Match("strong need:a", "a b c", 0, 3), Match("strong need:b", "b", 1, 2)
    assert short.within(long) and not long.within(short) and not long.within(long)


@given(st.lists(st.sampled_from(["mum", "died", "is", "just", "dog", "."]), max_size=14))
def test_what_is_found_holds_the_first_and_the_last_word_of_the_wording(typed):
    for found in matches("mum died", " ".join(typed)):
        assert found.startswith("mum") and found.endswith("died") and "." not in found and "dog" not in found
