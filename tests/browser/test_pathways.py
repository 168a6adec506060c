"""The graduated pathways in a real browser: axe, a phone, keys alone, no script, and paper."""

import re

import pytest

from tests.browser.conftest import is_open_to_all, tab_to

FULL = (
    *("ebsa", "parent-anxiety", "anxiety", "low-mood", "self-harm", "suicidal-thoughts", "trauma", "bereavement"),
    *("eating", "anger-regulation", "adhd-autism", "transition"),
)
PLAN = "/pathways/ebsa/plan?urgent=none&attendance=under-90&tried=no-gain&alongside=nothing&phase=secondary&district=chorley&listed=yes"
GLANCE = "/pathways/{}/at-a-glance?phase=secondary&district=chorley"
PAGES = {
    "all pathways": "/pathways",
    "a start": "/pathways/ebsa",
    "the first question": "/pathways/ebsa/urgent",
    "a question": "/pathways/ebsa/attendance?urgent=none",
    "a plan": PLAN,
    "one side": GLANCE.format("ebsa"),
    "danger now": "/pathways/act-now/danger",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


@every_page
def test_a_page_is_open_to_all(visit, path):
    is_open_to_all(visit(None, path))


def test_keys_alone_lead_from_the_start_to_a_plan_and_an_answer_can_be_changed(open_page):
    page = open_page("/pathways/ebsa")
    answered = 0
    while "/plan" not in page.url:
        choice(page).focus()
        page.keyboard.press("Space")
        tab_to(page, "Continue", 20)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        answered += 1
        assert answered <= 7
    assert "Review" in page.inner_text("main")
    page.get_by_text("Your answers, and how to change them").click()
    page.get_by_role("link", name=re.compile("^Change")).first.click()
    assert page.locator("main input[type=radio]").count() > 1
    page.go_back()
    assert "/plan" in page.url


def test_without_a_script_the_same_questions_lead_to_the_same_plan(open_page):
    page = open_page("/pathways/ebsa", 320, java_script_enabled=False)
    while "/plan" not in page.url:
        choice(page).check()
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name=re.compile("^Prepare")).first.click()
    assert "/prepare" in page.url and "1. Check that it fits" in page.inner_text("main")


def test_a_yes_to_danger_leaves_at_once_for_the_calls_to_make(open_page):
    page = open_page("/pathways/ebsa/urgent")
    page.locator("main input[type=radio]").first.check()
    page.get_by_role("button", name="Continue").click()
    assert "/act-now/" in page.url and "999" in page.inner_text("main")


def test_a_need_and_a_service_lead_to_the_pathway(open_page):
    for path in ("/needs/ebsa", "/services/school-avoidance-panel"):
        link = open_page(path).locator('main a[href^="/pathways/ebsa"]').first
        link.click()


def test_a_plan_prints_as_a_document_with_nothing_to_press(open_page):
    page = open_page(PLAN)
    page.emulate_media(media="print")
    words = page.inner_text("body")
    assert [each for each in ("999", "Version", "/pathways/ebsa/plan?") if each not in words] == []
    assert [each for each in ("Search services", "Add to shortlist", "Change") if each in words.split("\n")] == []
    assert 2 <= sheets(page) <= 10


@pytest.mark.parametrize("slug", FULL)
def test_the_whole_pathway_stands_on_one_side_of_paper(open_page, slug):
    page = open_page(GLANCE.format(slug))
    page.emulate_media(media="print")
    assert sheets(page) == 1


def choice(page):
    """None of these where that is offered, else the last answer."""
    return page.locator("main input[type=radio][value=none]").or_(page.locator("main input[type=radio]").last).first


def sheets(page):
    return page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
