"""What was looked for and not found: counted by days, shown from the fifth, and nothing that was typed is anywhere."""

import logging
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from directory.db import db, transaction
from directory.logs import JsonLine
from directory.reports import unmet, unmet_counting, unmet_operations, unmet_queries
from directory.reports.unmet import Note, Notebook, Outcome
from directory.reports.unmet_models import UnmetDay, UnmetWeek
from tests.markup import assert_sound, main, parsed, text
from tests.people import editor, sign_in_as
from tests.test_server import Server

CANARY = "AmeliaCanary"
MONDAY = date(2026, 11, 9)


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def note(day, sought="need=ebsa&level=crisis", outcome=Outcome.NOTHING):
    return Note(day, sought, outcome)


def days_after(first, *numbers):
    return [first + timedelta(days=number) for number in numbers]


def noted(app):
    return app.extensions[unmet_counting.KEY].take()


@pytest.fixture
def nothing(app, client):
    """The address of a search with a level that finds nothing for a need, and that need."""
    found = client.get("/services.json").json["facets"]
    for need in found["need"]:
        address = f"/services?need={need}&level=crisis&kind=training"
        if client.get(address.replace("?", ".json?")).json["total"] == 0:
            return address, need
    raise AssertionError("everything is there")


@pytest.mark.one_database
def test_a_search_that_finds_nothing_is_noted_by_what_was_chosen_and_understood(app, client):
    client.get("/services?q=my+year+9+wont+come+in,+chorley&level=crisis&kind=training")
    found = noted(app)
    assert Note(date.today(), "need=ebsa&level=crisis&phase=secondary&district=chorley&kind=training", Outcome.NOTHING) in found
    assert Note(date.today(), "need=ebsa&narrowed=yes", Outcome.NOTHING) in found


@pytest.mark.one_database
def test_what_is_not_a_question_that_failed_is_not_noted(app, client, nothing):
    address, _ = nothing
    noted(app)
    for other in ("/services", "/services?q=anxiety", "/services?q=kooth", f"{address}&page=2", address.replace("?", ".json?"), "/needs"):
        assert client.get(other).status_code == 200
    client.head(address)
    assert noted(app) == frozenset()
    client.get(address)
    assert noted(app)


@pytest.mark.one_database
def test_whoever_looks_after_the_listings_is_not_counted(app, nothing):
    with app.app_context():
        chief = sign_in_as(app.test_client(), editor())
    assert chief.get(nothing[0]).status_code == 200
    assert noted(app) == frozenset()


@pytest.mark.one_database
def test_a_fault_of_the_counting_does_not_stand_in_the_way_of_the_answer(app, client, nothing, monkeypatch):
    monkeypatch.setattr(unmet, "notes", lambda *_: 1 / 0)
    assert client.get(nothing[0]).status_code == 200


@pytest.mark.one_database
def test_to_search_writes_nothing_at_all(app, client, nothing):
    written = []
    with app.app_context():
        engine = db.engine
    watch = lambda *given: written.append(given[2])  # noqa: E731 - it must be one object, to be taken off again
    event.listen(engine, "before_cursor_execute", watch)
    client.get(nothing[0])
    event.remove(engine, "before_cursor_execute", watch)
    assert written and not [statement for statement in written if not statement.lstrip().upper().startswith(("SELECT", "BEGIN"))]


choices = st.dictionaries(st.sampled_from(unmet.FACETS), st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=8))


@given(choices, st.integers(0, 9))
def test_each_value_is_noted_apart_and_read_again_as_it_was(asked, total):
    found = unmet.notes(asked, total, MONDAY)
    assert len(found) == len(set(found)) <= 2 * unmet.MOST_AT_ONCE
    assert not (found and total > unmet.FEW)
    for each in found:
        values = unmet.read(each.sought)
        assert values.pop(unmet.NARROWED, "yes") == "yes"
        assert all(value in asked[facet] for facet, value in values.items())


def test_a_notebook_keeps_no_more_than_it_may_and_loses_nothing_among_threads():
    full = Notebook(most=3)
    full.add(note(MONDAY, f"need={number}") for number in range(10))
    assert len(full.take()) == 3 and full.take() == frozenset()
    book, taken = Notebook(), []
    threads = [threading.Thread(target=lambda n=n: [book.add([note(MONDAY, f"{n}-{each}")]) for each in range(100)]) for n in range(8)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        taken += book.take()
    taken += book.take()
    assert len(taken) == len(set(taken)) == 800


def test_the_same_of_several_processes_is_one_day(session):
    for _ in range(3):
        unmet_operations.write([note(MONDAY), note(MONDAY)], today=MONDAY)
    assert session.scalar(select(func.count()).select_from(UnmetDay)) == 1


def test_a_robot_that_tries_everything_fills_no_more_than_a_days_share(session):
    for part in range(4):
        unmet_operations.write([note(MONDAY, f"need={part}-{number}") for number in range(900)], today=MONDAY)
    assert session.scalar(select(func.count()).select_from(UnmetDay)) == unmet_operations.MOST_A_DAY
    tomorrow = MONDAY + timedelta(days=1)
    unmet_operations.write([note(MONDAY, "need=late"), note(tomorrow)], today=tomorrow)
    assert session.scalars(select(UnmetDay.sought).where(UnmetDay.day == tomorrow)).all() == [note(tomorrow).sought]


def test_processes_that_write_and_settle_at_once_count_every_day_once(app):
    days = days_after(MONDAY, *range(7))
    wanted = [note(day, f"need={number}") for day in days for number in range(20)]
    failed = []

    def process(number):
        with app.app_context():
            try:
                for day in (*days[number:], *days[:number]):
                    unmet_operations.write([each for each in wanted if each.day == day], today=day)
                waiting.wait()
                unmet_operations.settle(today=MONDAY + timedelta(days=8))
            except Exception as error:
                failed.append(error)
                waiting.abort()

    waiting = threading.Barrier(4)
    threads = [threading.Thread(target=process, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with app.app_context():
        assert {found.days for found in unmet_queries.often()} == {7} and len(unmet_queries.often()) == 20
        assert db.session.scalar(select(func.count()).select_from(UnmetDay)) == 0


def test_nothing_shows_before_the_fifth_day_and_then_it_does(session):
    for day in days_after(MONDAY, 0, 1, 2, 3):
        unmet_operations.write([note(day), note(day, "need=sleep")], today=day)
        assert unmet_queries.often() == []
    friday = MONDAY + timedelta(days=4)
    unmet_operations.write([note(friday), note(friday, "need=sleep", Outcome.FEW)], today=friday)
    [found] = unmet_queries.often()
    assert (found.asked, found.outcome, found.days, found.weeks) == ({"need": "ebsa", "level": "crisis"}, Outcome.NOTHING, 5, 1)


def test_days_become_a_number_as_soon_as_their_week_is_over_and_are_counted_once(session):
    for day in days_after(MONDAY, 0, 2, 6, 7, 9):
        unmet_operations.write([note(day)], today=day)
    before = unmet_queries.often()
    for today in (MONDAY + timedelta(days=7), *[MONDAY + timedelta(days=9)] * 2):
        unmet_operations.settle(today=today)
        late = [note(today - timedelta(days=1))] if today.weekday() == 0 else [note(MONDAY)]
        unmet_operations.write(late, today=today)
    assert sorted(session.scalars(select(UnmetDay.day))) == days_after(MONDAY, 7, 9)
    assert session.execute(select(UnmetWeek.week, UnmetWeek.days)).all() == [(MONDAY, 3)]
    assert unmet_queries.often() == before and before[0].weeks == 2


def test_what_stays_rare_is_forgotten_after_a_term_and_everything_after_a_year(session):
    for day in days_after(MONDAY, 0, 1, 2, 3, 4):
        unmet_operations.write([note(day), *([note(day, "need=rare")] if day == MONDAY else [])], today=day)
    held = select(UnmetWeek.sought).order_by(UnmetWeek.sought)
    for weeks, expected in ((13, ["need=ebsa&level=crisis", "need=rare"]), (14, ["need=ebsa&level=crisis"]), (53, [])):
        unmet_operations.settle(today=MONDAY + timedelta(weeks=weeks))
        assert session.scalars(held).all() == expected


def test_what_could_not_be_written_is_written_the_next_time(app, session, monkeypatch):
    book, write = app.extensions[unmet_counting.KEY], unmet_operations.write
    book.add([note(date.today())])

    def locked(noted, *, today):
        raise OperationalError("INSERT", {}, Exception("locked"))

    monkeypatch.setattr(unmet_operations, "write", locked)
    assert unmet_counting.tend(app, None) is None
    monkeypatch.setattr(unmet_operations, "write", write)
    assert unmet_counting.tend(app, None) == date.today()
    session.rollback()
    assert session.scalars(select(UnmetDay.sought)).all() == ["need=ebsa&level=crisis"]


def rows_of(page):
    return [[text(cell) for cell in row] for table in main(page).iter("table") for row in table.find("tbody")]


def test_the_editors_read_it_from_the_fifth_day_on_and_follow_it_to_the_search(app, client, nothing):
    address, need = nothing
    with app.app_context():
        chief = sign_in_as(app.test_client(), editor())
    for number in range(5):
        page = parsed(chief.get("/editor/unmet").text)
        assert_sound(page)
        assert rows_of(page) == [] and "Nothing has come up on 5 different days yet" in text(main(page))
        with time_machine.travel(noon(MONDAY + timedelta(days=number)), tick=False):
            client.get(address)
            client.get(f"{address}&q=zebrafish+Amelia")
            unmet_counting.tend(app, None)
    page = parsed(chief.get("/editor/unmet").text)
    assert_sound(page)
    rows = {said: when for said, found, when in rows_of(page) if found.startswith("Nothing")}
    assert all(when.startswith("On 5 days in 1 week") and "9 November 2026" in when for when in rows.values())
    assert any(said.endswith("Crisis, Training") for said in rows) and any(said.endswith("However narrowed") for said in rows)
    links = [link.get("href") for link in main(page).iter("a") if link.get("href").startswith("/services?")]
    assert address in links and f"/services?need={need}" not in links
    assert "Amelia" not in text(page) and "zebrafish" not in text(page)


@pytest.mark.one_database
def test_a_need_that_was_taken_away_is_left_out_and_a_long_list_is_cut(app):
    gone, many = note(MONDAY, "need=gone"), [f"level={level}&district=wyre&kind={number}" for level in "ab" for number in range(60)]
    with app.app_context():
        chief = sign_in_as(app.test_client(), editor())
        with transaction() as session:
            session.add_all(UnmetWeek(sought=sought, outcome=Outcome.FEW, week=MONDAY, days=6) for sought in [gone.sought, *many])
    page = parsed(chief.get("/editor/unmet").text)
    assert len(rows_of(page)) == unmet.MOST_SHOWN and "20 more came up" in text(main(page))
    assert "gone" not in text(main(page))


def test_the_page_asks_the_database_as_often_for_many_rows_as_for_one(app):
    def asked():
        db.session.rollback()
        statements = []
        event.listen(engine, "before_cursor_execute", watch := lambda *given: statements.append(given[2]))
        unmet_queries.often()
        event.remove(engine, "before_cursor_execute", watch)
        return len([statement for statement in statements if statement != "BEGIN"])

    with app.app_context():
        engine, counts = db.engine, []
        for rows in (1, 300):
            with transaction() as session:
                session.add_all(UnmetWeek(sought=f"kind={rows}-{n}", outcome=Outcome.FEW, week=MONDAY, days=6) for n in range(rows))
            counts.append(asked())
    assert counts == [1, 1]


@pytest.mark.one_database
def test_48_a_canary_typed_in_a_search_is_found_nowhere(app, client, nothing, caplog):
    with app.app_context():
        chief = sign_in_as(app.test_client(), editor())
    with caplog.at_level(logging.DEBUG):
        for number in range(6):
            with time_machine.travel(noon(MONDAY + timedelta(days=number)), tick=False):
                for more in (f"&q={CANARY}", f"&kind={CANARY}", f"&phase=primary&{CANARY}={CANARY}", f"&district={CANARY}&drop={CANARY}"):
                    client.get(nothing[0] + more, headers={"Referer": f"http://localhost/{CANARY}", "User-Agent": CANARY})
                client.get(f"/services?q={CANARY}+xyzzyq")
                unmet_counting.tend(app, None)
        pages = chief.get("/editor/unmet").text + chief.get("/editor/log").text + chief.get("/editor").text
    with app.app_context():
        assert unmet_queries.often()
    logged = "".join(JsonLine().format(record) for record in caplog.records if record.name != "werkzeug")
    files = b"".join(path.read_bytes() for path in app.config["DIRECTORY"].instance.rglob("*") if path.is_file())
    assert b"need=" in files
    for where in (pages, logged, files.decode("latin-1"), repr(noted(app))):
        assert CANARY.lower() not in where.lower()


@pytest.mark.one_database
def test_46_the_server_writes_what_was_missed_when_it_stops_and_no_word_that_was_typed(make_app, tmp_path):
    app = make_app()
    instance = app.config["DIRECTORY"].instance
    server = Server(instance, tmp_path)
    try:
        server.wait()
        answer = server.get(f"/services?q=wont+come+in+{CANARY}&level=crisis&kind=training")
        assert answer.status == 200
    finally:
        assert server.stop() == 0
    with app.app_context():
        kept = db.session.scalars(select(UnmetDay.sought)).all()
    assert "need=ebsa&level=crisis&kind=training" in kept
    files = b"".join(path.read_bytes() for path in instance.rglob("*") if path.is_file())
    assert CANARY.lower() not in (files.decode("latin-1") + server.log.read_text()).lower()
