"""When a session is: the day in England, its first and last moment, and how a reader says it. Pure."""

import calendar
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from directory.gatherings.words import Precision

LONDON = ZoneInfo("Europe/London")
TIMES_UNKNOWN = "times not known"


class Dated(Protocol):
    """What has a day or a month, and perhaps times."""

    precision: Precision
    day: date
    last_day: date | None
    starts: time | None
    ends: time | None


def today(now: datetime) -> date:
    """The day in England at this moment."""
    return now.astimezone(LONDON).date()


def over_after(session: Dated) -> date:
    """The last day on which it may still be."""
    if session.precision != Precision.DAY:
        return session.day.replace(day=calendar.monthrange(session.day.year, session.day.month)[1])
    return session.last_day or session.day


def is_coming(session: Dated, on: date) -> bool:
    """Whether it is today or later; one that is known only from a report is over."""
    return session.precision != Precision.REPORTED and over_after(session) >= on


def exists(day: date, at: time) -> bool:
    """Whether the clocks in England show this time on this day: an hour is left out when summer time begins."""
    there = datetime.combine(day, at, LONDON)
    return there.astimezone(ZoneInfo("UTC")).astimezone(LONDON).replace(tzinfo=None) == there.replace(tzinfo=None)


def as_days(session: Dated) -> tuple[date, date]:
    """The first day, and the day after the last."""
    return session.day, over_after(session) + timedelta(days=1)


def in_words(session: Dated) -> str:
    """As a reader says it: Friday 3 May 2024, 9:30am to 12:30pm."""
    if session.precision == Precision.MONTH:
        return f"{session.day:%B %Y}, day not known"
    if session.precision == Precision.REPORTED:
        return f"Day not recorded, reported in {session.day:%B %Y}"
    days = _day(session.day) + (f" to {_day(session.last_day)}" if session.last_day and session.last_day > session.day else "")
    if session.starts is None:
        return f"{days}, {TIMES_UNKNOWN}"
    return f"{days}, {clock(session.starts)}" + (f" to {clock(session.ends)}" if session.ends else "")


def clock(at: time) -> str:
    """9am, 9:30am, 12 noon would be 12pm."""
    half, hour = ("am", at.hour) if at.hour < 12 else ("pm", at.hour - 12)
    return f"{hour or 12}{f':{at.minute:02}' if at.minute else ''}{half}"


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
