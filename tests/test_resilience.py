"""A database that is locked, full, read-only, broken or gone: reads go on where they can, and urgent help always does."""

import os
import resource
import shutil
import sqlite3
import time
from contextlib import contextmanager
from threading import Timer

import pytest
from sqlalchemy.exc import OperationalError

from directory import sqlite
from directory.catalogue import finder, indexing
from directory.catalogue.models import Service
from directory.db import db, transaction
from tests.conftest import URGENT_NUMBERS
from tests.databases import close

pytestmark = pytest.mark.one_database
NOBODY = 65534
LISTING = "/services/childline"


def assert_urgent_help_stands(client):
    answer = client.get("/urgent-help")
    assert answer.status_code == 200
    assert all(number in answer.text for number in URGENT_NUMBERS)


def assert_catalogue_is_away(client):
    answer = client.get(LISTING)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert all(number in answer.text for number in URGENT_NUMBERS)
    assert client.get("/healthz").json["status"] == "degraded"
    assert client.get("/readyz").status_code == 503


def file_of(app):
    return app.config["DIRECTORY"].instance / "directory.db"


@contextmanager
def no_more_room():
    """No file can grow, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def as_nobody():
    """Without the rights of root, which may write to anything."""
    if os.getuid() == 0:
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        if os.getresuid()[2] == 0:
            os.setresuid(0, 0, 0)


def write(app):
    with app.app_context(), transaction() as session:
        session.query(Service).filter_by(slug="childline").one().cost = "Changed"


def test_on_a_full_disk_everything_can_still_be_read_and_a_write_fails_whole(make_app):
    app = make_app()
    client = app.test_client()
    with no_more_room():
        status = client.get(LISTING).status_code
        with pytest.raises(OperationalError):
            write(app)
    assert status == 200
    write(app)
    assert "Changed" in client.get(LISTING).text


def test_on_a_read_only_file_system_everything_can_still_be_read(make_app, tmp_path):
    source = make_app()
    close(source)
    folder = tmp_path / "read-only"
    folder.mkdir()
    shutil.copy(file_of(source), folder)
    app = make_app(DATABASE_URL=f"sqlite:///{folder / 'directory.db'}")
    close(app)
    open_to_all(folder)
    folder.chmod(0o555)
    with as_nobody():
        status = app.test_client().get(LISTING).status_code
        with pytest.raises(OperationalError):
            write(app)
    folder.chmod(0o755)
    assert status == 200


def open_to_all(path):
    """Let the user nobody reach this folder."""
    for folder in (path, *path.parents):
        if not folder.stat().st_mode & 0o005:
            folder.chmod(folder.stat().st_mode | 0o055)


def test_while_another_process_writes_everything_can_be_read_and_a_write_gives_up_in_time(make_app, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    app = make_app()
    other = sqlite3.connect(file_of(app), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert app.test_client().get(LISTING).status_code == 200
    with pytest.raises(OperationalError):
        write(app)
    other.rollback()
    other.close()
    write(app)


def test_a_write_waits_for_a_short_one_of_another_process(make_app):
    app = make_app()
    other = sqlite3.connect(file_of(app), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = Timer(0.2, other.rollback)
    release.start()
    write(app)
    release.join()
    other.close()
    with app.app_context():
        assert db.session.query(Service).filter_by(slug="childline").one().cost == "Changed"


def test_with_no_tables_urgent_help_stands(make_app):
    client = make_app(seeded=False).test_client()
    assert_catalogue_is_away(client)
    assert_urgent_help_stands(client)


def test_with_a_file_that_is_no_database_urgent_help_stands(make_app, tmp_path):
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"This is not a database. " * 1000)
    client = make_app(DATABASE_URL=f"sqlite:///{broken}").test_client()
    assert_catalogue_is_away(client)
    assert_urgent_help_stands(client)


def test_with_a_database_that_cannot_be_made_urgent_help_stands(make_app, tmp_path):
    client = make_app(DATABASE_URL=f"sqlite:///{tmp_path / 'nowhere' / 'directory.db'}").test_client()
    assert_catalogue_is_away(client)
    assert_urgent_help_stands(client)


def test_with_the_database_server_gone_urgent_help_stands_at_once(make_app):
    client = make_app(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing").test_client()
    started = time.monotonic()
    assert_urgent_help_stands(client)
    assert_catalogue_is_away(client)
    assert time.monotonic() - started < 30


def test_with_the_search_index_gone_the_catalogue_is_still_there(make_app):
    app = make_app()
    shutil.rmtree(app.config["DIRECTORY"].search_index)
    client = app.test_client()
    assert client.get("/services?q=sleep").status_code == 200
    assert client.get(LISTING).status_code == 200
    assert client.get("/healthz").json["search_index"] == "cannot be read"
    assert client.get("/readyz").status_code == 200


def test_after_a_crash_between_the_change_and_its_indexing_the_next_start_mends_the_index(make_app):
    app = make_app()
    with app.app_context():
        before = finder.current().index.fingerprints()
        with transaction() as session:
            session.query(Service).filter_by(slug="childline").one().summary = "A line with other words."
    with app.app_context():
        assert finder.current().index.fingerprints() == before
        assert indexing.reconcile(finder.current().index) == 1
        assert finder.current().index.fingerprints() != before
