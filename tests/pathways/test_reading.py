"""A pathway file that is not right is refused with the file, the stage and the field."""

import pytest

from directory.catalogue.seed_entry import SeedError
from directory.pathways import loading, soundness
from tests.pathways.making import content, pathway, read, stage, statement


def problems_of(**changes):
    problems = []
    found = read(content(**changes), problems)
    return problems or soundness.problems(found)


def test_a_whole_file_has_no_problems():
    assert problems_of() == []


def test_a_fault_in_a_stage_names_file_stage_and_field():
    (problem,) = problems_of(stages=[stage("first", "universal", thrive="sinking"), *content()["stages"][1:]])
    assert problem.startswith("test.yaml: stage first: thrive: 'sinking' is not one of")


def test_a_statement_has_a_source_or_is_proposed_and_never_both():
    neither, both = {"say": "Listen."}, statement(source="S1", proposed=True)
    for given in (neither, both):
        assert any("exactly one" in problem for problem in problems_of(good_to_know=[given]))


def test_a_source_must_be_known():
    assert problems_of(good_to_know=[statement(source="S99")]) == ["test.yaml: good_to_know 1: source: 'S99' is not in sources.yaml"]


def test_a_field_spelled_wrongly_is_refused():
    assert problems_of(stages=[stage("first", "universal", tody=[]), *content()["stages"][1:]]) == [
        "test.yaml: stage first: tody: this field is not known"
    ]


def test_an_ask_names_services_or_selects_and_never_both():
    asked = {"group": "refer", "services": ["a"], "select": {"need": ["anxiety"]}, "why": statement()}
    assert any("services, select" in problem for problem in problems_of(stages=[stage("first", "universal", ask=[asked])]))


def test_four_questions_of_its_own_would_be_more_than_seven():
    question = content()["questions"][1]
    extra = [{**question, "id": f"more-{number}"} for number in range(2)]
    assert any("questions: must be 3 at most" in problem for problem in problems_of(questions=[*content()["questions"], *extra]))


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([{"stage": "third", "when": {"impact": ["much"]}}, {"stage": "first"}], "stage second: no answers lead to it"),
        ([{"stage": "nowhere", "when": {"impact": ["much"]}}, {"stage": "first"}], "stage 'nowhere' does not exist"),
        ([{"stage": "third", "when": {"impact": ["huge"]}}, {"stage": "first"}], "impact has no answer 'huge'"),
        ([{"stage": "third", "when": {"impact": ["much"]}}], "the last one must have no `when`"),
        ([{"stage": "first"}, {"stage": "third", "when": {"impact": ["much"]}}, {"stage": "first"}], "rules 2: no answers lead to it"),
        ([{"stage": "third", "when": {"impact": ["little"]}}, {"stage": "first"}], "leads back to first"),
    ],
)
def test_a_table_that_does_not_hold_is_refused(rules, said):
    assert any(said in problem for problem in problems_of(rules=rules))


def test_levels_never_go_down_from_stage_to_stage():
    stages = [stage("first", "specialist"), stage("second", "targeted"), stage("third", "specialist")]
    assert any("comes after specialist" in problem for problem in problems_of(stages=stages))


def test_what_is_proposed_is_counted():
    assert pathway().proposed == 3 * 5 and pathway(good_to_know=[statement(source="S1")]).proposed == 3 * 5


def test_a_file_under_another_name_is_refused_whole(tmp_path):
    (tmp_path / "pathways").mkdir()
    (tmp_path / "pathways" / "other.yaml").write_text("slug: anxiety\nname: Anxiety\n", encoding="utf-8")
    with pytest.raises(SeedError) as refused:
        loading.read(tmp_path)
    assert "pathways/other.yaml: slug: must be the name of the file, 'other'" in refused.value.sentence


def test_a_folder_without_pathways_has_none(tmp_path):
    assert loading.read(tmp_path) == []


def test_yes_no_and_dates_are_the_words_that_they_look_like(tmp_path):
    (tmp_path / "pathways").mkdir()
    (tmp_path / "pathways" / "words.yaml").write_text("a: yes\nb: 2024-03-01\nc: true\n", encoding="utf-8")
    assert loading.load(tmp_path / "pathways" / "words.yaml", []) == {"a": "yes", "b": "2024-03-01", "c": True}
