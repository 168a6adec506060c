"""The public pages: what comes first, what is said of what is not known, and nothing that is withheld."""

from datetime import date, time

import pytest
import time_machine

from directory.catalogue.models import Contact
from directory.gatherings.words import Precision, SessionState, SessionStatus
from tests.gatherings.making import gathering, session_of
from tests.markup import assert_sound, parsed

SEEDED = [
    "secondary-mental-health-leads", "primary-mental-health-workers-network", "school-attendance-network", "school-avoidance-panel",
    "trauma-informed-sessions", "change-talks", "ebsa-training", "mental-health-session",
]  # fmt: skip


@pytest.mark.parametrize("slug", SEEDED)
def test_each_gathering_has_a_sound_page_that_says_what_is_not_known(client, slug):
    page = client.get(f"/gatherings/{slug}")
    assert page.status_code == 200
    assert_sound(parsed(page.text))
    assert "What is not known yet" in page.text and f"/gatherings/{slug}.ics" in page.text
    assert f'href="/gatherings/{slug}"' in client.get("/gatherings").text


def test_what_a_report_planned_is_not_said_to_have_been_held(client):
    page = client.get("/gatherings/trauma-informed-sessions").text
    assert "Planned for: <strong>Friday 3 May 2024, times not known" in page
    assert page.count("Whether it was held is not recorded.") == 3
    assert "Planned for 17 primary heads" in page and ">Held<" not in page


def test_recorded_numbers_come_with_their_source(client):
    page = " ".join(client.get("/gatherings/school-attendance-network").text.split())
    assert "Came: 12 high schools. " in page and "Central Lancashire TASS report, spring term 2, March 2024" in page
    assert "Day not recorded, reported in March 2024" in page


def test_a_month_is_said_as_a_month(client):
    assert "April 2024, day not known" in client.get("/gatherings/secondary-mental-health-leads").text


@pytest.mark.parametrize(("now", "part"), [("2027-03-28T23:30:00+00:00", "past"), ("2027-03-28T22:30:00+00:00", "coming")])
def test_a_session_is_over_when_its_day_is_over_in_england(client, session, now, part):
    network = gathering()
    session_of(network, date(2027, 3, 28), starts=time(9))
    with time_machine.travel(now, tick=False):
        page = client.get(f"/gatherings/{network}").text
    assert ("Past dates" in page) == (part == "past")


def test_a_month_is_over_on_its_last_day(client, session):
    network = gathering()
    session_of(network, date(2027, 2, 1), precision=Precision.MONTH)
    for now, over in (("2027-02-28T12:00:00+00:00", False), ("2027-03-01T12:00:00+00:00", True)):
        with time_machine.travel(now, tick=False):
            assert ("Past dates" in client.get(f"/gatherings/{network}").text) == over


def test_the_listing_of_a_network_says_when_it_meets(client, session):
    path = "/services/compass-bloom-smhl-forum"
    assert "Senior Mental Health Lead forum</a>: no coming date is known" in client.get(path).text
    slug = "secondary-mental-health-leads"
    session_of(slug, date(2099, 1, 6), starts=time(15, 30))
    session_of(slug, date(2099, 1, 7), title="Quokkaline", status=SessionStatus.CANCELLED)
    session_of(slug, date(2099, 1, 8), title="Quokkaline", state=SessionState.PROPOSED)
    page = client.get(path).text
    assert "Senior Mental Health Lead forum</a>: Tuesday 6 January 2099, 3:30pm</li>" in page


def test_a_cancelled_session_is_shown_as_cancelled(client, session):
    network = gathering()
    session_of(network, date(2099, 1, 6), status=SessionStatus.CANCELLED)
    assert ">Cancelled<" in client.get(f"/gatherings/{network}").text


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("kind=panel", "School Avoidance Panel", "Change Talks"),
        ("phase=primary", "Primary Mental Health Workers", "School Avoidance Panel"),
        ("audience=partners", "School Avoidance Panel", "Senior Mental Health Lead forum"),
        ("audience=sencos", "EBSA training", "Senior Mental Health Lead forum"),
        ("district=chorley&kind=training", "Trauma-informed sessions", "School Avoidance Panel"),
    ],
)
def test_the_filters_leave_out_only_what_cannot_fit(client, query, there, gone):
    main = client.get(f"/gatherings?{query}").text.partition('id="networks"')[2]
    assert there in main and gone not in main


def test_a_filter_that_means_nothing_is_left_out(client):
    assert client.get("/gatherings?phase=nonsense&district=%00&kind=%ED%A0%80").status_code == 200


@pytest.mark.parametrize("path", ["/gatherings/missing", "/gatherings/missing.ics", "/gatherings/..%2f.ics"])
def test_what_is_not_there_is_a_page_that_says_so(client, path):
    answer = client.get(path)
    assert answer.status_code == 404 and "tel:999" in answer.text


@pytest.mark.parametrize("path", ["/gatherings/%00", "/gatherings/%ED%A0%80.ics", "/gatherings/" + "x" * 3000])
def test_an_odd_address_is_never_a_fault_of_ours(client, path):
    answer = client.get(path)
    assert answer.status_code in (400, 404) and "tel:999" in answer.text


def test_no_withheld_contact_stands_on_any_page_or_in_any_calendar(client, session):
    kept_back = {contact.value for contact in session.query(Contact).filter_by(publish=False)}
    assert kept_back
    for path in ["/gatherings", "/gatherings.ics", *(f"/gatherings/{slug}{end}" for slug in SEEDED for end in ("", ".ics"))]:
        text = client.get(path).text
        assert [value for value in kept_back if value in text] == []
