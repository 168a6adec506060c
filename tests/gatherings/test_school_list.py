"""The list of schools: as the seed has it, and corrected one by one. Files with many are in tests/exchange."""

import pytest

from directory.catalogue.seed_entry import SeedError
from directory.gatherings import school_list, seeding
from directory.gatherings.models import School
from tests.partners.pages import fill, form_on, send

HOME = "/editor/gatherings/schools"
HEADER = "urn,name,phase,type,district,postcode,status\n"
GOOD = "900001,Calm Primary,Primary,Community school,Chorley,PR7 3DU,Open\n"


def everything(session):
    session.rollback()
    return {each.urn: (each.as_values(), each.version) for each in session.query(School)}


def test_the_list_of_the_seed_is_there_and_says_what_it_is(chief, session):
    assert len(everything(session)) == 209
    page = chief.get(HOME).text
    assert (
        "about 85%" in page
        and "Open Government Licence v3.0" in page
        and "Check the district" in page
        and "/editor/exchange/schools" in page
    )
    assert session.query(School).filter_by(near_boundary=True).count() == 18


def test_one_school_is_corrected_and_the_file_leaves_it_alone(app, chief, session):
    answer = fill(chief, f"{HOME}/119066", name="Corrected", district="south-ribble", postcode="pr25 1aa", source="The register")
    assert answer.status_code == 303
    now = everything(session)["119066"][0]
    assert (now["name"], now["district"], now["postcode"]) == ("Corrected", "south-ribble", "PR25 1AA")
    with app.app_context():
        assert seeding.seed_schools(app.config["DIRECTORY"].seed_data) == 0
    assert everything(session)["119066"][0]["name"] == "Corrected"


FAULTS = [({"name": " "}, "Give the name"), ({"postcode": "x"}, "like PR7 3DU"), ({"district": "devon"}, "Choose one of those")]


@pytest.mark.parametrize(("typed", "said"), FAULTS)
def test_a_correction_that_cannot_be_comes_back(chief, session, typed, said):
    answer = fill(chief, f"{HOME}/119066", type="Quokkaline", **typed)
    assert answer.status_code == 400 and said in answer.text and "Quokkaline" in answer.text


def test_36_the_second_of_two_corrections_is_refused(chief, session):
    _, values = form_on(chief.get(f"{HOME}/119066").text, "Save")
    assert send(chief, f"{HOME}/119066", values, name="First").status_code == 303
    answer = send(chief, f"{HOME}/119066", values, name="Second")
    assert answer.status_code == 409 and 'value="Second"' in answer.text
    assert everything(session)["119066"][0]["name"] == "First"


def test_a_school_near_a_boundary_says_that_its_district_must_be_checked(chief, session):
    near = session.query(School).filter_by(near_boundary=True).first()
    assert "Check the district" in chief.get(f"{HOME}/{near.urn}").text


def test_a_seed_folder_without_the_list_has_no_schools(tmp_path, session):
    assert school_list.read(tmp_path) == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("urn,name\n900001,Calm\n", "schools.csv, line 1: The column “phase” is missing"),
        (HEADER + GOOD + GOOD, "schools.csv, line 3: “900001” is on line 2 already"),
        (HEADER + GOOD.replace("Primary,Primary", "Primary,Big"), "schools.csv, line 2: Phase: “Big” is not known here"),
    ],
)
def test_a_seed_folder_with_a_broken_list_is_refused_whole(tmp_path, session, content, said):
    (tmp_path / school_list.FILE).write_text(content, encoding="utf-8")
    before = everything(session)
    with pytest.raises(SeedError, match=said):
        school_list.read(tmp_path)
    assert everything(session) == before


def test_a_list_of_the_seed_that_changes_a_school_changes_only_that(app, session, tmp_path):
    (tmp_path / school_list.NAMES).write_bytes((app.config["DIRECTORY"].seed_data / school_list.NAMES).read_bytes())
    (tmp_path / school_list.FILE).write_text(HEADER + GOOD + "119066,Duke Street,Nursery,Other,Chorley,PR7 3DU,Open\n", encoding="utf-8")
    assert [seeding.seed_schools(tmp_path) for _ in range(2)] == [2, 0]
    after = everything(session)
    assert after["119066"][0]["name"] == "Duke Street" and not after["900001"][0]["near_boundary"] and len(after) == 210
