"""Dates of networks as files: which date a line is about, what it may say, and that schools see what was taken over."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory import tables
from directory.accounts.models import AuditEntry
from directory.catalogue.models import Contact
from directory.db import db
from directory.exchange import session_cells
from directory.exchange.session_cells import SHAPE
from directory.forms import one_line, tidied
from directory.gatherings import importing, loading, seeding
from directory.gatherings.errors import FileChanged, GivenAway, WrongState
from directory.gatherings.models import GatheringSession
from directory.gatherings.words import CountKind, ForWhom, Precision, SessionStatus
from directory.vocabulary import Phase
from tests.exchange.exchanging import everything, new, rows_of, said, sheet, some, take_over, taken_out, upload
from tests.gatherings.making import gathering, session_of
from tests.people import editor

NETWORK = "school-attendance-network"
FIRST = "First school-avoidance discussion"
AT = datetime(2026, 11, 28, tzinfo=UTC)


def dates(**wanted):
    db.session.expire_all()
    return db.session.query(GatheringSession).filter_by(**wanted).all()


def lines(*rows):
    """A sheet of dates with only these columns."""
    return sheet(*(tuple(row.values()) for row in rows), head=tuple(rows[0]))


def test_a_new_date_is_public_at_once_and_the_seed_leaves_it_alone(app, chief, client):
    answer = take_over(chief, upload(chief, new("sessions", ends="11am", audiences="SENCOs\nheads", districts="chorley"), "sessions"))
    assert answer.status_code == 303
    page = client.get(f"/gatherings/{NETWORK}").text
    assert "Monday 3 May 2027, 9:30am to 11am" in page and "Bring tea." in page
    assert (
        "SUMMARY:" in client.get(f"/gatherings/{NETWORK}.ics").text and "20270503T093000" in client.get(f"/gatherings/{NETWORK}.ics").text
    )
    with app.app_context():
        (row,) = dates(title="Quokka meeting")
        assert (row.ends, row.audiences, row.districts) == (time(11), [ForWhom.SENCOS, ForWhom.HEADS], ["chorley"])
        assert row.edited_at and [(count.kind, count.number, count.source) for count in row.counts] == [("expected", 20, "A phone call")]
        assert db.session.query(AuditEntry).filter_by(verb="took over from a file", kind="session", about=row.id).count() == 1
        assert seeding.seed(loading.read(app.config["DIRECTORY"].seed_data), at=AT) == 0


def test_a_date_is_known_by_its_id_or_by_its_title_and_day(app, chief):
    row = next(row for row in rows_of(taken_out(chief, "sessions")) if row["title"] == FIRST)
    by_said = {"network": NETWORK, "title": FIRST, "day": "reported 2024-03", "place": "Leyland"}
    by_id = {"id": row["id"], "network": NETWORK, "title": "First discussion", "day": "2024-03-14", "place": "Chorley"}
    for cells in (by_said, by_id):
        answer = upload(chief, lines(cells), "sessions")
        assert "1 date would be new or changed" in said(answer) and " Changed " in said(answer)
        assert take_over(chief, answer).status_code == 303
    with app.app_context():
        (found,) = dates(id=row["id"])
        assert (found.title, found.precision, found.day, found.place) == ("First discussion", Precision.DAY, date(2024, 3, 14), "Chorley")
        assert found.status == SessionStatus.HELD and len(found.counts) == 1
        assert seeding.seed(loading.read(app.config["DIRECTORY"].seed_data), at=AT) == 0


def test_a_cell_that_is_emptied_is_not_known_any_more_and_a_column_that_is_left_out_stays(app, chief):
    take_over(chief, upload(chief, new("sessions", place="Hall"), "sessions"))
    cells = {"network": NETWORK, "title": "Quokka meeting", "day": "2027-05-03", "starts": "", "counts": ""}
    assert take_over(chief, upload(chief, lines(cells), "sessions")).status_code == 303
    with app.app_context():
        (row,) = dates(title="Quokka meeting")
        assert (row.starts, row.counts, row.place, row.note) == (None, [], "Hall", "Bring tea.")


@pytest.mark.one_database
def test_days_and_times_may_be_as_a_spreadsheet_rewrites_them(chief):
    take_over(chief, upload(chief, some("sessions", {}, {"title": "Month", "day": "2027-06", "starts": ""}), "sessions"))
    for written, starts in (("03/05/2027", "9:30"), ("3 May 2027", "9.30am"), ("2027-05-03", "09:30")):
        assert "1 is as the file says already" in said(upload(chief, new("sessions", day=written, starts=starts), "sessions"))
    for written in ("Jun-27", "June 2027", "06/2027"):
        content = new("sessions", title="Month", day=written, starts="")
        assert "1 is as the file says already" in said(upload(chief, content, "sessions"))


@pytest.mark.one_database
def test_a_date_stays_with_its_network(app, chief):
    row = rows_of(taken_out(chief, "sessions"))[0]
    answer = upload(chief, lines({"id": row["id"], "network": "change-talks", "title": "x", "day": "2027-05"}), "sessions")
    assert answer.status_code == 400 and f"It belongs to {row['network']}. A file cannot move it" in said(answer)


@pytest.mark.one_database
def test_of_two_dates_of_one_title_on_one_day_the_time_or_the_id_says_which(app, chief):
    with app.app_context():
        ids = [session_of(NETWORK, title="Twins", starts=time(hour), source="A", dated="undated") for hour in (9, 14)]
    twin = {"network": NETWORK, "title": "Twins", "day": "2027-01-12"}
    answer = upload(chief, lines({**twin, "starts": "14:00", "place": "Hall"}), "sessions")
    assert "1 date would be new or changed" in said(answer) and " Changed " in said(answer)
    answer = upload(chief, lines({**twin, "place": "Hall"}), "sessions")
    assert answer.status_code == 400 and "Say by its id which of them is meant" in said(answer)
    answer = upload(chief, lines({"id": ids[0], **twin, "starts": "14:00"}), "sessions")
    assert answer.status_code == 400 and "There is another date with this title, day and time already" in said(answer)
    for ending in ("csv", "yaml"):
        assert "No dates would be new or changed. 8 are" in said(upload(chief, taken_out(chief, "sessions", ending), "sessions"))


@pytest.mark.one_database
def test_what_a_provider_has_proposed_is_neither_changed_nor_doubled(app, chief):
    with app.app_context():
        id = session_of(NETWORK, date(2027, 5, 3), title="Quokka meeting", starts=time(9, 30), state="proposed")
    answer = upload(chief, new("sessions"), "sessions")
    assert answer.status_code == 400 and "already, published or proposed" in said(answer)
    answer = upload(chief, new("sessions", id=id), "sessions")
    assert answer.status_code == 400 and "There is no published date with the id" in said(answer)


@pytest.mark.one_database
def test_in_yaml_the_networks_themselves_are_not_read(app, chief):
    content = taken_out(chief, "sessions", "yaml").decode().replace("School Attendance network", "Another name")
    assert "Another name" in content and "No dates would be new or changed" in said(upload(chief, content.encode(), "sessions"))


def taken(app, **values):
    with app.app_context():
        (row,) = dates(title=FIRST)
        read = session_cells.as_the_seed_reads({**session_cells.plain(row), **values})
        return importing.Taken(row.id, row.version, row.gathering_id, read.values, read.counts)


def test_one_date_that_moved_stops_all_of_them(app):
    first = taken(app, place="Hall")
    fresh = importing.Taken(None, None, first.gathering_id, {**first.values, "title": "New"}, [])
    moved = importing.Taken(first.session_id, 99, first.gathering_id, first.values, [])
    gone = importing.Taken("0", 1, first.gathering_id, first.values, [])
    twin = importing.Taken(None, None, first.gathering_id, first.values, [])
    with app.app_context():
        by = editor()
    for last, error in ((moved, FileChanged), (gone, FileChanged), (twin, WrongState)):
        before = everything(app)
        with app.app_context(), pytest.raises(error):
            importing.take_over(dates=[fresh, last], by=by, at=AT)
        assert everything(app) == before


def test_a_contact_that_was_withheld_meanwhile_stops_all_of_them(app, session):
    withheld = session.query(Contact.value).filter(~Contact.publish).first()[0]
    first, by, before = taken(app, note=f"Ask {withheld}"), editor(), everything(app)
    with pytest.raises(GivenAway):
        importing.take_over(dates=[first], by=by, at=AT)
    assert everything(app) == before


@pytest.mark.one_database
def test_a_network_without_anything_goes_out_and_has_no_dates(app, chief):
    with app.app_context():
        gathering(slug="quiet", provider=None)
    assert b"- slug: quiet" in taken_out(chief, "sessions", "yaml") and b"quiet" not in taken_out(chief, "sessions")


texts = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=20)
    .map(one_line)
    .filter(lambda text: text and text == tidied(text))
)
parts = texts.filter(lambda text: not text.endswith("\\"))
counts = st.builds(
    lambda kind, number, *others: session_cells.joined([kind.value, str(number), *others]),
    st.sampled_from(CountKind), st.integers(1, 99_999), parts, st.just("") | parts, st.just("") | parts,
)  # fmt: skip
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
said_of_dates = st.fixed_dictionaries(
    {
        "title": texts,
        "day": st.one_of(days.map(date.isoformat), days.map("{:%Y-%m}".format), days.map("reported {:%Y-%m}".format)),
        "online": st.booleans(),
        "place": st.none() | texts,
        "audiences": st.lists(st.sampled_from(ForWhom).map(str), unique=True),
        "phases": st.lists(st.sampled_from(Phase).map(str), unique=True),
        "districts": st.lists(texts, max_size=2),
        "note": st.none() | st.lists(texts, min_size=1, max_size=3).map("\n".join),
        "status": st.sampled_from(SessionStatus).map(str),
        "source": texts,
        "dated": texts,
        "counts": st.lists(counts, max_size=3),
    }
)


@settings(max_examples=200)
@given(said_of_dates)
def test_any_date_reads_back_from_both_files_as_it_was_and_as_the_seed_reads_it(date):
    network = {"slug": "leads", "sessions": [session_cells.entry(date)]}
    for file in (tables.as_sheet([{"network": "leads", **date}], SHAPE), tables.as_yaml([network])):
        (found,) = tables.read(file, SHAPE)
        said, wrong = session_cells.stated(found.cells)
        assert wrong == [] and {name: said.get(name) or None for name in date} == {name: value or None for name, value in date.items()}
        assert session_cells.as_the_seed_reads(date) == session_cells.as_the_seed_reads(
            {**session_cells.BLANK, **said, "network": None, "id": None}
        )
