"""The second step of editors, and every way around it."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import text

from directory.accounts import queries
from directory.accounts.models import Person
from directory.db import db
from tests.people import PHONE_SECRET, administrator, editor, person, post, sign_in_as

STEP = "/sign-in/second-step"
START = datetime(2026, 11, 2, 9, 0, 1, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def code(at=None):
    return pyotp.TOTP(PHONE_SECRET).at(at or datetime.now(UTC))


@pytest.fixture
def halfway(app, client, clock):
    with app.app_context():
        return sign_in_as(client, editor(), second_step=False)


def test_27_no_editor_page_opens_before_the_second_step(halfway):
    assert halfway.get("/editor/people").headers["Location"] == STEP
    assert post(halfway, STEP, {"code": code()}).status_code == 303
    assert halfway.get("/editor/people").status_code == 200


def test_27_a_code_works_once_even_in_another_browser(app, halfway):
    copy = app.test_client()
    copy.set_cookie("session", halfway.get_cookie("session").value)
    post(halfway, STEP, {"code": code()})
    assert copy.get("/desk/account").status_code == 303
    with app.app_context():
        other = sign_in_as(app.test_client(), queries.as_actor(queries.editors()[0]), second_step=False)
    assert post(other, STEP, {"code": code()}).status_code == 400
    assert other.get("/editor/people").status_code == 303


def test_27_guessing_is_stopped_after_five(halfway, clock):
    statuses = [post(halfway, STEP, {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [400] * 5 + [429]
    assert post(halfway, STEP, {"code": code()}).status_code == 429
    clock.shift(timedelta(minutes=5))
    assert post(halfway, STEP, {"code": code()}).status_code == 303


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "١٢٣٤٥٦", "0" * 41, "\x00"])
@pytest.mark.one_database
def test_27_what_is_no_code_gets_a_sentence(halfway, typed):
    answer = post(halfway, STEP, {"code": typed})
    assert answer.status_code == 400
    assert "There is a problem" in answer.text


def test_27_setting_up_gives_recovery_codes_that_work_once_each(app, clock):
    with app.app_context():
        new = editor(totp_secret=None, totp_since=None)
    client = sign_in_as(app.test_client(), new, second_step=False)
    assert client.get(STEP).headers["Location"] == f"{STEP}/set-up"
    post(client, f"{STEP}/begin")
    page = client.get(f"{STEP}/set-up").text
    secret = re.search(r"<strong>([A-Z2-7]{32})</strong>", page)[1]
    assert "<svg" in page
    assert post(client, f"{STEP}/set-up", {"code": "000000"}).status_code == 400
    done = post(client, f"{STEP}/set-up", {"code": pyotp.TOTP(secret).at(datetime.now(UTC))}).text
    codes = re.findall(r"<strong>(\w{4} \w{4} \w{4})</strong>", done)
    assert len(codes) == 10
    assert client.get("/editor/people").status_code == 200
    assert post(client, f"{STEP}/begin").status_code == 409
    assert secret not in client.get(f"{STEP}/set-up").text
    again = sign_in_as(app.test_client(), new, second_step=False)
    assert post(again, STEP, {"code": codes[0].upper()}).status_code == 303
    third = sign_in_as(app.test_client(), new, second_step=False)
    assert post(third, STEP, {"code": codes[0]}).status_code == 400
    assert post(third, STEP, {"code": codes[1]}).status_code == 303


def test_27_an_administrator_takes_a_lost_phone_off_and_the_sign_ins_end(app, halfway, clock):
    with app.app_context():
        lost = queries.as_actor(queries.editors()[0])
        chief = sign_in_as(app.test_client(), administrator())
    assert post(chief, f"/editor/people/{lost.id}/reset-second-step").status_code == 303
    assert halfway.get("/desk/account").status_code == 303


def test_27_a_partner_has_no_second_step(app, client):
    with app.app_context():
        sign_in_as(client, person("lscft"))
    assert client.get(STEP).status_code == 404


def test_22_a_new_key_keeps_everybody_in_while_the_old_one_is_named_too(make_app, clock):
    old_key, new_key = "old-0123456789-abcdefghij-klmnopq", "new-0123456789-abcdefghij-klmnopq"
    old = make_app(SECRET_KEY=old_key)
    with old.app_context():
        chief = editor()
        kept = db.session.scalar(text("SELECT totp_secret FROM person"))
        url = db.engine.url.render_as_string(hide_password=False)
    assert PHONE_SECRET not in kept
    cookie = sign_in_as(old.test_client(), chief).get_cookie("session").value
    for fallbacks, stays in ((old_key, True), ("", False)):
        new = make_app(DATABASE_URL=url, SECRET_KEY=new_key, SECRET_KEY_FALLBACKS=fallbacks)
        browser = new.test_client()
        browser.set_cookie("session", cookie)
        assert (browser.get("/editor/people").status_code == 200) == stays
        with new.app_context():
            assert db.session.get(Person, chief.id).totp_secret == (PHONE_SECRET if stays else None)
