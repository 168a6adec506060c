"""Reporting a problem: four topics, no name, no box to write in; told to the provider and the editor, counted, and open until closed."""

import logging

import pytest
from sqlalchemy import select

from directory.accounts.models import AuditEntry, Mail
from directory.db import db
from directory.freshness.models import Problem, ProblemState, Topic
from directory.freshness.problems import REPORTS
from tests.markup import assert_sound, parsed, shown_fields
from tests.partners.pages import fill
from tests.people import editor, person, sign_in_as

MINE = "compass-bloom-mhst"
PAGE = f"/services/{MINE}/report"
CANARY = "Zebedee Quillfeather"


def problems(app):
    with app.app_context():
        return [(each.topic, each.state, each.times) for each in db.session.scalars(select(Problem).order_by(Problem.topic))]


def test_the_page_asks_for_one_of_four_things_and_for_nothing_else(client):
    answer = client.get(PAGE)
    page = parsed(answer.text)
    assert_sound(page)
    assert [field.get("type") for field in shown_fields(page)] == ["radio"] * 4
    assert "Set-Cookie" not in answer.headers


def test_it_says_that_the_provider_knows_only_where_somebody_is_there_to_be_told(app, client):
    with app.app_context():
        chief = sign_in_as(app.test_client(), editor())
    alone = fill(client, PAGE, "Report it", topic="contact").headers["Location"]
    assert "The provider has nobody here who could be told" in client.get(alone).text
    assert "Nobody looks after its listings here" in chief.get("/editor/problems").text
    with app.app_context():
        person("compass")
    assert "The provider and the editors of this directory see" in client.get(alone).text
    assert "The provider sees it on its desk as well" in chief.get("/editor/problems").text


@pytest.mark.parametrize("topic", Topic)
def test_47_a_report_is_kept_told_and_answered_without_a_cookie(app, client, topic):
    with app.app_context():
        owner, chief = person("compass"), editor()
    answer = fill(client, PAGE, "Report it", topic=topic.value)
    assert answer.status_code == 303 and "Set-Cookie" not in answer.headers
    assert "Thank you" in client.get(answer.headers["Location"]).text
    assert problems(app) == [(topic, ProblemState.OPEN, 1)]
    with app.app_context():
        assert {mail.to for mail in db.session.scalars(select(Mail))} == {owner.email, chief.email}


def test_34_many_reports_of_the_same_thing_are_one_row_and_one_message(app, client):
    with app.app_context():
        person("compass")
    for _ in range(5):
        fill(client, PAGE, "Report it", topic="contact")
    assert problems(app) == [(Topic.CONTACT, ProblemState.OPEN, 5)]
    with app.app_context():
        assert len(db.session.scalars(select(Mail)).all()) == 1


def test_26_somebody_who_reports_too_much_is_told_to_wait_and_reading_goes_on(app, client):
    answers = [fill(client, PAGE, "Report it", topic="contact") for _ in range(REPORTS.times + 1)]
    assert [answer.status_code for answer in answers] == [303] * REPORTS.times + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0 and "tel:999" in answers[-1].text
    assert client.get(PAGE).status_code == client.get("/urgent-help").status_code == 200
    assert problems(app) == [(Topic.CONTACT, ProblemState.OPEN, REPORTS.times)]


def test_26_a_made_up_forwarding_address_changes_nothing(client):
    for number in range(REPORTS.times):
        fill(client, PAGE, "Report it", topic="contact")
        assert number < REPORTS.times
    forged = client.post(PAGE, data={"topic": "contact"}, headers={"X-Forwarded-For": "203.0.113.9"})
    assert forged.status_code == 429


@pytest.mark.parametrize("topic", ["", "nonsense", "contact'--", "\x00"])
def test_30_a_report_of_nothing_known_is_asked_again(app, client, topic):
    answer = client.post(PAGE, data={"topic": topic})
    assert (answer.status_code == 400 and "Choose what is wrong" in answer.text) or "Choose one of those that are offered" in answer.text
    assert problems(app) == []


def test_46_what_somebody_adds_to_a_report_is_kept_nowhere(app, client, caplog):
    caplog.set_level(logging.DEBUG)
    with app.app_context():
        person("compass"), editor()
    client.post(
        PAGE,
        data={"topic": "contact", "comment": CANARY, "name": CANARY},
        headers={"User-Agent": CANARY, "Referer": f"http://localhost/{CANARY}"},
    )
    with app.app_context():
        kept = [vars(row) for table in (Problem, Mail, AuditEntry) for row in db.session.scalars(select(table))]
    assert kept and CANARY not in str(kept) and CANARY not in caplog.text


def test_the_provider_answers_and_the_editor_closes(app, client):
    with app.app_context():
        owner, chief = sign_in_as(app.test_client(), person("compass")), sign_in_as(app.test_client(), editor())
    fill(client, PAGE, "Report it", topic="contact")
    assert "A reader reports a problem" in owner.get("/desk").text
    assert fill(owner, "/desk", "I have looked at it").status_code == 303
    assert problems(app) == [(Topic.CONTACT, ProblemState.ANSWERED, 1)]
    assert "A reader reports a problem" not in owner.get("/desk").text
    assert "The provider has looked" in chief.get("/editor/problems").text
    assert fill(chief, "/editor/problems", "Close").status_code == 303
    assert problems(app) == [(Topic.CONTACT, ProblemState.CLOSED, 1)]
    assert "None is open" in chief.get("/editor/problems").text
    fill(client, PAGE, "Report it", topic="contact")
    assert len(problems(app)) == 2
