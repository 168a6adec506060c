"""The seed file of networks and training: refused whole, quiet when nothing changed, and never over what people wrote."""

import shutil
from datetime import UTC, datetime

import pytest
import yaml

from directory.catalogue.models import Contact
from directory.catalogue.seed_entry import SeedError
from directory.db import transaction
from directory.gatherings import loading, seeding
from directory.gatherings.models import Gathering, GatheringSession
from directory.gatherings.words import CountKind, Precision, SessionStatus

AT = datetime(2026, 11, 24, tzinfo=UTC)
SOURCE = {"title": "A report", "dated": "2026-11"}


@pytest.fixture
def folder(app, tmp_path):
    shutil.copy(app.config["DIRECTORY"].seed_data / loading.FILE, tmp_path)
    return tmp_path


def write(folder, *entries):
    (folder / loading.FILE).write_text(yaml.safe_dump(list(entries)), encoding="utf-8")


def entry(**values):
    return {"slug": "one", "name": "One", "kind": "network", "summary": "What it is.", "sources": [SOURCE], **values}


def meeting(**values):
    return {"title": "Meeting", "day": "2027-01-12", "status": "planned", "source": "A report", "dated": "2026-11", **values}


def seed(folder):
    return seeding.seed(loading.read(folder), at=AT)


def test_the_facts_of_the_report_are_there(session):
    sessions = {each.title: each for each in session.query(GatheringSession)}
    heads = sessions["Half day for Chorley primary heads"]
    assert (heads.day.isoformat(), heads.status) == ("2024-05-03", SessionStatus.PLANNED)
    assert [(count.kind, count.number) for count in heads.counts] == [(CountKind.EXPECTED, 17)]
    assert sessions["First meeting"].precision == Precision.MONTH
    came = {count.number for each in sessions.values() for count in each.counts if count.kind == CountKind.CAME}
    assert came == {12, 80}
    assert all(each.source and each.dated for each in sessions.values())


def test_seeding_again_changes_nothing(session, folder):
    assert seed(folder) == 0


def test_a_change_in_the_file_is_taken_over_in_place(session, folder):
    write(folder, entry(sessions=[meeting()]))
    assert seed(folder) == 2
    write(folder, entry(name="Two", sessions=[meeting(place="Hall", counts=[{"kind": "came", "number": 3, "what": "schools"}])]))
    assert seed(folder) == 2
    found = session.query(Gathering).filter_by(slug="one").one()
    assert (found.name, found.sessions[0].place, found.sessions[0].counts[0].source) == ("Two", "Hall", "A report")
    assert seed(folder) == 0


def test_what_people_changed_is_left_alone(session, folder):
    write(folder, entry(sessions=[meeting()]))
    seed(folder)
    with transaction() as writing:
        found = writing.query(Gathering).filter_by(slug="one").one()
        found.name = found.sessions[0].title = "Ours"
        found.edited_at = found.sessions[0].edited_at = AT
    write(folder, entry(name="Theirs", sessions=[meeting(place="Theirs")]))
    assert seed(folder) == 0
    session.expire_all()
    found = session.query(Gathering).filter_by(slug="one").one()
    assert (found.name, found.sessions[0].title, found.sessions[0].place) == ("Ours", "Ours", None)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"kind": "party"}, "'party' is not one of network"),
        ({"colour": "red"}, "colour: this field is not known"),
        ({"organisation": "nobody"}, "organisation: 'nobody' is not known"),
        ({"service": "nothing"}, "service: 'nothing' is not known"),
        ({"districts": ["atlantis"]}, "districts: 'atlantis' is not known"),
        ({"audiences": ["pupils"]}, "'pupils' is not one of"),
        ({"slug": "Not A Slug"}, "is not a slug"),
        ({"sessions": [meeting(day="soon")]}, "'soon' is not a day"),
        ({"sessions": [meeting(day="2027-13-01")]}, "is not a day"),
        ({"sessions": [meeting(starts="noon")]}, "'noon' is not a time"),
        ({"sessions": [meeting(), meeting()]}, "two have the same title and day"),
        ({"sessions": [meeting(starts="09:30"), meeting(starts="09:30")]}, "do not start at different times"),
        ({"sessions": [meeting(day="reported 2027-01-12")]}, "is not a day"),
        ({"sessions": [meeting(day="2027-01", starts="09:30")]}, "starts: Give the day as well"),
        ({"sessions": [meeting(last_day="2027-01-11")]}, "last_day: The last day comes before the first"),
        ({"sessions": [meeting(last_day="2027-02")]}, "last_day: give the day"),
        ({"sessions": [meeting(starts="12:00", ends="09:30")]}, "ends: It ends before it starts"),
        ({"sessions": [meeting(source=None)]}, "source"),
        ({"sessions": [meeting(counts=[{"kind": "came", "number": 0, "what": "x"}])]}, "must be 1 or more"),
    ],
)
def test_a_file_with_a_fault_is_refused_whole_and_the_fault_named(session, folder, fault, said):
    write(folder, entry(slug="good"), entry(**fault))
    with pytest.raises(SeedError, match=said):
        seed(folder)
    assert session.query(Gathering).filter_by(slug="good").all() == []


def test_two_dates_of_one_title_on_one_day_are_told_apart_by_when_they_start(session, folder):
    twins = [meeting(starts="09:30", last_day="2027-01-13"), meeting(starts="14:00")]
    write(folder, entry(sessions=twins))
    assert [seed(folder) for _ in range(2)] == [3, 0]
    found = session.query(Gathering).filter_by(slug="one").one().sessions
    assert {f"{each.starts:%H:%M}": each.last_day and each.last_day.isoformat() for each in found} == {"09:30": "2027-01-13", "14:00": None}


def test_every_network_of_our_own_file_says_where_its_facts_come_from(app):
    assert all(each.sources for each in loading.read(app.config["DIRECTORY"].seed_data))


def test_a_text_that_gives_away_a_withheld_contact_is_refused(session, folder):
    value = session.query(Contact).filter_by(publish=False).first().value
    write(folder, entry(sessions=[meeting(note=f"Ask {value}")]))
    with pytest.raises(SeedError, match="which is withheld"):
        seed(folder)


def test_a_file_that_is_no_yaml_is_refused(folder):
    (folder / loading.FILE).write_text("a: [", encoding="utf-8")
    with pytest.raises(SeedError, match="cannot be read"):
        loading.read(folder)


def test_without_the_file_there_is_nothing_to_seed(tmp_path):
    assert loading.read(tmp_path) == []
