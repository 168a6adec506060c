"""Search knows the danger that every pathway asks about first, and what only sounds like it."""

import re

import pytest

from benchmarks.judged import SEED
from directory.pathways.document import DONT_KNOW
from directory.pathways.urgency import load
from tests.search_index.vocabularies import needs_in, shipped

FLAGS = [flag for flag in load(SEED).flags if flag.id != DONT_KNOW]
EXAMPLES = re.split(r", (?:or )?", FLAGS[0].hint.removeprefix("For example, ").rstrip("."))


@pytest.mark.parametrize("text", [*(flag.label for flag in FLAGS), *EXAMPLES, *(f"pupil: {text}" for text in EXAMPLES)])
def test_what_every_pathway_asks_about_first_shows_urgent_help(text):
    assert len(EXAMPLES) == 4
    assert shipped().read(text).urgent


@pytest.mark.parametrize(
    "text",
    [
        "collapsed",
        "pupil collapsed",
        "collapsed in class",
        "passed out",
        "blacked out on the bus",
        "fitting on the floor",
        "having a seizure",
        "mum is having a seizure at the gate",
        "had a fit in maths",
        "is fainting",
        "seriously injured",
        "we can't wake her",
        "choking on a grape",
        "going blue and collapsed",
        "worried, he has collapsed",
        "TA saw him collapse in the yard",
    ],
)
def test_a_medical_emergency_shows_urgent_help(text):
    assert shipped().read(text).urgent


@pytest.mark.parametrize(
    "text",
    [
        "the roof collapsed",
        "roof collapsed at school",
        "collapsed timetable day",
        "her world collapsed",
        "collapses the minute she's home",
        "first aid training for seizures",
        "epilepsy seizures support",
        "he collapsed last year",
        "had a seizure years ago",
        "no seizures",
        "has not collapsed",
        "keeps his phone on in case mum has a seizure",
        "nearly passed out at the dentist",
        "feels like she is going to pass out",
        "faints at the sight of blood",
        "passed out leaflets",
        "doesn't fit in",
        "having a fit of the giggles",
        "won't wake up for school",
    ],
)
def test_what_only_sounds_like_one_or_is_over_shows_none(text):
    assert not shipped().read(text).urgent


def test_to_collapse_is_no_panic():
    assert "panic" not in needs_in("collapsed")


@pytest.mark.parametrize(
    "text",
    [
        "no food at home",
        "comes to school hungry and dirty",
        "comes to school starving",
        "hungry all the time",
        "always asking for food",
        "nothing to eat at home",
        "mum has no food",
        "empty fridge at home",
        "left home alone",
        "nobody at home when he gets back",
        "nobody in till late",
        "lets himself in, nobody there until 9",
        "comes home to an empty house",
        "clothes filthy every day",
        "never has clean clothes",
        "the boy is dirty",
    ],
)
def test_plain_words_of_neglect_are_a_safeguarding_concern_with_urgent_help(text):
    assert needs_in(text)[0] == "safeguarding" and shipped().read(text).urgent


@pytest.mark.parametrize(
    "text",
    [
        "no food in the classroom",
        "no food or drink in the hall",
        "clothes dirty after football",
        "likes being home alone",
        "wants to be left alone",
        "nobody at home speaks english",
        "sleep hygiene",
        "breakfast club",
        "food bank",
        "filthy language",
    ],
)
def test_what_only_sounds_like_neglect_is_none(text):
    assert "safeguarding" not in needs_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "overdosed on easter eggs",
        "could murder a brew",
        "murder mystery night tickets",
        "screaming blue murder",
        "bomb shelter topic box",
        "poison apple craft",
        "washes his hands until they crack",
    ],
)
def test_what_people_only_say_shows_no_urgent_help(text):
    assert not shipped().read(text).urgent


@pytest.mark.parametrize(
    "text",
    [
        "overdosed on paracetamol",
        "she overdosed on her mum's tablets",
        "says he could murder his stepdad",
        "has a bomb",
        "drank poison",
        "somebody drugged her drink",
        "overeating and making herself sick",
    ],
)
def test_and_what_they_mean_still_does(text):
    assert shipped().read(text).urgent
