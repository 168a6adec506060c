"""The vocabulary folder: everything that is shipped loads, and what is wrong is refused with the file and the entry named."""

from pathlib import Path

import pytest
import yaml

from benchmarks.judged import SEED
from directory.vocabulary import Audience, Kind, Situation
from search_index import vocabulary
from search_index.understanding import Reader
from search_index.vocabulary import VocabularyError
from tests.search_index.vocabularies import needs_of, shipped, tiny, tiny_reader, write

NEEDS = [need["slug"] for need in yaml.safe_load((SEED / "needs.yaml").read_text(encoding="utf-8"))]
FEWEST_WORDINGS = 100


def said(family):
    return {thing.name: thing for thing in shipped().vocabulary.wordings if thing.family == family}


def refused(folder, files):
    with pytest.raises(VocabularyError) as refusal:
        vocabulary.load(write(folder, files))
    return str(refusal.value)


def test_every_need_has_wordings_and_no_wordings_are_for_a_need_that_is_not_there():
    assert set(said("need")) == set(NEEDS)


@pytest.mark.parametrize("slug", NEEDS)
def test_each_need_has_many_wordings(slug):
    wordings = said("need")[slug]
    assert len(wordings.strong) + len(wordings.weak) >= FEWEST_WORDINGS


def test_every_file_that_is_shipped_is_read():
    files = {path.relative_to(SEED / "vocabulary").as_posix() for path in (SEED / "vocabulary").rglob("*") if path.is_file()}
    named = {f"needs/{slug}.yaml" for slug in NEEDS}
    named |= {f"{name}.yaml" for name in "forms fillers classes places urgent intent audience situation topic".split()}  # noqa: SIM905
    named |= {f"examples/{name}.yaml" for name in shipped().vocabulary.examples}
    assert files == named


def test_what_can_be_asked_for_is_what_the_catalogue_has():
    assert set(said("intent")) <= {kind.value for kind in Kind}
    assert set(said("audience")) == {audience.value for audience in Audience}
    assert set(said("situation")) == {situation.value for situation in Situation}


def test_no_need_has_the_same_wording_as_strong_and_as_excluded():
    both = {thing.slug: set(thing.excluded) & {*thing.strong, *thing.weak} for thing in shipped().vocabulary.wordings}
    assert {slug: wordings for slug, wordings in both.items() if wordings} == {}


def test_one_strong_wording_is_enough(tmp_path):
    reader = tiny_reader(tmp_path, sleep=["cant sleep"], anxiety=["panics"])
    assert needs_of(reader.read("she cant sleep")) == ["sleep"]


def test_a_wording_given_twice_counts_once(tmp_path):
    assert tiny(tmp_path, sleep=["no sleep", "no sleep"]).wordings[0].strong == ("no sleep",)


def test_a_class_that_is_only_another_class_takes_in_all_of_it(tmp_path):
    classes = {"classes.yaml": {"parent": "mum, dad", "family": "{parent}, nan"}}
    reader = tiny_reader(tmp_path, classes, bereavement=["{family} died"])
    assert [needs_of(reader.read(f"{who} died")) for who in ("dad", "nan", "dog")] == [["bereavement"], ["bereavement"], []]


def test_words_written_apart_in_a_wording_are_the_one_word_they_mean(tmp_path):
    forms = {"forms.yaml": {"words": {}, "groups": {"self harm": "selfharm"}}}
    assert needs_of(tiny_reader(tmp_path, forms, harm=["self harm"]).read("a pupil may selfharm")) == ["harm"]


@pytest.mark.parametrize("missing", ["forms.yaml", "fillers.yaml", "classes.yaml", "places.yaml", "urgent.yaml"])
def test_a_file_that_is_missing_is_named(tmp_path, missing):
    (write(tmp_path, {}) / missing).unlink()
    with pytest.raises(VocabularyError, match=f"{missing} cannot be read"):
        vocabulary.load(tmp_path)


def test_a_file_that_is_no_yaml_is_named(tmp_path):
    assert refused(tmp_path, {"needs/sleep.yaml": "strong: ["}).startswith("sleep.yaml cannot be read")


@pytest.mark.parametrize("content", [["cant sleep"], {"stong": ["cant sleep"]}, "cant sleep", None], ids=str)
def test_wordings_that_are_not_in_the_three_lists_are_refused(tmp_path, content):
    said = refused(tmp_path, {"needs/sleep.yaml": content})
    assert said == "sleep.yaml: need:sleep: expected only the lists strong, weak, not"


@pytest.mark.parametrize(("entry", "shown"), [(6, "6"), (True, "True"), ({"a": 1}, "{'a': 1}"), ("  ", "'  '")], ids=str)
def test_an_entry_that_is_no_wording_is_named(tmp_path, entry, shown):
    said = refused(tmp_path, {"needs/sleep.yaml": {"weak": ["tired", entry]}})
    assert said == f"sleep.yaml: need:sleep: weak: {shown} is not a wording (quote numbers, braces and yes/no)"


def test_a_wording_with_a_class_that_is_not_there_is_named(tmp_path):
    assert refused(tmp_path, {"needs/sleep.yaml": {"strong": ["{wont} sleep"]}}).startswith(
        "sleep.yaml: “{wont} sleep” names the word class"
    )


def test_a_wording_of_nothing_but_words_that_may_be_left_out_is_named(tmp_path):
    assert refused(tmp_path, {"urgent.yaml": {"suicide": {"strong": ["dead?"]}}}) == "urgent.yaml: “dead?” has no word that must be there"


@pytest.mark.parametrize(
    "classes", [{"a": "{a}"}, {"a": "{b}", "b": "{a}"}, {"a": "mum, {gone}"}], ids=["itself", "in a ring", "not there"]
)
def test_a_class_made_of_itself_or_of_none_is_named(tmp_path, classes):
    assert "classes.yaml: " in refused(tmp_path, {"classes.yaml": classes})


def test_the_shipped_folder_is_text_that_a_person_can_edit():
    lines = [line for path in Path(SEED / "vocabulary").rglob("*.yaml") for line in path.read_text(encoding="utf-8").splitlines()]
    assert not [line for line in lines if "\t" in line]


def test_other_wordings_of_a_need_are_read_as_if_its_file_said_so(tmp_path):
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    lists = {"strong": ["counts sheep"], "weak": ["yawny"], "not": ["counts sheep in maths"]}
    before = tiny(tmp_path / "a", {"classes.yaml": {"parent": "mum, dad"}}, sleep=["cant sleep"], grief=["{parent} died"])
    new, filed = before.reworded({"sleep": lists}), tiny(tmp_path / "b", sleep=lists, grief=["mum|dad died"])
    for text in ("she counts sheep", "counts sheep in maths", "cant sleep", "dad died", "yawmy"):
        assert needs_of(Reader.of(new).read(text)) == needs_of(Reader.of(filed).read(text)), text
    assert [needs_of(Reader.of(known).read("she cant sleep")) for known in (before, new)] == [["sleep"], []]


def test_a_need_can_be_given_its_first_wordings(tmp_path):
    known = tiny(tmp_path, sleep=["cant sleep"]).reworded({"gaming": {"strong": ["fortnite"], "weak": [], "not": []}})
    assert needs_of(Reader.of(known).read("always on fortnite")) == ["gaming"]


@pytest.mark.parametrize("wording", ["{gone} sleep", "dead?", ".."])
def test_a_wording_that_cannot_be_is_named_and_nothing_changes(tmp_path, wording):
    known = tiny(tmp_path, sleep=["cant sleep"])
    with pytest.raises(VocabularyError, match="sleep: "):
        known.reworded({"sleep": {"strong": [wording]}})
    assert needs_of(Reader.of(known).read("cant sleep")) == ["sleep"]
