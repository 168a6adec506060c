"""The log of who did what, as editors read it."""

import pytest

from directory.review import queries
from tests.markup import main, parsed, text
from tests.people import editor, sign_in_as
from tests.review.listings import partner, published, service


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


def test_it_says_who_did_what_about_which_listing_newest_first(app, chief):
    with app.app_context():
        published(partner(name="Sam Carr"), summary="New words that stay out of the log.")
        name = service().name
    said = text(main(parsed(chief.get("/editor/log").text)))
    assert said.index("Published a change") < said.index("Proposed a change") < said.index("Began a change")
    assert "Sam Carr" in said and name in said
    assert "New words" not in said


def test_it_is_read_page_by_page(app, chief, monkeypatch):
    monkeypatch.setattr(queries, "LOG_PAGE", 2)
    with app.app_context():
        published(partner(), summary="New words.")
    first = chief.get("/editor/log")
    assert "Published a change" in first.text and "Began a change" not in first.text
    older = next(link.get("href") for link in parsed(first.text).iter("a") if link.text == "Older")
    assert "Began a change" in chief.get(older).text
