"""The log of who did what, as editors read it."""

import re

import pytest

from directory.accounts import joining
from directory.accounts.letters import Letter
from directory.accounts.operations import record
from directory.db import transaction
from directory.freshness import problems
from directory.freshness.models import Topic
from directory.gatherings import operations
from directory.reports import log, queries
from directory.reports import operations as reports
from tests.gatherings.making import gathering, school, session_of
from tests.guards.source import CHECKOUT, python_files, text_of
from tests.guidance.drafting import begun as pathway_draft
from tests.markup import links, main, parsed, text
from tests.needs.drafting import begun as needs_draft
from tests.people import editor, sign_in_as
from tests.reports.drafts import PERIOD
from tests.reports.drafts import begun as begun_report
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


def test_it_names_and_links_everything_that_can_be_edited(app, chief):
    with app.app_context():
        by = editor()
        needs_draft(by), pathway_draft(by)
        report = begun_report(by)
        slug = gathering(name="Autumn network")
        operations.cancel_session(session_id=session_of(slug, title="First meeting"), stamp=1, by=by, at=AT)
        urn = school("123456", name="Example Primary")
        with transaction() as session:
            for verb, kind, about in (
                ("corrected a school", "school", urn),
                ("took over a list of schools", "school", "list"),
                ("settled: school terms", "settlement", "any"),
            ):
                record(session, by=by, verb=verb, kind=kind, about=about, at=AT)
    page = main(parsed(chief.get("/editor/log").text))
    shown = dict(links(page))
    assert shown["Sleep"] in ("/editor/needs/sleep", "/editor/pathways/sleep")
    assert {"/editor/needs/sleep", "/editor/pathways/sleep"} <= {address for _, address in links(page)}
    assert shown["Autumn network: First meeting"] == f"/editor/gatherings/{slug}"
    assert shown[PERIOD.title] == f"/editor/reports/{report}"
    assert shown["Example Primary"] == f"/editor/gatherings/schools/{urn}"
    assert shown["The list of schools"] == "/editor/gatherings/schools"
    assert shown["School terms"] == "/editor/settled"
    assert all(chief.get(address).status_code == 200 for address in shown.values())


def test_what_was_thrown_away_keeps_its_name_and_leads_nowhere(app, chief):
    with app.app_context():
        by = editor()
        report = begun_report(by)
        reports.discard(report_id=report, stamp=queries.report(report).stamp, by=by, at=AT)
    page = main(parsed(chief.get("/editor/log").text))
    assert f"Threw a half-term report away {PERIOD.title} (gone)" in text(page)
    assert not [address for _, address in links(page) if report in address]


def test_everything_that_is_written_in_the_log_can_be_named_in_it():
    kinds = {kind for path in python_files("directory") for kind in re.findall(r'\bkind="([a-z-]+)", about=', text_of(CHECKOUT / path))}
    assert kinds and kinds - log.KINDS.keys() == {"settlement", "sign-in"}


def test_it_is_read_page_by_page(app, chief, monkeypatch):
    monkeypatch.setattr(log, "LOG_PAGE", 2)
    with app.app_context():
        published(partner(), summary="New words.")
    first = chief.get("/editor/log")
    assert "Published a change" in first.text and "Began a change" not in first.text
    older = next(link.get("href") for link in parsed(first.text).iter("a") if link.text == "Older")
    assert "Began a change" in chief.get(older).text
