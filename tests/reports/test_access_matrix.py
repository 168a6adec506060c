"""Every page and button of the half-term reports, for everyone: as the table says."""

import pytest

from directory.accounts.models import Person, PersonState
from directory.db import transaction
from tests.accounts.test_access_matrix import WHO, outcome
from tests.people import administrator, editor, person, sign_in_as
from tests.reports.access_table import TABLE
from tests.reports.drafts import EARLIER, WHOLE, begun


@pytest.fixture
def world(app):
    with app.app_context():
        people = {
            "partner A": person("lscft"), "partner B": person("compass"), "editor": editor(), "administrator": administrator(),
            "disabled": person("lscft"), "editor halfway": editor(),
        }  # fmt: skip
        names = {"draft": begun(people["editor"], WHOLE), "issued": EARLIER}
        clients = {name: sign_in_as(app.test_client(), who, second_step="halfway" not in name) for name, who in people.items()}
        with transaction() as session:
            session.get(Person, people["disabled"].id).state = PersonState.DISABLED
    return {**clients, "anonymous": app.test_client()}, names


@pytest.mark.one_database
def test_1_everybody_gets_what_the_table_says(world):
    clients, names = world
    for line, wanted in TABLE.items():
        method, path = line.split()
        got = {who: outcome(clients[who], method, path.format(**names)) for who in WHO}
        assert got == dict(zip(WHO, wanted, strict=True)), line
