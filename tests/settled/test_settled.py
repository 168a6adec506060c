"""Urgent numbers, school terms and half-lives: proposed, settled by whoever may, and in force with the database gone too."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from directory.accounts import queries as accounts
from directory.accounts.models import Mail
from directory.catalogue import finder
from directory.config import current
from directory.db import db
from directory.kept import FOLDER, Kept
from directory.pathways import terms
from directory.settled import matters, operations, queries
from directory.settled.errors import CannotBe, Decided, OneIsWaiting, SecondPerson
from directory.settled.models import Matter, Settlement
from directory.vocabulary import FactGroup
from tests.databases import app_in, close
from tests.markup import main, parsed, text
from tests.people import editor, post, sign_in_as

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
CHILDLINE = {
    "value": "0800 2222", "name": "Childline", "about": "For under-18s.", "owner": "Childline", "source": "Rang it", "dated": "2026-11-24",
    "review_by": ["1", "6", "2027"], "note": "Rang it.",
}  # fmt: skip
HALF_LIVES = {"waiting": "6", "contact": "13", "route": "26", "eligibility": "26", "existence": "52", "grace": "6", "note": "As agreed."}
YEAR = {
    "year": "2027/28", "status": "one-school", "source": "A school’s page", "dated": "2026-11-24", "note": "New.",
    "first_1": ["1", "9", "2027"], "break_first_1": ["25", "10", "2027"], "break_last_1": ["29", "10", "2027"],
    "last_1": ["17", "12", "2027"],
    "first_2": ["4", "1", "2028"], "last_2": ["31", "3", "2028"], "first_3": ["17", "4", "2028"], "last_3": ["21", "7", "2028"],
}  # fmt: skip


@pytest.fixture
def two(app):
    """Two editors, each in a browser of their own."""
    with app.app_context():
        return [sign_in_as(app.test_client(), editor()) for _ in range(2)]


def full(*_, **__):
    raise OSError(28, "No space left on device")


def the_proposal(app):
    with app.app_context():
        return db.session.query(Settlement.id).order_by(Settlement.proposed_at.desc()).limit(1).scalar()


def settle(app, client):
    return post(client, f"/editor/settled/{the_proposal(app)}/settle")


def test_an_urgent_number_changes_only_when_a_second_editor_has_settled_it(app, two, client):
    first, second = two
    assert post(first, "/editor/settled/urgent-help/childline", CHILDLINE).status_code == 303
    assert "0800 1111" in client.get("/urgent-help").text and "0800 2222" not in client.get("/urgent-help").text
    assert "Another editor must settle this" in first.get("/editor/settled").text
    alone = settle(app, first)
    assert alone.status_code == 403 and "two people" in alone.text and "0800 2222" not in client.get("/urgent-help").text
    assert settle(app, second).status_code == 303
    for path in ("/urgent-help", "/nowhere", "/needs/suicidal-thoughts"):
        page = client.get(path).text
        assert "tel:08001111" not in page, path
    assert 'href="tel:08002222">0800 2222' in client.get("/urgent-help").text
    assert "Childline, Number: “0800 1111” becomes “0800 2222”" in text(main(parsed(first.get("/editor/settled").text)))


def test_the_other_editors_are_told_of_a_number_that_waits_for_them(app, two):
    first, second = two
    assert "No proposals waiting for you" in text(main(parsed(second.get("/editor").text)))
    post(first, "/editor/settled/urgent-help/childline", CHILDLINE)
    assert "1 proposal waiting for you" in text(main(parsed(second.get("/editor").text)))
    assert "No proposals waiting for you" in text(main(parsed(first.get("/editor").text)))
    with app.app_context():
        (mail,) = db.session.scalars(select(Mail)).all()
        assert mail.to == accounts.editors()[1].email
    assert "0800 1111” becomes “0800 2222”" in mail.text and "http://localhost:8000/editor/settled" in mail.text


def test_a_number_that_waits_stands_in_no_other_number_s_way(app, two, client):
    first, second = two
    shout = CHILDLINE | {"value": "85259", "name": "Shout", "owner": "Shout", "note": "Sent a text."}
    assert post(first, "/editor/settled/urgent-help/childline", CHILDLINE).status_code == 303
    waiting = the_proposal(app)
    assert post(second, "/editor/settled/urgent-help/childline", CHILDLINE | {"value": "0800 3333"}).status_code == 409
    assert post(second, "/editor/settled/urgent-help/shout", shout).status_code == 303
    assert settle(app, first).status_code == 303
    assert post(second, f"/editor/settled/{waiting}/settle").status_code == 303
    page = client.get("/urgent-help").text
    assert 'href="tel:08002222">0800 2222' in page and 'href="sms:85259">85259' in page


def test_that_a_number_was_checked_one_editor_may_say(app, two):
    with app.app_context():
        line = next(
            line for situation in queries.content(Matter.URGENT_HELP)["situations"] for line in situation["lines"] if line["key"] == "shout"
        )
    same = {name: line[name] for name in ("value", "name", "about", "owner")}
    checked = same | {
        "source": "Sent a text and got an answer",
        "dated": "2026-11-24",
        "review_by": ["1", "6", "2027"],
        "note": "Tried it.",
    }
    assert post(two[0], "/editor/settled/urgent-help/shout", checked).status_code == 303
    assert settle(app, two[0]).status_code == 303
    assert "Sent a text and got an answer" in two[0].get("/urgent-help").text


@pytest.mark.one_database
def test_the_desk_and_the_page_say_when_a_check_is_late(app, two, client):
    assert "should have been checked" not in two[0].get("/editor").text
    with time_machine.travel(datetime(2027, 1, 9, 12, tzinfo=UTC), tick=False):
        with app.app_context():
            late = sign_in_as(app.test_client(), editor())
        assert "8 urgent numbers should have been checked by now" in text(main(parsed(late.get("/editor").text)))
        assert late.get("/editor/settled").text.count("Check is late") == client.get("/urgent-help").text.count("Check is late") == 8


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": "call us"}, "figures and spaces only"),
        ({"value": "0800 2222 <script>"}, "figures and spaces only"),
        ({"value": "٠٨٠٠"}, "figures and spaces only"),
        ({"value": "0906 123 4567"}, "begin with 09 or 070"),
        ({"value": "07 0123 45678"}, "begin with 09 or 070"),
        ({"value": "0044 906 123 4567"}, "begin with 09 or 070"),
        ({"review_by": ["31", "2", "2027"]}, "Check it again by: write day, month and year in figures"),
        ({"review_by": ["1", "1", "2020"]}, "That day is over"),
        ({"dated": "2999-01-01"}, "2999-01-01 is still to come"),
        ({"dated": "2999-01"}, "2999-01 is still to come"),
        ({"dated": "last week"}, "“last week” is no date"),
        ({"dated": "2026-02-31"}, "“2026-02-31” is no date"),
        ({"source": ""}, "Say where the number comes from"),
        ({"note": ""}, "Say what you checked"),
    ],
)
@pytest.mark.one_database
def test_what_is_no_number_is_refused_with_a_sentence_and_nothing_is_lost(two, fields, said):
    answer = post(two[0], "/editor/settled/urgent-help/childline", CHILDLINE | {"about": "Kept words."} | fields)
    assert answer.status_code == 400 and said in answer.text and "Kept words." in answer.text


def test_a_proposal_that_changes_nothing_or_comes_second_is_refused_and_nothing_is_lost(app, two):
    with app.app_context():
        weeks = {name: str(value) for name, value in queries.content(Matter.HALF_LIVES).items() if name != "quiet"}
    answer = post(two[0], "/editor/settled/half-lives", weeks | {"note": "My note."})
    assert answer.status_code == 422 and "Nothing is different" in answer.text and "My note." in answer.text
    assert post(two[0], "/editor/settled/half-lives", HALF_LIVES).status_code == 303
    again = post(two[1], "/editor/settled/half-lives", HALF_LIVES | {"waiting": "9", "note": "Mine."})
    assert again.status_code == 409 and "is waiting already" not in again.text and "not decided yet" in again.text and "Mine." in again.text


def test_how_long_facts_count_follows_what_is_settled(app, two, client):
    post(two[0], "/editor/settled/half-lives", HALF_LIVES)
    assert settle(app, two[0]).status_code == 303
    with app.app_context():
        assert finder.current().freshness.half_lives[FactGroup.WAITING] == timedelta(weeks=6)
    assert "6 weeks" in text(main(parsed(client.get("/data-quality").text)))


@pytest.mark.one_database
def test_what_is_proposed_of_terms_and_weeks_is_said_in_the_labels_of_their_forms(app, two):
    post(two[0], "/editor/settled/terms", YEAR)
    assert settle(app, two[0]).status_code == 303
    post(two[0], "/editor/settled/terms", YEAR | {"status": "county-reported", "first_1": ["2", "9", "2027"]})
    post(two[0], "/editor/settled/half-lives", HALF_LIVES)
    waiting = main(parsed(two[0].get("/editor/settled").text))
    said = [each.text for each in waiting.iter("p") if each.get("class") == "app-changes__text"]
    assert said[0].split("\n") == [
        "School year 2027/28, How far to trust the dates: “One school’s dates only” becomes “The county’s dates, as newspapers gave them”",
        "School year 2027/28, Autumn term: first day: “1 September 2027” becomes “2 September 2027”",
    ]
    assert said[1].startswith(f"How long facts count, {FactGroup.WAITING.label}: weeks: “") and said[1].endswith("becomes “6”")


def test_a_school_year_that_was_added_is_counted_with(app, two):
    assert post(two[0], "/editor/settled/terms", YEAR).status_code == 303
    waiting = text(main(parsed(two[0].get("/editor/settled").text)))
    assert "School year 2027/28, Autumn term: first day of half-term: nothing becomes “25 October 2027”" in waiting
    assert settle(app, two[0]).status_code == 303
    with app.app_context():
        year = terms.current().years[-1]
    assert (year.name, year.terms[0], year.holidays[0]) == (
        "2027/28", (date(2027, 9, 1), date(2027, 12, 17)), (date(2027, 10, 25), date(2027, 10, 29)),
    )  # fmt: skip
    shown = two[0].get("/editor/settled/terms?year=2027/28").text
    assert "A school’s page" in shown and 'value="2027"' in shown


@pytest.mark.parametrize(
    ("days", "status", "said"),
    [
        ({"last_1": ["1", "8", "2027"]}, 422, "The autumn term of 2027/28 ends on 1 August 2027, before it begins on 1 September 2027."),
        (
            {"first_2": ["17", "12", "2027"]},
            422,
            "The spring term of 2027/28 begins on 17 December 2027, but the autumn term of 2027/28 ends",
        ),
        ({"first_1": ["1", "7", "2027"]}, 422, "The autumn term of 2027/28 begins on 1 July 2027, but the summer term of 2026/27 ends"),
        ({"break_last_1": ["25", "12", "2027"]}, 422, "Half-term in the autumn term of 2027/28 has 25 December 2027, but the term is from"),
        ({"break_last_1": ["24", "10", "2027"]}, 422, "Half-term in the autumn term of 2027/28 ends on 24 October 2027, before it begins"),
        ({"break_last_1": ["", "", ""]}, 400, "Autumn term: last day of half-term: give it too"),
        ({"last_3": ["31", "6", "2028"]}, 400, "Summer term: last day: write day, month and year in figures"),
        ({"last_3": ["", "", ""]}, 400, "Summer term: last day: give the day, the month and the year"),
    ],
)
@pytest.mark.one_database
def test_terms_that_cannot_follow_each_other_are_refused_by_name_and_date(two, days, status, said):
    answer = post(two[0], "/editor/settled/terms", YEAR | days)
    assert answer.status_code == status and said in text(main(parsed(answer.text)))


def test_a_proposal_can_be_taken_back_and_decided_once(app, two):
    post(two[0], "/editor/settled/half-lives", HALF_LIVES)
    id = the_proposal(app)
    assert post(two[0], f"/editor/settled/{id}/refuse").status_code == 303
    assert post(two[1], f"/editor/settled/{id}/settle").status_code == 409
    assert post(two[0], "/editor/settled/half-lives", HALF_LIVES).status_code == 303


def test_it_holds_with_the_database_gone_and_after_a_start(app, two, tmp_path):
    post(two[0], "/editor/settled/urgent-help/childline", CHILDLINE)
    settle(app, two[1])
    with app.app_context():
        instance = current().instance
    other = app_in(instance, f"sqlite:///{tmp_path / 'nowhere' / 'gone.db'}")
    assert "0800 2222" in other.test_client().get("/urgent-help").text
    close(other)
    (instance / FOLDER / "urgent_help.yaml").unlink()
    with app.app_context():
        operations.write_all(instance)
    assert "0800 2222" in (instance / FOLDER / "urgent_help.yaml").read_text(encoding="utf-8")


def test_a_settled_file_that_is_broken_changes_nothing(app, client, caplog):
    with app.app_context():
        path = current().instance / FOLDER / "urgent_help.yaml"
    path.parent.mkdir(exist_ok=True)
    for broken in ("situations: [", "kept_by: nobody\n", "", "\x00", "- a\n- b\n"):
        path.write_text(broken, encoding="utf-8")
        os.utime(path, ns=(hash(broken) % 10**18, hash(broken) % 10**18))
        assert "0800 1111" in client.get("/urgent-help").text
    assert "cannot be used" in caplog.text
    path.unlink()


def test_what_cannot_be_is_never_proposed(app):
    with app.app_context():
        who, content = editor(), queries.content(Matter.URGENT_HELP)
        content["situations"] = content["situations"][1:]
        with pytest.raises(CannotBe, match="situations must be"):
            operations.propose(matter=Matter.URGENT_HELP, content=content, said="x", note="x", by=who, at=AT)
        with pytest.raises(CannotBe):
            operations.propose(matter=Matter.TERM_DATES, content={"years": {}}, said="x", note="x", by=who, at=AT)


def test_one_proposal_waits_at_a_time_and_an_older_one_is_not_settled(app):
    with app.app_context():
        one, other, weeks = editor(), editor(), queries.content(Matter.HALF_LIVES)
        first = operations.propose(matter=Matter.HALF_LIVES, content={**weeks, "grace": 1}, said="x", note="x", by=one, at=AT)
        with pytest.raises(OneIsWaiting):
            operations.propose(matter=Matter.HALF_LIVES, content={**weeks, "grace": 2}, said="x", note="x", by=other, at=AT)
        operations.settle(settlement_id=first, instance=current().instance, by=one, at=AT)
        with pytest.raises(Decided):
            operations.settle(settlement_id=first, instance=current().instance, by=other, at=AT)
        assert queries.last_number(Matter.HALF_LIVES) == 1 and queries.content(Matter.HALF_LIVES)["grace"] == 1


@pytest.mark.parametrize("name", ["value", "kind", "name", "about", "key"])
def test_every_part_that_a_caller_relies_on_needs_two(app, name):
    with app.app_context():
        content = queries.content(Matter.URGENT_HELP)
        changed = matters.with_line(content, "childline", {"value": "0800 1111", name: "other" if name != "value" else "0800 2222"})
        assert matters.needs_two(Matter.URGENT_HELP, content, changed)
        checked = matters.with_line(
            content, "childline", {"value": "0800 1111", "review_by": date(2028, 1, 1), "source": "x", "dated": "y"}
        )
        assert not matters.needs_two(Matter.URGENT_HELP, content, checked)
        assert content == queries.content(Matter.URGENT_HELP)


def test_whoever_proposed_a_number_cannot_settle_it_in_any_way(app):
    with app.app_context():
        who, content = editor(is_administrator=True), queries.content(Matter.URGENT_HELP)
        changed = matters.with_line(content, "childline", {"value": "0800 2222"})
        id = operations.propose(matter=Matter.URGENT_HELP, content=changed, said="x", note="x", by=who, at=AT)
        with pytest.raises(SecondPerson):
            operations.settle(settlement_id=id, instance=current().instance, by=who, at=AT)


def test_a_file_is_read_again_only_when_it_changes(tmp_path):
    seed, reads = tmp_path / "a.txt", []
    seed.write_text("seed")
    kept = Kept(seed=seed, instance=tmp_path, read=lambda path: reads.append(path) or path.read_text())
    assert [kept.current() for _ in range(3)] == ["seed"] * 3 and len(reads) == 1
    settled = tmp_path / FOLDER / "a.txt"
    settled.parent.mkdir()
    settled.write_text("settled")
    assert [kept.current() for _ in range(3)] == ["settled"] * 3 and len(reads) == 2
    settled.unlink()
    assert kept.current() == "settled", "a file that vanished takes nothing back"


@pytest.mark.one_database
def test_a_file_that_cannot_be_written_whole_leaves_the_one_before_and_nothing_beside_it(app, two, monkeypatch):
    post(two[0], "/editor/settled/half-lives", HALF_LIVES)
    settle(app, two[0])
    post(two[0], "/editor/settled/half-lives", HALF_LIVES | {"waiting": "9"})
    with app.app_context():
        folder = current().instance / FOLDER
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr(Path, "replace", lambda path, to: full())
    answer = settle(app, two[0])
    assert answer.status_code == 503 and "could not write it to its disk" in answer.text
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.one_database
def test_a_disk_that_cannot_be_written_is_said(app, two, monkeypatch):
    post(two[0], "/editor/settled/half-lives", HALF_LIVES)

    monkeypatch.setattr(operations, "write", full)
    answer = settle(app, two[0])
    assert answer.status_code == 503 and "could not write it to its disk" in answer.text
