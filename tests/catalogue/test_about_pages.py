"""How good the data is, counted; the accessibility statement; the privacy notice."""

from datetime import date

import pytest

from directory.catalogue import about_views, quality, queries
from directory.catalogue.models import Source
from directory.vocabulary import Coverage, ListingStatus, Standing
from tests import factories
from tests.factories import contact, service
from tests.markup import assert_sound, main, parsed, text

pytestmark = pytest.mark.one_database


@pytest.fixture
def page(client):
    def opened(address):
        document = parsed(client.get(address).text)
        assert_sound(document)
        return document

    return opened


def tables(document):
    return {
        text(table.find("caption")): {text(row.find("th")): text(row.find("td")) for row in table.find("tbody")}
        for table in document.iter("table")
    }


def test_the_numbers_are_those_of_the_listings(page, session):
    listed, found = queries.all_listed(), tables(page("/data-quality"))
    total = len(listed)
    assert found["Listings by standing"]["Not yet confirmed by the provider"] == f"{total} of {total} (100%)"
    checked = sum(each.status == ListingStatus.CHECK for each in listed)
    assert found["Listings by what the sources say"]["Check before you refer"].startswith(f"{checked} of {total}")
    unknown = sum(each.waiting_time is None for each in listed)
    assert found["Listings without each fact"]["How long the wait is"].startswith(f"{unknown} of {total}")
    assert f"{queries.ended_count()} more are kept back" in text(main(page("/data-quality")))


def test_each_standing_is_explained(page):
    said = text(main(page("/data-quality")))
    assert all(standing.label in said for standing in Standing)
    assert "waiting time, 4 weeks" in said


def test_a_bar_says_what_the_number_beside_it_says(page):
    for row in page("/data-quality").iter("tr"):
        for part in [rect for rect in row.iter("rect") if rect.get("class") == "app-bars__part"]:
            assert text(row.find("td")).endswith(f"({part.get('width')}%)")


def test_what_is_counted_as_unknown():
    known = {"phases": ["primary"], "who_can_refer": ["school"], "how_to_refer": "Ring.", "consent": "Yes.", "waiting_time": "Long."}
    bare = service(coverage=Coverage.NOT_STATED, to_confirm=["Everything"])
    full = service(to_confirm=[], cost="Free.", **known)
    full.public_contacts = [contact("01772 000 000")]
    measured = quality.measure([bare, full], 3, lambda _: Standing.DUE, date(2026, 9, 2))
    assert [(count.number, count.of, count.percent) for count in measured.unknown] == [(1, 2, 50)] * len(quality.FACTS)
    assert [count.number for count in measured.standings] == [0, 2, 0]
    assert (measured.total, measured.ended, measured.to_ask) == (2, 3, 1)


@pytest.mark.parametrize(
    ("dates", "newest"),
    [(["2024-03", "2022-03-09"], "2024-03"), (["undated", "2017"], "2017"), (["undated (c. 2022)"], None), ([], None)],
)
def test_a_listing_is_as_old_as_its_newest_dated_source(dates, newest):
    dated = service()
    dated.sources = [Source(title="A page", dated=each, position=0) for each in dates]
    assert quality.newest_date(dated) == newest


def test_the_oldest_are_shown_first(page):
    years = [int(date[-4:]) for date in tables(page("/data-quality"))["Listings by the date of their newest source"].values()]
    assert years == sorted(years) and years[-1] <= date.today().year


def test_the_accessibility_statement_says_what_was_not_tested_and_claims_no_more(page):
    said = text(main(page("/accessibility")))
    assert "no disabled person has tested it with us" in said
    assert "We cannot say yet that it meets WCAG 2.2 AA in full." in said
    assert "The address to write to has not been agreed yet." in said


def test_the_privacy_notice_says_what_the_application_does(page, client):
    said = text(main(page("/privacy")))
    assert "The public pages set no cookie and store nothing in your browser." in said
    assert "We do not keep them or send them on." in said and "never your words, the time of day, or who searched" in said
    assert "It does not write down your network address, your browser, the words that you typed" in said
    assert "Set-Cookie" not in client.get("/services?q=anxious").headers


def test_what_was_confirmed_this_term_is_counted_for_each_kind_of_provider(session, app):
    nhs = factories.organisation(kind="nhs")
    days = (date(2026, 9, 1), date(2026, 9, 2), date(2026, 11, 2), None)
    said = [[factories.confirmation(on=day)] if day else [] for day in days]
    listed = [factories.service(organisation=nhs, to_confirm=[], confirmations=each) for each in said]
    with app.app_context():
        began = [about_views.term_began(day) for day in (date(2026, 11, 24), date(2026, 12, 24), date(2027, 1, 5), date(2020, 1, 1))]
    assert began == [date(2026, 9, 2), date(2026, 9, 2), date(2027, 1, 5), date(2020, 1, 1)]
    (count,) = quality.measure(listed, 0, lambda _: Standing.UNCONFIRMED, date(2026, 9, 2)).confirmed
    assert (count.label, count.number, count.of) == ("NHS", 2, 4)
