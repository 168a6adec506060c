"""Days and times as people type them. Pure."""

import re
from datetime import date, datetime, time

from directory.gatherings.words import Precision

DAYS = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d")
# The last of them is what a spreadsheet makes of the month before it.
MONTHS = ("%B %Y", "%b %Y", "%m/%Y", "%Y-%m", "%b-%y")
TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?P<half>am|pm)?", re.ASCII | re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 2000, 2100


def day(text: str) -> date | None:
    """3 May 2024, 3/5/2024 or 2024-05-03."""
    return _read(text, DAYS)


def day_or_month(text: str) -> tuple[Precision, date] | None:
    """A day, or a month such as May 2024."""
    if found := day(text):
        return Precision.DAY, found
    month = _read(text, MONTHS)
    return (Precision.MONTH, month) if month else None


def at(text: str) -> time | None:
    """9:30, 9.30am, 2pm or 14:00. Without am or pm it is by the 24-hour clock."""
    found = TIME.fullmatch(text.strip())
    if not found:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    try:
        return time(hour, int(found["minute"] or 0))
    except ValueError:
        return None


def _read(text: str, patterns: tuple[str, ...]) -> date | None:
    words = " ".join(text.split())
    for pattern in patterns:
        try:
            found = datetime.strptime(words, pattern).date()
        except ValueError:
            continue
        return found if words.isascii() and FIRST_YEAR <= found.year <= LAST_YEAR else None
    return None
