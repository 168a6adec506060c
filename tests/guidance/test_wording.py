"""A pathway in the words of its forms: each label stands on its form, and what is different is said in them."""

import pytest

from directory import differing
from directory.guidance import page, parts, queries, wording
from directory.guidance.parts import Part
from tests.guidance.drafting import begun
from tests.markup import main, parsed, text
from tests.people import editor, sign_in_as


@pytest.mark.one_database
def test_every_label_stands_on_its_form(app):
    with app.app_context():
        who = editor()
        content = begun(who, "ebsa").content
        kinds = {part.kind: part.key for part in parts.parts(content["pathway"])} | {"answers": "questions/1"}
    client = sign_in_as(app.test_client(), who)
    for kind, key in kinds.items():
        form = text(main(parsed(client.get(f"/editor/pathways/ebsa/draft/{key}").text)))
        assert [label for label in wording.LABELS[kind].values() if label not in form] == [], kind


@pytest.mark.one_database
def test_what_is_different_is_said_in_the_words_of_the_forms_and_no_others(app):
    with app.app_context():
        before = queries.versions("ebsa")[0].content
        stage, rules, ask = Part("stages/2", "", "stage"), Part("rules", "", "rules"), Part("stages/3/ask", "", "asks")
        boxes = parts.boxes(before, stage) | {"level": "specialist"}
        after = parts.put(before, stage, boxes)
        lines = parts.boxes(after, rules)["rows"]
        after = parts.put(after, rules, {"rows": [{"stage": "complex", "when": ["tried=helping"]}, *lines]})
        after = parts.put(after, ask, {"rows": [row | {"group": "staff"} for row in parts.boxes(after, ask)["rows"]]})
        found = differing.beside(page.read_out(before), page.read_out(after))
    assert [(each.old, each.new) for each in found if each.where == "Stages, Early signs, Level of help"] == [
        ("“Universal”", "“Specialist”")
    ]
    said = " ".join(f"{each.where}: {each.old} {each.new}" for each in found)
    assert "Leads to “Complex”; After these answers “What has been tried so far? A plan that is helping”" in said
    assert "“For staff”" in said and "dont_know_as" not in said and "tried=" not in said and "True" not in said
