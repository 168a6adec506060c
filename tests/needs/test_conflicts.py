"""Two tabs, or two editors, on one draft: nothing typed is lost, and nothing saved is overwritten unseen."""

import pytest

from directory.needs import operations, queries
from tests.markup import main, parsed, text
from tests.needs.drafting import AT, begun, changed
from tests.people import post

WORDS = "/editor/needs/sleep/draft/words"


def classed(page, name):
    return [text(each) for each in page.iter() if name in each.get("class", "").split()]


@pytest.mark.one_database
def test_what_was_saved_meanwhile_stands_beside_what_was_typed(app, desk, officer):
    with app.app_context():
        stamp = begun(officer).stamp
        now = changed(officer, strong=["lies awake", "theirs"], weak=["yawns"], **{"not": []}).stamp
    typed = {"strong": "lies awake\nmine", "weak": "yawns", "excluded": ""}
    answer = post(desk, WORDS, {**typed, "stamp": stamp})
    page = main(parsed(answer.text))
    sides = classed(page, "app-changes__side")
    assert answer.status_code == 409 and sides == ["Only in what is saved theirs", "Only in what you typed mine"]
    assert next(each.get("value") for each in page.iter("input") if each.get("name") == "stamp") == str(now)
    assert post(desk, WORDS, {**typed, "stamp": now}).status_code == 303


@pytest.mark.one_database
def test_what_is_chosen_is_compared_in_words(app, desk, officer):
    with app.app_context():
        stamp = begun(officer).stamp
        saved = changed(officer, name="Sleep and rest", related=["anxiety"], safety=True).content
    typed = {
        "name": "Sleep",
        "plain": saved["plain"],
        "also_called": "\n".join(saved["also_called"]),
        "related": ["low-mood"],
        "stamp": stamp,
    }
    page = main(parsed(post(desk, "/editor/needs/sleep/draft/facts", typed).text))
    rows = classed(page, "app-changes__row")
    assert any("Sleep and rest" in row for row in rows) and any("Low mood" in row for row in rows), rows
    assert any(row.endswith("Only in what is saved Yes Only in what you typed No") for row in rows), rows


@pytest.mark.one_database
def test_a_draft_that_is_gone_gives_back_what_was_typed_and_says_what_became_of_it(app, desk, officer):
    with app.app_context():
        stamp = begun(officer).stamp
        operations.discard(slug="sleep", stamp=queries.draft("sleep").stamp, by=officer, at=AT)
    answer = post(desk, WORDS, {"strong": "words of mine", "weak": "", "excluded": "", "stamp": stamp})
    assert answer.status_code == 404 and "words of mine" in answer.text and 'href="/editor/needs/sleep"' in answer.text
    pressed = post(desk, "/editor/needs/sleep/draft/publish", {"stamp": stamp})
    assert pressed.status_code == 404 and "published or thrown away" in pressed.text
