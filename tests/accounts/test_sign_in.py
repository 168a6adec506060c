"""Signing in by an e-mailed link, and every way in which that must not work. The numbers are those of the list of attacks."""

import re
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from sqlalchemy import select

from directory.accounts.models import Mail, SignIn, SignInLink
from directory.db import db
from tests.people import csrf, editor, person, post, sign_in_as

LINK = re.compile(r"http://localhost:8000(/sign-in/link/\S+)")


def mails(app):
    with app.app_context():
        return list(db.session.scalars(select(Mail).order_by(Mail.made_at)))


def ask(client, email):
    client.get("/sign-in")
    return post(client, "/sign-in", {"email": email})


def link_for(client, email):
    """Ask for a link and read it in the mail."""
    assert ask(client, email).status_code == 303
    return LINK.search(mails(client.application)[-1].text)[1]


@pytest.fixture
def partner(app):
    with app.app_context():
        return person("lscft", email="coordinator@example.org")


def test_a_link_signs_in_once_and_its_page_uses_nothing_up(app, client, partner):
    link = link_for(client, "Coordinator@Example.org ")
    for _ in range(3):
        assert "Press the button" in client.get(link).text
    answer = post(client, link)
    assert answer.status_code == 303
    assert client.get("/desk/account").status_code == 200
    assert post(client, link).status_code == 410


def test_19_a_form_without_its_secret_or_from_another_site_changes_nothing(app, client, partner):
    link = link_for(client, partner.email)
    for answer in (
        client.post(link),
        client.post(link, data={"csrf_token": csrf(app.test_client())}),
        client.post(link, json={"csrf_token": csrf(client)}),
        post(client, link, headers={"Origin": "https://evil.example"}),
        post(client, link, headers={"Origin": "null"}),
        post(client, link, headers={"Sec-Fetch-Site": "cross-site"}),
        post(client, link, headers={"Sec-Fetch-Site": "same-site"}),
    ):
        assert answer.status_code in (400, 403)
    assert client.get("/sign-out").status_code == 405
    assert post(client, link).status_code == 303


def test_19_a_form_secret_from_before_signing_in_is_worth_nothing_after(client, partner):
    link = link_for(client, partner.email)
    before = csrf(client)
    post(client, link)
    assert client.post("/sign-out/everywhere", data={"csrf_token": before}).status_code == 400


@pytest.mark.parametrize(
    "wanted",
    [
        "https://e.example", "//e.example", "/\\e.example", "\\/e.example", "/%09/e.example", "https:e.example", "%2f%2fe.example",
        ".e.example", "@e.example", "javascript:alert(1)", "/a//b", "/\t/e.example", "/\n/e", "/../e", "/desk\r\nSet-Cookie: a=b", "/é",
    ],
)  # fmt: skip
@pytest.mark.one_database
def test_20_after_signing_in_one_only_goes_to_own_pages(client, partner, wanted):
    client.get("/sign-in")
    client.post("/sign-in", query_string={"next": wanted}, data={"email": partner.email, "csrf_token": csrf(client)})
    answer = post(client, LINK.search(mails(client.application)[-1].text)[1])
    assert answer.headers["Location"] in ("/desk", "/desk/account")
    assert "Set-Cookie: a" not in str(answer.headers)


@pytest.mark.parametrize("path", ["//evil.example/..", "//evil.example/desk", "/\\evil.example/..", "//evil.example/%2e%2e", "/desk/"])
def test_20_no_path_sends_to_another_site(client, path):
    where = urljoin("http://localhost/", client.get(path).headers.get("Location", "").replace("\\", "/"))
    assert urlsplit(where).netloc == "localhost"


def test_20_an_own_page_is_gone_back_to(client, partner):
    assert client.get("/desk/account").headers["Location"] == "/sign-in?next=/desk/account"
    client.post("/sign-in?next=/desk/account", data={"email": partner.email, "csrf_token": csrf(client)})
    assert post(client, LINK.search(mails(client.application)[-1].text)[1]).headers["Location"] == "/desk/account"


def cookie_of(client):
    return client.get_cookie("session").value


def test_21_the_session_is_another_after_signing_in(client, partner):
    link = link_for(client, partner.email)
    before = cookie_of(client)
    post(client, link)
    assert cookie_of(client) != before
    stranger = client.application.test_client()
    stranger.set_cookie("session", before)
    assert stranger.get("/desk/account").status_code == 303


def test_21_a_copied_cookie_is_dead_after_signing_out(app, client, partner):
    sign_in_as(client, partner)
    copy = app.test_client()
    copy.set_cookie("session", cookie_of(client))
    assert copy.get("/desk/account").status_code == 200
    answer = post(client, "/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert copy.get("/desk/account").status_code == 303


def test_21_signing_out_everywhere_ends_every_browser(app, client, partner):
    other = sign_in_as(app.test_client(), partner)
    post(sign_in_as(client, partner), "/sign-out/everywhere")
    assert other.get("/desk/account").status_code == client.get("/desk/account").status_code == 303


def test_22_a_sign_in_ends_when_it_rests_and_after_half_a_day(app, partner):
    start = datetime.now(UTC)
    with time_machine.travel(start, tick=False) as clock:
        client = sign_in_as(app.test_client(), partner)
        clock.shift(timedelta(minutes=59))
        assert client.get("/desk/account").status_code == 200
        clock.shift(timedelta(minutes=59))
        assert client.get("/desk/account").status_code == 200
        clock.shift(timedelta(minutes=61))
        assert client.get("/desk/account").status_code == 303
        busy = sign_in_as(app.test_client(), partner)
        for _ in range(23):
            clock.shift(timedelta(minutes=31))
            assert busy.get("/desk/account").status_code == 200
        clock.shift(timedelta(minutes=31))
        assert busy.get("/desk/account").status_code == 303


@pytest.mark.one_database
@pytest.mark.parametrize("value", ["x", "x" * 8000, "eyJhIjoxfQ.abc.def", "..", "%00", "\u00e9"])
def test_22_a_cookie_that_is_not_ours_is_nobody(app, partner, value):
    client = app.test_client(use_cookies=False)
    assert client.get("/desk/account", headers={"Cookie": f"session={value}"}).status_code == 303


def test_22_in_production_the_cookie_is_tied_to_this_host(make_app):
    app = make_app(DIRECTORY_ENV="production", DIRECTORY_BASE_URL="https://localhost")
    cookie = app.test_client().get("/sign-in", base_url="https://localhost").headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_23_a_link_works_only_in_the_browser_that_asked(app, client, partner):
    link = link_for(client, partner.email)
    other = app.test_client()
    assert "another one" in other.get(link).text
    assert post(other, link).status_code == 410
    ask(other, "nobody@example.org")
    assert post(other, link).status_code == 410
    assert post(client, link).status_code == 303


def test_23_a_link_lasts_ten_minutes(client, partner):
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        link = link_for(client, partner.email)
        clock.shift(timedelta(minutes=10, seconds=1))
        assert post(client, link).status_code == 410
        later = link_for(client, partner.email)
        clock.shift(timedelta(minutes=9))
        assert post(client, later).status_code == 303


def test_23_using_one_link_ends_the_others(client, partner):
    first, second = link_for(client, partner.email), link_for(client, partner.email)
    assert post(client, second).status_code == 303
    assert post(client, first).status_code == 410


def test_23_only_hashes_are_kept_and_the_page_tells_no_other_site(app, client, partner):
    link = link_for(client, partner.email)
    secret = link.rsplit("/", 1)[1]
    assert len(secret) >= 43
    page = client.get(link)
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert page.headers["Cache-Control"] == "no-store"
    post(client, link)
    with app.app_context():
        kept = [*db.session.scalars(select(SignInLink.token_hash)), *db.session.scalars(select(SignIn.token_hash))]
    assert all(len(each) == 64 and secret not in each for each in kept)


def test_24_links_in_mail_are_built_from_the_settings(client, partner):
    client.get("/sign-in")
    for headers in ({"Host": "evil.example"}, {"Host": "localhost.evil.example"}):
        assert post(client, "/sign-in", {"email": partner.email}, headers=headers).status_code == 400
    assert mails(client.application) == []
    post(client, "/sign-in", {"email": partner.email}, headers={"X-Forwarded-Host": "evil.example", "Host": "localhost:99"})
    assert "evil" not in mails(client.application)[-1].text
    assert LINK.search(mails(client.application)[-1].text)


def test_25_an_address_that_nobody_has_gets_the_same_answer_and_no_mail(app, client, partner):
    with app.app_context():
        person("lscft", email="left@example.org", state="disabled")
    known, unknown, left = (ask(app.test_client(), email) for email in (partner.email, "nobody@example.org", "left@example.org"))
    assert [message.to for message in mails(app)] == [partner.email]
    assert known.status_code == unknown.status_code == left.status_code == 303
    assert known.text == unknown.text == left.text
    assert len(known.headers["Set-Cookie"]) - len(unknown.headers["Set-Cookie"]) in range(-4, 5)


@pytest.mark.one_database
def test_25_both_take_the_same_time(app, client, partner, monkeypatch):
    monkeypatch.setattr("directory.accounts.limits.count", lambda *given, **more: None)
    client.get("/sign-in")
    token, taken = csrf(client), {partner.email: [], "nobody@example.org": []}
    for _ in range(30):
        for email, times in taken.items():
            began = time.perf_counter()
            client.post("/sign-in", data={"email": email, "csrf_token": token})
            times.append(time.perf_counter() - began)
    # The quickest of each: whatever else the machine does only makes one slower.
    assert abs(min(taken[partner.email]) - min(taken["nobody@example.org"])) < 0.005


NO_ADDRESSES = ("", "nobody", "a b@example.org", "a@example.org\r\nBcc: b@example.org", "n\u04bbs@example.org", "a" * 300)


@pytest.mark.parametrize("typed", NO_ADDRESSES)
def test_16_51_an_address_that_is_none_comes_back_as_typed_with_a_sentence(client, typed):
    answer = ask(client, typed)
    assert answer.status_code == 400
    assert "There is a problem" in answer.text
    assert mails(client.application) == []


def test_26_asking_too_often_is_refused_with_a_time_to_wait(app, client, partner):
    with time_machine.travel(datetime(2026, 11, 2, 9, 0, 1, tzinfo=UTC), tick=False) as clock:
        answers = [ask(client, partner.email) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [303] * 5 + [429]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 300
        assert "999" in answers[-1].text
        spoofed = app.test_client()
        spoofed.get("/sign-in")
        assert post(spoofed, "/sign-in", {"email": partner.email}, headers={"X-Forwarded-For": "9.9.9.9"}).status_code == 429
        for address in ("/urgent-help", "/", "/services?q=she+wants+to+die"):
            assert client.get(address).status_code == 200
        owner = app.test_client()
        owner.get("/sign-in")
        assert post(owner, "/sign-in", {"email": partner.email}, environ_base={"REMOTE_ADDR": "10.1.2.3"}).status_code == 303
        clock.shift(timedelta(minutes=5))
        assert ask(client, partner.email).status_code == 303


def test_26_one_place_may_ask_for_ten_addresses(client):
    with time_machine.travel(datetime(2026, 11, 2, 9, 0, 1, tzinfo=UTC), tick=False):
        statuses = [ask(client, f"person-{number}@example.org").status_code for number in range(11)]
    assert statuses == [303] * 10 + [429]


def test_26_every_process_counts_alike_and_a_restart_forgets_nothing(app, make_app, partner):
    with time_machine.travel(datetime(2026, 11, 2, 9, 0, 1, tzinfo=UTC), tick=False):
        assert [ask(app.test_client(), partner.email).status_code for _ in range(5)] == [303] * 5
        other = make_app(DATABASE_URL=app.config["DIRECTORY"].database_url)
        assert ask(other.test_client(), partner.email).status_code == 429


def test_43_pages_of_a_person_are_kept_nowhere(app, client, partner):
    sign_in_as(client, partner)
    assert client.get("/desk/account").headers["Cache-Control"] == "no-store"
    assert client.get("/desk/account/x.css").status_code == 404


def test_47_public_pages_set_no_cookie_even_for_somebody_signed_in(client, partner):
    sign_in_as(client, partner)
    for address in ("/", "/services?q=sleep", "/urgent-help"):
        assert "Set-Cookie" not in client.get(address).headers


def test_5_whoever_is_disabled_or_leaves_is_refused_at_the_next_request(app, client, partner):
    from directory.accounts.models import Membership, Person
    from directory.db import transaction

    with app.app_context():
        editing = editor()
    theirs = sign_in_as(app.test_client(), editing)
    sign_in_as(client, partner)
    with app.app_context(), transaction() as session:
        session.get(Person, partner.id).state = "disabled"
        session.query(Membership).delete()
    assert client.get("/desk/account").status_code == 303
    assert theirs.get("/desk/account").status_code == 200
