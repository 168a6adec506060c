"""Grid, map, table, sheet, search and half-term report say the same of any catalogue."""

import csv
import random
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import count

import pytest
from sqlalchemy import event

from directory.catalogue import finder, indexing
from directory.catalogue.models import Confirmation, Need, Service, ServiceNeed
from directory.db import db, transaction
from directory.reports import coverage_figures, figures
from directory.vocabulary import Coverage, FactGroup, Level, ListingStatus, Phase
from tests import factories
from tests.markup import main, parsed, text
from tests.people import editor, sign_in_as

AT, moments = datetime(2026, 11, 2, tzinfo=UTC), count(1)
CATALOGUES, TILES = 50, ("chorley", "south-ribble", "preston", "west-lancashire")
WORDS = {"Confirmed": "confirmed", "Not confirmed": "unconfirmed", "Only paused": "paused", "Nobody": "none", "Urgent help": "urgent"}


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


def a_catalogue(session, chance):
    """Some services with any needs, levels, phases and districts, confirmed, paused or possibly ended as it happens."""
    needs = session.query(Need).order_by(Need.slug).all()
    for _ in range(chance.randint(0, 12)):
        some = chance.sample(needs, chance.randint(1, 3))
        near = chance.random() < 0.6
        session.add(
            factories.service(
                changed_at=AT + timedelta(seconds=next(moments)),
                needs=[factories.answers(need) for need in some],
                levels=chance.sample(list(Level), chance.randint(1, 2)),
                phases=chance.choice([None, chance.sample(list(Phase), chance.randint(1, 3))]),
                coverage=Coverage.DISTRICTS if near else chance.choice([Coverage.COUNTY, Coverage.NATIONAL, Coverage.NOT_STATED]),
                districts=chance.sample(TILES, chance.randint(1, 3)) if near else [],
                paused_on=date.today() if chance.random() < 0.2 else None,
                status=chance.choice([ListingStatus.CURRENT] * 4 + [ListingStatus.POSSIBLY_ENDED]),
                confirmations=[factories.confirmation(group, date.today()) for group in FactGroup] if chance.random() < 0.5 else [],
            )
        )


def replaced(chance):
    with transaction() as session:
        for model in (Confirmation, ServiceNeed, Service):
            session.execute(model.__table__.delete())
        a_catalogue(session, chance)


def in_grid(page):
    """Total and word of each place, by need and level, as the grid on the page says them."""
    found = {}
    for row in page.iter("tr"):
        cells = [cell for cell in row.iter("td") if "app-coverage__cell" in cell.get("class", "")]
        need = text(row.find("th")) if cells else ""
        for cell in cells:
            word = next(each for each in cell.iter() if each.get("class") == "app-coverage__word")
            said = re.split("[:,]", text(word))[0]
            link = next((each for each in cell.iter("a") if each is not word), None)
            found[need, cell.get("data-level")] = (int(link.text) if link is not None else 0, WORDS[said], link)
    return found


def on_map(page):
    """(places with somebody, places) by district, as the tiles say it."""
    tiles = [each for each in page.iter() if "app-districts__tile" in each.get("class", "")]
    return {each.get("data-district"): tuple(map(int, re.search(r"(\d+) of (\d+)", "".join(each.itertext())).groups())) for each in tiles}


def in_table(page):
    """The numbers of each row of the table beside the map."""
    rows = {row.get("data-district"): row for row in page.iter("tr") if row.get("data-district")}
    return {slug: [text(cell) for cell in row.iter("td")] for slug, row in rows.items()}


def in_sheet(client, chosen):
    rows = list(csv.DictReader(StringIO(client.get("/editor/coverage.csv", query_string=chosen).data.decode("utf-8-sig"))))
    return {(row["Need"], row["Level"]): (int(row["All"]), WORDS[row["At best"]]) for row in rows}


@pytest.mark.one_database
def test_they_agree_for_fifty_catalogues(app, chief, client):
    chance = random.Random(11)
    for number in range(CATALOGUES):
        chosen = {"phase": chance.choice([*Phase, ""]), "district": chance.choice([*TILES, ""])}
        with app.app_context():
            replaced(chance)
            indexing.rebuild(finder.current().index)
            places = figures.places()
        page = main(parsed(chief.get("/editor/coverage", query_string=chosen).text))
        grid = in_grid(page)
        assert {place: said[:2] for place, said in grid.items()} == in_sheet(chief, chosen), (number, chosen)
        table, tiles = in_table(page), on_map(page)
        for slug in TILES:
            confirmed, unconfirmed, _, _, somebody = table[slug]
            assert tiles[slug][0] == int(confirmed) + int(unconfirmed) and tiles[slug][1] == sum(map(int, table[slug][:4]))
            assert somebody == f"{tiles[slug][0]} of {tiles[slug][1]}"
        if chosen["district"]:
            states = Counter(said[1] for said in grid.values())
            assert table[chosen["district"]][:4] == [str(states[word]) for word in ("confirmed", "unconfirmed", "paused", "none")], (
                number,
                chosen,
            )
            assert tiles[chosen["district"]][1] == len(grid) - states["urgent"]
        if chosen == {"phase": "", "district": ""}:
            assert Counter(places.values()) == Counter(said[1] for said in grid.values())
        linked = [said for said in grid.values() if said[2] is not None]
        for total, _, link in chance.sample(linked, min(2, len(linked))):
            assert client.get(link.get("href").replace("/services?", "/services.json?")).json["total"] == total, link.get("href")
        with app.app_context():
            by_need = coverage_figures.of(None, None)
            assert places == {f"{need} {level}": cell.state for need, row in by_need.items() for level, cell in row.items()}


@pytest.mark.one_database
def test_no_query_is_asked_for_each_listing(app, chief):
    asked = []
    with app.app_context():
        engine = db.engine
    note = lambda *_: asked.append(1)  # noqa: E731 - it must be one object, to be taken off again

    def queries_of_the_page():
        asked.clear()
        event.listen(engine, "before_cursor_execute", note)
        chief.get("/editor/coverage")
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    with app.app_context(), transaction() as session:
        session.add(factories.service())
    few = queries_of_the_page()
    with app.app_context(), transaction() as session:
        session.add_all(factories.service(confirmations=[factories.confirmation()]) for _ in range(300))
    assert queries_of_the_page() == few
