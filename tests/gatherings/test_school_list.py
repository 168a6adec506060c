"""The list of schools: corrected one by one or by a file that is looked at first, and never half of it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.gatherings import school_csv, school_list, seeding
from directory.gatherings.models import School
from tests.gatherings.making import school
from tests.partners.pages import fill, form_on, send

HOME = "/editor/gatherings/schools"
HEADER = "urn,name,phase,type,district,postcode,status\n"
GOOD = "900001,Calm Primary,Primary,Community school,Chorley,PR7 3DU,Open\n"
DISTRICTS = {"chorley": "Chorley", "south-ribble": "South Ribble"}


def everything(session):
    session.rollback()
    return {each.urn: (each.as_values(), each.version) for each in session.query(School)}


def upload(chief, content, **values):
    _, form = form_on(chief.get(f"{HOME}/upload").text, "Look at what")
    content = content.encode() if isinstance(content, str) else content
    given = {**form.to_dict(), "source": "A list", **values, "file": (io.BytesIO(content), "schools.csv")}
    return chief.post(f"{HOME}/upload", data=given, content_type="multipart/form-data")


def test_the_list_of_the_seed_is_there_and_says_what_it_is(chief, session):
    assert len(everything(session)) == 209
    page = chief.get(HOME).text
    assert "about 85%" in page and "Open Government Licence v3.0" in page and "Check the district" in page
    assert session.query(School).filter_by(near_boundary=True).count() == 18


def test_a_dry_run_says_line_by_line_what_would_change_and_changes_nothing(chief, session):
    before = everything(session)
    answer = upload(chief, HEADER + GOOD + "\n119066,Duke Street,Nursery,Local authority nursery school,south-ribble,PR7 3DU,Closed\n")
    page = " ".join(answer.text.split())
    assert answer.status_code == 200
    assert "Line 2: Calm Primary" in page and "Line 4: Duke Street" in page
    assert "Name: Duke Street Nursery School, then Duke Street" in page
    assert "District: chorley, then south-ribble" in page and "Status: Open, then Closed" in page
    assert everything(session) == before


def test_what_was_looked_at_is_taken_over_whole(chief, session):
    answer = upload(chief, HEADER + GOOD + "119066,Duke Street,Nursery,Local authority nursery school,Chorley,PR7 3DU,Open\n")
    action, values = form_on(answer.text, "Take it over")
    assert send(chief, action, values).headers["Location"] == f"{HOME}?changed=2"
    after = everything(session)
    assert after["900001"][0]["name"] == "Calm Primary" and after["119066"][0]["name"] == "Duke Street"
    assert session.get(School, "900001").source == "A list"
    assert "2 schools are new or changed" in chief.get(f"{HOME}?changed=2").text
    assert "No schools would be new" in " ".join(upload(chief, HEADER + GOOD).text.split())


def test_37_a_file_is_looked_at_again_when_the_list_has_changed_meanwhile(chief, session):
    action, values = form_on(upload(chief, HEADER + GOOD).text, "Take it over")
    school("900001", name="Somebody else’s")
    answer = send(chief, action, values)
    assert answer.status_code == 409
    assert "Somebody changed the list" in answer.text and "Somebody else’s, then Calm Primary" in " ".join(answer.text.split())
    assert session.get(School, "900001").name == "Somebody else’s"


def test_a_text_that_was_changed_after_the_dry_run_is_not_taken_over(chief, session):
    before = everything(session)
    action, values = form_on(upload(chief, HEADER + GOOD).text, "Take it over")
    assert send(chief, action, values, text=HEADER + GOOD.replace("Calm", "Wild")).status_code == 409
    assert send(chief, action, values, text="nonsense").status_code == 400
    assert everything(session) == before


def row(**cells):
    whole = {
        "urn": "900002", "name": "A", "phase": "Primary", "type": "T", "district": "Chorley", "postcode": "PR7 3DU", "status": "Open",
    }  # fmt: skip
    out = io.StringIO(newline="")
    csv.writer(out).writerow({**whole, **cells}.values())
    return out.getvalue()


MANY = "".join(f"{number},A,Primary,T,Chorley,,Open\n" for number in range(100000, 101501))
BROKEN = {
    "empty": ("", None, ""),
    "blank lines only": ("\n\n", 1, "The file is empty."),
    "header only": (HEADER, 1, "There is no school"),
    "no header": (GOOD, 1, "The column “urn” is missing."),
    "a column too few": (HEADER.replace(",status", "") + GOOD, 1, "The column “status” is missing."),
    "a column twice": ("urn," + HEADER + "900001," + GOOD, 1, "The column “urn” is there twice."),
    "semicolons": ((HEADER + GOOD).replace(",", ";"), 1, "The column “urn” is missing."),
    "a cell too few": (HEADER + GOOD + "900002,A,Primary\n", 3, "There are 3 cells, but 7 columns."),
    "a cell too many": (HEADER + GOOD.replace("Open", "Open,more"), 2, "There are 8 cells"),
    "half written": (HEADER + GOOD + "900002,A,Prim", 3, "There are 3 cells"),
    "a quotation mark left open": (HEADER + GOOD + '900002,"A,Primary,T,Chorley,PR7 3DU,Open\n', 3, "cannot be read as CSV"),
    "a stray quotation mark": (HEADER + '900002,"A"b,Primary,T,Chorley,PR7 3DU,Open\n', 2, "cannot be read as CSV"),
    "utf-16": ((HEADER + GOOD).encode("utf-16"), 1, "This is not UTF-8."),
    "latin-1": (HEADER.encode() + GOOD.replace("Calm", "Caf\xe9").encode("latin-1"), 2, "This is not UTF-8."),
    "zero bytes": (HEADER + GOOD + row(name="A\x00B"), 3, "There are zero bytes"),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + bytes(range(200, 256)), 1, "an Excel workbook or a zip file"),
    "a zip bomb": (b"PK\x03\x04" + b"\x00" * 1000, 1, "an Excel workbook or a zip file"),
    "an entity bomb": ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 1, "The column “urn” is missing."),
    "a number too short": (HEADER + row(urn="90000"), 2, "is not a URN"),
    "a number too long": (HEADER + row(urn="9000000"), 2, "is not a URN"),
    "figures of another script": (HEADER + row(urn="٩٠٠٠٠١"), 2, "is not a URN"),
    "a number with an exponent": (HEADER + row(urn="9.0E+05"), 2, "is not a URN"),
    "the same number twice": (HEADER + GOOD + row() + row(urn="900001"), 4, "URN 900001 is on line 2 already."),
    "no name": (HEADER + row(name=" "), 2, "The name is missing."),
    "no type": (HEADER + row(type=""), 2, "The type is missing."),
    "a phase that is none": (HEADER + row(phase="Big"), 2, "“Big” is not a phase"),
    "a status that is none": (HEADER + row(status="Maybe"), 2, "“Maybe” is not a status"),
    "a district far away": (HEADER + row(district="Devon"), 2, "“Devon” is not a district"),
    "a postcode that is none": (HEADER + row(postcode="PR73"), 2, "is not a postcode"),
    "a formula": (HEADER + row(name='=HYPERLINK("http://example.org")'), 2, "begins like a formula"),
    "a formula of full width": (HEADER + row(name="＝cmd"), 2, "begins like a formula"),
    "a formula after a mark": (HEADER + row(name="'@SUM(1)"), 2, "begins like a formula"),
    "a very long cell": (HEADER + row(name="x" * 201), 2, "longer than 200"),
    "a cell beyond all limits": (HEADER + row(name="x" * 150_000), 2, "field larger than field limit"),
    "a file beyond all limits": (HEADER + GOOD * 4000, 1, "larger than 200 kB"),
    "too many schools": (HEADER + MANY, 1502, "more than 1500 schools"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_32_a_broken_file_is_refused_with_its_line_and_reason_and_nothing_changes(chief, session, name):
    content, line, said = BROKEN[name]
    before = everything(session)
    answer = upload(chief, content)
    assert answer.status_code == 400
    if line:
        assert f"Line {line}: " in answer.text and said in answer.text
    else:
        assert "Choose a file." in answer.text
    assert 'value="A list"' in answer.text
    assert everything(session) == before


def test_a_file_needs_a_word_on_where_it_comes_from(chief, session):
    answer = upload(chief, HEADER + GOOD, source=" ")
    assert answer.status_code == 400 and "Say where it comes from." in answer.text


def test_every_fault_of_a_file_is_named_at_once():
    read = school_csv.read((HEADER + row(urn="x") + GOOD + row(phase="Big", postcode="?")).encode(), DISTRICTS)
    assert read.rows == [] and [fault.line for fault in read.faults] == [2, 4, 4]


WRITTEN = [HEADER + GOOD, "\ufeff" + HEADER + GOOD, (HEADER + GOOD).replace("\n", "\r\n"), HEADER.upper() + "\n" + GOOD]


@pytest.mark.parametrize("content", WRITTEN)
def test_a_file_may_have_a_mark_other_line_ends_capitals_and_blank_lines(content):
    read = school_csv.read(content.encode(), DISTRICTS)
    assert read.faults == [] and read.rows[0].values["district"] == "chorley"


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content):
    read = school_csv.read(content, DISTRICTS)
    assert read.faults and not read.rows


def test_one_school_is_corrected_and_the_file_leaves_it_alone(app, chief, session):
    answer = fill(chief, f"{HOME}/119066", name="Corrected", district="south-ribble", postcode="pr25 1aa", source="The register")
    assert answer.status_code == 303
    now = everything(session)["119066"][0]
    assert (now["name"], now["district"], now["postcode"]) == ("Corrected", "south-ribble", "PR25 1AA")
    with app.app_context():
        assert seeding.seed_schools(app.config["DIRECTORY"].seed_data) == 0
    assert everything(session)["119066"][0]["name"] == "Corrected"


FAULTS = [({"name": " "}, "Give the name"), ({"postcode": "x"}, "like PR7 3DU"), ({"district": "devon"}, "valid choice")]


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
    assert school_list.read(tmp_path) == []
