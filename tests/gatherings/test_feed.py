"""The calendars: a parser reads them, the clocks are right in summer and winter, and no words break out of their line."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest

from directory.db import db, transaction
from directory.gatherings import soundness
from directory.gatherings.models import Gathering, GatheringSession
from directory.gatherings.words import ForWhom, Precision, SessionState, SessionStatus
from tests.gatherings.making import AT, gathering, session_of

pytestmark = pytest.mark.usefixtures("session")


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.data)


def only_event(client, path="/gatherings/quiet-network.ics"):
    (event,) = read(client, path).walk("VEVENT")
    return event


def offset_by_the_file(calendar, local):
    """The offset that a reader works out who knows only what the file says: the last change before this local time."""
    changes = []
    for part in (*calendar.walk("STANDARD"), *calendar.walk("DAYLIGHT")):
        month, start = part["RRULE"]["BYMONTH"][0], part["DTSTART"].dt
        last = date(local.year, month + 1, 1) - timedelta(days=1) if month < 12 else date(local.year, 12, 31)
        sunday = last - timedelta(days=(last.weekday() + 1) % 7)
        changes.append((datetime.combine(sunday, start.time()), part["TZOFFSETTO"].td))
    before = [(at, to) for at, to in changes if at <= local]
    return max(before)[1] if before else timedelta()


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 3, 27), time(9, 30), datetime(2026, 3, 27, 9, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(0, 30), datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 3, 30), time(9, 30), datetime(2026, 3, 30, 8, 30, tzinfo=UTC)),
        (date(2026, 10, 23), time(15, 45), datetime(2026, 10, 23, 14, 45, tzinfo=UTC)),
        (date(2026, 10, 25), time(0, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        (date(2026, 10, 26), time(15, 45), datetime(2026, 10, 26, 15, 45, tzinfo=UTC)),
    ],
)
@pytest.mark.one_database
def test_the_local_time_is_right_on_both_sides_of_both_clock_changes(client, network, day, at, utc):
    session_of(network, day, starts=at, ends=time(23, 30))
    calendar = read(client, "/gatherings/quiet-network.ics")
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event.start.replace(tzinfo=None) == datetime.combine(day, at)
    assert event.start.astimezone(UTC) == utc
    assert datetime.combine(day, at) - offset_by_the_file(calendar, datetime.combine(day, at)) == utc.replace(tzinfo=None)
    assert event.end.replace(tzinfo=None) == datetime.combine(day, time(23, 30))


def test_a_day_without_times_is_a_whole_day(client, network):
    session_of(network, date(2026, 3, 29))
    event = only_event(client)
    assert (event["DTSTART"].dt, event["DTEND"].dt, event["TRANSP"]) == (date(2026, 3, 29), date(2026, 3, 30), "TRANSPARENT")
    assert "times not known" in event["DESCRIPTION"]


def test_a_session_of_several_days_ends_on_the_last(client, network):
    session_of(network, date(2026, 3, 28), last_day=date(2026, 3, 30), starts=time(9), ends=time(16))
    event = only_event(client)
    assert event.end.astimezone(UTC) == datetime(2026, 3, 30, 15, tzinfo=UTC)


@pytest.mark.parametrize("precision", [Precision.MONTH, Precision.REPORTED])
def test_a_session_whose_day_is_not_known_is_in_no_calendar_and_the_page_says_so(client, network, precision):
    session_of(network, date(2027, 4, 1), precision=precision)
    assert read(client, "/gatherings/quiet-network.ics").walk("VEVENT") == []
    assert "only the month is known are not in the calendar" in client.get("/gatherings/quiet-network").text


def test_the_lines_are_as_the_standard_writes_them(client, network):
    """Read as bytes, because a parser forgives what another would not."""
    timed = session_of(network, starts=time(9), ends=time(10, 30), title="A; B, C\\D", note="é" * 200)
    session_of(network, date(2027, 1, 13), last_day=date(2027, 1, 14))
    raw = client.get("/gatherings/quiet-network.ics").data
    assert all(line.decode() is not None and len(line) <= 75 for line in raw.split(b"\r\n"))
    lines = raw.replace(b"\r\n ", b"").decode().split("\r\n")
    for line in (
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H", f"UID:{timed}@localhost", "SUMMARY:Quiet network: A\\; B\\, C\\\\D",
        "DTSTAMP:20261102T090000Z", "DTSTART;TZID=Europe/London:20270112T090000", "DTEND;TZID=Europe/London:20270112T103000",
        "DTSTART;VALUE=DATE:20270113", "DTEND;VALUE=DATE:20270115", "SEQUENCE:0",
    ):  # fmt: skip
        assert line in lines, line
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert [line for line in lines if line.startswith(("METHOD", "ATTENDEE", "ORGANIZER"))] == []


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"starts": time(10), "ends": time(9), "last_day": date(2026, 3, 28)}, "ends"),
        ({"starts": time(10), "ends": time(10)}, "ends"),
        ({"starts": time(23), "ends": time(1, 30), "last_day": date(2026, 3, 29)}, "ends"),
        ({"starts": time(23), "ends": time(2), "last_day": date(2026, 3, 29)}, None),
    ],
)
def test_no_session_ends_before_it_starts_or_at_a_time_that_no_clock_shows(said, column):
    whole = {"precision": Precision.DAY, "day": date(2026, 3, 28), "last_day": None, "starts": None, "ends": None}
    assert [name for name, _ in soundness.faults(whole | said)] == ([column] if column else [])


HOSTILE = [
    "A; B, C\\ D\\n E",
    "One\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM",
    "END:VEVENT\nEND:VCALENDAR",
    "Two\x0b\x0c\x1c\x85\u2028BEGIN:VEVENT",
    "é" * 100 + "🙂" * 30,
    "x" * 200,
    '"quoted": ;TZID=Nowhere:20260101',
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.one_database
def test_14_no_words_break_out_of_their_line(client, network, words):
    session_of(network, title=words[:200], place=words[:200], note=words, starts=time(9))
    with transaction() as session:
        session.query(Gathering).filter_by(slug=network).one().how_to_join = words
    raw = client.get("/gatherings/quiet-network.ics").data
    assert b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    event = only_event(client)
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    assert event["SUMMARY"] == f"Quiet network: {plain}"
    assert event["LOCATION"] == plain and plain in event["DESCRIPTION"]
    assert event.subcomponents == []
    assert [line for line in raw.split(b"\r\n") if line.startswith(b"BEGIN:V")] == [b"BEGIN:VCALENDAR", b"BEGIN:VTIMEZONE", b"BEGIN:VEVENT"]


def test_15_the_name_of_the_file_is_a_slug_whatever_the_network_is_called(client, session):
    gathering(slug="plain", name='A"\r\nX-Evil: 1; ../é')
    answer = client.get("/gatherings/plain.ics")
    assert answer.headers["Content-Disposition"] == 'inline; filename="plain.ics"'
    assert "X-Evil" not in answer.headers


def test_a_cancelled_session_stays_so_that_it_goes_from_the_calendars_that_have_it(client, network):
    id = session_of(network, starts=time(9))
    before = only_event(client)
    with transaction() as session:
        found = session.get(GatheringSession, id)
        found.status, found.changed_at = SessionStatus.CANCELLED, AT + timedelta(days=1)
    after = only_event(client)
    assert "STATUS" not in before and after["STATUS"] == "CANCELLED"
    assert "TRANSP" not in before and after["TRANSP"] == "TRANSPARENT"
    assert (before["SUMMARY"], after["SUMMARY"]) == ("Quiet network: Meeting", "Cancelled: Quiet network: Meeting")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt == AT + timedelta(days=1)


def test_a_network_that_is_renamed_makes_its_sessions_newer(client, network):
    session_of(network)
    before = only_event(client)
    with transaction() as session:
        session.query(Gathering).filter_by(slug=network).one().name = "Loud network"
    after = only_event(client)
    assert (after["UID"], after["SUMMARY"]) == (before["UID"], "Loud network: Meeting")
    assert after["SEQUENCE"] > before["SEQUENCE"]


@pytest.mark.parametrize("state", [state for state in SessionState if state != SessionState.PUBLISHED])
def test_4_what_is_not_published_is_in_no_page_and_no_calendar(client, network, state):
    session_of(network, title="Quokkaline", place="Quokkaline", note="Quokkaline", state=state)
    own = f"/gatherings/{network}"
    for path in ("/gatherings", "/gatherings.ics", own, f"{own}.ics", f"/gatherings.ics?network={network}"):
        assert "Quokkaline" not in client.get(path).text


def events(client, query):
    return {str(event["SUMMARY"]) for event in read(client, f"/gatherings.ics?{query}").walk("VEVENT")}


def test_a_calendar_holds_what_it_was_asked_for(client, session):
    heads = gathering(slug="of-heads", name="Heads", audiences=[ForWhom.HEADS], phases=["primary"], districts=["chorley"])
    leads = gathering(slug="of-leads", name="Leads", audiences=[ForWhom.SECONDARY_LEADS], districts=["south-ribble"])
    anyone = gathering(slug="of-anyone", name="Anyone")
    for network in (heads, leads, anyone):
        session_of(network)
    session_of(leads, title="For heads too", audiences=[ForWhom.HEADS, ForWhom.SECONDARY_LEADS], phases=["primary"])
    everything = {"Heads: Meeting", "Leads: Meeting", "Anyone: Meeting", "Leads: For heads too"}
    assert everything <= events(client, "")
    assert events(client, "network=of-leads") == {"Leads: Meeting", "Leads: For heads too"}
    assert everything & events(client, "district=chorley") == {"Heads: Meeting", "Anyone: Meeting"}
    assert everything & events(client, "phase=secondary") == {"Leads: Meeting", "Anyone: Meeting"}
    assert everything & events(client, "audience=heads&network=of-heads&network=of-anyone") == {"Heads: Meeting", "Anyone: Meeting"}


@pytest.mark.parametrize("query", ["network=nonsense", "audience=nonsense", "phase=%00", "district=fylde", "kind=%F0%9F%99%82"])
def test_a_calendar_that_means_nothing_is_not_there(client, query):
    assert client.get(f"/gatherings.ics?{query}").status_code == 404


def test_no_calendar_is_shared_with_a_cookie_and_each_is_asked_for_again_cheaply(client, network):
    session_of(network)
    answer = client.get("/gatherings.ics")
    assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "public, no-cache"
    assert client.get("/gatherings.ics", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    db.session.rollback()
