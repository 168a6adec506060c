"""Who gets what of each page and button: seven kinds of visitor, held against the tables in tests/<part>/access_table.py.

A line is a method and a path; what it is worth is a tuple in the order of WHO.
"""

from directory.accounts.models import Person, PersonState
from directory.db import transaction
from tests.people import administrator, csrf, editor, person, sign_in_as

WHO = ("anonymous", "partner A", "partner B", "editor", "administrator", "disabled", "editor halfway")
IN = "sign in first"


def people(provider_of_b="compass"):
    """A partner of lscft (A), one of another provider (B), editors, and somebody who will be disabled. Needs an application context."""
    return {
        "partner A": person("lscft"), "partner B": person(provider_of_b), "editor": editor(), "administrator": administrator(),
        "disabled": person("lscft"), "editor halfway": editor(),
    }  # fmt: skip


def browsers(app, everybody):
    """A browser for each of these people and for an anonymous visitor."""
    clients = {name: sign_in_as(app.test_client(), who, second_step="halfway" not in name) for name, who in everybody.items()}
    with app.app_context(), transaction() as session:
        session.get(Person, everybody["disabled"].id).state = PersonState.DISABLED
    return {**clients, "anonymous": app.test_client()}


def got(clients, line, **names):
    """What everybody gets of one line, in the order of WHO; `names` fill in its path."""
    method, path = line.split()
    return {who: outcome(clients[who], method, path.format(**names)) for who in WHO}


def as_the_table_says(clients, table, **names):
    """Hold every line of a table, one after the other in the same world."""
    for line, wanted in table.items():
        assert got(clients, line, **names) == dict(zip(WHO, wanted, strict=True)), line


def outcome(client, method, path):
    fields = {"csrf_token": csrf(client), "email": "new@example.org", "code": "000000"}
    answer = client.get(path) if method == "GET" else client.post(path, data=fields)
    where = answer.headers.get("Location", "")
    if answer.status_code == 303 and where.startswith("/sign-in/second-step") and not path.startswith("/sign-in"):
        return "second step"
    if answer.status_code == 401 and "You have been signed out" in answer.text:
        return IN
    return IN if answer.status_code == 303 and where.split("?")[0] == "/sign-in" else answer.status_code
