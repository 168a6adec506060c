"""Glue: the school terms that this directory counts with."""

from directory.config import current as settings
from directory.pathways.review import Calendar, read_calendar

FILE = "term_dates.yaml"


def current() -> Calendar:
    return read_calendar(settings().seed_data / FILE)
