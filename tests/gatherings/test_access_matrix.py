"""Every page and button about networks and training, for everyone: as the table says, and another's looks like what is not there."""

from datetime import date

import pytest

from directory.accounts.models import Person, PersonState
from directory.db import transaction
from directory.gatherings.words import SessionState
from tests.accounts.test_access_matrix import WHO, outcome
from tests.gatherings.access_table import DONE, TABLE
from tests.gatherings.making import gathering, session_of
from tests.people import administrator, editor, person, sign_in_as

# Each of these changes the world, so each gets a new one.
PRESSES = [line for line, wanted in TABLE.items() if DONE in wanted]


def got(world, line):
    clients, names = world
    method, path = line.split()
    return {who: outcome(clients[who], method, path.format(**names)) for who in WHO}


@pytest.fixture
def world(app):
    """Partner A of lscft with a network, a published date and a proposal; partner B of another provider, editors, somebody disabled."""
    with app.app_context():
        a = person("lscft")
        people = {
            "partner A": a, "partner B": person("compass"), "editor": editor(), "administrator": administrator(),
            "disabled": person("lscft"), "editor halfway": editor(),
        }  # fmt: skip
        mine = gathering(provider="lscft")
        sent = session_of(mine, state=SessionState.PROPOSED, proposed_by=a.id)
        names = {"mine": mine, "date": session_of(mine, date(2026, 11, 3)), "sent": sent}
        clients = {name: sign_in_as(app.test_client(), who, second_step="halfway" not in name) for name, who in people.items()}
        with transaction() as session:
            session.get(Person, people["disabled"].id).state = PersonState.DISABLED
    clients["anonymous"] = app.test_client()
    return clients, names


def test_1_everybody_gets_what_the_table_says_where_nothing_changes(world):
    for line in TABLE.keys() - set(PRESSES):
        assert got(world, line) == dict(zip(WHO, TABLE[line], strict=True)), line


@pytest.mark.parametrize("line", PRESSES)
def test_1_everybody_gets_what_the_table_says_of_what_changes_something(world, line):
    assert got(world, line) == dict(zip(WHO, TABLE[line], strict=True))


@pytest.mark.parametrize("path", ["/desk/gatherings/{mine}/propose", "/desk/gatherings/dates/{sent}", "/desk/gatherings/dates/{sent}/edit"])
def test_1_what_belongs_to_another_looks_like_what_is_not_there(world, path):
    clients, names = world
    foreign = clients["partner B"].get(path.format(**names))
    missing = clients["partner B"].get(path.format(mine="missing", sent="missing"))
    assert (foreign.status_code, foreign.text) == (missing.status_code, missing.text)
