"""Reading whole sentences: needs, year, place, names, danger and what is asked for; and any text at all is read without an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.names import Name
from search_index.reading import Reading
from search_index.words import LONGEST_TEXT, tidy
from tests.search_index.vocabularies import needs_in, needs_of, shipped, tiny_reader


def test_a_sentence_typed_in_the_staffroom_is_understood():
    reading = shipped().read("yr 9 girl wont come in, leyland")
    assert [(need.slug, need.because, need.sure) for need in reading.needs] == [("ebsa", "wont come in", True)]
    assert (reading.stage.phase, reading.stage.ages, reading.district) == ("secondary", (13, 14), "south-ribble")
    assert not reading.urgent and reading.corrected == ()


def test_the_words_left_to_look_for_are_those_not_spent_on_place_and_year():
    assert shipped().read("yr 9 girl wont come in, leyland").words == ("girl", "wont", "come", "in")


def test_a_word_typed_wrong_is_read_and_said_to_have_been():
    reading = shipped().read("anxous boy in year 4")
    assert needs_of(reading) == ["anxiety"]
    assert [(word.typed, word.read) for word in reading.corrected] == [("anxous", "anxious")]
    assert reading.needs[0].because.startswith("anxous")


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("her nan died at easter", "bereavement"),
        ("refuses to come into school every morning", "ebsa"),
        ("washes his hands over and over", "ocd"),
        ("cant get to sleep and is tired in lessons", "sleep"),
        ("being bullied on the bus", "bullying-friendships"),
        ("cares for her disabled mum", "young-carers"),
        ("vaping and smoking weed", "substance-use"),
        ("cant control his temper", "anger-regulation"),
        ("thinks he might be trans", "lgbtq"),
        ("worried about the move to high school", "transition"),
        ("stressed about her GCSEs", "exam-stress"),
        ("training for staff on anxiety", "staff-training"),
        ("makes herself sick after meals", "eating"),
        ("dad hits mum in front of the kids", "domestic-abuse"),
        ("she cuts her arms", "self-harm"),
        ("says he wants to die", "suicidal-thoughts"),
    ],
)
def test_everyday_words_say_a_need(text, need):
    assert need in needs_in(text)


@pytest.mark.parametrize(
    ("text", "need"),
    [("mum is dead anxious", "parent-anxiety"), ("mum's dead worried about her", "parent-anxiety"), ("nan is dead poorly", "young-carers")],
)
def test_dead_before_a_feeling_is_only_very(text, need):
    assert need in needs_in(text) and "bereavement" not in needs_in(text)


@pytest.mark.parametrize("text", ["his mum is dead", "mum is dead and he is anxious", "mum dead, anxious"])
def test_dead_is_dead_where_the_feeling_is_of_somebody_else(text):
    assert "bereavement" in needs_in(text)


@pytest.mark.parametrize("text", ["wants to be dead sad all the time", "wish I was dead angry", "better off dead depressed"])
def test_no_feeling_hides_the_wish_to_be_dead(text):
    assert shipped().read(text).urgent


@pytest.mark.parametrize("text", ["she cuts her arms", "says he wants to die", "taken an overdose", "dad hits mum in front of the kids"])
def test_danger_shows_urgent_help_with_the_words_that_say_so(text):
    reading = shipped().read(text)
    assert reading.urgent and all(because in text for because in reading.urgent_because)


@pytest.mark.parametrize(
    "text", ["wont come in", "anxious about exams", "cant sleep", "her nan died at easter", "kooth", "year 9 leyland", ""]
)
def test_no_danger_shows_none(text):
    assert not shipped().read(text).urgent


@pytest.mark.parametrize("text", ["kooth", "year 9 leyland", "pr7", "table tennis", "the weather is nice"])
def test_what_says_no_need_is_given_none(text):
    assert needs_in(text) == []


def test_what_is_asked_for_is_understood():
    assert shipped().read("training for staff on anxiety").intents == ("training",)
    assert shipped().read("training for staff on anxiety").audience == "staff"
    assert shipped().read("course for parents").audience == "parent"


def test_who_is_typing_is_not_whom_the_help_is_for():
    assert shipped().read("my son wont come in").audience is None


def test_a_need_that_is_only_guessed_from_part_of_a_name_is_left_out(tmp_path):
    names = [Name("service", "butterfly", "Butterfly and Phoenix")]
    reader = tiny_reader(tmp_path, names=names, anxiety={"weak": ["butterfly"]}, grief=["died"])
    assert needs_of(reader.read("butterfly")) == ["anxiety"]
    assert needs_of(reader.read("butterfly and phoenix")) == []
    assert needs_of(reader.read("butterfly and phoenix, nan died")) == ["grief"]


def test_a_situation_and_a_topic_are_understood(tmp_path):
    files = {"situation.yaml": {"no-ehcp": {"strong": ["no ehcp"]}}, "topic.yaml": {"school nurse": {"strong": ["nurse"]}}}
    reading = tiny_reader(tmp_path, files).read("nurse, no ehcp")
    assert (reading.situations, reading.topics) == (("no-ehcp",), ("school nurse",))


def test_no_words_say_nothing():
    assert shipped().read(" \n ") == Reading(text=shipped().read(" \n ").text) and needs_in("") == []


def test_what_stands_beyond_the_longest_text_is_not_read():
    assert needs_in("a " * LONGEST_TEXT + "wont come in") == []
    assert needs_in("wont come in " + "a " * LONGEST_TEXT) == ["ebsa"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "'; DROP TABLE need; --", "{wont} .. {school}", "wont|cant go?",
        "..", "!be", "%s %00 {0}", "\\", "\x00",
        "../../etc/passwd", "😀😀", "مرحبا", "學校", "a" * 5000, "wont " * 200, "\u202egnp.exe", "ﬁne", "½ year old", "year ² boy", "yr ９",
    ],
)  # fmt: skip
def test_odd_and_hostile_text_is_read_as_words_and_nothing_else(text):
    assert shipped().read(text).text == tidy(text)


SAID = [
    "wont",
    "not",
    "suicidal",
    "year",
    "9",
    "leyland",
    "PR7",
    "kooth",
    "mum",
    "died",
    ",",
    ".",
    "cuts",
    "anxous",
    "to",
    "in",
    "school",
    "😀",
]


def assert_sound(text):
    reading = shipped().read(text)
    said = [need.because for need in reading.needs] + list(reading.urgent_because) + [name.because for name in reading.names]
    assert all(because and because in reading.text for because in said)
    assert len(reading.text) <= LONGEST_TEXT and len(set(needs_of(reading))) == len(reading.needs)
    assert reading == shipped().read(text)


@given(st.text(max_size=300))
def test_any_text_is_read_and_quotes_only_what_was_typed(text):
    assert_sound(text)


@given(st.lists(st.sampled_from(SAID), max_size=40).map(" ".join))
def test_any_jumble_of_words_is_read_and_quotes_only_what_was_typed(text):
    assert_sound(text)
