import re

from hypothesis import example, given
from hypothesis import strategies as st

from search_index.snippet import ELLIPSIS, Part, snippet
from search_index.terms import terms

LONG = "We work with families. " * 14 + "School anxiety is met with calm, and anxious parents get help too. " + "More. " * 60


def marked(parts):
    return [part.text for part in parts if part.is_match]


def test_the_words_asked_for_are_marked_in_any_of_their_forms():
    assert snippet("Grieving schools", ["school", "grieve"]) == [Part("Grieving", True), Part(" ", False), Part("schools", True)]


def test_the_piece_with_most_of_the_words_is_shown():
    parts = snippet(LONG, ["anxiety", "calm", "parent"])
    assert marked(parts) == ["anxiety", "calm", "parents"]
    assert (parts[0].text, parts[-1].text) == (ELLIPSIS, ELLIPSIS)
    assert len("".join(part.text for part in parts)) <= 202


def test_a_text_without_the_words_is_shown_from_its_beginning():
    assert snippet("A short text", ["grief"]) == [Part("A short text", False)]
    assert snippet("", ["grief"]) == []
    assert snippet(LONG, [])[0].text.startswith("We work with")


def test_markup_in_a_text_is_only_text():
    assert "".join(part.text for part in snippet("<b>grief</b> & co", ["grief"])) == "<b>grief</b> & co"


def test_only_whole_words_are_marked():
    assert marked(snippet("a scar, scars and scarcity", ["scar"])) == ["scar", "scars"]


@given(text=st.text(max_size=400), words=st.lists(st.text(max_size=8), max_size=4), length=st.integers(60, 200))
def test_the_parts_joined_are_a_piece_of_the_text(text, words, length):
    joined = "".join(part.text for part in snippet(text, words, length))
    assert re.sub(f"^{ELLIPSIS}|{ELLIPSIS}$", "", joined) in text or joined in text
    assert len(joined) <= length + 2


STEMS = "anx nation grat pract sensib harm worr famil rel oper d ab conflat hop fil"
ENDINGS = "s y ies ing ed ion ional ation ational ly iveness fulness ability izer ancy e es ism"


@example("dying")
@example("abyability")
@given(
    word=st.builds(
        str.__add__,
        st.sampled_from(STEMS.split()) | st.text("aeioustrnlycb", min_size=2, max_size=9),
        st.sampled_from(["", *ENDINGS.split()]),
    )
)
def test_every_word_is_marked_by_its_own_stem(word):
    """The quick way of finding words relies on a stem keeping all but its last two letters from the word."""
    assert marked(snippet(f"so {word} there", [word])) == ([word] if terms(word) else [])


def test_apostrophes_accents_and_case_do_not_tell_words_apart():
    assert terms("Won't wont WON’T") == ["wont"] * 3
    assert terms("café CAFE cafe\u0301") == ["cafe"] * 3
    assert terms("the child's") == ["child"]
    assert terms("anx\u200biety") == terms("anxiety")
