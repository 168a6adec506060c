"""The public pages in a real browser: axe in every state, a walk with keys alone, no script, forced colours, a phone, and paper."""

import re
import shutil

import pytest

from tests.browser.conftest import is_open_to_all, tab_to, violations

STAFFROOM = "yr 9 girl wont come in, leyland"
PAGES = {
    "start": "/",
    "results": "/services?q=yr+9+girl+wont+come+in,+leyland",
    "results with much on": "/services?q=anxeity,+buckshaw+village&level=specialist&age=14&drop=x&shortlist=kooth&shortlist=childline",
    "results of danger": "/services?q=she+wants+to+die&level=crisis",
    "a last page": "/services?page=5",
    "nothing found": "/services?q=zqzqzq",
    "a bad age": "/services?q=anxious&age=banana&page=9",
    "a listing": "/services/compass-bloom-mhst",
    "an ended listing": "/services/chathealth",
    "a checklist": "/services/lscft-camhs/prepare",
    "a provider": "/providers/lscft",
    "all needs": "/needs",
    "a need about safety": "/needs/self-harm",
    "a need without services": "/needs/online-life",
    "a shortlist": "/shortlist?service=compass-bloom-mhst&service=lscft-camhs&service=virtual-school",
    "an empty shortlist": "/shortlist",
    "the quality of the data": "/data-quality",
    "accessibility": "/accessibility",
    "privacy": "/privacy",
    "urgent help": "/urgent-help",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


@every_page
def test_a_page_is_open_to_all(visit, path):
    is_open_to_all(visit(None, path))


def test_axe_finds_nothing_while_search_is_resting(open_page, app, tmp_path):
    folder = app.config["DIRECTORY"].search_index
    shutil.move(folder, tmp_path / "away")
    page = open_page("/services?q=wont+come+in")
    assert "Search is not at its best just now" in page.inner_text("main")
    assert violations(page) == []
    shutil.move(tmp_path / "away", folder)


def test_keys_alone_lead_from_the_start_to_a_referral_checklist(open_page):
    page = open_page("/")
    tab_to(page, "Skip to main content", 1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(STAFFROOM)
    page.keyboard.press("Enter")
    page.wait_for_url("**/services?q=yr+9*")
    tab_to(page, "Skip the filters")
    page.keyboard.press("Enter")
    tab_to(page, "Prepare a referral", 30)
    page.keyboard.press("Enter")
    page.wait_for_url("**/prepare")
    assert page.inner_text("h1").startswith("Prepare a referral")


def test_a_wrong_reading_is_taken_away_with_keys_alone(open_page):
    page = open_page("/services?q=yr+9+girl+wont+come+in,+leyland")
    tab_to(page, "Remove: Emotionally based school avoidance")
    page.keyboard.press("Enter")
    page.wait_for_url("**drop=ebsa*")
    assert "Emotionally based" not in page.locator(".app-chips").first.inner_text()


def test_without_a_script_a_school_gets_from_its_words_to_a_shortlist(open_page):
    page = open_page("/", 320, java_script_enabled=False)
    page.get_by_label("What does the pupil need help with?").fill("anxious")
    page.get_by_role("button", name="Search").click()
    page.locator(".app-filters__summary").click()
    page.get_by_label(re.compile(r"^Targeted \(")).check()
    page.get_by_label("Age in years").fill("14")
    page.get_by_role("button", name="Show results").click()
    assert page.get_by_role("link", name="Remove: Level of help: Targeted").is_visible()
    page.get_by_role("link", name="Add to shortlist").first.click()
    page.get_by_role("link", name="Add to shortlist").first.click()
    page.get_by_role("link", name="See them side by side").click()
    assert page.locator(".app-compare__one").count() == 2
    page.get_by_role("link", name=re.compile("^Prepare")).first.click()
    assert "1. Check that it fits" in page.inner_text("main")


def test_a_suggested_service_is_gone_to_and_a_suggested_need_is_searched_for(open_page):
    page = open_page("/")
    page.get_by_role("combobox").press_sequentially("koo")
    page.get_by_role("option", name="Kooth service").click()
    page.wait_for_url("**/services/kooth")
    page.go_back()
    page.get_by_role("combobox").fill("")
    page.get_by_role("combobox").press_sequentially("bereav")
    page.get_by_role("option", name=re.compile("need$")).first.click()
    page.wait_for_url("**/services?q=*")
    assert "We read your words as" in page.inner_text("main")


def test_adding_to_the_shortlist_comes_back_to_the_same_result(open_page):
    page = open_page("/services?q=anxious")
    fourth = page.locator(".app-results > li").nth(3)
    slug = fourth.get_attribute("id")
    fourth.get_by_role("link", name="Add to shortlist").click()
    page.wait_for_url(f"**shortlist={slug}#{slug}")
    assert 0 <= page.locator(f"#{slug}").bounding_box()["y"] < 200


def test_services_stand_side_by_side_with_the_same_fact_on_the_same_line(open_page):
    page = open_page(PAGES["a shortlist"])
    tops = page.evaluate("""[...document.querySelectorAll('.app-compare__one')].map(
      (column) => [...column.querySelectorAll('dt')].map((term) => Math.round(term.getBoundingClientRect().top)))""")
    assert len(tops) == 3 and tops[0] == tops[1] == tops[2]


def test_on_a_phone_they_follow_each_other(open_page):
    page = open_page(PAGES["a shortlist"], 320)
    lefts = page.evaluate("[...document.querySelectorAll('.app-compare__one')].map((column) => column.getBoundingClientRect().left)")
    assert len(set(lefts)) == 1


PAPER = {
    "/services/compass-bloom-mhst": (3, ["Who may refer", "compass-uk.org", "What is not known yet", "9 March 2022", "This page: http"]),
    "/services/lscft-camhs/prepare": (2, ["1. Check that it fits", "Sent on", "We look again on", "/services/lscft-camhs/prepare"]),
    "/needs/ebsa": (4, ["Universal", "Targeted", "Specialist", "Lancashire EBSA guidance and toolkit", "Who can refer: School"]),
    "/shortlist?service=kooth&service=lscft-camhs": (2, ["Kooth", "CAMHS", "Waiting time", "/shortlist?service=kooth&service=lscft-camhs"]),
    "/urgent-help": (3, ["0800 1111", "In the first minutes"]),
}


@pytest.mark.parametrize("path", PAPER)
def test_paper_holds_what_is_wanted_on_few_sheets_and_nothing_to_press(open_page, path):
    most_sheets, wanted = PAPER[path]
    page = open_page(path)
    page.emulate_media(media="print")
    words = page.inner_text("body")
    assert [each for each in (*wanted, "999", "0300 123 6720", "0300 123 6722", "NHS 111") if each not in words] == []
    assert [each for each in ("Search services", "Add to shortlist", "Take off", "Filter by") if each in words] == []
    sheets = page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 1 <= sheets <= most_sheets


def test_nothing_is_kept_in_the_browser(open_page):
    page = open_page("/services?q=anxious&shortlist=kooth")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
