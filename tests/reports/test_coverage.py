"""The grid of support: counted right, and the same as search says."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue import queries
from directory.freshness import due, operations
from directory.pathways import auditing
from directory.reports.coverage import Cell, Listed, grid
from directory.vocabulary import FactGroup, Level, Phase, Standing
from tests.markup import by_id, href, links, main, parsed, text
from tests.people import editor, person, sign_in_as
from tests.review.listings import partner, service

LEVELS, PHASES, DISTRICTS, NEEDS = ([word.value for word in Level], [word.value for word in Phase], ["chorley", "wyre"], ["ebsa", "sleep"])


def some(values):
    return st.frozensets(st.sampled_from(values), min_size=1)


facets = st.fixed_dictionaries({"need": some(NEEDS), "level": some(LEVELS), "phase": some(PHASES), "district": some(DISTRICTS)})
listings = st.lists(st.builds(Listed, facets=facets, standing=st.sampled_from(Standing), paused=st.booleans()), max_size=12)


@given(listings)
def test_every_service_is_counted_once_in_each_of_its_cells_and_in_no_other(services):
    cells = grid(services, NEEDS, danger=(), phase=None, districts=frozenset({"chorley"}))
    here = [one for one in services if "chorley" in one.facets["district"]]
    for need in NEEDS:
        for level in LEVELS:
            mine = [one for one in here if need in one.facets["need"] and level in one.facets["level"]]
            cell = cells[need][level]
            assert (cell.total, cell.paused) == (len(mine), sum(one.paused for one in mine))
    assert sum(cell.total for row in cells.values() for cell in row.values()) == sum(
        len(one.facets["need"]) * len(one.facets["level"]) for one in here
    )


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        (Cell(), "none"),
        (Cell(missed=False), "urgent"),
        (Cell(paused=1, missed=False), "paused"),
        (Cell(paused=2), "paused"),
        (Cell(unconfirmed=1, paused=1), "unconfirmed"),
        (Cell(1, 3, 1), "confirmed"),
    ],
)
def test_the_best_that_can_be_said_of_a_cell(cell, state):
    assert cell.state == state


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


@pytest.mark.one_database
@pytest.mark.parametrize("chosen", [{}, {"phase": "primary"}, {"district": "south-ribble"}, {"phase": "post-16", "district": "chorley"}])
def test_each_cell_leads_to_as_many_services_as_it_says(app, chief, client, chosen):
    page = parsed(chief.get("/editor/coverage", query_string=chosen).text)
    links = [link for link in main(page).iter("a") if link.get("href").startswith("/services?")]
    for link in random.Random(5).sample(links, 15):
        found = client.get(link.get("href").replace("/services?", "/services.json?")).json["total"]
        assert found == int(link.text), link.get("href")


@pytest.mark.one_database
def test_where_there_is_nobody_a_word_says_so(app, chief):
    with app.app_context():
        needs = len(queries.all_needs())
    page = main(parsed(chief.get("/editor/coverage").text))
    cells = [text(cell) for cell in page.iter("td") if "app-coverage__cell" in cell.get("class")]
    assert len(cells) == needs * len(LEVELS)
    nobody = sum("Nobody" in cell for cell in cells)
    assert 0 < nobody < len(cells) and f"In {nobody} places there is nobody" in text(page)


@pytest.mark.one_database
def test_at_crisis_level_nobody_is_a_gap_only_for_a_need_of_danger(app, chief):
    page = main(parsed(chief.get("/editor/coverage").text))
    said = {
        text(row.find("th")): text(next(cell for cell in row.iter("td") if cell.get("data-level") == "Crisis"))
        for row in page.iter("tr")
        if any(cell.get("data-level") == "Crisis" for cell in row.iter("td"))
    }
    with app.app_context():
        for need in queries.all_needs():
            assert said[need.name] != ("Urgent help" if need.safety else "Nobody"), need.name
    assert "Urgent help" in said.values() and "every need leads to urgent help" in text(by_id(page, "measures"))


def confirm(slug, days_ago=0):
    """The provider says that all of it is right."""
    found, at = service(slug), datetime.now(UTC) - timedelta(days=days_ago)
    operations.confirm(seen=[(found.id, due.seen(found))], groups=list(FactGroup), by=partner(slug), at=at)


def weak_spots(client, query=""):
    return by_id(parsed(client.get(f"/editor/coverage{query}").text), "weak-spots")


@pytest.mark.one_database
def test_the_gravest_weak_spots_stand_beside_the_grid_and_lead_on(app, chief, monkeypatch):
    monkeypatch.setattr(auditing.audit, "walk_all", None)  # Opening the grid never waits for the whole walk.
    beside = weak_spots(chief, "?phase=primary&district=chorley")
    rows = [text(row) for row in beside.iter("li")]
    assert len(rows) == 5 and rows[0].startswith("Children in care, care-experienced and adopted, targeted, primary, Chorley.")
    assert text(beside).count("Nobody to refer to") == 1, "a reason is said once"
    assert "South Ribble" not in text(beside)
    first = links(beside)[:2]
    assert first[0] == ("The pathway Children in care, care-experienced and adopted", "/pathways/looked-after")
    assert first[1][1] == "/editor/worklist?need=looked-after&level=targeted"
    (words,) = [words for words, _ in links(beside) if words.startswith("All ")]
    assert href(beside, words) == "/editor/weak-spots?phase=primary&district=chorley"
    assert weak_spots(chief, "?district=preston") is None, "the pathways are for the schools of this place"


@pytest.mark.one_database
def test_every_link_of_a_weak_spot_leads_somewhere(chief, client):
    for words, address in links(weak_spots(chief)):
        assert (client if address.startswith("/pathways") else chief).get(address).status_code == 200, words


def panic(app, chief):
    """What grid, map and weak spots say of panic attacks, targeted, secondary, Chorley."""
    page = main(parsed(chief.get("/editor/coverage?phase=secondary&district=chorley").text))
    cell = next(text(cell) for cell in page.iter("td") if "for Panic attacks, Targeted" in text(cell))
    district = next(row for row in page.iter("tr") if row.get("data-district") == "chorley")
    with app.app_context():
        found = [each.sentence for each in auditing.said(auditing.weak_now())]
    return "Confirmed" in cell, int(text(next(district.iter("td")))), [said for said in found if said.startswith("Panic attacks, targeted")]


def test_grid_map_and_weak_spots_close_together_and_open_together(app, chief):
    never = "Panic attacks, targeted, every phase, Chorley and South Ribble: nothing has ever been confirmed"
    assert panic(app, chief) == (False, 0, [never])
    with app.app_context():
        confirm("compass-bloom-mhst", days_ago=2000)
        day = datetime.now(UTC) - timedelta(days=2000)
    assert panic(app, chief) == (False, 0, [never.replace("has ever been confirmed", f"confirmed since {day:%B %Y}")])
    with app.app_context():
        confirm("compass-bloom-mhst")
    cell, confirmed, spots = panic(app, chief)
    assert (cell, confirmed > 0, spots) == (True, True, [])
    with app.app_context():
        operations.pause(service_id=service("compass-bloom-mhst").id, by=person("compass"), at=datetime.now(UTC))
    assert panic(app, chief) == (False, 0, [never])
