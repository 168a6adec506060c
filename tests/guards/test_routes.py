"""Every route says who may open it, and no page that is only read changes anything."""

import pytest
from sqlalchemy import event

from directory.access import MARKERS, unmarked
from directory.db import db
from tests.guards.walk import pages_from

START = ("/", "/services", "/services.json", "/urgent-help", "/healthz", "/readyz")


def test_every_route_says_who_may_open_it(app):
    assert unmarked(app) == []


def test_there_is_no_way_to_mark_a_route_but_the_known_ones(app):
    assert {view.access for view in app.view_functions.values()} <= MARKERS


@pytest.mark.one_database
def test_no_page_that_is_read_changes_anything_or_breaks(app, client):
    commits = []

    def note(connection):
        commits.append(connection)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "commit", note)
    try:
        broken = {address: answer.status_code for address, answer in pages_from(client, START) if answer.status_code >= 400}
    finally:
        event.remove(engine, "commit", note)
    assert commits == []
    assert broken == {}


def test_no_request_keeps_a_database_connection(app, client):
    with app.app_context():
        engine = db.engine
    before = engine.pool.checkedout()
    for address in START:
        client.get(address)
    assert engine.pool.checkedout() == before
