"""The glue between a search and its count: notes are kept in memory and a thread writes them down, so reading a page writes nothing."""

import threading
from datetime import date
from typing import cast

from flask import Flask, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from directory.catalogue import searched
from directory.catalogue.searched import Searched
from directory.reports import unmet, unmet_operations
from directory.reports.unmet import Notebook

KEY = "unmet"
SECONDS_BETWEEN = 60


def init_app(app: Flask) -> None:
    """One notebook for the process."""
    app.extensions[KEY] = Notebook()
    searched.when_searched(app, _look)


def write_down(*, today: date) -> None:
    """Write what this process has noted. Where that fails it is kept for the next time."""
    noted = _notebook().take()
    try:
        unmet_operations.write(noted, today=today)
    except SQLAlchemyError:
        _notebook().add(noted)
        raise


def keep_writing(app: Flask) -> None:
    """Write for as long as this process lives."""
    stop = threading.Event()

    def run() -> None:
        settled = None
        while not stop.wait(SECONDS_BETWEEN):
            settled = tend(app, settled)

    threading.Thread(target=run, name="unmet", daemon=True).start()


def tend(app: Flask, settled: date | None) -> date | None:
    """Write what was noted and, unless that was done today, turn days into weeks; returns the day on which that was last done."""
    today = date.today()
    with app.app_context():
        try:
            write_down(today=today)
            if settled != today:
                unmet_operations.settle(today=today)
        except SQLAlchemyError as error:
            app.logger.warning("What was looked for and not found is written later", exc_info=error)
            return settled
    return today


def _look(search: Searched) -> None:
    """Only what schools look for: whoever signs in here looks after the listings and tries them. No cookie is read, only seen."""
    if request.method == "GET" and current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        _notebook().add(unmet.notes(search.asked, search.total, date.today()))


def _notebook() -> Notebook:
    return cast(Notebook, current_app.extensions[KEY])
