"""Fixtures of the whole suite.

`app`, `client` and `session` give a seeded application; every test that asks for one runs on both databases. A test that commits gets
its database thrown away afterwards, so each starts from the seed. `make_app` makes an application of its own with other settings.
"""

import multiprocessing

import pytest
from hypothesis import settings
from sqlalchemy import event

from directory.db import db
from tests.databases import BACKENDS, app_in, close
from tests.people import editor, sign_in_as

# No test is judged by the time it takes: a machine that does much else is slow.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

URGENT_NUMBERS = ("tel:999", "tel:111", "tel:03001236720", "tel:03001236722")


def pytest_addoption(parser):
    parser.addoption("--database", choices=[*BACKENDS, "both"], default="both", help="run database tests on one backend only")


def pytest_generate_tests(metafunc):
    if "backend" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("database")
        one = metafunc.definition.get_closest_marker("one_database")
        names = list(BACKENDS) if chosen == "both" and not one else ["sqlite" if chosen == "both" else chosen]
        metafunc.parametrize("backend", names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def backends(tmp_path_factory):
    """The backends that were asked for so far, each started once."""
    started = {}
    yield started
    for backend in started.values():
        backend.stop()


@pytest.fixture(scope="session")
def backend(request, backends, tmp_path_factory):
    """The database server of this run of the test."""
    name = request.param
    if name not in backends:
        backends[name] = BACKENDS[name](tmp_path_factory.mktemp(name))
    return backends[name]


@pytest.fixture(scope="session")
def clean_apps():
    """Applications whose database is still as seeded, by backend."""
    apps = {}
    yield apps
    for app in apps.values():
        close(app)


@pytest.fixture
def app(backend, clean_apps, tmp_path_factory):
    """A seeded application; shared by tests that only read, replaced after one that committed."""
    app = clean_apps.pop(backend, None)
    if app is None:
        instance = tmp_path_factory.mktemp("instance")
        app = app_in(instance, backend.fresh(instance))
    commits = []
    note = lambda connection: commits.append(connection)  # noqa: E731 - it must be one object, to be taken off again
    with app.app_context():
        engine = db.engine
    event.listen(engine, "commit", note)
    yield app
    event.remove(engine, "commit", note)
    if commits:
        close(app)
    else:
        clean_apps[backend] = app


@pytest.fixture(scope="session")
def processes():
    """Makes processes to be killed. There is one server of forks for all tests, so it must have read what any of them needs."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.partners.writers", "tests.search_index.writers"])
    return context


@pytest.fixture(scope="module")
def lasting_app(backends, tmp_path_factory):
    """A seeded application on SQLite for all tests of a module."""
    if "sqlite" not in backends:
        backends["sqlite"] = BACKENDS["sqlite"](tmp_path_factory.mktemp("sqlite"))
    instance = tmp_path_factory.mktemp("instance")
    app = app_in(instance, backends["sqlite"].fresh(instance))
    yield app
    close(app)


@pytest.fixture
def client(app):
    """A browser without JavaScript and without cookies."""
    return app.test_client()


@pytest.fixture
def officer(app):
    """An editor, such as the Education Partnership Officer."""
    with app.app_context():
        return editor()


@pytest.fixture
def desk(app, officer):
    """Their browser, signed in."""
    return sign_in_as(app.test_client(), officer)


@pytest.fixture
def session(app):
    """The database session of one application context."""
    with app.app_context():
        yield db.session


@pytest.fixture
def make_app(backend, tmp_path_factory):
    """Makes an application of its own: `make_app(seeded=False, DIRECTORY_ENV="production")`."""
    made = []

    def make(*, seeded=True, **environment):
        instance = tmp_path_factory.mktemp("instance")
        url = environment.pop("DATABASE_URL", None) or (backend.fresh(instance) if seeded else backend.empty(instance))
        made.append(app_in(instance, url, **environment))
        return made[-1]

    yield make
    for app in made:
        close(app)
