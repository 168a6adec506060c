"""Times the officer's pages with the catalogue as seeded and with 10,000 services and 500 schools, and counts the queries of each."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import event, select

from benchmarks.plan import WANTED, fill
from benchmarks.seeded import seeded
from directory import access
from directory.access import Actor
from directory.accounts.models import Person
from directory.db import db, stable_id, transaction
from directory.gatherings.models import Attendance, Gathering, GatheringSession, School
from directory.gatherings.words import Precision, SchoolPhase, SchoolStatus, SessionState, SessionStatus
from directory.reports import figures, operations
from directory.reports.content import Priority
from directory.reports.operations import Period

SCHOOLS, SESSIONS, CAME, ROUNDS = 500, 60, 80, 7
NOW, TODAY = datetime.now(UTC), date.today()
OFFICER = Actor(id="officer", name="Officer", email="officer@example.org", is_editor=True, second_step_done=True)


def main() -> None:
    with TemporaryDirectory() as folder:
        app = seeded(Path(folder))
        app.extensions[access.WHO_IS_ASKING] = lambda: OFFICER
        addresses = _addresses(app)
        gc.freeze()
        few = {name: _measured(app, address) for name, address in addresses.items()}
        count = fill(app)
        _gather(app)
        many = {name: _measured(app, address) for name, address in addresses.items()}
    print(f"The officer's pages, with {count} services and the seeded schools, and with {WANTED} services and {SCHOOLS} schools that came")
    print(f"to {SESSIONS} sessions. Milliseconds of the first opening after a change, then at the median of {ROUNDS};")
    print("queries of one opening.\n")
    for name in addresses:
        (first, usual, asked), (first_many, usual_many, asked_many) = few[name], many[name]
        print(f"{name:26} {first:7.0f} {usual:6.0f} {asked:4} queries", end="")
        print(f"   with {WANTED}: {first_many:7.0f} {usual_many:6.0f} {asked_many:4} queries")


def _addresses(app: Flask) -> dict[str, str]:
    with app.test_request_context():
        with transaction() as session:
            session.add(Person(id=OFFICER.id, name=OFFICER.name, email=OFFICER.email, is_editor=True, made_at=NOW))
        period = Period("A report", TODAY - timedelta(weeks=7), TODAY)
        report = operations.begin(period=period, go_on_from=None, opening=figures.places(), by=OFFICER, at=NOW)
        written = Priority("A priority", figures=tuple(figures.LABELS))
        operations.save_priority(report_id=report, stamp=1, place=None, written=written, at=NOW)
    return {
        "grid and map": "/editor/coverage?phase=primary&district=chorley",
        "grid as a sheet": "/editor/coverage.csv",
        "worklist": "/editor/worklist",
        "half-term report": f"/editor/reports/{report}",
        "half-term report in Word": f"/editor/reports/{report}/word",
        "take-up by school": "/editor/gatherings/take-up",
        "networks and training": "/gatherings",
    }


def _gather(app: Flask) -> None:
    """Schools and sessions, with which came to which."""
    with app.app_context(), transaction() as session:
        known = list(session.scalars(select(School.urn)))
        made = [str(900_000 + number) for number in range(SCHOOLS - len(known))]
        session.add_all(_school(urn) for urn in made)
        networks = list(session.scalars(select(Gathering.id)))
        session.flush()
        urns = known + made
        for number in range(SESSIONS):
            day = TODAY - timedelta(days=number * 9)
            came = [Attendance(urn=urns[(number * 37 + at) % len(urns)]) for at in range(CAME)]
            session.add(_session(number, networks[number % len(networks)], day, came))


def _school(urn: str) -> School:
    return School(
        urn=urn, name=f"School {urn}", phase=SchoolPhase.PRIMARY, type="Community school", district="chorley", status=SchoolStatus.OPEN,
        source="A benchmark",
    )  # fmt: skip


def _session(number: int, gathering_id: str, day: date, came: list[Attendance]) -> GatheringSession:
    return GatheringSession(
        id=stable_id("gathering-session", f"bench-{number}"), gathering_id=gathering_id, title="Meeting", precision=Precision.DAY, day=day,
        status=SessionStatus.HELD, state=SessionState.PUBLISHED, changed_at=NOW, attendances=came,
    )  # fmt: skip


def _measured(app: Flask, address: str) -> tuple[float, float, int]:
    """Milliseconds of the first opening and at the median, and the queries of one opening."""
    client = app.test_client()
    first = _milliseconds(client.get, address)
    with _counted(app) as asked:
        _milliseconds(client.get, address)
    return first, median(_milliseconds(client.get, address) for _ in range(ROUNDS)), len(asked)


def _milliseconds(get: Callable[..., Any], address: str) -> float:
    start = time.perf_counter()
    assert get(address).status_code == 200, address
    return (time.perf_counter() - start) * 1000


@contextmanager
def _counted(app: Flask) -> Iterator[list[int]]:
    asked: list[int] = []

    def note(*_: object) -> None:
        asked.append(1)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
