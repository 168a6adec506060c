"""Every public page and JSON, crawled: sound HTML, urgent help, no cookie, nobody else asked, every link answers, nothing withheld."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from directory.catalogue import queries
from directory.catalogue.models import Contact, Organisation, Service
from directory.vocabulary import ContactKind
from tests.conftest import URGENT_NUMBERS
from tests.markup import assert_sound, parsed

pytestmark = pytest.mark.one_database
# Searches lead to ever more searches; this many stand for them all, next to every page that has no query.
MOST_SEARCHES = 60
STARTS = (
    "/",
    "/services?q=yr+9+girl+wont+come+in,+leyland",
    "/services?q=she+wants+to+die",
    "/services?q=chathealth",
    "/services?q=zqzqzq",
    "/services.json",
    "/services.json?q=self-harm&page=2",
    "/suggestions.json?q=ca",
    "/shortlist?service=lscft-camhs&service=lscft-initial-response&service=yogi-group-school-sessions",
    "/healthz",
    "/readyz",
)
ASKED_OF = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "use": "href"}
SEPARATORS = r"[\s().+\-/]{0,3}"


@pytest.fixture(scope="module")
def crawled():
    """Filled by the first test that asks."""
    return {}


@pytest.fixture
def pages(crawled, client, session):
    """Address -> answer, of everything reachable and of every listing, checklist, need and provider."""
    if not crawled:
        frontier = [*STARTS, *every_thing()]
        while frontier:
            address = frontier.pop(0)
            searches = sum("?" in known for known in crawled)
            if address in crawled or ("?" in address and address not in STARTS and searches >= MOST_SEARCHES):
                continue
            answer = crawled[address] = client.get(address)
            if answer.mimetype == "text/html" and answer.status_code == 200:
                answer.document = parsed(answer.text)
                frontier += inner_links(address, answer.document)
    return crawled


def every_thing():
    services = session_slugs(Service)
    return [
        *(f"/services/{slug}{end}" for slug in services for end in ("", "/prepare")),
        *(f"/providers/{slug}" for slug in session_slugs(Organisation)),
        *(f"/needs/{need.slug}" for need in queries.all_needs()),
    ]


def session_slugs(model):
    return queries.db.session.scalars(queries.select(model.slug)).all()


def inner_links(address, document):
    """Addresses of this site that a page leads to, without the place on the page."""
    found = [urlsplit(urljoin(address, link.get("href"))) for link in document.iter("a") if link.get("href")]
    inner = [parts for parts in found if not parts.scheme and not parts.netloc and parts.path != "/urgent-help/leave"]
    return [parts._replace(fragment="").geturl() for parts in inner]


def html(pages):
    return {address: answer for address, answer in pages.items() if answer.mimetype == "text/html"}


def written(digits):
    """A number however it is spaced, at home or from abroad."""
    from_abroad = r"(?:\+|00)44" + SEPARATORS + r"(?:\(0\))?" + SEPARATORS + SEPARATORS.join(digits[1:])
    return re.compile(rf"(?<!\d)(?:{SEPARATORS.join(digits)}|{from_abroad})(?!\d)")


def test_every_page_and_every_link_answers(pages):
    assert len(html(pages)) > 300
    assert {address: answer.status_code for address, answer in pages.items() if answer.status_code != 200} == {}


def test_every_page_is_sound(pages):
    for answer in html(pages).values():
        assert_sound(answer.document)


def test_every_page_gives_the_urgent_numbers_before_anything_else(pages):
    for address, answer in html(pages).items():
        tels = [link.get("href") for link in answer.document.iter("a") if (link.get("href") or "").startswith("tel:")]
        assert tels[:4] == ["tel:999", "tel:03001236720", "tel:03001236722", "tel:111"], address
        assert set(URGENT_NUMBERS) <= set(tels)


def test_nothing_sets_a_cookie_or_lets_a_copy_with_a_query_be_shared(pages):
    for address, answer in pages.items():
        # The page that begins a sign-in ties its link to this browser.
        assert "Set-Cookie" not in answer.headers or address == "/sign-in", address
        kept = answer.headers["Cache-Control"]
        assert kept == "no-store" or kept == ("private, no-cache" if "?" in address else "public, no-cache"), address


def test_no_page_asks_another_site_for_anything(pages):
    for address, answer in html(pages).items():
        asked = [element.get(ASKED_OF[element.tag]) for element in answer.document.iter() if element.tag in ASKED_OF]
        assert [each for each in asked if each and not each.startswith("/static/built/")] == [], address
        assert not [element for element in answer.document.iter() if element.get("style") or element.tag == "style"], address
        assert "onclick" not in answer.text and "javascript:" not in answer.text


def test_every_place_that_a_page_points_to_within_itself_is_there(pages):
    for address, answer in html(pages).items():
        ids = {element.get("id") for element in answer.document.iter()}
        within = [link.get("href")[1:] for link in answer.document.iter("a") if (link.get("href") or "").startswith("#")]
        assert [id for id in within if id not in ids] == [], address


def test_nothing_withheld_stands_anywhere_in_any_form(pages, session):
    kept_back = session.query(Contact).filter_by(publish=False).all()
    assert len(kept_back) >= 10
    for contact in kept_back:
        if contact.kind in (ContactKind.PHONE, ContactKind.TEXT):
            pattern = written(re.sub(r"\D", "", contact.value))
        else:
            pattern = re.compile(re.escape(contact.value.removeprefix("https://").removeprefix("www.")), re.IGNORECASE)
        assert [address for address, answer in pages.items() if pattern.search(answer.text)] == [], contact.service_id


@pytest.mark.parametrize("text", ["01772 777344", "(01772) 777-344", "+44 1772 777 344", "0044 (0)1772777344", "tel:01772777344"])
def test_the_search_for_numbers_knows_them_however_they_are_written(text):
    assert written("01772777344").search(f"Ring {text} now")


def test_a_page_with_a_listing_says_nothing_of_how_the_data_was_gathered(pages):
    for address, answer in html(pages).items():
        assert not re.search(r"seed[_ ](?:report|file|data)|\b\d{3}_[a-z]|\.yaml", answer.text), address


def test_only_an_https_or_http_address_leads_off_the_site(pages):
    for answer in html(pages).values():
        schemes = {urlsplit(link.get("href")).scheme for link in answer.document.iter("a") if link.get("href")}
        assert schemes <= {"", "http", "https", "tel", "sms", "mailto"}
