"""Invitations, requests, colleagues, and what an administrator does."""

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory.accounts import joining, operations, queries
from directory.accounts.models import AuditEntry, Claim, Mail, Person, SignIn
from directory.db import db
from tests.people import administrator, editor, person, post, sign_in_as

LINK = re.compile(r"http://localhost:8000(/invitations/\S+)")


def newest_mail(app):
    with app.app_context():
        return db.session.scalars(select(Mail).order_by(Mail.made_at.desc())).first()


@pytest.fixture
def editing(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


def invited(editing, email="new@example.org"):
    assert post(editing, "/editor/people/invite/lscft", {"email": email}).status_code == 303
    mail = newest_mail(editing.application)
    assert mail.to == email
    return LINK.search(mail.text)[1]


def test_whoever_is_invited_joins_with_one_press(app, client, editing):
    link = invited(editing)
    assert client.get(link).status_code == client.get(link).status_code == 200
    assert post(client, link, {"name": "Sam Carr"}).status_code == 303
    assert "Sam Carr" in client.get("/desk/account").text
    assert post(app.test_client(), link, {"name": "Eve"}).status_code == 410


def test_23_an_invitation_lasts_48_hours_and_a_newer_one_takes_its_place(app, client, editing):
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        first, second = invited(editing), invited(editing)
        assert post(client, first, {"name": "Sam"}).status_code == 410
        clock.shift(timedelta(hours=48, seconds=1))
        assert post(client, second, {"name": "Sam"}).status_code == 410


def test_23_37_of_parallel_posts_of_one_invitation_exactly_one_joins(app):
    with app.app_context():
        joining.invite(email="new@example.org", to=joining.Post(as_editor=True), token="t" * 43, written=None, by=None, at=operations.now())
    outcomes = []

    def accept():
        with app.app_context():
            try:
                joining.accept(token="t" * 43, name="Sam", at=operations.now())
                outcomes.append("joined")
            except joining.InvitationNotGood:
                outcomes.append("refused")

    threads = [threading.Thread(target=accept) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["joined"] + ["refused"] * 5
    with app.app_context():
        assert len(db.session.scalars(select(Person)).all()) == len(db.session.scalars(select(SignIn)).all()) == 1


def test_2_fields_that_nobody_asked_for_change_nothing(app, client, editing):
    extra = {"is_editor": "1", "is_administrator": "y", "organisation_id": "x", "state": "active", "email": "evil@example.org"}
    post(client, invited(editing), {"name": "Sam", **extra})
    with app.app_context():
        joined = db.session.scalars(select(Person).where(Person.name == "Sam")).one()
        assert (joined.email, joined.is_editor, joined.is_administrator) == ("new@example.org", False, False)


def claim(client, **fields):
    whole = {"name": "Sam Carr", "email": "sam@example.org", "work": "Manager", **fields}
    return post(client, "/providers/lscft/claim", whole)


def test_a_request_that_an_editor_grants_becomes_an_invitation(app, client, editing):
    assert claim(client).status_code == claim(client).status_code == 303
    page = editing.get("/editor/people").text
    assert page.count("sam@example.org") == 1
    action = re.search(r'action="(/editor/people/claims/\S+/grant)"', page)[1]
    assert post(editing, action).status_code == 303
    assert post(editing, action).status_code == 409
    assert post(client, LINK.search(newest_mail(app).text)[1], {"name": "Sam Carr"}).status_code == 303
    assert client.get("/desk/colleagues/lscft").status_code == 200


def test_the_editors_are_told_of_a_request_once_and_in_none_of_its_words(app, client, editing):
    claim(client), claim(client)
    with app.app_context():
        (told,) = db.session.scalars(select(Mail)).all()
        assert [each.email for each in queries.editors()] == [told.to]
    assert "/editor/people" in told.text and "Sam" not in told.text and "Manager" not in told.text
    assert "1 request is waiting" in editing.get("/editor").text


def test_a_request_that_is_refused_says_so_and_lets_nobody_in(app, client, editing):
    claim(client)
    action = re.search(r'action="(/editor/people/claims/\S+/refuse)"', editing.get("/editor/people").text)[1]
    post(editing, action)
    assert "could not confirm" in newest_mail(app).text
    assert not LINK.search(newest_mail(app).text)


def test_19_47_a_request_needs_no_cookie_and_comes_from_our_own_page_only(app, client):
    assert "Set-Cookie" not in client.get("/providers/lscft/claim").headers
    fields = {"name": "Sam Carr", "email": "sam@example.org", "work": "Manager"}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/providers/lscft/claim", data=fields, headers=headers).status_code == 403
    with app.app_context():
        assert db.session.scalars(select(Claim)).all() == []
    assert client.post("/providers/lscft/claim", data=fields).status_code == 303


@pytest.mark.parametrize("name", ["", "a\r\nBcc: b@example.org", "Sam\u202eevil", "x" * 121, "<b>Sam</b>"])
def test_16_51_a_name_that_could_mislead_is_refused_and_kept_in_the_box(app, client, name):
    answer = claim(client, name=name)
    assert answer.status_code == 400
    assert "There is a problem" in answer.text
    assert "sam@example.org" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Claim)).all() == []


@pytest.mark.parametrize("name", ["{{7*7}}", "${7*7}", "%(x)s", "{0.__class__}", "O'Hara & Söhne"])
@pytest.mark.one_database
def test_8_11_a_name_is_only_ever_text(app, client, editing, name):
    claim(client, name=name)
    assert name.replace("&", "&amp;").replace("'", "&#39;") in editing.get("/editor/people").text


def test_26_requests_from_one_place_are_limited(client):
    with time_machine.travel(datetime(2026, 11, 2, 9, 0, 1, tzinfo=UTC), tick=False):
        statuses = [claim(client, email=f"sam-{number}@example.org").status_code for number in range(6)]
    assert statuses == [303] * 5 + [429]


def test_a_member_invites_a_colleague_and_nobody_elses(app, client):
    with app.app_context():
        sign_in_as(client, person("lscft"))
    assert post(client, "/desk/colleagues/lscft", {"email": "new@example.org"}).status_code == 303
    foreign, missing = (post(client, f"/desk/colleagues/{slug}", {"email": "n@example.org"}) for slug in ("barnardos", "nowhere"))
    assert foreign.status_code == missing.status_code == 404
    assert foreign.text == missing.text


def test_5_an_administrator_disables_a_person_at_once_and_it_is_in_the_log(app, client):
    with app.app_context():
        member, chief = person("lscft"), administrator()
    sign_in_as(client, member)
    ruling = sign_in_as(app.test_client(), chief)
    assert post(ruling, f"/editor/people/{member.id}/disable").status_code == 303
    assert client.get("/desk/account").status_code == 303
    assert post(ruling, f"/editor/people/{chief.id}/disable").status_code == 409
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "disabled")).one()
        assert (entry.person_id, entry.about) == (chief.id, member.id)
    post(ruling, f"/editor/people/{member.id}/enable")
    assert client.get("/desk/account").status_code == 303


@pytest.mark.one_database
def test_demonstration_links_are_for_development_on_loopback_only(make_app):
    app = make_app()
    said = app.test_cli_runner().invoke(args=["set-up"]).output
    links = re.findall(r"once: http://localhost:8000(/invitations/\S+)", said)
    assert len(links) == 2
    client = app.test_client()
    assert post(client, links[0], {"name": "Demo"}).status_code == 303
    assert "partner@demonstration.test" in client.get("/desk/account").text
    client.get("/sign-in")
    assert post(client, "/sign-in", {"email": "partner@demonstration.test"}).status_code == 303
    assert newest_mail(app).to == "partner@demonstration.test"
    elsewhere = make_app(DIRECTORY_BASE_URL="http://support.example.org")
    assert "once:" not in elsewhere.test_cli_runner().invoke(args=["set-up"]).output


@pytest.mark.one_database
def test_production_shuts_demonstration_people_out(make_app):
    app = make_app()
    link = re.findall(r"/invitations/\S+", app.test_cli_runner().invoke(args=["set-up"]).output)[0]
    url = app.config["DIRECTORY"].database_url
    production = make_app(DATABASE_URL=url, DIRECTORY_ENV="production", DIRECTORY_BASE_URL="https://localhost")
    done = production.test_cli_runner().invoke(args=["set-up"])
    assert done.exit_code == 0
    assert "once:" not in done.output
    assert post(app.test_client(), link, {"name": "Demo"}).status_code == 410


def test_the_first_administrator_is_made_by_the_operator(app, client):
    runner = app.test_cli_runner()
    assert runner.invoke(args=["people", "invite-editor", "Chief@example.org"]).exit_code == 0
    assert runner.invoke(args=["people", "make-administrator", "chief@example.org"]).exit_code == 1
    post(client, LINK.search(newest_mail(app).text)[1], {"name": "Chief"})
    assert runner.invoke(args=["people", "make-administrator", "chief@example.org"]).exit_code == 0
