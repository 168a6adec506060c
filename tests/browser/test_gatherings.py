"""Networks and training in a real browser, on a phone and without a script: from a proposed date to the take-up that it brings."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.conftest import tab_to
from tests.gatherings.making import gathering, session_of
from tests.people import editor, person, sign_in_as

PLAIN = {"java_script_enabled": False}
CSV = "urn,name,phase,type,district,postcode,status\n900001,Quokka Primary,Primary,Community school,Chorley,PR7 3DU,Open\n"


@pytest.fixture(scope="module")
def world(app):
    """A partner and an editor, a network of the partner's, and a date of it that has been."""
    with app.app_context():
        people = {"partner": person("compass", email="dates@example.org"), "chief": editor(email="editor-of-dates@example.org")}
        network = gathering(slug="leads-who-meet", name="Leads who meet", districts=["chorley"])
        held = session_of(network, date(2026, 10, 6), title="Autumn meeting")
    clients = {who: sign_in_as(app.test_client(), actor) for who, actor in people.items()}
    return {"cookies": {who: client.get_cookie("session").value for who, client in clients.items()}, "network": network, "held": held}


@pytest.fixture(scope="module")
def cookies(world):
    return world["cookies"]


def test_from_a_proposed_date_to_one_in_a_schools_calendar(open_as, open_page, world, address):
    partner = open_as("partner", "/desk", 320, **PLAIN)
    partner.get_by_role("link", name="Your networks and training").click()
    partner.get_by_role("link", name="Propose a date for Leads who meet").click()
    partner.get_by_label("What is it?").fill("Summer meeting")
    partner.get_by_label("Day", exact=True).fill("8 June 2027")
    partner.get_by_label("Starts at").fill("3:30pm")
    partner.get_by_role("button", name="Send to the editor").click()
    assert "Schools do not see it yet" in partner.inner_text("main")
    assert "Summer meeting" not in open_page("/gatherings").inner_text("main")
    chief = open_as("chief", "/editor", 320, **PLAIN)
    chief.get_by_role("link", name="Networks and training").last.click()
    chief.get_by_role("link", name="Proposed by providers: 1 waiting").click()
    chief.get_by_role("link", name="Leads who meet: Summer meeting").click()
    chief.get_by_role("button", name="Publish").click()
    school = open_page("/gatherings")
    assert "Tuesday 8 June 2027, 3:30pm" in school.inner_text("main")
    school.get_by_role("link", name="Leads who meet").first.click()
    assert "/gatherings/leads-who-meet.ics" in school.inner_text("main")
    calendar = school.request.get(f"{address}/gatherings/leads-who-meet.ics").text()
    assert "DTSTART;TZID=Europe/London:20270608T153000" in calendar


def test_from_a_list_of_schools_to_the_take_up(open_as, world, address):
    chief = open_as("chief", "/editor/gatherings/schools", 320, **PLAIN)
    chief.get_by_role("link", name="Add or correct many with a file").click()
    chief.get_by_label("File").set_input_files({"name": "schools.csv", "mimeType": "text/csv", "buffer": CSV.encode()})
    chief.get_by_label("Where the facts come from").fill("The register, 24 November 2026")
    chief.get_by_role("button", name="Look at what it would change").click()
    assert "Line 2: Quokka Primary" in chief.inner_text("main")
    chief.get_by_role("button", name="Take all of this over").click()
    chief.goto(f"{address}/editor/gatherings/dates/{world['held']}/schools?q=quokka")
    chief.get_by_label("Quokka Primary").check()
    chief.get_by_label("Or paste official numbers").fill("119066")
    chief.get_by_role("button", name="Record").click()
    assert "2 schools in all came to this." in chief.inner_text("main")
    chief.goto(f"{address}/editor/gatherings/take-up?by=district")
    assert "2 of 100 open schools" in chief.inner_text("main")
    assert chief.get_by_role("img", name="Schools that came, by district and term").is_visible()


def test_keys_alone_tick_a_school_and_record_it(open_as, world):
    chief = open_as("chief", f"/editor/gatherings/dates/{world['held']}/schools?q=119067")
    chief.locator("#school-119067").focus()
    chief.keyboard.press("Space")
    tab_to(chief, "Record", 10)
    chief.keyboard.press("Enter")
    chief.get_by_text("came to this.").wait_for()
    assert chief.locator("#school-119067").is_checked()


def test_on_paper_the_address_of_the_calendar_stands_once(open_page):
    words = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(open_page("/gatherings").pdf(format="A4"))).pages)
    assert "".join(words.split()).count("/gatherings.ics") == 1
