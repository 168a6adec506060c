"""Providers as files: found by their new name at once, left alone by the seed, and their withheld websites kept."""

import shutil
from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from directory import tables
from directory.accounts.models import AuditEntry
from directory.catalogue import queries, seeding
from directory.catalogue.models import Contact, IndexChange, Organisation, Service
from directory.cells import read_all
from directory.db import db, stable_id, transaction
from directory.exchange import providers
from directory.forms import one_line, tidied
from directory.review import providers as operations
from directory.review.errors import NotWhole, NotYours, StaleRevision
from tests.exchange.exchanging import everything, new, rows_of, said, sheet, take_over, taken_out, upload
from tests.people import editor, person

SHAPE = providers.KIND.shape


def compass(**cells):
    return sheet(("compass", *cells.values()), head=("slug", *cells))


def the(slug):
    return db.session.query(Organisation).filter_by(slug=slug).one()


@pytest.fixture
def secret(app):
    """A website that a listing withholds, and that is its provider's own."""
    with app.app_context(), transaction() as session:
        service = session.query(Service).filter_by(slug="compass-bloom-mhst").one()
        service.organisation.website = "www.compass-secret.example/inside"
        contact = {"kind": "website", "value": "https://compass-secret.example/inside", "publish": False, "position": 9}
        session.add(Contact(id=stable_id("contact", "secret"), service=service, **contact))
    return "compass-secret"


def test_a_new_name_is_shown_and_found_at_once(app, chief, client):
    with app.app_context():
        stamp = queries.catalogue_stamp()
    assert client.get("/services.json?q=quokkaline").json["total"] == 0
    assert take_over(chief, upload(chief, compass(name="Quokkaline Compass"), "providers")).status_code == 303
    assert "Quokkaline Compass" in client.get("/providers/compass").text
    found = client.get("/services.json?q=quokkaline").json["results"]
    assert found and {each["provider"] for each in found} == {"Quokkaline Compass"}
    with app.app_context():
        assert queries.catalogue_stamp() != stamp
        assert db.session.query(AuditEntry).filter_by(verb="took over from a file", about=the("compass").id).count() == 1
    assert "Quokkaline Compass" in said(chief.get("/editor/log"))


def test_the_listings_of_a_changed_provider_wait_for_the_search_index(app):
    with app.app_context():
        before, by = operations.values_of(the("compass")), editor()
        taken = operations.Taken("compass", before, {**before, "aliases": ["Quokkaline"]})
        assert operations.take_over(providers=[taken], by=by, at=datetime.now(UTC)) == 1
        theirs = {service.id for service in the("compass").services}
        assert theirs and {change.service_id for change in db.session.query(IndexChange)} == theirs


def test_a_new_provider_has_the_id_that_the_seed_would_give_it_and_can_have_listings(app, chief, client):
    assert take_over(chief, upload(chief, new("providers"), "providers")).status_code == 303
    page = client.get("/providers/quokka-trust").text
    assert "Quokka Trust" in page and "https://www.quokka.example" in page and "It helps." in page
    with app.app_context():
        assert the("quokka-trust").id == stable_id("organisation", "quokka-trust")
    assert upload(chief, new("services", provider="quokka-trust")).status_code == 200


def test_the_seed_leaves_alone_what_people_changed_and_only_that(app, chief, tmp_path):
    take_over(chief, upload(chief, compass(about="Ours."), "providers"))
    folder = tmp_path / "seed"
    shutil.copytree(app.config["DIRECTORY"].seed_data, folder)
    entries = yaml.safe_load((folder / "providers.yaml").read_text(encoding="utf-8"))
    for entry in entries:
        entry |= {"about": "Theirs."} if entry["slug"] in ("compass", "kooth") else {}
    (folder / "providers.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
    with app.app_context():
        stamp = queries.catalogue_stamp()
        assert seeding.seed(folder) == 1
        assert (the("compass").about, the("kooth").about) == ("Ours.", "Theirs.")
        assert queries.catalogue_stamp() != stamp and the("kooth").edited_at is None


def test_a_withheld_website_is_in_no_file_and_survives_one(app, chief, secret):
    for ending in ("csv", "yaml"):
        content = taken_out(chief, "providers", ending)
        assert secret not in content.decode() and "No providers would be new" in said(upload(chief, content, "providers"))
    row = next(row for row in rows_of(taken_out(chief, "providers")) if row["slug"] == "compass")
    answer = upload(chief, sheet(tuple({**row, "about": "Other."}.values()), head=tuple(row)), "providers")
    assert secret not in answer.text and "Its own website" not in said(answer)
    assert take_over(chief, answer).status_code == 303
    with app.app_context():
        assert (the("compass").website, the("compass").about) == ("www.compass-secret.example/inside", "Other.")


def test_a_withheld_website_can_be_replaced_but_not_brought_in(app, chief, secret):
    for cells in ({"website": "compass-secret.example/inside"}, {"website": "https://compass-secret.example/inside/more"}):
        answer = upload(chief, compass(**cells), "providers")
        assert answer.status_code == 400 and "give away a contact" in said(answer)
    answer = upload(chief, compass(website="www.compass-uk.org"), "providers")
    assert secret not in answer.text and "Not stated" in said(answer)
    assert take_over(chief, answer).status_code == 303
    assert "www.compass-uk.org" in taken_out(chief, "providers").decode()


def test_a_website_that_anybody_may_know_goes_where_its_cell_is_empty(app, chief):
    assert take_over(chief, upload(chief, compass(website=""), "providers")).status_code == 303
    with app.app_context():
        assert the("compass").website is None


@pytest.mark.parametrize("column", ["name", "about", "aliases"])
@pytest.mark.one_database
def test_no_text_of_a_provider_gives_away_a_withheld_contact(app, chief, column):
    with app.app_context():
        withheld = db.session.query(Contact.value).filter(~Contact.publish).first()[0]
    answer = upload(chief, compass(**{column: f"Ask {withheld}"}), "providers")
    assert answer.status_code == 400 and "Line 2: The words give away a contact" in said(answer)


def test_one_provider_that_moved_stops_all_of_them(app):
    with app.app_context():
        at, by = datetime.now(UTC), editor()
        before = operations.values_of(the("compass"))
        fresh = operations.Taken("quokka", None, {**before, "name": "Quokka"})
        moved = operations.Taken("compass", {**before, "name": "Compas"}, {**before, "about": "New."})
        bad = operations.Taken("compass", before, {**before, "website": "javascript:alert(1)"})
        known = operations.Taken("kooth", None, {**before, "name": "Kooth again"})
    for taken, error in (([fresh, moved], StaleRevision), ([fresh, bad], NotWhole), ([fresh, known], StaleRevision)):
        state = everything(app)
        with app.app_context(), pytest.raises(error):
            operations.take_over(providers=taken, by=by, at=at)
        assert everything(app) == state


@pytest.mark.one_database
def test_only_an_editor_takes_providers_over(app):
    with app.app_context(), pytest.raises(NotYours):
        operations.take_over(providers=[], by=person("compass"), at=datetime.now(UTC))


texts = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=30)
    .map(one_line)
    .filter(lambda text: text and text == tidied(text))
)
rows = st.fixed_dictionaries(
    {
        "slug": st.just("quokka"),
        "name": texts,
        "kind": texts,
        "aliases": st.lists(texts, max_size=4),
        "website": st.none() | texts,
        "about": st.none() | st.lists(texts, min_size=1, max_size=3).map("\n".join),
    }
)


@settings(max_examples=200)
@given(rows)
def test_any_provider_reads_back_from_both_files_as_it_was(row):
    for file in (tables.as_sheet([row], SHAPE), tables.as_yaml([row])):
        (found,) = tables.read(file, SHAPE)
        stated, wrong = read_all(SHAPE.columns, found.cells)
        assert wrong == [] and {name: stated.get(name) or None for name in row} == {name: value or None for name, value in row.items()}
