"""Killed at any moment, the directory keeps what it has acknowledged, publishes nothing else, and its search follows at the next start."""

import random
import re
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.catalogue import finder, indexing
from directory.catalogue.models import Confirmation
from directory.db import db
from directory.review.models import Revision
from tests.databases import app_in, close
from tests.partners.writers import CONFIRMED, DRAFTED, PUBLISHED, SECRET_WORD, work_for_ever
from tests.review.listings import AT, service

ROUNDS = 200
ROUND = re.compile(r"\d+")


@pytest.mark.one_database
def test_38_killed_through_200_rounds_nothing_acknowledged_is_lost_and_nothing_else_is_public(backend, processes, tmp_path):
    chance, longest, kills = random.Random(38), 0.0, 0
    acknowledged, instance = tmp_path / "acknowledged", tmp_path / "instance"
    acknowledged.touch()
    url = backend.fresh(instance)
    while len(done := rounds(acknowledged, "published")) < ROUNDS:
        # One more than was acknowledged may have been published, so that number is not used again.
        kill_while_working(processes, (instance, url, acknowledged, max(done, default=0) + 2), acknowledged, chance.uniform(0.1, 3.5))
        kills += 1
        longest = max(longest, look_after_a_restart(instance, url, acknowledged))
    print(f"\nKilled {kills} times in {len(done)} rounds. Index equal to the database at most {longest * 1000:.0f} ms after a start began.")


def rounds(acknowledged, what):
    return [int(line.split()[1]) for line in acknowledged.read_text().splitlines() if line.startswith(what)]


def kill_while_working(processes, arguments, acknowledged, seconds):
    before = acknowledged.stat().st_size
    worker = processes.Process(target=work_for_ever, args=arguments)
    worker.start()
    while worker.is_alive() and acknowledged.stat().st_size == before:
        time.sleep(0.005)
    time.sleep(seconds)
    assert worker.is_alive()
    worker.kill()
    worker.join()


def look_after_a_restart(instance, url, acknowledged):
    """Start as the server does, and compare; returns how many seconds the index took."""
    started = time.monotonic()
    app = app_in(instance, url)
    with app.app_context():
        index = finder.current().index
        indexing.reconcile(index)
        seconds = time.monotonic() - started
        assert index.fingerprints() == {document.id: document.fingerprint() for document in indexing.documents_of(None)}
        now = int(ROUND.search(service(PUBLISHED).summary)[0])
        assert now >= max(rounds(acknowledged, "published"))
        draft = db.session.scalars(select(Revision).where(Revision.service_id == service(DRAFTED).id)).one_or_none()
        assert int(ROUND.search(draft.changes["summary"])[0]) >= max(rounds(acknowledged, "drafted"), default=0)
        confirmed = set(db.session.scalars(select(Confirmation.confirmed_on).where(Confirmation.service_id == service(CONFIRMED).id)))
        assert {(AT + timedelta(days=number)).date() for number in rounds(acknowledged, "confirmed")} <= confirmed
    school = app.test_client()
    public = [
        school.get(path).text
        for path in (f"/services/{PUBLISHED}", f"/services/{DRAFTED}", f"/services.json?q={SECRET_WORD}", "/services.json")
    ]
    assert f"Words that were published in round {now}." in public[0]
    assert not any(SECRET_WORD in page.replace(f"q={SECRET_WORD}", "").replace(f'"q":"{SECRET_WORD}"', "") for page in public)
    assert all(each["slug"] != DRAFTED for each in school.get(f"/services.json?q={SECRET_WORD}").json["results"])
    close(app)
    return seconds
