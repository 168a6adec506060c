"""Two tabs, or two editors, on one draft of a pathway: nothing typed is lost, and nothing saved is overwritten unseen."""

import pytest

from directory.guidance import operations, parts, queries
from tests.guidance.drafting import AT, begun
from tests.markup import main, parsed, text, with_class
from tests.people import post

TODAY = "/editor/pathways/sleep/draft/stages/1/today"
MINE = {"r0-say": "Words of mine.", "r0-source": "", "r0-at": "1"}


def draft():
    return queries.draft("sleep")


def saved(content, by):
    operations.save(slug="sleep", stamp=draft().stamp, content=content, by=by, at=AT)


def today():
    return [each["say"] for each in draft().content["pathway"]["stages"][0]["today"]]


@pytest.mark.one_database
def test_what_was_saved_meanwhile_stands_beside_what_was_typed_and_the_next_press_is_about_that(app, desk, officer):
    with app.app_context():
        stamp = begun(officer).stamp
        part = parts.part(draft().content["pathway"], "stages/1/today")
        theirs = {"rows": [{"say": "Theirs.", "source": "", "when": []}]}
        saved(parts.put(draft().content, part, theirs), officer)
        now = draft().stamp
    answer = post(desk, TODAY, {**MINE, "stamp": stamp})
    page = main(parsed(answer.text))
    sides = [text(each) for each in with_class(page, "app-changes__side")]
    assert answer.status_code == 409 and "“Theirs.”" in sides[0] and "“Words of mine.”" in sides[1]
    assert next(each.get("value") for each in page.iter("input") if each.get("name") == "stamp") == str(now)
    with app.app_context():
        saved(parts.put(draft().content, part, {"rows": [{"say": "Theirs again.", "source": "", "when": []}]}), officer)
    again = post(desk, TODAY, {**MINE, "stamp": now})
    assert again.status_code == 409 and "Theirs again." in again.text
    with app.app_context():
        assert today() == ["Theirs again."]
        now = draft().stamp
    assert post(desk, TODAY, {**MINE, "stamp": now}).status_code == 303
    with app.app_context():
        assert today() == ["Words of mine."]


@pytest.mark.one_database
@pytest.mark.parametrize("change", [parts.moved_up, parts.without])
def test_a_form_never_lands_on_another_stage(app, desk, officer, change):
    with app.app_context():
        begun(officer)
        key = "stages/1/today" if change is parts.without else "stages/2/today"
        whole = key.removesuffix("/today")
        of = parts.part(draft().content["pathway"], key).of
        saved(change(draft().content, whole), officer)
        before, stamp = draft().content, draft().stamp
    answer = post(desk, f"/editor/pathways/sleep/draft/{key}?of={of}", {**MINE, "stamp": stamp})
    assert answer.status_code == 404 and "Number 1: say" in answer.text and "Words of mine." in answer.text
    assert 'href="/editor/pathways/sleep/draft"' in answer.text
    with app.app_context():
        assert draft().content == before


@pytest.mark.one_database
def test_a_draft_that_is_gone_gives_back_what_was_typed_even_when_there_is_a_new_one(app, desk, officer):
    with app.app_context():
        stamp = begun(officer).stamp
        operations.discard(slug="sleep", stamp=stamp, by=officer, at=AT)
    answer = post(desk, TODAY, {**MINE, "stamp": stamp})
    assert answer.status_code == 404 and "Words of mine." in answer.text and 'href="/editor/pathways/sleep"' in answer.text
    with app.app_context():
        begun(officer)
    assert post(desk, TODAY, {**MINE, "stamp": stamp}).status_code == 409


@pytest.mark.one_database
def test_removing_asks_first_and_says_what_goes_with_it(app, desk, officer):
    with app.app_context():
        begun(officer)
        count = len(today())
    outline = desk.get("/editor/pathways/sleep/draft").text
    assert 'href="/editor/pathways/sleep/remove/stages/1"' in outline and 'action="/editor/pathways/sleep/remove' not in outline
    asked = desk.get("/editor/pathways/sleep/remove/stages/1")
    assert f"what to do today: {count}" in text(main(parsed(asked.text)))
    assert "Answers: " in desk.get("/editor/pathways/sleep/remove/questions/1").text
