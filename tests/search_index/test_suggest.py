from hypothesis import given
from hypothesis import strategies as st

from search_index.suggest import Entry, Lexicon, distance

NEEDS = [Entry("School anxiety", "need", "ebsa"), Entry("Anxious parents", "need", "parents"), Entry("Bereavement", "need", "bereavement")]
LEXICON = Lexicon([*NEEDS, Entry("Café Kooth", "service", "kooth"), Entry("Self-harm", "need", "self-harm")])


def found(prefix, **limits):
    return [entry.slug for entry in LEXICON.starting_with(prefix, **limits)]


def test_what_begins_with_the_letters_comes_before_what_holds_a_word_that_does():
    assert found("anx") == ["parents", "ebsa"]
    assert found("anx", limit=1) == ["parents"]


def test_capitals_accents_and_spaces_make_no_difference():
    assert found("  SCHOOL   anx") == ["ebsa"]
    assert found("cafe k") == ["kooth"]


def test_no_letters_suggest_nothing():
    assert found("  ") == []
    assert found("zz") == []


def test_each_entry_is_offered_once():
    assert len(Lexicon([Entry("Anna and Anne", "service", "anna")] * 2).starting_with("an")) == 1


def test_a_slip_is_mended():
    assert LEXICON.near("anxeity") == ["anxiety"]
    assert LEXICON.near("scool") == ["school"]
    assert LEXICON.near("berevement") == ["bereavement"]
    assert LEXICON.near("bereavemment") == ["bereavement"]


def test_two_slips_in_a_short_word_and_one_in_a_tiny_word_are_left_alone():
    assert LEXICON.near("skhol") == []
    assert LEXICON.near("hrm") == []


def test_a_known_word_is_never_corrected():
    assert Lexicon([Entry("angry anger", "need", "anger")]).near("anger") == []


def test_a_word_of_any_length_is_answered():
    assert LEXICON.near("x" * 100_000) == []


def test_slips_are_counted_as_people_make_them():
    assert [distance("anxiety", typed) for typed in ("anxiety", "anxeity", "axiety", "anxxiety", "anxoety", "axniteyy")] == [
        0,
        1,
        1,
        1,
        1,
        3,
    ]


letters = st.text(alphabet="abc", min_size=4, max_size=9)


@given(known=st.lists(letters, min_size=1, max_size=6, unique=True), typed=letters)
def test_every_known_word_within_reach_is_found(known, typed):
    reach = 1 if len(typed) < 8 else 2
    near = Lexicon(Entry(word, "need", word) for word in known).near(typed)
    assert set(near) == (set() if typed in known else {word for word in known if distance(word, typed) <= reach})
