"""Signing in and the pages of people in a real browser: axe, a phone, forced colours, keys alone, no script."""

import re
import threading
from datetime import UTC, datetime

import pyotp
import pytest
from sqlalchemy import select

from directory.accounts import joining, operations
from directory.accounts.letters import Letter
from directory.accounts.models import Mail
from directory.catalogue.models import Organisation
from directory.db import db
from tests.browser.conftest import is_open_to_all, tab_to, violations
from tests.people import administrator, editor, person, sign_in_as

LINK = re.compile(r"/(?:sign-in/link|invitations)/\S+")
OPEN = ("/sign-in", "/sign-in/sent", "/sign-in/link/x", "/sign-out/done", "/invitations/x")
OPEN += ("/providers/lscft/claim", "/providers/lscft/claim/sent")
MEMBERS = ("/desk/account", "/desk/colleagues/lscft", "/desk/colleagues/lscft?done=invited")
EDITORS = ("/editor/people", "/editor/people/invite/lscft", "/sign-in/second-step")
PATHS = [*((None, path) for path in OPEN), *(("member", path) for path in MEMBERS), *(("chief", path) for path in EDITORS)]
PATHS += [("halfway", "/sign-in/second-step/set-up")]


@pytest.fixture(scope="module")
def cookies(app):
    """The cookie of a member, of an administrator, and of an editor who sets the second step up."""
    with app.app_context():
        people = {
            "member": person("lscft", name="Sam Carr", email="sam@example.org"),
            "chief": administrator(name="Alex Reed"),
            "halfway": editor(totp_secret="JBSWY3DPEHPK3PXP" * 2, totp_since=None),
        }
        lscft = db.session.scalars(select(Organisation.id).where(Organisation.slug == "lscft")).one()
        asked = {"name": "Jo Lee", "email": "jo@example.org", "work": "Manager", "written": Letter("A request", "Look at it.")}
        joining.claim(organisation_id=lscft, **asked, at=datetime.now(UTC))
    clients = {who: sign_in_as(app.test_client(), one, second_step=who != "halfway") for who, one in people.items()}
    return {who: client.get_cookie("session").value for who, client in clients.items()}


@pytest.mark.parametrize(("who", "path"), PATHS)
def test_a_page_is_open_to_all(visit, who, path):
    page = visit(who, path)
    assert page.url.endswith(path)
    is_open_to_all(page)


@pytest.mark.parametrize("path", ["/sign-in", "/invitations/x", "/providers/lscft/claim"])
def test_axe_finds_nothing_on_a_form_that_came_back(open_page, path):
    page = open_page(path, 320)
    # Chromium writes every answer of 400 in its console, which is no fault of the page.
    page.route(f"**{path}", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.locator("main form button").click()
    assert page.title().startswith("Error: ")
    assert "There is a problem" in page.inner_text("main")
    assert violations(page) == []


def newest_link(app):
    """Read on a thread of its own: Playwright runs on this one."""
    found = []

    def read():
        with app.app_context():
            found.append(LINK.search(db.session.scalars(select(Mail).order_by(Mail.made_at.desc())).first().text)[0])

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    return found[0]


def test_keys_alone_lead_from_the_start_of_signing_in_to_its_end(open_page, app, address):
    page = open_page("/sign-in?next=/desk/account")
    tab_to(page, "email", 60)
    page.keyboard.type("sam@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/sent")
    page.goto(address + newest_link(app))
    tab_to(page, "Sign in", 60)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/account")
    assert "Sam Carr" in page.inner_text("main")
    tab_to(page, "Sign out", 60)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-out/done")
    page.go_back()
    assert "Sam Carr" not in page.inner_text("body")


def test_without_a_script_an_editor_sets_up_the_second_step(open_as):
    page = open_as("halfway", "/editor/people", 320, java_script_enabled=False)
    secret = page.locator("main strong").inner_text()
    page.get_by_label("Code").fill(pyotp.TOTP(secret).at(operations.now()))
    page.get_by_role("button", name="Continue").click()
    assert page.locator("main li strong").count() == 10
    page.get_by_role("link", name="I have kept them").click()
    assert "The editors’ desk" in page.inner_text("main")
