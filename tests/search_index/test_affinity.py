"""What is learned by counting: which words go with which need, whatever their order, and how much one text or list may weigh."""

import pytest

from search_index.affinity import LEAST, MOST, Affinity
from search_index.vocabulary import VocabularyError
from tests.search_index.vocabularies import needs_of, tiny, tiny_reader

WORDED = {"sleep": [({"tired"}, 1.0)], "grief": [({"died"}, 1.0)]}

OTHERS = {f"need-{number}": [f"word{number}"] for number in range(30)}  # where there are few needs, no word tells them well apart


def learned(*examples, worded=WORDED):
    return Affinity.of(worded, examples)


def test_a_word_goes_with_the_need_whose_wordings_use_it():
    scores = learned().scores(["tired"])
    assert scores["sleep"] > 0 > scores["grief"]


def test_a_word_of_examples_goes_with_the_need_they_say():
    scores = learned(({"yawns"}, ["sleep"]), ({"sobs"}, ["grief"])).scores(["yawns"])
    assert scores["sleep"] > 0 > scores["grief"]


def test_a_word_used_for_everything_says_nothing():
    scores = learned(({"school"}, ["sleep"]), ({"school"}, ["grief"]), ({"school"}, [])).scores(["school"])
    assert scores["sleep"] == scores["grief"] == pytest.approx(0)


def test_many_examples_of_a_need_weigh_no_more_than_a_few_of_another():
    scores = learned(*[({"school"}, ["sleep"])] * 50, ({"school"}, ["grief"])).scores(["school"])
    assert scores["sleep"] == pytest.approx(scores["grief"])


def test_a_word_that_nobody_used_says_nothing():
    assert set(learned().scores(["blorp"]).values()) == {0.0}


def test_a_word_said_twice_counts_once():
    assert learned().scores(["tired", "tired"]) == learned().scores(["tired"])


def test_one_word_says_no_more_than_its_bounds():
    examples = [({"yawns"}, ["sleep"])] * 500 + [({"other"}, ["grief"])] * 5
    assert all(LEAST <= weight <= MOST for row in learned(*examples).weights.values() for weight in row)


def test_a_long_list_of_wordings_weighs_no_more_than_a_short_one():
    long = learned(worded={"sleep": [({"tired", "bed"}, 1.0)] * 400, "grief": [({"died", "bed"}, 1.0)]}).scores(["bed"])
    assert long["sleep"] == pytest.approx(long["grief"])


def test_an_example_teaches_words_that_no_wording_has(tmp_path):
    (tmp_path / "examples").mkdir()
    said = "\n".join(
        f"- {{q: yawns and rubs her eyes in {lesson}, needs: [sleep]}}" for lesson in ("maths", "english", "art", "music", "games")
    )
    reader = tiny_reader(tmp_path, {"examples/said.yaml": said}, sleep=["tired"], **OTHERS)
    assert needs_of(reader.read("yawns and rubs her eyes in assembly")) == ["sleep"]
    assert needs_of(reader.read("assembly")) == []


def test_a_file_of_examples_can_be_left_out_to_be_judged_by(tmp_path):
    (tmp_path / "examples").mkdir()
    known = tiny(tmp_path, {"examples/said.yaml": "- {q: yawns, needs: [sleep]}"}, sleep=["tired"], grief=["died"])
    assert known.affinity.scores(["yawn"])["sleep"] > 0 == dict(known.leaving_out_each())["said"].affinity.scores(["yawn"])["sleep"]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("- {q: yawns, needs: [slep]}", "entry 1: 'slep' is no need"),
        ("- {needs: [sleep]}", "entry 1: expected"),
        ("- yawns", "entry 1: expected"),
    ],
)
def test_an_example_that_cannot_be_used_is_named(tmp_path, entry, fault):
    (tmp_path / "examples").mkdir()
    with pytest.raises(VocabularyError, match=f"said.yaml: {fault}"):
        tiny(tmp_path, {"examples/said.yaml": entry}, sleep=["tired"])


def test_a_need_whose_every_wording_is_denied_is_not_guessed_from_its_words(tmp_path):
    (tmp_path / "examples").mkdir()
    examples = {"examples/said.yaml": "\n".join(f"- {{q: so tired {word}, needs: [sleep]}}" for word in "abcdefgh")}
    reader = tiny_reader(tmp_path, examples, sleep=["tired"], grief=["died"])
    assert needs_of(reader.read("tired")) == ["sleep"]
    assert needs_of(reader.read("not tired")) == []


def test_a_need_of_danger_that_may_well_be_meant_shows_urgent_help(tmp_path):
    (tmp_path / "examples").mkdir()
    said = "\n".join(f"- {{q: gave away his {thing}, needs: [suicidal-thoughts]}}" for thing in ("hamster", "dog", "xbox", "bike", "cards"))
    reader = tiny_reader(tmp_path, {"examples/said.yaml": said}, **{"suicidal-thoughts": ["kill himself"]}, **OTHERS)
    assert reader.read("gave away her guitar").urgent_because
    assert not reader.read("guitar").urgent
