"""Glue: the school terms that this directory counts with."""

from datetime import date
from typing import cast

from flask import Flask, current_app

from directory.config import Config
from directory.kept import Kept
from directory.pathways.review import Calendar, read_calendar

FILE = "term_dates.yaml"


def init_app(app: Flask) -> None:
    """Read the terms now, so that a fault in them stops the start."""
    config: Config = app.config["DIRECTORY"]
    app.extensions["terms"] = Kept(seed=config.seed_data / FILE, instance=config.instance, read=read_calendar)


def began(day: date) -> date:
    """The first day of the term that this day is in or, in a holiday, of the one before; before the first that is known, the day itself."""
    firsts = [first for year in current().years for first, _ in year.terms if first <= day]
    return firsts[-1] if firsts else day


def current() -> Calendar:
    """The terms as they are settled now."""
    return cast("Kept[Calendar]", current_app.extensions["terms"]).current()
