"""The desks in a real browser: from an invitation to a school that finds the new words, and every page by axe, keys, phone and paper."""

import time
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from directory.accounts import joining, tokens
from directory.catalogue.models import Organisation
from directory.db import db
from directory.exchange.kinds import KINDS
from directory.freshness import asking, problems
from directory.freshness.models import Topic
from directory.gatherings.words import SessionState
from directory.reports import queries as reports
from directory.reports import unmet_operations
from directory.reports.operations import withdraw
from directory.reports.unmet import Note, Outcome
from directory.review.fields import Page
from tests.browser.conftest import is_open_to_all, tab_to, violations
from tests.gatherings.making import came, gathering, session_of
from tests.guidance import drafting as guiding
from tests.needs import drafting as needs
from tests.people import editor, person, sign_in_as
from tests.reports.drafts import WHOLE, begun, issued
from tests.review.listings import AT, drafted, edited_by, proposed, published, service

PROVIDER, MINE, OTHER = "compass", "compass-bloom-mhst", "compass-bloom-smhl-forum"
CHANGED = {"q": "shaking " * 20, "wanted": ["panic"], "before": [], "after": ["panic", "anxiety"], "how": "worse", "urgent": [True, False]}
JUDGED = {
    "queries": 6224, "measures": [["need precision", 71.9, 70.2]], "counts": {"worse": 1}, "changed": [CHANGED], "lost": ["shaking"],
}  # fmt: skip
WORDS = "Quokkaline: calm starts for anxious mornings."


@pytest.fixture(scope="module")
def world(app):
    """Cookies of a partner and of an editor, with a change at every point of its way, and an invitation for somebody new."""
    with app.test_request_context():
        partner, chief = person("lscft", email="partner@example.org"), editor(email="chief@example.org")
        mine = [each.slug for each in service("lscft-camhs").organisation.services if each.status != "possibly-ended"]
        long = {"summary": "Help for pupils who took an overdose, " * 5, "description": "Words. " * 60, "cost": "Free.\nReally."}
        draft, waiting = drafted(partner, mine[0], **long), proposed(partner, mine[1], **long)
        published(partner, mine[2], summary="Published words.")
        edited_by(chief, mine[1], **long)
        for sought in ("need=ebsa&level=crisis&phase=post-16&district=south-ribble&audience=parent&kind=training", ""):
            days = [Note(AT.date() + timedelta(days=number), sought, Outcome.NOTHING) for number in range(5)]
            unmet_operations.write(days, today=AT.date())
        for slug in (mine[0], mine[1]):
            letter = asking.problem_letter(service(slug), Topic.CONTACT)
            problems.report(service_id=service(slug).id, topic=Topic.CONTACT, letter=letter, at=AT)
        network = gathering("lscft", slug="a-network-with-a-very-long-name", name="A network with a rather long name for heads")
        waiting_date = session_of(network, state=SessionState.PROPOSED, proposed_by=partner.id, note="Words. " * 30)
        held = session_of(network, date(2026, 10, 6))
        came(held, "119066", "119067")
        invitation = tokens.new()
        organisation = db.session.scalars(select(Organisation.id).where(Organisation.slug == PROVIDER)).one()
        to = joining.Post(organisation_id=organisation)
        joining.invite(email="new@example.org", to=to, token=invitation, written=None, by=None, at=datetime.now(UTC))
        report, stands, back = begun(chief, WHOLE), issued(chief, WHOLE), issued(chief, WHOLE)
        withdraw(report_id=back, stamp=reports.report(back).stamp, reason="A name stood in it.", by=chief, at=AT)
        guiding.begun(chief, "sleep")
        needs.published(chief, "panic", plain="A sudden wave of fear.")
        needs.begun(chief, "panic")
        needs.judged(needs.changed(chief, "panic", strong=[], weak=["{gone}"]), JUDGED)
    clients = {"partner": sign_in_as(app.test_client(), partner), "chief": sign_in_as(app.test_client(), chief)}
    return {
        "cookies": {who: client.get_cookie("session").value for who, client in clients.items()},
        "invitation": f"/invitations/{invitation}",
        "report": report, "issued": stands, "withdrawn": back, "draft": draft,
        "waiting": waiting, "editing": mine[1], "slug": mine[0], "published": mine[2],
        "network": network, "proposed": waiting_date, "held": held,
    }  # fmt: skip


@pytest.fixture(scope="module")
def cookies(world):
    return world["cookies"]


GUIDING = ("intro", "questions/1", "rules", "stages/1", "stages/1/today", "stages/1/ask")
PAGES = [
    (None, "/services/kooth/report"),
    ("partner", "/desk"), ("partner", "/desk/new"), ("partner", "/desk/services/{slug}"), ("partner", "/desk/services/{slug}/ending"),
    ("partner", "/desk/changes/{draft}"), ("partner", "/desk/changes/{waiting}"), ("partner", "/desk/changes/{draft}/preview"),
    *(("partner", f"/desk/changes/{{draft}}/pages/{page}") for page in Page),
    ("chief", "/editor"), ("chief", "/editor/log"), ("chief", "/editor/weak-spots"), ("chief", "/editor/coverage"),
    ("chief", "/editor/unmet"),
    ("chief", "/editor/changes"), ("chief", "/editor/changes/{waiting}"),
    ("chief", "/editor/changes/{waiting}/edit/about"), ("chief", "/editor/changes/{waiting}/preview"),
    ("chief", "/editor/listings"), ("chief", "/editor/listings/{slug}"), ("chief", "/editor/listings/{slug}/ending"),
    ("chief", "/editor/listings/{editing}/change"), ("chief", "/editor/listings/{editing}/change/pages/contacts"),
    ("chief", "/editor/listings/{editing}/change/preview"), ("chief", "/editor/listings/{published}/versions"),
    ("chief", "/editor/listings/{published}/versions/1"), ("chief", "/editor/problems"),
    ("chief", "/editor/worklist"), ("chief", "/editor/worklist?need=ebsa&level=targeted"), ("chief", "/editor/worklist/lancashire-mind"),
    ("chief", "/editor/pathways"), ("chief", "/editor/pathways/sleep"), ("chief", "/editor/pathways/sleep/draft?check=yes"),
    *(("chief", f"/editor/pathways/sleep/draft/{part}") for part in GUIDING),
    ("chief", "/editor/pathways/sleep/preview"), ("chief", "/editor/pathways/sleep/compare?from=1&to=draft"),
    ("chief", "/editor/needs"), ("chief", "/editor/needs/new"), ("chief", "/editor/needs/panic"),
    ("chief", "/editor/needs/panic/draft"), ("chief", "/editor/needs/panic/draft/facts"), ("chief", "/editor/needs/panic/draft/words"),
    ("chief", "/editor/needs/panic/draft/judged"), ("chief", "/editor/needs/panic/compare?from=1&to=draft"),
    ("chief", "/editor/exchange"), *(("chief", f"/editor/exchange/{kind}") for kind in KINDS),
    ("chief", "/editor/settled"), ("chief", "/editor/settled/urgent-help/childline"),
    ("chief", "/editor/settled/half-lives"), ("chief", "/editor/settled/terms?year=2026/27"),
    ("chief", "/editor/settled/places"), ("chief", "/editor/settled/places/chorley"),
    ("chief", "/editor/reports"), ("chief", "/editor/reports/new"), ("chief", "/editor/reports/{report}"),
    ("chief", "/editor/reports/{report}/period"), ("chief", "/editor/reports/{report}/priorities/1"),
    ("chief", "/editor/reports/{report}/issue"), ("chief", "/editor/reports/{issued}/withdraw"), ("chief", "/editor/reports/{withdrawn}"),
    (None, "/gatherings"), (None, "/gatherings/{network}"),
    ("partner", "/desk/gatherings"), ("partner", "/desk/gatherings/{network}/propose"),
    ("partner", "/desk/gatherings/dates/{proposed}"), ("partner", "/desk/gatherings/dates/{proposed}/edit"),
    ("partner", "/desk/gatherings/dates/{held}"),
    ("chief", "/editor/gatherings"), ("chief", "/editor/gatherings/new"), ("chief", "/editor/gatherings/{network}"),
    ("chief", "/editor/gatherings/{network}/edit"), ("chief", "/editor/gatherings/{network}/dates/new"),
    ("chief", "/editor/gatherings/dates/{held}"), ("chief", "/editor/gatherings/dates/{held}/schools"),
    ("chief", "/editor/gatherings/take-up"), ("chief", "/editor/gatherings/take-up?by=phase"),
    ("chief", "/editor/gatherings/schools"), ("chief", "/editor/gatherings/schools/119066"),
    ("chief", "/editor/gatherings/proposals"), ("chief", "/editor/gatherings/proposals/{proposed}"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_is_open_to_all(visit, world, who, path):
    is_open_to_all(visit(who, path.format(**world)))


def on_paper(page):
    """The words of the page as a school prints it, without the breaks of lines."""
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())


def test_from_an_invitation_to_a_school_that_finds_the_new_words(open_page, open_as, world, app):
    partner = open_page(world["invitation"])
    partner.get_by_label("name").fill("Jo Carr")
    partner.get_by_role("button").click()
    partner.get_by_role("link", name="Compass Bloom Mental Health Support Team: pupil support").click()
    partner.get_by_role("button", name="Change this listing").click()
    partner.get_by_role("link", name="What it is").click()
    partner.get_by_label("In one sentence").fill(WORDS)
    partner.get_by_role("button", name="Save").click()
    partner.get_by_role("link", name="See it as schools will").click()
    assert WORDS in partner.inner_text("main") and "It is not public" in partner.inner_text("main")
    partner.get_by_role("link", name="Back to the change").click()
    partner.get_by_role("button", name="Send to the editor").click()
    assert "Schools still read the listing as it is" in partner.inner_text("main")
    listing = open_page(f"/services/{MINE}")
    assert "Quokkaline" not in on_paper(listing)
    chief = open_as("chief", "/editor/changes")
    chief.get_by_role("link", name="Compass Bloom Mental Health Support Team: pupil support").click()
    assert WORDS in chief.locator("ins").first.inner_text()
    school = open_page("/")
    started = time.monotonic()
    chief.get_by_role("button", name="Publish").click()
    chief.get_by_text("Published on").wait_for()
    school.get_by_label("What does the pupil need help with?").fill("quokkaline")
    school.keyboard.press("Enter")
    school.get_by_text(WORDS).first.wait_for()
    print(f"\nFrom pressing publish to a school's results, both in a browser: {(time.monotonic() - started) * 1000:.0f} ms")
    listing.reload()
    assert WORDS in on_paper(listing)
    partner.get_by_role("link", name="Back to your services").click()
    assert "Published" in partner.inner_text("main")


def test_keys_alone_confirm_everything(open_as, world):
    page = open_as("partner", f"/desk/services/{world['slug']}")
    tab_to(page, "All of this is still right", 60)
    page.keyboard.press("Enter")
    page.get_by_text("Confirmed, with today’s date").wait_for()


def test_without_a_script_on_a_phone_a_partner_edits_pauses_and_says_how_long_the_wait_is(open_as, world):
    page = open_as("partner", f"/desk/services/{world['published']}", 320, java_script_enabled=False)
    page.get_by_role("button", name="Pause referrals").click()
    page.get_by_role("button", name="Take referrals again").click()
    page.get_by_label("Weeks").fill("6")
    page.get_by_role("button", name="Show it to schools").click()
    assert "About 6 weeks." in page.inner_text("main")
    page.get_by_role("button", name="Change this listing").click()
    page.get_by_role("link", name="How to refer").click()
    page.get_by_label("Cost").fill("Free.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Send to the editor").click()
    assert "With the editor" in page.inner_text("main")


def test_without_a_script_on_a_phone_an_editor_goes_from_a_reported_problem_to_the_listing_put_right(open_as, open_page, world):
    page = open_as("chief", "/editor/problems", 320, java_script_enabled=False)
    page.locator(f"a[href='/editor/listings/{world['slug']}']").click()
    page.get_by_role("button", name="Pause referrals").click()
    page.get_by_text("Schools see now that no referrals are taken").wait_for()
    page.get_by_role("button", name="Change this listing").click()
    page.get_by_role("link", name="How to refer").click()
    page.get_by_label("Cost").fill("Free, as the office says.")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Where the facts come from").fill("A call to the office")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Schools read it now.").wait_for()
    listing = open_page(f"/services/{world['slug']}").inner_text("main")
    for words in ("Free, as the office says.", "The editors of this directory: A call to the office", "say so, not the provider"):
        assert words in listing


def test_axe_finds_nothing_on_a_form_that_came_back_and_its_summary_leads_to_the_box(open_as, world):
    path = f"/desk/changes/{world['draft']}/pages/who"
    page = open_as("partner", path, 320)
    page.get_by_label("Youngest age").fill("banana")
    # Chromium writes every answer of 400 in its console, which is no fault of the page.
    page.route(f"**{path}", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.get_by_role("button", name="Save").click()
    assert page.title().startswith("Error: ") and violations(page) == []
    page.get_by_role("link", name="Write the age as a number").click()
    assert page.evaluate("document.activeElement.value") == "banana"


def test_a_reader_reports_a_problem_in_two_presses(open_page):
    page = open_page("/services/kooth")
    page.get_by_role("link", name="Report a problem").click()
    page.get_by_label("The contact details do not work").check()
    page.get_by_role("button", name="Report it").click()
    assert "Thank you" in page.inner_text("main")
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length].join()") == ",0,0"
