"""Files of every kind in a real browser, on a phone and without a script: from what goes out to what a school reads of what came in."""

import pytest

from directory.exchange.kinds import KINDS
from tests.browser.conftest import faint, violations
from tests.exchange.exchanging import new
from tests.people import editor, sign_in_as

PLAIN = {"java_script_enabled": False}
LONG = {"services": "summary", "providers": "about", "schools": "name", "sessions": "note"}
SEEN = {"services": "/services/quokka-calls", "providers": "/providers/quokka-trust", "sessions": "/gatherings/school-attendance-network"}
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def cookies(app):
    with app.app_context():
        chief = editor(email="editor-of-files@example.org")
    return {"chief": sign_in_as(app.test_client(), chief).get_cookie("session").value}


def choose(page, content):
    """Choose a file with this content, say where its facts come from where that is asked, and press the button."""
    page.get_by_label("File").set_input_files({"name": "file.csv", "mimeType": "text/csv", "buffer": content})
    if page.get_by_label("Where the facts come from").count():
        page.get_by_label("Where the facts come from").fill("A phone call")
    page.get_by_role("button", name="Look at what it would change").click()


@every_kind
def test_axe_finds_nothing_on_the_dry_run_and_on_a_file_with_faults(open_as, address, kind):
    chief = open_as("chief", f"/editor/exchange/{kind}", 320)
    # Chromium writes every answer of 400 in its console, which is no fault of the page.
    chief.route("**/upload", lambda route: route.fulfill(response=route.fetch(), status=200))
    looked = new(kind, **{LONG[kind]: "Long words, " * 12})
    for content, said in ((looked, "What the file would change"), (b"x;y\n1;2", "Line 1: ")):
        choose(chief, content)
        assert said in chief.inner_text("main")
        for width in (320, 1280):
            chief.set_viewport_size({"width": width, "height": 640})
            assert violations(chief) == [] and chief.evaluate("document.documentElement.scrollWidth") == width
        chief.goto(f"{address}/editor/exchange/{kind}")


@every_kind
def test_forced_colours_leave_what_would_change_readable(open_as, kind):
    chief = open_as("chief", f"/editor/exchange/{kind}", forced_colors="active", color_scheme="dark")
    choose(chief, new(kind))
    assert "What the file would change" in chief.inner_text("main") and faint(chief) == []


@every_kind
def test_without_a_script_on_a_phone_a_file_is_taken_out_looked_at_and_taken_over(open_as, open_page, address, kind):
    chief = open_as("chief", "/editor", 320, **PLAIN)
    chief.get_by_role("link", name="Listings, providers, schools and dates as files").click()
    with chief.expect_download() as download:
        chief.locator(f"a[href='/editor/exchange/{kind}.csv']").click()
    taken_out = download.value.path().read_bytes()
    assert download.value.suggested_filename.startswith(kind)
    chief.locator(f"a[href='/editor/exchange/{kind}']").click()
    choose(chief, taken_out)
    assert f"No {KINDS[kind].shape.many} would be new or changed." in chief.inner_text("main")
    chief.get_by_role("link", name="Choose another file").click()
    choose(chief, new(kind))
    assert f"1 {KINDS[kind].shape.one} would be new or changed." in chief.inner_text("main")
    chief.get_by_role("button", name="Take all of this over").click()
    assert f"1 {KINDS[kind].shape.one} was taken over from the file." in chief.inner_text("main")
    if kind in SEEN:
        assert "quokka" in open_page(SEEN[kind]).inner_text("main").casefold()
