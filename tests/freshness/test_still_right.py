"""The link of a reminder: opening it changes nothing, its button confirms what the page shows, and it works for nothing else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import delete, select

from directory.accounts.models import Mail, Membership, Person, PersonState
from directory.catalogue.models import Confirmation, Service
from directory.db import db, transaction
from directory.freshness import asking, reminding
from directory.freshness.models import Reminder
from directory.vocabulary import FactGroup
from tests.markup import assert_sound, parsed
from tests.partners.pages import form_on, send
from tests.people import person

LINK = re.compile(r"http://localhost:8000(/still-right/\S+)")
MINE = "kooth"


def confirmed(app):
    with app.app_context():
        return [each.fact_group for each in db.session.scalars(select(Confirmation))]


@pytest.fixture
def link(app):
    """The address in a reminder to the partner of one listing, sent just now."""
    with app.app_context():
        joined = datetime.now(UTC) - timedelta(days=30)
        person(MINE, email="coordinator@example.org", made_at=joined)
        with time_machine.travel(datetime.now(UTC) - timedelta(days=20), tick=False):
            reminding.remind(rules=asking.rules(), at=datetime.now(UTC))
        return LINK.search(db.session.scalars(select(Mail)).one().text)[1]


def test_23_opening_the_link_confirms_nothing_and_keeps_nothing_in_the_browser(app, client, link):
    for _ in range(3):
        answer = client.get(link)
        assert answer.status_code == 200 and "Is this still right?" in answer.text
    assert confirmed(app) == []
    assert answer.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in answer.headers
    assert_sound(parsed(answer.text))


def test_one_press_confirms_all_that_the_page_shows(app, client, link):
    action, values = form_on(client.get(link).text, "All of this")
    answer = send(client, action or link, values, ("group", "all"))
    assert answer.status_code == 303 and "Set-Cookie" not in answer.headers
    assert "Thank you" in client.get(answer.headers["Location"]).text
    assert sorted(confirmed(app)) == sorted(set(FactGroup) - {FactGroup.CONTACT})  # no contact is known


def test_one_group_can_be_confirmed_alone(app, client, link):
    action, values = form_on(client.get(link).text, "Still right: How to refer")
    send(client, action or link, values, ("group", "route"))
    assert confirmed(app) == [FactGroup.ROUTE]


def test_36_what_changed_after_the_page_was_opened_is_shown_again_and_not_confirmed(app, client, link):
    action, values = form_on(client.get(link).text, "All of this")
    with app.app_context(), transaction() as session:
        session.scalars(select(Service).where(Service.slug == MINE)).one().summary = "Other words now."
    answer = send(client, action or link, values, ("group", "all"))
    assert answer.status_code == 409 and "Other words now." in answer.text
    assert confirmed(app) == []


def test_1_the_link_confirms_no_listing_of_another_provider(app, client, link):
    with app.app_context():
        other = db.session.scalars(select(Service).where(Service.slug == "childline")).one()
        pair = f"{other.id} {other.version}-e3b0c44298fc"
    assert client.post(link, data={"seen": pair, "group": "all"}).status_code == 404
    assert confirmed(app) == []


@pytest.mark.parametrize("ended", ["disabled", "no longer a member", "too old", "replaced", "made up"])
def test_23_a_link_that_is_over_shows_and_confirms_nothing(app, client, link, ended):
    _, values = form_on(client.get(link).text, "All of this")
    with app.app_context(), transaction() as session:
        who = session.scalars(select(Person)).one()
        if ended == "disabled":
            who.state = PersonState.DISABLED
        elif ended == "no longer a member":
            session.execute(delete(Membership))
        elif ended == "too old":
            session.scalars(select(Reminder)).one().ends_at = datetime.now(UTC)
        elif ended == "replaced":
            session.scalars(select(Reminder)).one().ends_at = datetime.now(UTC) - timedelta(seconds=1)
    path = link + "x" if ended == "made up" else link
    assert client.get(path).status_code == 410
    assert send(client, path, values, ("group", "all")).status_code == 410
    assert confirmed(app) == []


def test_23_the_newest_link_replaces_the_one_before(app, client, link):
    with app.app_context(), time_machine.travel(datetime.now(UTC) - timedelta(days=8), tick=False):
        reminding.remind(rules=asking.rules(), at=datetime.now(UTC))
    with app.app_context():
        texts = [mail.text for mail in db.session.scalars(select(Mail).order_by(Mail.made_at))]
    newest = LINK.search(texts[-1])[1]
    assert newest != link
    assert client.get(link).status_code == 410 and client.get(newest).status_code == 200


def test_23_only_a_hash_of_the_secret_is_kept(app, link):
    with app.app_context():
        assert link.rsplit("/", 1)[-1] not in db.session.scalars(select(Reminder)).one().token_hash


def test_a_reminder_that_is_not_answered_takes_nothing_off_the_list(app, client, link):
    assert client.get(f"/services/{MINE}").status_code == 200
    assert "Not answering takes nothing off the list" in client.get(link).text
