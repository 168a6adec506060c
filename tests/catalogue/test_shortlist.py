"""The shortlist: built up over several searches, kept in the address alone."""

import pytest

from directory.catalogue import shortlist
from tests.markup import assert_sound, by_id, href, links, main, parsed, text, with_class

pytestmark = pytest.mark.one_database


@pytest.fixture
def page(client):
    def opened(address):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Set-Cookie" not in answer.headers
        document = parsed(answer.text)
        assert_sound(document)
        return document

    return opened


def side_by_side(document):
    return [address.removeprefix("/services/") for title in with_class(document, "app-card__title") for _, address in links(title)]


def test_a_shortlist_grows_over_two_searches_and_is_seen_side_by_side(page):
    first = page("/services?q=kooth")
    first = page(href(by_id(first, "kooth"), "Add to shortlist: Kooth"))
    assert "On your shortlist: 1." in text(main(first))
    form = next(form for form in first.iter("form") if form.get("role") == "search")
    carried = [box.get("value") for box in form.iter("input") if box.get("name") == "shortlist"]
    assert carried == ["kooth"]
    second = page("/services?q=childline&shortlist=kooth")
    second = page(href(by_id(second, "childline"), "Add to shortlist: Childline"))
    assert side_by_side(page(href(main(second), "See them side by side"))) == ["kooth", "childline"]


def test_adding_comes_back_to_the_same_result_on_the_same_page(page):
    document = page("/services?q=anxious&level=targeted&page=2")
    slug = next(result.get("id") for result in with_class(document, "app-results")[0])
    address = next(address for said, address in links(by_id(document, slug)) if said.startswith("Add to shortlist"))
    assert address == f"/services?q=anxious&level=targeted&page=2&shortlist={slug}#{slug}"


def test_a_service_can_be_taken_off_in_the_results_and_on_the_shortlist(page):
    results = page("/services?q=kooth&shortlist=childline&shortlist=kooth")
    assert "On your shortlist: 1." in text(main(page(href(by_id(results, "kooth"), "Take off the shortlist: Kooth"))))
    document = page("/shortlist?service=childline&service=kooth")
    assert side_by_side(page(href(main(document), "Take off the list: Kooth"))) == ["childline"]


def test_every_link_of_the_results_carries_the_shortlist_along(page):
    document = page("/services?q=anxious&shortlist=kooth&level=targeted")
    others = [(said, address) for said, address in links(main(document)) if not said.startswith("Take off")]
    addresses = [address for _, address in others if address.startswith("/services?")]
    assert len(addresses) > 20
    assert [address for address in addresses if "shortlist=kooth" not in address] == []


def test_a_listing_opened_from_the_results_adds_to_the_same_list(page):
    results = page("/services?q=childline&shortlist=kooth")
    title = next(iter(with_class(by_id(results, "childline"), "app-card__title")))
    listing = page(links(title)[0][1])
    assert side_by_side(page(href(main(listing), "Add to shortlist"))) == ["kooth", "childline"]
    assert href(main(page("/services/kooth?shortlist=kooth")), "See your shortlist") == "/shortlist?service=kooth"


def test_the_list_leads_back_to_the_search_with_itself(page):
    document = page("/shortlist?service=childline&service=kooth")
    assert href(main(document), "Find more services for this list") == "/services?shortlist=childline&shortlist=kooth"


def test_each_service_shows_the_facts_a_school_compares(page):
    for column in with_class(page("/shortlist?service=lscft-camhs&service=compass-bloom-mhst"), "app-compare__one"):
        terms = [text(term) for term in column.iter("dt")]
        assert terms == ["Level", "Ages", "Area", "Who can refer", "How", "Waiting time", "Cost", "Contact"]


def test_an_empty_shortlist_says_how_to_begin(page):
    document = page("/shortlist")
    assert "Nothing is on your shortlist yet." in text(main(document))
    assert href(main(document), "Search services") == "/services"


@pytest.mark.parametrize("query", ["service=none", "service=", "service=%00", "service[]=kooth", "service=../../etc", "other=1"])
def test_what_is_no_service_is_left_out(page, query):
    assert "Nothing is on your shortlist yet." in text(main(page(f"/shortlist?{query}")))
    assert side_by_side(page(f"/shortlist?{query}&service=kooth")) == ["kooth"]


def test_a_list_holds_twelve_at_most_each_once_in_order():
    slugs = [f"service-{number}" for number in range(20)]
    assert shortlist.read([*slugs, *slugs]) == tuple(slugs[:12])


@pytest.mark.parametrize("value", ["", "A", "a--b", "-a", "a b", "a\x00", "a" * 81, "٣", "<b>"])
def test_what_cannot_be_a_slug_is_none(value):
    assert shortlist.read([value]) == ()


def test_a_full_list_takes_no_more(page):
    full = "&".join(f"shortlist=service-{number}" for number in range(12))
    words = [said for said, _ in links(main(page(f"/services?q=kooth&{full}")))]
    assert not [said for said in words if said.startswith("Add to shortlist")]


@pytest.mark.one_database
def test_the_navigation_takes_the_shortlist_along(client):
    for path in (
        "/services?q=worry&shortlist=kooth&shortlist=yogi-group-school-sessions",
        "/shortlist?service=kooth&service=yogi-group-school-sessions",
    ):
        page = client.get(path).text
        assert 'href="/shortlist?service=kooth&amp;service=yogi-group-school-sessions"' in page, path
        assert 'href="/services?shortlist=kooth&amp;shortlist=yogi-group-school-sessions"' in page, path
    assert 'href="/shortlist"' in client.get("/services?shortlist=%3Cscript%3E").text
