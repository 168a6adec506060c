"""Whether what is said of a session can be so, and may be. Pure: forms, files and the seed ask here alike."""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Any

from directory.catalogue.contact_values import named_in
from directory.gatherings import times
from directory.gatherings.words import Precision

LONGEST = timedelta(days=31)
MOST_COUNTS = 6


def gives_away(withheld: Collection[str], *said: Mapping[str, Any]) -> bool:
    """Whether any text holds a contact that is withheld."""
    texts = [item for values in said for value in values.values() for item in (value if isinstance(value, list) else [value])]
    return any(named_in(str(text), withheld) for text in texts if text is not None)


def faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands against the days and times of a session: which column, and a sentence."""
    first, last, starts, ends = (values[name] for name in ("day", "last_day", "starts", "ends"))
    known = values["precision"] == Precision.DAY
    if last and (not known or last < first):
        yield "last_day", "The last day comes before the first, or the first is only a month."
    elif last and last - first > LONGEST:
        yield "last_day", "That is longer than a month. Add a date for each meeting."
    if starts and not known:
        yield "starts", "Give the day as well, or leave the time empty."
    elif starts and not times.exists(first, starts):
        yield "starts", "There is no such time on that day, because the clocks go forward."
    if ends and not starts:
        yield "ends", "Say when it starts as well."
    elif ends and ends <= starts and last in (None, first):
        yield "ends", "It ends before it starts."
    elif ends and not times.exists(last or first, ends):
        yield "ends", "There is no such time on that day, because the clocks go forward."
