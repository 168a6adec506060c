"""Who may do what, route by route: every route of the application must stand here, or in the list of public ones."""

import importlib
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from directory.access import PUBLIC
from directory.accounts import operations
from directory.accounts.models import Claim, Membership, Person
from directory.catalogue.models import Organisation
from directory.db import db, transaction
from tests.databases import unchanged
from tests.matrix import WHO, browsers, outcome, people

IN, NO, GONE, OK, DONE = "sign in first", 403, 404, 200, 303
# What each of WHO gets, in that order. {slug} is a provider of partner A, {claim} a waiting request for each, {person} partner B.
# fmt: off
TABLE = {
    "GET  /desk/account":                                 (IN, OK,   OK,   OK,   OK,   IN, OK),
    "POST /sign-out/everywhere":                          (IN, DONE, DONE, DONE, DONE, IN, DONE),
    "GET  /desk/colleagues/{slug}":                       (IN, OK,   GONE, NO,   NO,   IN, "second step"),
    "POST /desk/colleagues/{slug}":                       (IN, DONE, GONE, NO,   NO,   IN, "second step"),
    "GET  /desk/colleagues/missing":                      (IN, GONE, GONE, NO,   NO,   IN, "second step"),
    "GET  /sign-in/second-step":                          (IN, GONE, GONE, OK,   OK,   IN, OK),
    "POST /sign-in/second-step":                          (IN, GONE, GONE, 400,  400,  IN, 400),
    "GET  /sign-in/second-step/set-up":                   (IN, GONE, GONE, OK,   OK,   IN, OK),
    "POST /sign-in/second-step/set-up":                   (IN, GONE, GONE, 409,  409,  IN, 409),
    "POST /sign-in/second-step/begin":                    (IN, GONE, GONE, 409,  409,  IN, 409),
    "GET  /editor/people":                                (IN, NO,   NO,   OK,   OK,   IN, "second step"),
    "POST /editor/people/claims/{claim}/grant":           (IN, NO,   NO,   DONE, DONE, IN, "second step"),
    "POST /editor/people/claims/{claim}/refuse":          (IN, NO,   NO,   DONE, DONE, IN, "second step"),
    "POST /editor/people/claims/missing/grant":           (IN, NO,   NO,   GONE, GONE, IN, "second step"),
    "POST /editor/people/claims/missing/refuse":          (IN, NO,   NO,   GONE, GONE, IN, "second step"),
    "GET  /editor/people/invite/{slug}":                  (IN, NO,   NO,   OK,   OK,   IN, "second step"),
    "POST /editor/people/invite/{slug}":                  (IN, NO,   NO,   DONE, DONE, IN, "second step"),
    "GET  /editor/people/invite/missing":                 (IN, NO,   NO,   GONE, GONE, IN, "second step"),
    "POST /editor/people/{person}/disable":               (IN, NO,   NO,   NO,   DONE, IN, "second step"),
    "POST /editor/people/{person}/enable":                (IN, NO,   NO,   NO,   DONE, IN, "second step"),
    "POST /editor/people/{person}/reset-second-step":     (IN, NO,   NO,   NO,   DONE, IN, "second step"),
    "POST /editor/people/missing/disable":                (IN, NO,   NO,   NO,   GONE, IN, "second step"),
    "POST /editor/people/missing/enable":                 (IN, NO,   NO,   NO,   GONE, IN, "second step"),
    "POST /editor/people/missing/reset-second-step":      (IN, NO,   NO,   NO,   GONE, IN, "second step"),
}
# fmt: on
# These may change something and are open to everyone; each has tests of its own.
OPEN_FORMS = {
    "/sign-in",
    "/sign-in/link/<token>",
    "/sign-out",
    "/invitations/<token>",
    "/providers/<slug>/claim",
}  # fmt: skip
# Other parts keep such a table beside their own tests: `TABLE` in tests/<part>/access_table.py, with the same kind of lines.
ELSEWHERE = [
    importlib.import_module(f"tests.{path.parent.name}.access_table") for path in Path(__file__).parents[1].glob("*/access_table.py")
]


@pytest.fixture(scope="module")
def app(lasting_app):
    return lasting_app


@pytest.fixture(scope="module")
def everybody(app):
    """A partner of lscft (A) and one of barnardos (B), an editor, an administrator, somebody disabled, and waiting requests."""
    with app.app_context():
        made = people(other_provider())
        with transaction() as session:
            lscft = session.query(Organisation).filter_by(slug="lscft").one()
            claims = {who: operations.new_id() for who in WHO}
            asked = {"organisation_id": lscft.id, "name": "Sam", "work": "Manager", "made_at": datetime.now(UTC)}
            session.add_all(Claim(id=id, email=f"{id}@example.org", **asked) for id in claims.values())
    return made, claims


@pytest.fixture
def world(app, everybody):
    """Browsers of the same people for each test, whatever the others change."""
    people, claims = everybody
    with unchanged(app):
        yield browsers(app, people), claims, {"slug": "lscft", "person": people["partner B"].id}


def other_provider():
    return db.session.query(Organisation.slug).filter(Organisation.slug != "lscft").order_by(Organisation.slug).limit(1).scalar()


@pytest.mark.parametrize("line", TABLE)
def test_1_everybody_gets_what_the_table_says(world, line):
    clients, claims, names = world
    method, path = line.split()
    got = {who: outcome(clients[who], method, path.format(claim=claims[who], **names)) for who in WHO}
    assert got == dict(zip(WHO, TABLE[line], strict=True))


def test_1_what_belongs_to_another_looks_like_what_is_not_there(world):
    clients, _, _ = world
    foreign, missing = (clients["partner B"].get(f"/desk/colleagues/{slug}") for slug in ("lscft", "missing"))
    assert (foreign.status_code, foreign.text) == (missing.status_code, missing.text)


def declared(line):
    method, path = line.partition("?")[0].split()
    return method, path


def test_1_every_route_is_declared(app):
    adapter = app.url_map.bind("localhost")
    lines = [*TABLE, *(line for module in ELSEWHERE for line in module.TABLE)]
    known = {(method, adapter.match(re.sub("{.*?}", "x", path), method)[0]) for method, path in map(declared, lines)}
    open_forms = OPEN_FORMS.union(*(getattr(module, "OPEN_FORMS", ()) for module in ELSEWHERE))
    for rule in app.url_map.iter_rules():
        marker = app.view_functions[rule.endpoint].access
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            if marker == PUBLIC:
                assert method == "GET" or rule.rule in open_forms, f"{method} {rule.rule} is public and not declared"
            else:
                assert (method, rule.endpoint) in known, f"{method} {rule.rule} is not declared"


VARIANTS = (
    "/editor/people/", "/editor//people", "/EDITOR/people", "/editor/people.json", "/editor/%70eople", "/editor/people%2e",
    "/editor/./people", "//editor/people",
)  # fmt: skip


@pytest.mark.parametrize("path", VARIANTS)
def test_6_no_other_spelling_of_an_editors_page_opens_it(world, path):
    clients, _, _ = world
    for who in ("anonymous", "partner A", "disabled"):
        for headers in ({}, {"X-Original-URL": "/editor/people"}, {"X-HTTP-Method-Override": "POST"}, {"X-Rewrite-URL": "/"}):
            answer = clients[who].get(path, headers=headers)
            assert answer.status_code in (303, 308, 400, 403, 404)
            assert "Who signs in" not in answer.text


def test_6_asking_in_another_way_tells_nothing(world):
    clients, _, _ = world
    assert clients["anonymous"].head("/editor/people").status_code == 303
    assert clients["partner A"].options("/editor/people").status_code == 403


def test_5_whoever_is_no_editor_any_more_is_refused_at_once(world, app):
    clients, _, _ = world
    assert clients["editor"].get("/editor").status_code == 200
    with app.app_context(), transaction() as session:
        session.query(Person).update({"is_editor": False, "is_administrator": False})
    assert clients["editor"].get("/editor").status_code == clients["administrator"].get("/editor/people").status_code == 403


def test_5_whoever_loses_a_provider_loses_it_at_once(world, app):
    clients, _, _ = world
    with app.app_context(), transaction() as session:
        session.query(Membership).delete()
    assert clients["partner A"].get("/desk/colleagues/lscft").status_code == 403
