"""Editors keep networks and their dates: what is typed is not lost, what is stale is refused, and schools see it at once."""

import pytest

from directory.accounts.models import AuditEntry
from directory.catalogue.models import Contact
from directory.db import db, transaction
from directory.gatherings import loading, seeding
from directory.gatherings.models import Gathering, GatheringSession
from directory.gatherings.words import Precision, SessionStatus
from tests.gatherings.making import AT, session_of
from tests.partners.pages import fill, form_on, send

HOME = "/editor/gatherings"
DATE = {"title": "Spring meeting", "day": "26 March 2027", "starts": "9:30am", "source": "The provider"}


def the(session, title):
    session.rollback()
    return session.query(GatheringSession).filter_by(title=title).one()


def test_an_editor_adds_a_network_and_schools_read_it(chief, client, session):
    answer = fill(chief, f"{HOME}/new", name="Calm Café: new!", summary="What it is.", kind="network", sources="A report | 2024-03\nWe")
    assert answer.headers["Location"] == f"{HOME}/calm-cafe-new?done=added"
    page = client.get("/gatherings/calm-cafe-new").text
    assert "Calm Café: new!" in page and "A report" in page and "March 2024" in page and "Not known yet" in page
    assert [(each.title, each.dated) for each in session.query(Gathering).filter_by(slug="calm-cafe-new").one().sources] == [
        ("A report", "2024-03"),
        ("We", "undated"),
    ]


TAKEN = [("Take-up", "take-up-2"), ("New", "new-2"), ("Quiet network", "quiet-network-2"), ("ねこ", "gathering")]


@pytest.mark.parametrize(("name", "slug"), TAKEN)
@pytest.mark.one_database
def test_an_address_is_never_taken_twice(chief, network, name, slug):
    answer = fill(chief, f"{HOME}/new", name=name, summary="What it is.")
    assert answer.headers["Location"] == f"{HOME}/{slug}?done=added"


def test_a_change_keeps_the_address_and_is_logged(chief, client, network, session):
    assert fill(chief, f"{HOME}/{network}/edit", name="Loud network", audiences=["heads"]).status_code == 303
    assert "Loud network" in client.get(f"/gatherings/{network}").text
    assert session.query(AuditEntry).filter_by(verb="changed a network or training").count() == 1


def test_36_the_second_of_two_editors_is_told_and_loses_nothing(chief, network, session):
    _, values = form_on(chief.get(f"{HOME}/{network}/edit").text, "Save")
    assert send(chief, f"{HOME}/{network}/edit", values, summary="The first.").status_code == 303
    answer = send(chief, f"{HOME}/{network}/edit", values, summary="The second.")
    assert answer.status_code == 409
    assert "Somebody saved it meanwhile" in answer.text and 'value="The second."' in answer.text
    assert session.query(Gathering).filter_by(slug=network).one().summary == "The first."
    _, again = form_on(answer.text, "Save")
    assert send(chief, f"{HOME}/{network}/edit", again).status_code == 303


def test_an_editor_adds_a_date_with_a_number_and_schools_read_both(chief, client, network, session):
    counts = {"counts-0-number": "17", "counts-0-what": "heads", "counts-0-source": "The provider", "counts-0-dated": "2027-03"}
    assert fill(chief, f"{HOME}/{network}/dates/new", **DATE, ends="12", status="held", online="y", **counts).status_code == 303
    page = " ".join(client.get(f"/gatherings/{network}").text.split())
    assert "Friday 26 March 2027, 9:30am to 12pm" in page and "Came: 17 heads." in page and "Where: online" in page
    meeting = the(session, "Spring meeting")
    assert (meeting.status, meeting.precision, meeting.edited_at is not None) == (SessionStatus.HELD, Precision.DAY, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "Say what it is."),
        ({"day": ""}, "Give the day, or the month."),
        ({"day": "soon"}, "Write the day like 3 May 2027"),
        ({"day": "30 February 2027"}, "Write the day like 3 May 2027"),
        ({"day": "٣ May 2027"}, "Write the day like 3 May 2027"),
        ({"day": "3 May 20270"}, "Write the day like 3 May 2027"),
        ({"day": "May 2027"}, "Give the day as well"),
        ({"day": "28 March 2027", "starts": "1:30"}, "because the clocks go forward"),
        ({"starts": "25:00"}, "Write the time like 9:30am"),
        ({"starts": "13pm"}, "Write the time like 9:30am"),
        ({"starts": "", "ends": "10"}, "Say when it starts as well."),
        ({"ends": "9"}, "It ends before it starts."),
        ({"last_day": "25 March 2027"}, "The last day comes before the first"),
        ({"last_day": "25 March 2028"}, "longer than a month"),
        ({"reported": "y"}, "You gave a day."),
        ({"source": ""}, "Say where this comes from."),
        ({"counts-0-number": "many"}, "Write the number in figures"),
        ({"counts-0-number": "3"}, "Say what the number counts"),
        ({"title": "x" * 201}, "200 letters at most"),
        ({"districts": ["atlantis"]}, "Choose only from those"),
    ],
)
@pytest.mark.one_database
def test_bad_input_comes_back_with_a_sentence_and_nothing_is_lost(chief, network, session, typed, said):
    answer = fill(chief, f"{HOME}/{network}/dates/new", **{**DATE, "note": "Quokkaline", **typed})
    assert answer.status_code == 400
    assert said in answer.text and "Quokkaline" in answer.text and "<title>Error: " in answer.text
    assert session.query(GatheringSession).filter_by(note="Quokkaline").all() == []


def test_a_date_is_shown_in_the_form_as_it_was_typed(chief, network, session):
    fill(chief, f"{HOME}/{network}/dates/new", **{**DATE, "ends": "2.15pm", "last_day": "27/3/2027"})
    _, values = form_on(chief.get(f"{HOME}/dates/{the(session, 'Spring meeting').id}").text, "Save")
    said = {name: values[name] for name in ("day", "last_day", "starts", "ends")}
    assert said == {"day": "26 March 2027", "last_day": "27 March 2027", "starts": "9:30am", "ends": "2:15pm"}


def test_a_date_of_a_report_keeps_its_month(chief, session):
    meeting = the(session, "First school-avoidance discussion")
    assert fill(chief, f"{HOME}/dates/{meeting.id}", note="Changed.").status_code == 303
    kept = the(session, "First school-avoidance discussion")
    assert (kept.precision, f"{kept.day:%Y-%m}", kept.note, kept.counts[0].number) == (Precision.REPORTED, "2024-03", "Changed.", 12)


def test_a_cancelled_date_stays_and_says_so(chief, client, network, session):
    id = session_of(network, starts=None)
    assert fill(chief, f"{HOME}/dates/{id}", "Cancel this date").status_code == 303
    assert ">Cancelled<" in client.get(f"/gatherings/{network}").text
    assert "STATUS:CANCELLED" in client.get(f"/gatherings/{network}.ics").text


def test_a_date_that_was_held_is_not_cancelled(chief, network, session):
    id = session_of(network)
    action, values = form_on(chief.get(f"{HOME}/dates/{id}").text, "Cancel this date")
    with transaction() as writing:
        writing.get(GatheringSession, id).status = SessionStatus.HELD
    assert send(chief, action, values).status_code == 409
    values["stamp"] = str(int(values["stamp"]) + 1)
    answer = send(chief, action, values)
    assert answer.status_code == 409 and "It was held" in answer.text


def test_36_the_second_save_of_a_date_is_refused_with_what_is_saved_beside_it(chief, network, session):
    id = session_of(network)
    _, values = form_on(chief.get(f"{HOME}/dates/{id}").text, "Save")
    assert send(chief, f"{HOME}/dates/{id}", values, source="We", place="Leyland").status_code == 303
    answer = send(chief, f"{HOME}/dates/{id}", values, source="We", place="Chorley")
    assert answer.status_code == 409
    assert 'value="Chorley"' in answer.text and "Only in what is saved" in answer.text and "Leyland" in answer.text


@pytest.mark.parametrize("page", ["new", "quiet-network/dates/new"])
def test_a_withheld_contact_never_comes_in_by_a_text(chief, network, session, page):
    value = session.query(Contact).filter_by(publish=False).first().value
    typed = {**DATE, "title": "Quokkaline", "note": f"Ask {value}"}
    answer = fill(chief, f"{HOME}/{page}", name="Quokkaline", summary=f"Ask {value}", **typed)
    assert answer.status_code == 422 and "kept from the public" in answer.text
    session.rollback()
    assert session.query(Gathering).filter_by(name="Quokkaline").all() == []
    assert session.query(GatheringSession).filter_by(title="Quokkaline").all() == []


def test_what_an_editor_wrote_is_not_overwritten_by_the_file(app, chief, session):
    fill(chief, f"{HOME}/change-talks/edit", summary="An editor wrote this.")
    with app.app_context():
        assert seeding.seed(loading.read(app.config["DIRECTORY"].seed_data), at=AT) == 0
        assert db.session.query(Gathering).filter_by(slug="change-talks").one().summary == "An editor wrote this."


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "{{7*7}}", "=cmd()", "a\u202eb\u0000c"])
@pytest.mark.one_database
def test_8_words_are_only_words(chief, client, network, words):
    assert fill(chief, f"{HOME}/{network}/dates/new", **{**DATE, "title": words, "note": words, "place": words}).status_code == 303
    for browser, path in ((client, f"/gatherings/{network}"), (client, "/gatherings"), (chief, f"{HOME}/{network}")):
        page = browser.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text and "\u202e" not in page.text and "Spring meeting49" not in page.text
