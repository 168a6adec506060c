"""Every page and button of the desks, for everyone: as the table says, and another's looks like what is not there."""

import pytest

from directory.accounts.models import Person, PersonState
from directory.db import transaction
from directory.freshness.models import Problem, ProblemState, Topic
from directory.review import operations
from tests.accounts.test_access_matrix import WHO, outcome
from tests.partners.access_table import DONE, TABLE
from tests.people import administrator, editor, person, sign_in_as
from tests.review.listings import AT, drafted, proposed, service

MINE, SENT = "lscft-camhs", "lscft-sphn-north"


# Each of these changes the world, so each gets a new one.
PRESSES = [line for line, wanted in TABLE.items() if DONE in wanted]


def got(world, line):
    clients, names = world
    method, path = line.split()
    return {who: outcome(clients[who], method, path.format(**names)) for who in WHO}


@pytest.fixture
def world(app):
    """Partner A of lscft with a draft, a proposal and a problem, partner B of another provider, an editor, an administrator."""
    with app.app_context():
        a = person("lscft")
        people = {
            "partner A": a, "partner B": person("compass"), "editor": editor(), "administrator": administrator(),
            "disabled": person("lscft"), "editor halfway": editor(),
        }  # fmt: skip
        other = next(each.slug for each in service(MINE).organisation.services if each.slug != MINE)
        names = {"mine": MINE, "change": drafted(a, MINE, summary="New."), "sent": proposed(a, other, summary="New.")}
        problem = Problem(id=operations.new_id(), service_id=service(MINE).id, topic=Topic.CONTACT, state=ProblemState.OPEN, times=1)
        problem.first_on = problem.last_on = AT.date()
        with transaction() as session:
            session.add(problem)
            names["problem"] = problem.id
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


@pytest.mark.parametrize("path", ["/desk/services/{mine}", "/desk/changes/{change}", "/desk/changes/{change}/preview"])
def test_1_what_belongs_to_another_looks_like_what_is_not_there(world, path):
    clients, names = world
    foreign = clients["partner B"].get(path.format(**names))
    missing = clients["partner B"].get(path.format(mine="missing", change="missing"))
    assert (foreign.status_code, foreign.text) == (missing.status_code, missing.text)
