"""Every page and button about networks and training, for everyone: as the table says, and another's looks like what is not there."""

from datetime import date

import pytest

from directory.gatherings.words import SessionState
from tests.databases import unchanged
from tests.gatherings.access_table import DONE, TABLE
from tests.gatherings.making import gathering, session_of
from tests.matrix import as_the_table_says, browsers, people

PRESSES = [line for line, wanted in TABLE.items() if DONE in wanted]


def made(app):
    """Partner A of lscft with a network, a published date and a proposal; partner B of another provider, editors, somebody disabled."""
    with app.app_context():
        everybody = people()
        a = everybody["partner A"]
        mine = gathering(provider="lscft")
        sent = session_of(mine, state=SessionState.PROPOSED, proposed_by=a.id)
        names = {"mine": mine, "date": session_of(mine, date(2026, 11, 3)), "sent": sent}
    return browsers(app, everybody), names


@pytest.fixture
def world(app):
    return made(app)


@pytest.fixture(scope="module")
def lasting_world(lasting_app):
    return made(lasting_app)


def test_1_everybody_gets_what_the_table_says_where_nothing_changes(world):
    clients, names = world
    as_the_table_says(clients, {line: wanted for line, wanted in TABLE.items() if line not in PRESSES}, **names)


@pytest.mark.parametrize("line", PRESSES)
def test_1_everybody_gets_what_the_table_says_of_what_changes_something(lasting_app, lasting_world, line):
    clients, names = lasting_world
    with unchanged(lasting_app):
        as_the_table_says(clients, {line: TABLE[line]}, **names)


@pytest.mark.parametrize("path", ["/desk/gatherings/{mine}/propose", "/desk/gatherings/dates/{sent}", "/desk/gatherings/dates/{sent}/edit"])
def test_1_what_belongs_to_another_looks_like_what_is_not_there(world, path):
    clients, names = world
    foreign = clients["partner B"].get(path.format(**names))
    missing = clients["partner B"].get(path.format(mine="missing", sent="missing"))
    assert (foreign.status_code, foreign.text) == (missing.status_code, missing.text)
