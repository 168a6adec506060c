"""What editors publish, issue, settle and bring in while the disk is full or somebody holds the database: whole or not at all, and said."""

import sqlite3
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import OperationalError

from directory import sqlite
from directory.accounts.models import AuditEntry
from directory.catalogue import finder, indexing, judged
from directory.db import db
from directory.needs import judging, operations, queries
from directory.reports import queries as reports
from directory.settled.models import Settlement
from tests.conftest import URGENT_NUMBERS
from tests.exchange.exchanging import everything, new, upload
from tests.markup import main, parsed
from tests.needs.drafting import FEW, begun, changed
from tests.needs.drafting import judged as judge
from tests.people import csrf, editor, post, sign_in_as
from tests.reports.drafts import WHOLE
from tests.reports.drafts import begun as report_begun
from tests.settled.test_settled import HALF_LIVES
from tests.test_resilience import file_of, no_more_room

pytestmark = pytest.mark.one_database


@contextmanager
def held(app):
    """Another process writes, and does not come to an end."""
    other = sqlite3.connect(file_of(app), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


@contextmanager
def full(app):
    with no_more_room():
        yield


def everything_and_the_log(app):
    with app.app_context():
        return everything(app), db.session.query(AuditEntry).count()


def presses(app, chief, by):
    """Each write of an editor, ready to be pressed: what it is, its address and its fields."""
    with app.app_context():
        asked = begun(by, "panic").stamp
        begun(by)
        need = judge(changed(by, plain="Tired.")).stamp
        report = report_begun(by, WHOLE)
        issue = {"stamp": reports.report(report).stamp}
    post(chief, "/editor/settled/half-lives", HALF_LIVES)
    with app.app_context():
        settlement = db.session.query(Settlement.id).scalar()
    files = {kind: form(upload(chief, new(kind), kind)) for kind in ("providers", "schools", "sessions")}
    return {
        "judge": ("/editor/needs/panic/draft/judge", {"stamp": asked}),
        "publish": ("/editor/needs/sleep/draft/publish", {"stamp": need}),
        "issue": (f"/editor/reports/{report}/issue", issue),
        "settle": (f"/editor/settled/{settlement}/settle", {}),
        **{f"take over {kind}": (f"/editor/exchange/{kind}/take-over", fields) for kind, fields in files.items()},
    }


def form(answer):
    """What the button of a dry run would send."""
    found = next(each for each in main(parsed(answer.text)).iter("form") if each.get("action", "").endswith("/take-over"))
    fields = {field.get("name"): field.get("value") or "" for field in found.iter("input")}
    return {name: fields.get(name, "") for name in ("text", "source", "digest")}


@pytest.mark.parametrize("trouble", [held, full])
def test_a_write_that_cannot_be_made_leaves_nothing_behind_says_so_and_goes_through_afterwards(make_app, monkeypatch, trouble):
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    monkeypatch.setattr(judging, "start", lambda app, draft: None)
    app = make_app()
    with app.app_context():
        by = editor()
    chief = sign_in_as(app.test_client(), by)
    ready = presses(app, chief, by)
    secret = csrf(chief)
    before = everything_and_the_log(app)
    for name, (path, fields) in ready.items():
        with trouble(app):
            answer = chief.post(path, data={**fields, "csrf_token": secret})
        assert answer.status_code == 503 and answer.headers["Retry-After"] == "30", name
        assert "That could not be saved" in answer.text and all(number in answer.text for number in URGENT_NUMBERS), name
        assert everything_and_the_log(app) == before, name
    for name, (path, fields) in ready.items():
        assert chief.post(path, data={**fields, "csrf_token": secret}).status_code == 303, name


def test_what_was_typed_is_given_back_when_the_database_does_not_take_it(make_app, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    app = make_app()
    with app.app_context():
        by = editor()
        report = report_begun(by, WHOLE)
        stamp = reports.report(report).stamp
    chief = sign_in_as(app.test_client(), by)
    fields = {"title": "School avoidance", "impact": "An hour of words.", "stamp": stamp, "csrf_token": csrf(chief)}
    with held(app):
        answer = chief.post(f"/editor/reports/{report}/priorities/1", data=fields)
        assert answer.status_code == 503 and "An hour of words." in answer.text and "never half saved" not in answer.text
        assert "nothing is ever half saved" in answer.text and answer.headers["Cache-Control"] == "no-store"
        monkeypatch.setattr("directory.errors.given_back", lambda **_: 1 / 0)
        bare = chief.post(f"/editor/reports/{report}/priorities/1", data=fields)
    assert bare.status_code == 503 and "That could not be saved" in bare.text and "An hour of words." not in bare.text


def test_what_the_judged_queries_say_is_kept_at_the_next_try(app, monkeypatch):
    monkeypatch.setattr(judged, "sets", lambda folder: {"everyday_a": FEW})
    monkeypatch.setattr(judging, "TRIES", (0, 0, 0))
    keep, tries = operations.keep_judgement, []

    def locked_at_first(**judgement):
        tries.append(judgement["slug"])
        if len(tries) < 3:
            raise OperationalError("UPDATE", {}, Exception("database is locked"))
        keep(**judgement)

    monkeypatch.setattr(operations, "keep_judgement", locked_at_first)
    with app.app_context():
        draft = begun(editor())
        operations.begin_judging(slug="sleep", stamp=draft.stamp, words=0, at=draft.changed_at)
        judging.start(app, draft).join()
        db.session.rollback()
        assert tries == ["sleep"] * 3 and queries.judgement(queries.draft("sleep")).found["queries"] == 3


def test_the_thread_that_follows_outlives_whatever_goes_wrong(app, monkeypatch, caplog):
    with app.app_context():
        monkeypatch.setattr(type(finder.current()), "follow", lambda known: 1 / 0)
        indexing.tend()
    assert "The search will follow later" in caplog.text
