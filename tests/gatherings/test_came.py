"""Which schools came: ticked or pasted, never lost by a filter, and never a person."""

from datetime import date

import pytest
from sqlalchemy import event

from directory.db import db
from directory.gatherings.models import Attendance, GatheringSession
from directory.gatherings.words import SchoolStatus, SessionStatus
from tests.gatherings.making import came, school, session_of
from tests.partners.pages import fill

PAST = date(2026, 11, 3)


@pytest.fixture
def meeting(network, session):
    for urn in ("900001", "900002", "900003"):
        school(urn)
    school("900004", district="south-ribble")
    return session_of(network, PAST)


def recorded(session, meeting):
    session.rollback()
    return {each.urn for each in session.query(Attendance).filter_by(session_id=meeting)}


def page_of(meeting, query=""):
    return f"/editor/gatherings/dates/{meeting}/schools{query}"


def test_ticked_and_pasted_schools_are_recorded_and_the_session_was_held(chief, meeting, session):
    answer = fill(chief, page_of(meeting), "Record", school=["900001"], pasted="900002\r\n\r\n 900004 ")
    assert answer.status_code == 303
    assert recorded(session, meeting) == {"900001", "900002", "900004"}
    assert session.get(GatheringSession, meeting).status == SessionStatus.HELD
    assert "3 schools in all came to this." in chief.get(answer.headers["Location"]).text


def test_a_school_is_taken_off_by_unticking_it(chief, meeting, session):
    came(meeting, "900001", "900002")
    fill(chief, page_of(meeting), "Record", school=["900002"])
    assert recorded(session, meeting) == {"900002"}


def test_schools_that_a_filter_hides_stay_as_they_are(chief, meeting, session):
    came(meeting, "900001", "900004")
    page = page_of(meeting, "?district=south-ribble&q=9000")
    assert "School 900001" not in chief.get(page).text
    fill(chief, page, "Record", school=[])
    assert recorded(session, meeting) == {"900001"}


def test_a_ticked_school_that_the_page_does_not_show_is_not_believed(chief, meeting, session):
    fill(chief, page_of(meeting, "?district=south-ribble"), "Record", school=["900001", "900004", "nonsense"])
    assert recorded(session, meeting) == {"900004"}


def test_unknown_numbers_are_named_by_line_and_nothing_is_recorded_or_lost(chief, meeting, session):
    answer = fill(chief, page_of(meeting), "Record", school=["900001"], pasted="900002\n\n12345\n999999\nSt Mary’s\n٩٠٠٠٠١")
    assert answer.status_code == 400
    for said in ("Line 3: “12345” is not a URN", "Line 4: there is no school 999999", "Line 5: “St Mary’s” is not a URN", "Line 6: "):
        assert said in answer.text
    assert "Line 1" not in answer.text and "St Mary’s</textarea>" not in answer.text and "St Mary’s" in answer.text
    assert 'value="900001" checked' in answer.text
    assert recorded(session, meeting) == set()


def test_a_closed_school_is_not_offered(chief, meeting, session):
    school("900009", status=SchoolStatus.CLOSED)
    assert "900009" not in chief.get(page_of(meeting)).text


@pytest.mark.parametrize("query", ["?q=900003", "?q=School+900003", "?district=chorley&phase=primary&q=900003"])
def test_schools_are_found_by_words_number_district_and_phase(chief, meeting, query):
    page = chief.get(page_of(meeting, query)).text
    assert 'id="school-900003"' in page and 'id="school-900001"' not in page


@pytest.mark.parametrize("query", ["?q=%25", "?q=_", "?q=%00", "?district=nonsense&phase=nonsense", "?q=" + "x" * 5000])
@pytest.mark.one_database
def test_an_odd_search_is_answered(chief, meeting, query):
    assert chief.get(page_of(meeting, query)).status_code == 200


@pytest.mark.parametrize(
    ("values", "said"),
    [({"day": date(2099, 1, 1)}, "still to come"), ({"status": SessionStatus.CANCELLED}, "cancelled")],
)
def test_nothing_is_recorded_of_what_has_not_been(chief, network, session, values, said):
    school("900001")
    meeting = session_of(network, **{"day": PAST, **values})
    answer = fill(chief, page_of(meeting), "Record", school=["900001"])
    assert answer.status_code == 409 and said in answer.text and 'value="900001" checked' in answer.text
    assert recorded(session, meeting) == set()


def test_the_page_says_that_the_list_is_not_complete(chief, meeting):
    page = chief.get(page_of(meeting)).text
    assert "about 85%" in page and "Open Government Licence v3.0" in page and "23 November 2026" in page


def statements(app, client, path):
    """How many questions a page asks the database."""
    sent = []

    def note(*args):
        sent.append(args[2])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return sum(words.startswith("SELECT") for words in sent)


DESK = "/editor/gatherings"


@pytest.mark.parametrize("path", ["/gatherings", "/gatherings.ics", f"{DESK}/take-up", f"{DESK}/take-up.csv", f"{DESK}/quiet-network"])
def test_no_page_asks_the_database_once_for_each_row(app, chief, network, path):
    with app.app_context():
        school("900000")
        came(session_of(network, PAST), "900000")
    chief.get(path)  # the first page of a sign-in notes that it is in use
    before = statements(app, chief, path)
    with app.app_context():
        for number in range(20):
            school(f"9001{number:02}", district="south-ribble" if number % 2 else "chorley")
            came(session_of(network, PAST, title=f"Meeting {number}"), *(f"9001{each:02}" for each in range(number + 1)))
    assert statements(app, chief, path) == before
