"""The officer's journey in a real browser: a gap is seen, its provider asked, the answer published, and the gap closes everywhere."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from pypdf import PdfReader

from directory.accounts.models import Mail
from directory.db import db
from tests.people import editor, person, sign_in_as

PLACE, CELL = "Panic attacks, Targeted", "for Panic attacks, Targeted"
QUESTION, SERVICE = "Exact age range", "Compass Bloom Mental Health Support Team: pupil support"
WEAK = "Panic attacks, targeted, secondary, Chorley."
PLAN = "/pathways/panic/plan?urgent=none&often=repeated&phase=secondary&district=chorley&listed=yes"


@pytest.fixture(scope="module")
def cookies(app):
    with app.test_request_context():
        people = {"partner": person("compass", email="partner@example.org"), "chief": editor(email="chief@example.org")}
    return {who: sign_in_as(app.test_client(), actor).get_cookie("session").value for who, actor in people.items()}


def letter_to(address, app):
    """What the outbox holds for this address. Not in the thread of the browser, where no database may be opened."""
    with app.app_context():
        return db.session.query(Mail.text).filter_by(to=address).scalar()


def cell(page):
    return page.locator("td.app-coverage__cell", has=page.get_by_text(CELL)).first


def confirmed_on_the_map(page):
    return page.locator("a[data-district=chorley]").text_content()


def weak_spots(page):
    """How many weak spots there are at secondary schools in Chorley, and those where nothing is confirmed, from beside the grid."""
    page.get_by_label("Phase", exact=True).select_option("Secondary")
    page.get_by_label("District", exact=True).select_option("Chorley")
    page.get_by_role("button", name="Show").click()
    link = page.get_by_role("link", name=re.compile(r"^All \d+ weak spots$"))
    count = int(re.search(r"\d+", link.inner_text())[0])
    link.click()
    page.get_by_role("heading", name="Weak spots of the pathways").wait_for()
    said = page.locator("h2:has-text('Nothing has ever been confirmed') + ul").inner_text()
    page.get_by_role("link", name="Back to what support there is").click()
    return count, said


def test_a_gap_is_seen_asked_about_answered_and_closed_on_grid_map_weak_spots_plan_and_report(open_page, open_as, app):
    chief = open_as("chief", "/editor")
    chief.get_by_role("link", name="Half-term reports").click()
    chief.get_by_role("link", name="Begin a report").click()
    chief.get_by_role("button", name="Begin").click()
    report = chief.url
    chief.get_by_role("link", name="Back to the reports").click()
    chief.get_by_role("link", name="Back to the editors’ desk").click()

    chief.get_by_role("link", name="What support there is").click()
    assert "Not confirmed" in cell(chief).inner_text() and "confirmed: 0" in confirmed_on_the_map(chief)
    weak, said = weak_spots(chief)
    assert WEAK in said
    cell(chief).get_by_role("link", name="Not confirmed").click()
    chief.get_by_role("link", name="Compass", exact=True).click()
    assert QUESTION in chief.inner_text("main")
    chief.get_by_role("button", name="Send it by e-mail").click()
    assert "Asked on" in chief.inner_text("main")
    with ThreadPoolExecutor() as elsewhere:
        letter = elsewhere.submit(letter_to, "partner@example.org", app).result()
    assert f"- {QUESTION}" in letter
    desk = re.search(r"http\S+(/desk)\s", letter)[1]

    plan = open_page(PLAN)
    before = plan.get_by_text(SERVICE).first
    assert before.count() and "Not yet confirmed by the provider" in plan.inner_text("main")

    partner = open_as("partner", desk)
    partner.get_by_role("link", name=SERVICE, exact=True).click()
    partner.get_by_role("button", name="Change this listing").click()
    partner.get_by_role("link", name="What is not known yet").click()
    box = partner.get_by_label("Questions that the listing leaves open")
    box.fill("\n".join(line for line in box.input_value().split("\n") if line != QUESTION))
    partner.get_by_role("button", name="Save").click()
    partner.get_by_role("button", name="Send to the editor").click()
    chief.goto(report.split("/editor/")[0] + "/editor/changes")
    chief.get_by_role("link", name=SERVICE).click()
    chief.get_by_role("button", name="Publish").click()
    chief.get_by_text("Published on").wait_for()
    partner.get_by_role("link", name="Back to your services").click()
    partner.get_by_role("link", name=SERVICE, exact=True).click()
    assert QUESTION not in partner.inner_text("main")
    partner.get_by_role("button", name="All of this is still right").click()
    partner.get_by_text("Confirmed, with today’s date").wait_for()

    chief.goto(report.split("/editor/")[0] + "/editor/coverage")
    assert "Confirmed" in cell(chief).inner_text() and "Not confirmed" not in cell(chief).inner_text()
    confirmed = int(re.search(r"confirmed: (\d+)", confirmed_on_the_map(chief))[1])
    assert confirmed > 0
    fewer, said = weak_spots(chief)
    assert fewer < weak and WEAK not in said
    plan.reload()
    card = plan.locator("article, li, section", has_text=SERVICE).last
    assert "Confirmed by the provider" in card.inner_text()
    chief.goto(report)
    row = chief.get_by_role("row", name="Places that had nobody confirmed when this report was begun, and have now")
    assert row.get_by_role("cell").inner_text() == str(confirmed)
    assert "Panic attacks, targeted" in chief.inner_text("main")


def test_the_grid_on_paper_says_what_was_chosen_and_keeps_its_words_whole(open_as):
    page = open_as("chief", "/editor/coverage?district=chorley")
    words = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages).split())
    assert "Phase: all. District: Chorley." in words and "Not confirmed" in words
    for lost in ("(/services", "(/editor/worklist", "confirme d", "Whom to ask"):
        assert lost not in words, lost
