"""Cases as a SENCO would tell them: the level, the first thing to do, and who is and is not asked."""

import re

import pytest
import yaml

from directory.config import CHECKOUT
from directory.pathways import loading

CASES = yaml.safe_load((CHECKOUT / "tests/pathways/vignettes.yaml").read_text())
KEYS = {"id", "story", "pathway", "answers", "level", "first", "must", "must_not", "not_now", "review_weeks", "fact"}
FULL = {
    "ebsa", "parent-anxiety", "anxiety", "low-mood", "self-harm", "suicidal-thoughts", "trauma", "bereavement", "eating",
    "anger-regulation", "adhd-autism", "transition",
}  # fmt: skip


def test_every_full_pathway_has_cases_and_every_answer_is_one_of_its_choices():
    pathways = {file.pathway.slug: file.pathway for file in loading.read(CHECKOUT / "seed_data")}
    assert {case["pathway"] for case in CASES} >= FULL
    for case in CASES:
        assert not case.keys() - KEYS, case["id"]
        choices = {question.id: {choice.id for choice in question.choices} for question in pathways[case["pathway"]].questions}
        asked = {question: answer for question, answer in case["answers"].items() if question in choices}
        assert all(answer in choices[question] for question, answer in asked.items()), case["id"]
        assert case["answers"].keys() - asked.keys() <= {"urgent", "phase", "district", "listed"}, case["id"]


@pytest.mark.one_database
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_gets_the_level_the_first_step_and_the_services_of_the_facts(client, case):
    answers = {"urgent": "none", **case["answers"]}
    while (answer := client.get(f"/pathways/{case['pathway']}/plan.json", query_string=answers)).status_code == 400:
        answers[answer.json["question"]] = "dont-know"
    plan = answer.json
    asked = {each["slug"] for each in plan["refer"]}
    assert plan["level"] == case["level"], plan["stage"]
    assert re.search(case.get("first", ""), plan["today"][0]["say"], re.IGNORECASE)
    assert set(case.get("must", [])) - asked == set()
    assert asked & set(case.get("must_not", [])) == set()
    put_off = {each["slug"]: ". ".join(each["why_not"]) for each in plan["not_now"]}
    assert all(words in put_off.get(slug, "") for slug, words in case.get("not_now", {}).items()), put_off
    assert case.get("review_weeks", plan["review"]["school_weeks"]) == plan["review"]["school_weeks"]
