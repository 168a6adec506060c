"""The page kit in a real browser: every macro in every state, on a phone, on a desk, in forced colours, without a script and on paper."""

import base64
import dataclasses
import hashlib
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from flask import Flask, jsonify, render_template, request
from jinja2 import ChoiceLoader, FileSystemLoader
from playwright.sync_api import Page
from werkzeug.serving import make_server
from wtforms import BooleanField, DateField, Form, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from directory import page_kit
from directory.config import CHECKOUT
from directory.vocabulary import ContactKind, Level, Referrer, Standing
from directory.widgets import CheckboxesInput, CheckboxInput, DateInput, RadioInput
from tests.browser.conftest import faint, is_open_to_all, violations

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
PAGES = ("/kit", "/urgent-help", "/broken")
WIDTHS = (320, 1280)


class SheetForm(Form):
    """One of each field that the widgets were mended for."""

    starts = DateField("When does it start?", format="%d %m %Y", widget=DateInput())
    phases = SelectMultipleField(
        "Phases", choices=[SelectChoice("primary", "Primary"), SelectChoice("secondary", "Secondary")], widget=CheckboxesInput()
    )
    way = RadioField("How?", choices=[SelectChoice("phone", "Phone"), SelectChoice("form", "Form")], widget=RadioInput())
    agreed = BooleanField("The family agrees", widget=CheckboxInput())


def service(name: str, **changes) -> SimpleNamespace:
    facts = {
        "summary": "Help for pupils whose worry keeps them from school, in small steps that the pupil chooses.",
        "organisation": SimpleNamespace(name="Lancashire County Council"),
        "levels": [Level.TARGETED, Level.SPECIALIST],
        "who_can_refer": [Referrer.SCHOOL, Referrer.PARENT],
        "how_to_refer": "The school fills in the form with the family.",
    }
    return SimpleNamespace(name=name, **{**facts, **changes})


def cards() -> list[dict]:
    return [
        {
            "service": service("Link educational psychologist"),
            "href": "/services/link-ep",
            "standing": Standing.UNCONFIRMED,
            "reasons": ["Answers EBSA", "Covers South Ribble", "For secondary pupils"],
            "checks": ["Is your school on the list?", "The waiting time is not known"],
            "matched": ["wont come in", "leyland"],
            "actions": [("Add to shortlist", "/shortlist?service=link-ep")],
        },
        {"service": service("Nothing known", levels=[], who_can_refer=None, how_to_refer=None), "href": "/services/nothing-known"},
        {
            "service": service("Closed " + "verylongword" * 12),
            "href": "/services/closed",
            "standing": Standing.POSSIBLY_ENDED,
            "why_not": ["For primary schools only"],
        },
    ]


def options(count: int) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(value=f"v{n}", label=f"Choice number {n}", count=n if n != 3 else None, checked=n == count - 1)
        for n in range(count)
    ]


def sheet() -> dict:
    contacts = [
        SimpleNamespace(kind=ContactKind.PHONE, value="0300 123 6720", note="Daytime.", as_of="2024-03-01"),
        SimpleNamespace(kind=ContactKind.TEXT, value="07860 022 846", note=None, as_of="undated"),
        SimpleNamespace(kind=ContactKind.EMAIL, value="eha@lancashire.gov.uk", note=None, as_of=None),
        SimpleNamespace(
            kind=ContactKind.WEBSITE, value="lancashire.gov.uk/practitioners/" + "a-long-address-" * 8, note=None, as_of="2024-10"
        ),
        SimpleNamespace(kind=ContactKind.WEBSITE, value="javascript:alert(1)", note=None, as_of=None),
    ]
    form = SheetForm(data={})
    form.validate()
    sources = [
        SimpleNamespace(title="Central Lancashire locality report", dated="2024-03"),
        SimpleNamespace(title="A page", dated="undated"),
    ]
    return {
        "cards": cards(), "needs": options(12), "levels": options(4), "standings": list(Standing), "contacts": contacts, "sources": sources,
        "form": form, "page_href": lambda number: f"/services?page={number}",
    }  # fmt: skip


def kit_app() -> Flask:
    app = Flask("directory")
    seed = CHECKOUT / "seed_data"
    config = SimpleNamespace(seed_data=seed, instance=seed, base_url="https://support.example.org")
    app.config.update(DIRECTORY=config, SECRET_KEY="only for this test")
    page_kit.init_app(app)
    app.extensions["urgent_help"] = dataclasses.replace(app.extensions["urgent_help"], leave_to="/services?left")
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FileSystemLoader(Path(__file__).parent)])
    for address in ("/services", "/needs", "/pathways", "/shortlist", "/data-quality", "/accessibility", "/privacy"):
        app.add_url_rule(address, address, lambda: f"<!doctype html><title>Answered</title>{request.full_path}")
    app.add_url_rule("/kit", "kit", lambda: render_template("kit_sheet.html", here="/services", **sheet()))
    app.add_url_rule(
        "/broken",
        "broken",
        lambda: page_kit.error_page(
            status=500, title="Sorry, something went wrong", sentence="We could not do that. Nothing you typed was kept."
        ),
    )
    app.add_url_rule("/favicon.ico", "favicon", lambda: ("", 204))
    app.add_url_rule("/suggestions.json", "suggestions", suggestions)
    app.after_request(lambda response: response.headers.update({"Content-Security-Policy": POLICY}) or response)
    return app


def suggestions():
    found = [
        {"text": "Anxiety <b>", "kind": "need", "url": None},
        {"text": "Anxiety UK helpline", "kind": "service", "url": "/services?went=there"},
    ]
    return jsonify(suggestions=found if request.args["q"].startswith("anx") else [])


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, kit_app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_open_to_all(open_page, path: str) -> None:
    is_open_to_all(open_page(path, 320))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_forced_colours(open_page, path: str, scheme: str) -> None:
    """Axe reads the text fill, which keeps the author's colour under the system's own; so contrast is measured from what is painted."""
    page = open_page(path, 1280, forced_colors="active", color_scheme=scheme)
    assert violations(page, **{"color-contrast": {"enabled": False}}) == []
    assert faint(page) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_urgent_help_comes_right_after_the_skip_link_and_in_the_first_screenful(open_page, path: str, width: int) -> None:
    page = open_page(path, width)
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert reached == ["#main", "tel:999", "tel:03001236720", "tel:03001236722", "tel:111", "/urgent-help"]
    strip = page.locator(".app-urgent").bounding_box()
    assert strip["y"] + strip["height"] < 320


def test_the_filters_work_without_a_script(open_page) -> None:
    page = open_page("/kit", 320, java_script_enabled=False)
    page.locator(".app-filters__summary").click()
    page.get_by_label("Choice number 1", exact=False).first.check()
    page.get_by_role("button", name="Show results").click()
    assert "q=anxious&need=v1&need=v11&level=v3" in page.content().replace("&amp;", "&")


def test_the_filters_stand_open_on_a_wide_screen(open_page) -> None:
    page = open_page("/kit", 1280)
    assert page.get_by_role("button", name="Show results").is_visible()
    assert not page.locator(".app-filters__summary").is_visible()


def test_a_chip_says_what_it_takes_away(open_page) -> None:
    chip = open_page("/kit").get_by_role("link", name="Remove: South Ribble")
    assert chip.get_attribute("href") == "/services?drop=district"


def typed(page: Page, words: str) -> None:
    box = page.get_by_role("combobox")
    box.fill("")
    with page.expect_response("**/suggestions.json*"):
        box.press_sequentially(words)


def test_enter_searches_for_what_was_typed_when_no_suggestion_is_chosen(open_page) -> None:
    page = open_page("/kit")
    typed(page, "anx")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/services?q=anx")


def test_a_suggestion_with_a_page_of_its_own_is_gone_to(open_page) -> None:
    page = open_page("/kit")
    typed(page, "anx")
    page.get_by_role("option", name="Anxiety UK helpline service").click()
    page.wait_for_url("**/services?went=there")


def test_a_suggestion_without_a_page_is_searched_for_and_never_read_as_markup(open_page) -> None:
    page = open_page("/kit")
    typed(page, "anx")
    page.get_by_role("option", name="Anxiety <b> need").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services?q=Anxiety+%3Cb%3E")


def test_axe_finds_nothing_while_suggestions_are_shown(open_page) -> None:
    page = open_page("/kit")
    typed(page, "anx")
    page.get_by_role("option").first.wait_for()
    assert violations(page) == []


def test_the_box_still_searches_without_a_script(open_page) -> None:
    page = open_page("/kit", java_script_enabled=False)
    page.get_by_label("What does the pupil need help with?").fill("will not come in")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/services?q=will+not+come+in")


def test_leaving_quickly_takes_the_page_out_of_the_history_of_the_tab(open_page) -> None:
    page = open_page("/broken")
    page.get_by_role("link", name="What to do first").click()
    page.get_by_role("link", name="Leave this page quickly").click()
    page.wait_for_url("**/services?left")
    page.go_back()
    assert page.url.endswith("/broken")


def test_leaving_quickly_needs_no_script(open_page) -> None:
    page = open_page("/urgent-help", java_script_enabled=False)
    page.get_by_role("link", name="Leave this page quickly").click()
    page.wait_for_url("**/services?left")


def test_nothing_is_stored_in_the_browser(open_page) -> None:
    page = open_page("/kit")
    typed(page, "anx")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


@pytest.mark.parametrize("path", PAGES)
def test_paper_has_the_numbers_and_not_the_navigation(open_page, path: str) -> None:
    page = open_page(path)
    page.emulate_media(media="print")
    words = page.locator("body").inner_text()
    for number in ("999", "0300 123 6720", "0300 123 6722", "NHS 111"):
        assert number in words
    assert "Shortlist" not in words
    assert page.pdf(print_background=False).startswith(b"%PDF")


def test_paper_writes_addresses_out_and_unfolds_what_was_folded(open_page) -> None:
    page = open_page("/kit")
    page.emulate_media(media="print")
    written = page.get_by_role("link", name="the council").evaluate("(link) => getComputedStyle(link, '::after').content")
    assert written == '" (https://www.lancashire.gov.uk/)"' or written.startswith('" (" attr')
    page.goto(page.url.replace("/kit", "/urgent-help"))
    page.emulate_media(media="print")
    assert page.get_by_text("Check by").is_visible()


@pytest.mark.parametrize("path", PAGES)
def test_the_markup_is_strictly_valid_with_unique_ids_and_one_heading(path: str) -> None:
    markup = kit_app().test_client().get(path).text
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(markup)
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert len(document.findall(".//h1")) == 1
    labels = {label.get("for") for label in document.iter("label")}
    boxes = [box for box in document.iter("input") if box.get("type") != "hidden"]
    assert all(box.get("id") in labels for box in boxes)


def test_the_manifest_names_files_that_match_their_digests() -> None:
    manifest = json.loads((page_kit.BUILT / "manifest.json").read_text())
    assert set(manifest) == {"app.css", "app.js", "mark.svg", "text.woff2", "bold.woff2"}
    for built in manifest.values():
        digest = base64.b64encode(hashlib.sha384((page_kit.BUILT / built["name"]).read_bytes()).digest()).decode()
        assert built["integrity"] == f"sha384-{digest}"
