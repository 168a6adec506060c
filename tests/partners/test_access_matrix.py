"""Every page and button of the desks, for everyone: as the table says, and another's looks like what is not there."""

import pytest

from directory.db import transaction
from directory.freshness.models import Problem, ProblemState, Topic
from directory.review import operations
from tests.databases import unchanged
from tests.matrix import as_the_table_says, browsers, people
from tests.partners.access_table import DONE, TABLE
from tests.review.listings import AT, drafted, edited_by, proposed, service

MINE, SENT = "lscft-camhs", "lscft-sphn-north"

PRESSES = [line for line, wanted in TABLE.items() if DONE in wanted]


def made(app):
    """Partner A of lscft with a draft, a proposal and a problem, partner B of another provider, an editor, an administrator."""
    with app.app_context():
        everybody = people()
        a = everybody["partner A"]
        other, edited = [each.slug for each in service(MINE).organisation.services if each.slug != MINE][:2]
        names = {"mine": MINE, "change": drafted(a, MINE, summary="New."), "sent": proposed(a, other, summary="New.")}
        names |= {"edited": edited, "editing": edited_by(everybody["editor"], edited, summary="The editors’.")}
        problem = Problem(id=operations.new_id(), service_id=service(MINE).id, topic=Topic.CONTACT, state=ProblemState.OPEN, times=1)
        problem.first_on = problem.last_on = AT.date()
        with transaction() as session:
            session.add(problem)
            names["problem"] = problem.id
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


@pytest.mark.parametrize("path", ["/desk/services/{mine}", "/desk/changes/{change}", "/desk/changes/{change}/preview"])
def test_1_what_belongs_to_another_looks_like_what_is_not_there(world, path):
    clients, names = world
    foreign = clients["partner B"].get(path.format(**names))
    missing = clients["partner B"].get(path.format(mine="missing", change="missing"))
    assert (foreign.status_code, foreign.text) == (missing.status_code, missing.text)
