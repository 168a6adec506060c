"""Sessions as a calendar that phones and mail programs subscribe to. The times are those of the clocks in England. Pure.

A day whose times are not known is a whole day. A session of which only the month is known is left out: no calendar could show it.
A cancelled one stays, marked, so that it also goes from the calendars that have it; its name says it too, for those that do not look at
the mark. There is no METHOD, because nobody is invited: a calendar that has one is a message about meetings and not a list of them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration

from directory.gatherings import times
from directory.gatherings.models import GatheringSession
from directory.gatherings.words import Precision, SessionStatus

ZONE = "Europe/London"
# Often enough for a meeting that is called off in the morning. Asking is cheap where nothing has changed.
ASK_AGAIN = timedelta(hours=4)
# A planned session says nothing: of a past one nobody knows whether it was held.
STATUS = {SessionStatus.HELD: "CONFIRMED", SessionStatus.CANCELLED: "CANCELLED"}
MAKER = "-//Find support for a pupil//Networks and training//EN"


def calendar(sessions: Iterable[GatheringSession], *, name: str, address: str) -> bytes:
    """A calendar of this name; `address` is where the site is, for links and for ids that nobody else has."""
    made = Calendar()
    made.add("PRODID", MAKER)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("NAME", _line(name))
    made.add("X-WR-CALNAME", _line(name))
    made.add("X-WR-TIMEZONE", ZONE)
    made.add("REFRESH-INTERVAL", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", vDuration(ASK_AGAIN))
    made.add_component(_zone())
    for session in sessions:
        if session.precision == Precision.DAY:
            made.add_component(_event(session, address))
    return bytes(made.to_ical())


def _event(session: GatheringSession, address: str) -> Event:
    """The sequence grows whenever the session or the name of its gathering changes, so that calendars take the newer one."""
    gathering, event = session.gathering, Event()
    changed = max(session.changed_at, gathering.changed_at)
    event.add("UID", f"{session.id}@{address.partition('://')[2].partition('/')[0].partition(':')[0]}")
    cancelled = session.status == SessionStatus.CANCELLED
    event.add("SUMMARY", _line(f"{'Cancelled: ' if cancelled else ''}{gathering.name}: {session.title}"))
    _put_times(event, session)
    if cancelled or session.starts is None:
        event.add("TRANSP", "TRANSPARENT")
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", session.version + gathering.version - 2)
    if session.status in STATUS:
        event.add("STATUS", STATUS[session.status])
    event.add("URL", f"{address}/gatherings/{gathering.slug}")
    if place := session.place or ("Online" if session.online else ""):
        event.add("LOCATION", _line(place))
    event.add("DESCRIPTION", _description(session))
    return event


def _put_times(event: Event, session: GatheringSession) -> None:
    """A session that runs over midnight or several days with times ends on its last day."""
    first, after = times.as_days(session)
    if session.starts is None:
        event.add("DTSTART", first)
        event.add("DTEND", after)
        return
    event.add("DTSTART", datetime.combine(first, session.starts, times.LONDON))
    if session.ends:
        event.add("DTEND", datetime.combine(after - timedelta(days=1), session.ends, times.LONDON))


def _description(session: GatheringSession) -> str:
    gathering = session.gathering
    said = [
        times.in_words(session),
        f"For: {', '.join(word.label for word in session.for_whom)}" if session.for_whom else "",
        session.note or "",
        gathering.how_to_join or "How to join is not known yet.",
    ]
    return "\n".join(_line(each) for each in said if each)


def _line(text: str) -> str:
    """One line of plain text: nothing in it can end a line of the file."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _zone() -> Timezone:
    """The rule since 1996: the clocks change at one o'clock Greenwich time on the last Sundays of March and October."""
    zone = Timezone()
    zone.add("TZID", ZONE)
    zone.add_component(_change(TimezoneDaylight(), "BST", datetime(1996, 3, 31, 1), 3, 0, 1))
    zone.add_component(_change(TimezoneStandard(), "GMT", datetime(1996, 10, 27, 2), 10, 1, 0))
    return zone


def _change(part: Component, name: str, first: datetime, month: int, before: int, after: int) -> Component:
    part.add("DTSTART", first)
    part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
    part.add("TZNAME", name)
    part.add("TZOFFSETFROM", timedelta(hours=before))
    part.add("TZOFFSETTO", timedelta(hours=after))
    return part
