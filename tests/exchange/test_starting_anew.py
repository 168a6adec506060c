"""What goes out as YAML is what `flask seed` reads: another directory starts with it, and this one has it already."""

import shutil
from datetime import UTC, date, datetime

import pytest

from directory.catalogue import seeding
from directory.db import migrations, transaction
from directory.exchange.kinds import KINDS
from directory.gatherings import loading, operations
from directory.gatherings import seeding as gathering_seeding
from directory.gatherings.models import Gathering
from directory.gatherings.words import GatheringKind
from tests.exchange.exchanging import everything, new, rows_of, take_over, taken_out, upload
from tests.gatherings.making import session_of
from tests.people import editor, sign_in_as

AT = datetime(2026, 11, 28, tzinfo=UTC)
OF_A_MACHINE = ("id", "version")


@pytest.fixture
def full(app, chief):
    """The directory with one more of each kind, with a network that names no source, and two dates of one title on one day."""
    for kind in ("providers", "services", "schools", "sessions"):
        assert take_over(chief, upload(chief, new(kind), kind)).status_code == 303
    with app.app_context():
        values = {"name": "Quokka network", "kind": GatheringKind.NETWORK, "summary": "They meet."}
        slug = operations.add_gathering(values=values, sources=[], by=editor(), at=AT)
        with transaction() as session:
            id = session.query(Gathering.id).filter_by(slug=slug).scalar()
        whole = {"precision": "day", "status": "planned", "source": "A call", "dated": "2026-11", "online": True, "note": "One.\n\nTwo."}
        for hour in (9, 14):
            at = {"day": date(2027, 6, 1), "last_day": date(2027, 6, 2), "starts": datetime(2027, 6, 1, hour).time(), "ends": None}
            operations.add_session(gathering_id=id, values={"title": "Twins", **at, **whole}, counts=[], by=editor(), at=AT)
    return chief


@pytest.fixture
def folder(app, full, tmp_path):
    """A seed folder with what the directory gave out instead of its own files."""
    folder = tmp_path / "seed"
    shutil.copytree(app.config["DIRECTORY"].seed_data, folder)
    for path in (folder / "services").glob("*.yaml"):
        path.unlink()
    (folder / "services" / "all.yaml").write_bytes(taken_out(full, "services", "yaml"))
    (folder / "providers.yaml").write_bytes(taken_out(full, "providers", "yaml"))
    (folder / "gatherings.yaml").write_bytes(taken_out(full, "sessions", "yaml"))
    (folder / "schools.csv").write_bytes(taken_out(full, "schools"))
    return folder


def seed(folder):
    """Networks, dates and schools; how many changed."""
    return gathering_seeding.seed(loading.read(folder), at=AT) + gathering_seeding.seed_schools(folder)


def lines(client, kind):
    """What a kind gives out, without what is different on every machine."""
    rows = [{name: cell for name, cell in row.items() if name not in OF_A_MACHINE} for row in rows_of(taken_out(client, kind))]
    return sorted(rows, key=str)


@pytest.mark.one_database
def test_another_directory_that_starts_with_it_gives_out_the_same(make_app, full, folder):
    other = make_app(seeded=False)
    with other.app_context():
        migrations.upgrade()
    with other.app_context():
        seeding.seed(folder)
        seed(folder)
        client = sign_in_as(other.test_client(), editor())
    for kind in KINDS:
        assert lines(client, kind) == lines(full, kind)
        assert taken_out(client, kind, "yaml") == taken_out(full, kind, "yaml")
    with other.app_context():
        assert seeding.seed(folder) + seed(folder) == 0


def test_the_dates_and_schools_that_people_added_are_known_to_the_seed_and_left_alone(app, folder):
    before = everything(app)
    with app.app_context():
        assert seed(folder) == 0
    assert everything(app) == before


def test_the_listings_that_people_added_are_known_to_the_seed_and_left_alone(app, full, folder):
    before = lines(full, "services"), lines(full, "providers")
    with app.app_context():
        seeding.seed(folder)
    assert (lines(full, "services"), lines(full, "providers")) == before


def test_the_seed_reads_a_list_of_schools_as_yaml_too(app, full, folder):
    (folder / "schools.csv").write_bytes(taken_out(full, "schools", "yaml"))
    with app.app_context():
        assert gathering_seeding.seed_schools(folder) == 0


@pytest.mark.one_database
def test_a_proposed_date_is_in_no_file(app, full):
    with app.app_context():
        session_of("school-attendance-network", state="proposed", title="Not yet")
    assert all(b"Not yet" not in taken_out(full, "sessions", ending) for ending in ("csv", "yaml"))
