"""Places in the words: where the school is, when one can tell, and never a word that only looks like a place."""

import pytest

from search_index.places import Gazetteer
from search_index.words import Forms, read_words, tidy
from tests.search_index.vocabularies import shipped

TOWNS = {
    "Leyland": ["south-ribble"], "New Longton": ["south-ribble"], "Longton": ["south-ribble"], "Banks": ["west-lancashire"],
    "Buckshaw Village": ["chorley", "south-ribble"], "Clayton-le-Woods": ["chorley"],
}  # fmt: skip
WORDING = {
    "also": {"buckshaw": "Buckshaw Village", "gone": "A Place Not There"},
    "only_after_a_preposition": ["banks"],
    "prepositions": ["in", "from", "near"],
}
SMALL = Gazetteer.of(TOWNS, {"PR7": ["chorley"], "pr5": ["south-ribble", "chorley"]}, WORDING)


def read(text, gazetteer=SMALL):
    text = tidy(text)
    return gazetteer.read(text, read_words(text, Forms({}, {})))


def place(text):
    found, _ = read(text)
    return found and found.name


def shipped_place(text):
    found = shipped().read(text).place
    return found and (found.name, set(found.districts))


@pytest.mark.parametrize("typed", ["Leyland", "lad in leyland", "LEYLAND!", "from leyland, wont come in"])
def test_a_place_is_read_wherever_it_stands(typed):
    assert place(typed) == "Leyland"


def test_the_longer_name_wins():
    assert place("at New Longton") == "New Longton"


def test_hyphens_may_be_left_out_or_typed():
    assert place("in clayton le woods") == place("in Clayton-le-Woods") == "Clayton-le-Woods"


def test_another_way_of_saying_it_is_the_same_place():
    assert place("in buckshaw") == "Buckshaw Village"


def test_another_way_of_saying_a_place_that_is_not_there_is_no_place():
    assert place("in gone") is None


@pytest.mark.parametrize("typed", ["lives in Banks", "from banks", "near Banks", "anxious, banks", "lad banks"])
def test_an_ordinary_word_is_a_place_where_a_place_would_stand(typed):
    assert place(typed) == "Banks"


@pytest.mark.parametrize("typed", ["banks are shut", "he banks on it", "the banks of the river"])
def test_an_ordinary_word_is_no_place_anywhere_else(typed):
    assert place(typed) is None


@pytest.mark.parametrize("typed", ["PR7", "pr7", "PR7 1AB", "pr71ab", "at PR7 3"])
def test_the_first_part_of_a_postcode_is_enough(typed):
    assert read(typed)[0].districts == ("chorley",)


@pytest.mark.parametrize("typed", ["M1 2AB", "y9", "ks2", "PR77 things", "pr", "A6"])
def test_what_is_no_postcode_here_says_nothing(typed):
    assert place(typed) is None


def test_a_postcode_wins_over_a_name():
    assert place("leyland, PR7") == "PR7"


def test_a_place_in_two_districts_names_both():
    assert read("buckshaw village")[0].districts == ("chorley", "south-ribble")


def test_the_words_it_was_read_from_are_told():
    found, (start, end) = read("a lad in LEYLAND today")
    assert found.because == "LEYLAND" and (start, end) == (9, 16)


def test_with_no_place_there_is_no_span():
    assert read("wont come in") == (None, (0, 0))


@pytest.mark.parametrize(
    ("typed", "districts"),
    [
        ("school avoidance in Coppull", {"chorley"}), ("anxious girl, Penwortham", {"south-ribble"}), ("euxton", {"chorley"}),
        ("skem lad self harming", {"west-lancashire"}), ("in west lancs", {"west-lancashire"}), ("s ribble", {"south-ribble"}),
        ("PR26", {"south-ribble", "chorley"}), ("buckshaw", {"chorley", "south-ribble"}), ("lives in Lea", {"preston"}),
        ("from Fulwood", {"preston"}), ("school in Lancaster", {"lancaster"}),
    ],
)  # fmt: skip
def test_the_shipped_places_are_read(typed, districts):
    assert shipped_place(typed)[1] == districts


@pytest.mark.parametrize(
    "typed",
    ["Lea wont come in", "lea and her mum", "banks are shut", "Walton refuses to come in", "Preston has been hitting others",
     "Miss Barton is off", "Dalton is anxious", "Manchester", "BB1 1AA"],
)  # fmt: skip
def test_the_shipped_places_are_not_read_from_people_or_from_elsewhere(typed):
    assert shipped_place(typed) is None


def test_a_place_in_one_district_says_the_district_and_one_that_straddles_does_not():
    assert shipped().read("lad in leyland").district == "south-ribble"
    assert shipped().read("lad in buckshaw").district is None


def test_a_place_that_was_read_is_no_word_to_look_for():
    assert "leyland" not in shipped().read("wont come in leyland").words
