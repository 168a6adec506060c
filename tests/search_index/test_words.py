"""Words as they are compared: what is typed in different ways is the same word, and keeps its place in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.words import LONGEST_TEXT, Forms, plain, read_words, split, tidy

FORMS = Forms({"went": "go", "used": "used_", "couldnt": "cant"}, {("will", "not"): "wont", ("could", "not"): "cant"})
BARE = Forms({}, {})


def stems(text, forms=FORMS):
    return [word.stem for word in read_words(tidy(text), forms)]


@pytest.mark.parametrize("typed", ["won't", "won’t", "won‘t", "won`t", "won´t", "WONT", "Won＇t"])
def test_every_apostrophe_and_none_make_the_same_word(typed):
    assert stems(typed) == ["wont"]


@pytest.mark.parametrize(("typed", "word"), [("he'll", "he"), ("I’ll", "i"), ("she'd", "she"), ("hell", "hell"), ("ill", "ill")])
def test_what_is_short_for_will_or_would_leaves_the_word_before_it(typed, word):
    assert plain(typed) == word


def test_an_accent_makes_no_other_word():
    assert plain("Café") == "cafe"


def test_forms_of_a_word_have_one_stem():
    assert stems("refuses refused refusing", BARE) == ["refus"] * 3


def test_a_spelling_in_the_forms_is_the_word_it_stands_for():
    assert stems("he went") == stems("he go")


def test_words_written_apart_are_one_word():
    assert stems("he will not") == stems("he wont")


def test_a_comma_keeps_words_apart():
    assert stems("he will, not") == ["he", "will", "not"]


def test_an_underscore_keeps_a_word_from_the_stem_of_another():
    assert stems("used") != stems("use")
    assert [word.plain for word in read_words("used", FORMS)] == ["used"]


def test_a_short_word_is_not_cut():
    assert stems("as is", BARE) == ["as", "is"]


def test_each_word_knows_where_it_stands_in_the_text():
    text = "She WON’T come in."
    assert [text[word.start : word.end] for word in read_words(text, FORMS)] == ["She", "WON’T", "come", "in"]


def test_words_joined_to_one_span_all_that_was_typed():
    text = "he will not go"
    joined = read_words(text, FORMS)[1]
    assert (text[joined.start : joined.end], joined.plain) == ("will not", "will not")


def test_a_full_stop_opens_a_sentence_and_a_comma_only_a_clause():
    words = read_words("one, two. three", BARE)
    assert [(word.opens_sentence, word.opens_clause) for word in words] == [(False, False), (False, True), (True, True)]


def test_a_mistake_is_mended_before_words_are_joined():
    respelt = {"wil": "will", "not": "not"}
    assert [word.stem for word in read_words("wil not", FORMS, respelt.__getitem__)] == ["wont"]


def test_what_cannot_be_seen_is_taken_away():
    assert tidy("wo\u200bn\u00adt \u202ecome\x00 in\ufeff") == "wont come in"


def test_a_new_line_is_kept_for_it_ends_a_sentence():
    assert tidy("one\ntwo") == "one\ntwo"


def test_letters_of_full_width_are_letters():
    assert tidy("ＫＳ２") == "KS2"


def test_a_text_is_read_up_to_a_length_that_no_sentence_about_a_pupil_has():
    assert len(tidy("a" * 100_000)) == LONGEST_TEXT


def test_marks_and_pictures_are_no_words():
    assert list(split("😀 !!! --- ___ %")) == []


@given(st.text(max_size=200))
def test_every_word_of_any_text_stands_where_it_says(text):
    text = tidy(text)
    ends = [0]
    for word in read_words(text, FORMS):
        assert ends[-1] <= word.start < word.end <= len(text)
        ends.append(word.end)


@given(st.text())
def test_a_tidied_text_stays_as_it_is(text):
    assert tidy(tidy(text)) == tidy(text)
