"""The log of who did what, as editors read it."""

import pytest

from directory.accounts import joining
from directory.accounts.letters import Letter
from directory.freshness import problems
from directory.freshness.models import Topic
from directory.review import queries
from tests.markup import main, parsed, text
from tests.people import editor, sign_in_as
from tests.review.listings import AT, partner, published, service


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


def test_it_names_what_a_problem_a_request_and_an_invitation_are_about(app, chief):
    with app.test_request_context():
        letter = Letter("Words", "of a letter")
        problems.report(service_id=service().id, topic=Topic.CONTACT, letter=letter, at=AT)
        provider = service("lscft-camhs").organisation
        joining.claim(organisation_id=provider.id, name="Jo", email="jo@example.org", work="Manager", written=letter, at=AT)
        joining.invite(email="jo@example.org", to=joining.Post(organisation_id=provider.id), token="t", written=None, by=None, at=AT)
        names = service().name, provider.name
    said = text(main(parsed(chief.get("/editor/log").text)))
    assert f"Reported a problem {names[0]}" in said
    assert f"Asked to join {names[1]}" in said and f"Invited {names[1]}" in said
    assert "jo@example.org" not in said


def test_it_is_read_page_by_page(app, chief, monkeypatch):
    monkeypatch.setattr(queries, "LOG_PAGE", 2)
    with app.app_context():
        published(partner(), summary="New words.")
    first = chief.get("/editor/log")
    assert "Published a change" in first.text and "Began a change" not in first.text
    older = next(link.get("href") for link in parsed(first.text).iter("a") if link.text == "Older")
    assert "Began a change" in chief.get(older).text
