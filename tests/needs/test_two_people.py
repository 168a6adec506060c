"""A need of danger: what makes it harder to see is published by somebody else than whoever changed the draft last, and the page says so."""

import pytest

from directory.needs import comparing, content, operations, queries
from directory.needs.errors import SecondPerson
from tests.markup import main, parsed, text
from tests.needs.drafting import AT, begun, changed, judged
from tests.people import editor, post, sign_in_as

DANGER = "suicidal-thoughts"
WORSE = {**comparing.compared([], []), "counts": {"worse": 7, "better": 1}}


def with_one_less(by, slug=DANGER):
    begun(by, slug)
    return judged(changed(by, slug, strong=queries.published(slug)["strong"][1:]))


def publish(draft, by):
    return operations.publish(slug=draft.slug, stamp=draft.stamp, by=by, at=AT)


def test_a_wording_of_danger_is_taken_out_by_two_people_only(session):
    first, second = editor(), editor()
    draft = with_one_less(first)
    with pytest.raises(SecondPerson, match="1 wording of danger would be taken out"):
        publish(draft, first)
    assert publish(draft, second) == 2


def test_sentences_understood_worse_need_two_people_too(session):
    by = editor()
    begun(by, DANGER)
    draft = changed(by, DANGER, strong=[*queries.published(DANGER)["strong"], "giving all her toys away"])
    judged(draft, WORSE)
    with pytest.raises(SecondPerson, match="7 judged sentences would be understood worse"):
        publish(draft, by)
    assert publish(judged(draft), by) == 2


def test_a_need_without_danger_is_published_by_one(session):
    by = editor()
    assert publish(with_one_less(by, "sleep"), by) == 2


def test_a_wording_that_becomes_a_hint_or_is_held_back_counts_as_weakened():
    before = content.blank("Danger") | {"strong": ["a"], "weak": ["b"], "not": ["c"]}
    after = content.blank("Danger") | {"strong": ["b"], "weak": ["a"], "not": ["d"]}
    assert content.weakened(before, after) == {"a", "d"}


@pytest.mark.one_database
def test_the_outline_says_so_before_the_button_is_pressed(app):
    with app.app_context():
        first, second = editor(), editor()
        stamp = with_one_less(first).stamp
    desk, other = (sign_in_as(app.test_client(), each) for each in (first, second))
    pages = [text(main(parsed(each.get(f"/editor/needs/{DANGER}/draft").text))) for each in (desk, other)]
    assert "ask another editor" in pages[0] and "you may: look at it first" in pages[1]
    answer = post(desk, f"/editor/needs/{DANGER}/draft/publish", {"stamp": stamp})
    assert answer.status_code == 403 and "two people must have seen it" in answer.text
    assert post(other, f"/editor/needs/{DANGER}/draft/publish", {"stamp": stamp}).status_code == 303
