"""Every fault of a draft is said in the words of its forms and leads to the form that it is about."""

import re

import pytest

from directory.guidance import faults, queries
from directory.guidance.faults import Fault
from directory.pathways.audit import Report
from tests.guidance.drafting import begun
from tests.people import editor, sign_in_as

STAGE, QUESTION = ("stages", 1), ("questions", 0)
OF_A_FILE = re.compile(r"\w+_\w+|`|\.yaml|(?<!\w)'\w|\w: \w+: |\{")


@pytest.fixture
def draft(app):
    """A function that says the faults of EBSA with one place of it changed."""

    def said(path, value):
        content = begun(editor(), "ebsa").content
        *way, last = ("pathway", *path)
        found = content
        for step in way:
            found = found[step]
        found[last] = value(found[last]) if callable(value) else value
        return faults.of_draft(queries.read(content)[1], content, {"sleep": "Sleep"}), content

    with app.app_context():
        yield said


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("path", "value", "key", "words"),
    [
        (("about",), "", "intro", "“What it is for” is empty."),
        (("needs",), ["ebsa", "quokkas"], "intro", "There is no need “quokkas”."),
        (("stages",), [], "", "Add at least one stage."),
        ((*STAGE, "name"), "", "stages/2", "“Name” is empty."),
        ((*STAGE, "id"), "whole-school", "stages/2", "Its short name is there twice."),
        ((*STAGE, "level"), "crisis", "stages/3", "Move it up, or change its level."),
        ((*STAGE, "review"), {"proposed": True}, "stages/2", "Give weeks or days, and not both."),
        ((*STAGE, "today", 0, "say"), "", "stages/2/today", "“Words” is empty."),
        ((*STAGE, "signs"), [], "stages/2/signs", "Write at least one line."),
        ((*STAGE, "ask", 0, "group"), "", "stages/2/ask", "“What for” is empty."),
        ((*STAGE, "ask", 0, "why", "say"), "", "stages/2/ask", "“Why” is empty."),
        ((*STAGE, "ask", 0, "services"), lambda _: ["x"], "stages/2/ask", ""),
        ((*STAGE, "today", 0, "when"), {"gone": ["yes"]}, "stages/2/today", "a question that is not there, “gone”."),
        ((*QUESTION, "answers"), lambda old: old[:1], "questions/1", "Give 2 to 6 answers."),
        ((*QUESTION, "answers", 0, "label"), "", "questions/1", "“Answer” is empty."),
        ((*QUESTION, "dont_know_as"), "", "questions/1", ""),
        ((*QUESTION, "id"), "urgent", "questions/1", "“urgent” means something else in addresses."),
        (("rules",), lambda old: old[:-1], "rules", "The last line must hold always"),
        (("rules",), lambda old: [old[-1], *old], "rules", "No answers lead to it."),
        (("rules",), lambda old: [{"stage": "acute", "when": {"tried": ["helping"]}}, *old], "rules", "but with the worse answer “"),
        (("see_also", 0, "source"), "X99", "see_also", "“X99” is not a source that can be named."),
    ],
)
def test_a_fault_is_said_in_plain_words_with_its_form(draft, path, value, key, words):
    found, content = draft(path, value)
    assert any(fault.key == key and words in fault.sentence for fault in found), found
    assert [fault for fault in found if OF_A_FILE.search(fault.sentence)] == []
    known = {part.key for part in faults.parts.parts(content["pathway"])}
    assert {fault.key for fault in found} <= known | {""}


@pytest.mark.one_database
def test_a_worse_answer_that_leads_back_is_said_with_the_answers(draft):
    (fault,) = faults.of_draft(
        ["rules: {'tried': 'helping'} lead to acute, but the worse tried=helping leads back to early-signs"],
        draft(("name",), "EBSA")[1],
        {},
    )
    assert fault.key == "rules" and "What has been tried so far? A plan that is helping" in fault.sentence and "{" not in fault.sentence


def test_what_a_walk_finds_for_many_schools_is_said_once():
    content = {"pathway": {"slug": "x", "stages": [{"id": "one", "name": "First"}]}, "sources": {}}
    places = [f"{phase}, chorley, not listed" for phase in ("any phase", "primary", "early-years", "post-16", "secondary")]
    found = faults.of_walk([f"x: one: {place}: nobody to ask" for place in places], content, {})
    nobody = "A school is left with nobody to ask. This is so for:"
    schools = "any phase, chorley, not on the list; Primary, chorley, not on the list; Early years, chorley, not on the list; and 2 more."
    assert found == [Fault("First: whom to ask", f"{nobody} {schools}", "stages/1/ask")]


@pytest.mark.one_database
def test_what_the_check_finds_leads_to_its_form(app, monkeypatch):
    with app.app_context():
        who = editor()
        begun(who)
        stage = queries.draft("sleep").content["pathway"]["stages"][0]["id"]
    failing = Report(failures=[f"sleep: {stage}: primary, chorley, listed: nobody to ask", f"sleep: stage {stage}: is never reached"])
    monkeypatch.setattr("directory.pathways.auditing.of_one", lambda _: failing)
    page = sign_in_as(app.test_client(), who).get("/editor/pathways/sleep/draft?check=yes").text
    assert 'href="/editor/pathways/sleep/draft/stages/1/ask"' in page and "A school is left with nobody to ask." in page
