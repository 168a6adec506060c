"""Every page and button of the needs' editing, for everyone: as the table says."""

import pytest

from directory.accounts.models import Person, PersonState
from directory.db import transaction
from tests.accounts.test_access_matrix import WHO, outcome
from tests.needs.access_table import TABLE
from tests.needs.drafting import begun
from tests.people import administrator, editor, person, sign_in_as


@pytest.fixture
def clients(app):
    with app.app_context():
        people = {
            "partner A": person("lscft"), "partner B": person("compass"), "editor": editor(), "administrator": administrator(),
            "disabled": person("lscft"), "editor halfway": editor(),
        }  # fmt: skip
        begun(people["editor"], "sleep")
        clients = {name: sign_in_as(app.test_client(), who, second_step="halfway" not in name) for name, who in people.items()}
        with transaction() as session:
            session.get(Person, people["disabled"].id).state = PersonState.DISABLED
    return {**clients, "anonymous": app.test_client()}


@pytest.mark.one_database
def test_1_everybody_gets_what_the_table_says(clients):
    for line, wanted in TABLE.items():
        got = {who: outcome(clients[who], *line.format(slug="sleep").split()) for who in WHO}
        assert got == dict(zip(WHO, wanted, strict=True)), line
