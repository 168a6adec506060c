"""A whole school year, day by day: who is asked when, that August is quiet, and what becomes of a listing that nobody confirms.

The provider joins on Tuesday 1 September 2026 and has one listing. Half-lives in weeks: waiting 4, contact 13, route and eligibility 26,
existence 52. Asked 7 days before a fact is due, when it is due, and 14 days after; after 28 days the editor is told.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
import time_machine
from sqlalchemy import func, select

from directory.access import Actor
from directory.accounts.models import Mail
from directory.catalogue import finder
from directory.catalogue.models import Service
from directory.db import db, transaction
from directory.freshness import asking, operations, reminding
from directory.freshness.due import seen
from directory.vocabulary import FactGroup, Standing
from tests.factories import contact
from tests.people import editor, person

pytestmark = [pytest.mark.one_database, pytest.mark.usefixtures("session")]
MINE, PROVIDER = "kooth", "kooth"
FIRST, LAST = date(2026, 9, 1), date(2027, 10, 31)


def days(first=FIRST, last=LAST):
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def mine():
    return db.session.scalars(select(Service).where(Service.slug == MINE).execution_options(populate_existing=True)).one()


@pytest.fixture
def world(app):
    """A partner and an editor who joined on the first day, and a listing in which everything is stated; `run` lives a day."""
    with transaction():
        mine().waiting_time, mine().contacts = "About 4 weeks.", [contact("01772 123456")]
    with time_machine.travel(datetime.combine(FIRST, time(7), UTC), tick=False):
        by = person(mine().organisation.slug, email="coordinator@example.org", made_at=datetime.now(UTC))
        editor(email="chief@example.org", made_at=datetime.now(UTC))
    return by


def live(day):
    """The morning of one day: the daily run. Returns the subjects of what was sent, by address."""
    before = db.session.scalar(select(func.count(Mail.id)))
    reminding.remind(rules=asking.rules(), at=datetime.now(UTC))
    sent = db.session.scalars(select(Mail).order_by(Mail.made_at)).all()[before:]
    return [mail.to.split("@")[0] for mail in sent]


def year(by: Actor, confirms=lambda day, asked: ()):
    """The days on which somebody was told something, and the days on which the standing changed."""
    told, standings = [], []
    for day in days():
        with time_machine.travel(datetime.combine(day, time(7), UTC), tick=False):
            asked = live(day)
            told += [(day, who) for who in asked]
            if groups := confirms(day, asked):
                operations.confirm(seen=[(mine().id, seen(mine()))], groups=groups, by=by, at=datetime.now(UTC))
            standing = finder.current().standing(mine())
            if not standings or standings[-1][1] != standing:
                standings.append((day, standing))
    return told, standings


@pytest.mark.one_database
def test_a_provider_who_never_answers_is_asked_three_times_then_the_editor_is_told_once(world):
    told, standings = year(world)
    assert told == [
        (date(2026, 9, 8), "coordinator"),  # due on 15 September, two weeks after joining
        (date(2026, 9, 15), "coordinator"),
        (date(2026, 9, 29), "coordinator"),
        (date(2026, 10, 13), "chief"),
    ]
    assert standings == [(FIRST, Standing.UNCONFIRMED)]
    assert mine().status == "current"


def test_a_provider_who_confirms_once_keeps_its_standing_until_facts_grow_old_one_by_one(world):
    told, standings = year(world, lambda day, asked: FactGroup if day == date(2026, 9, 8) else ())
    assert told == [
        (date(2026, 9, 8), "coordinator"),
        (date(2026, 9, 29), "coordinator"),  # waiting, due on 6 October
        (date(2026, 10, 6), "coordinator"),
        (date(2026, 10, 20), "coordinator"),
        (date(2026, 11, 3), "chief"),
        (date(2026, 12, 1), "coordinator"),  # contact, due on 8 December
        (date(2026, 12, 8), "coordinator"),
        (date(2026, 12, 22), "coordinator"),
        (date(2027, 1, 5), "chief"),
        (date(2027, 3, 2), "coordinator"),  # route and eligibility in one message, due on 9 March
        (date(2027, 3, 9), "coordinator"),
        (date(2027, 3, 23), "coordinator"),
        (date(2027, 4, 6), "chief"),
        (date(2027, 9, 1), "coordinator"),  # existence, due on 7 September; 31 August is a quiet day
        (date(2027, 9, 8), "coordinator"),
        (date(2027, 9, 21), "coordinator"),
        (date(2027, 10, 5), "chief"),
    ]
    assert standings == [
        (FIRST, Standing.UNCONFIRMED),
        (date(2026, 9, 8), Standing.CONFIRMED),
        (date(2026, 10, 7), Standing.DUE),
        (date(2027, 1, 20), Standing.UNCONFIRMED),  # six weeks after contact was due
    ]


@pytest.mark.one_database
def test_a_provider_who_always_answers_stays_confirmed_and_is_asked_about_once_a_month(world):
    told, standings = year(world, lambda day, asked: FactGroup if "coordinator" in asked else ())
    assert [standing for _, standing in standings] == [Standing.UNCONFIRMED, Standing.CONFIRMED]
    assert {who for _, who in told} == {"coordinator"}
    gaps = [(later - earlier).days for (earlier, _), (later, _) in pairwise(told)]
    assert set(gaps) - {21} == {max(gaps)}, gaps
    assert max(gaps) > 31 and gaps.count(max(gaps)) == 1  # the summer


@pytest.mark.one_database
def test_nobody_hears_anything_in_august(world):
    told, _ = year(world, lambda day, asked: FactGroup if "coordinator" in asked else ())
    assert [day for day, _ in told if day.month == 8] == []
    assert [day for day, _ in told if day.month == 9 and day.year == 2027]


def test_there_is_one_message_for_a_provider_however_many_facts_and_listings(world, app):
    other = person("lscft", made_at=datetime.combine(FIRST, time(7), UTC))
    with time_machine.travel(datetime(2026, 9, 8, 7, tzinfo=UTC), tick=False):
        live(date(2026, 9, 8))
    mails = [mail for mail in db.session.scalars(select(Mail)) if mail.to == other.email]
    assert len(mails) == 1
    for service in mine().organisation.services:
        assert service.name not in mails[0].text
    assert mails[0].text.count("not confirmed yet") > len(FactGroup)


@pytest.mark.one_database
def test_a_reminder_that_nobody_heeds_goes_to_a_colleague(world):
    with time_machine.travel(datetime(2026, 9, 3, 7, tzinfo=UTC), tick=False):
        person(mine().organisation.slug, email="colleague@example.org", made_at=datetime.now(UTC))
    told, _ = year(world)
    assert [who for _, who in told] == ["coordinator", "coordinator", "colleague", "chief"]


def test_a_run_that_is_repeated_tells_nobody_twice(world):
    with time_machine.travel(datetime(2026, 9, 8, 7, tzinfo=UTC), tick=False):
        assert live(date(2026, 9, 8)) == ["coordinator"]
        assert live(date(2026, 9, 8)) == []


def test_nobody_is_asked_about_a_provider_that_nobody_looks_after(app):
    with time_machine.travel(datetime(2026, 9, 8, 7, tzinfo=UTC), tick=False):
        assert live(date(2026, 9, 8)) == []
