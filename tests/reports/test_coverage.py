"""The grid of support: counted right, and the same as search says."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue import queries
from directory.reports.coverage import Cell, Listed, grid
from directory.vocabulary import Level, Phase, Standing
from tests.markup import main, parsed, text
from tests.people import editor, sign_in_as

LEVELS, PHASES, DISTRICTS, NEEDS = ([word.value for word in Level], [word.value for word in Phase], ["chorley", "wyre"], ["ebsa", "sleep"])


def some(values):
    return st.frozensets(st.sampled_from(values), min_size=1)


facets = st.fixed_dictionaries({"need": some(NEEDS), "level": some(LEVELS), "phase": some(PHASES), "district": some(DISTRICTS)})
listings = st.lists(st.builds(Listed, facets=facets, standing=st.sampled_from(Standing), paused=st.booleans()), max_size=12)


@given(listings)
def test_every_service_is_counted_once_in_each_of_its_cells_and_in_no_other(services):
    cells = grid(services, NEEDS, phase=None, districts=frozenset({"chorley"}))
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
    [(Cell(), "none"), (Cell(paused=2), "paused"), (Cell(unconfirmed=1, paused=1), "unconfirmed"), (Cell(1, 3, 1), "confirmed")],
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
