"""The list of schools as files: what a line changes, how the register may write it, and that nothing is half done."""

from datetime import UTC, datetime

import pytest

from directory.db import db
from directory.exchange import schools
from directory.gatherings import schools as operations
from directory.gatherings import seeding
from directory.gatherings.errors import FileChanged
from directory.gatherings.models import School
from tests.exchange.exchanging import everything, new, rows_of, said, some, take_over, taken_out, upload
from tests.people import editor

AT = datetime(2026, 11, 28, tzinfo=UTC)
DUKE = {
    "urn": "119066", "name": "Duke Street", "phase": "Nursery", "type": "Local authority nursery school", "district": "south-ribble",
    "postcode": "PR7 3DU", "status": "Closed",
}  # fmt: skip


@pytest.mark.one_database
def test_a_dry_run_shows_old_beside_new_in_words(app, chief):
    before = everything(app)
    found = said(upload(chief, some("schools", {}, DUKE), "schools"))
    assert "Line 2: Quokka Primary New URN 900001" in found and "Line 3: Duke Street Changed URN 119066" in found
    assert "Duke Street Nursery School" in found and "District NowChorley In the fileSouth Ribble" in found
    assert "Status NowOpen In the fileClosed" in found and "Phase Now" not in found
    assert everything(app) == before


def test_what_is_taken_over_has_its_source_and_is_left_alone_by_the_seed(app, chief):
    assert take_over(chief, upload(chief, some("schools", {}, DUKE), "schools", source="A list")).status_code == 303
    with app.app_context():
        calm, duke = db.session.get(School, "900001"), db.session.get(School, "119066")
        assert (calm.name, calm.source, calm.near_boundary) == ("Quokka Primary", "A list", False)
        assert (duke.name, duke.district, duke.status.value, duke.source) == ("Duke Street", "south-ribble", "closed", "A list")
        assert seeding.seed_schools(app.config["DIRECTORY"].seed_data) == 0
        assert db.session.get(School, "119066").name == "Duke Street"
    assert "Quokka Primary" in chief.get("/editor/gatherings/schools?q=900001").text


@pytest.mark.one_database
def test_the_official_register_may_be_chosen_as_it_is(app, chief):
    content = (app.config["DIRECTORY"].seed_data / "schools.csv").read_bytes()
    assert b"lat,lon" in content and "No schools would be new or changed. 209 are" in said(upload(chief, content, "schools"))
    register = new(
        "schools", statutory_low_age="-3", head="=HYPERLINK(1)", phase="16 plus", status="Open, but proposed to close", postcode="pr7 3du"
    )
    found = said(upload(chief, register, "schools"))
    assert "Phase In the file16 plus" in found and "Postcode In the filePR7 3DU" in found and "HYPERLINK" not in found


@pytest.mark.one_database
def test_a_yaml_of_schools_may_have_fields_that_nobody_knows(chief):
    content = taken_out(chief, "schools", "yaml").replace(b"\n  name:", b"\n  lat: -2.5\n  name:")
    assert content.count(b"lat:") == 209 and "209 are as the file says already" in said(upload(chief, content, "schools"))


def test_a_school_near_a_boundary_stays_marked_until_a_file_says_otherwise(app, chief):
    near = next(row for row in rows_of(taken_out(chief, "schools")) if row["near_boundary"] == "yes")
    unsaid = {name: cell for name, cell in near.items() if name != "near_boundary"} | {"name": "Other"}
    take_over(chief, upload(chief, some("schools", unsaid), "schools"))
    with app.app_context():
        assert db.session.get(School, near["urn"]).near_boundary
    take_over(chief, upload(chief, some("schools", {**unsaid, "near_boundary": "no"}), "schools"))
    with app.app_context():
        assert not db.session.get(School, near["urn"]).near_boundary


def test_one_school_that_moved_stops_all_of_them(app):
    with app.app_context():
        by, duke = editor(), schools.values_of(db.session.get(School, "119066"))
    fresh = operations.Taken("900001", None, {**duke, "urn": "900001"})
    for last in (
        operations.Taken("119066", 99, {"name": "x"}),
        operations.Taken("900002", 1, {"name": "x"}),
        operations.Taken("119066", None, duke),
    ):
        before = everything(app)
        with app.app_context(), pytest.raises(FileChanged):
            operations.take_over(schools=[fresh, last], source="A list", by=by, at=AT)
        assert everything(app) == before


def test_a_list_of_as_many_schools_as_a_file_may_have_is_taken_over(app, chief):
    content = some("schools", *({"urn": str(number)} for number in range(200_000, 201_500)))
    answer = upload(chief, content, "schools")
    assert answer.status_code == 200 and take_over(chief, answer).headers["Location"].endswith("?taken=1500")
