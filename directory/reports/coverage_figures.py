"""The figures of the grid over the catalogue as it is now: the one place from which page, map, sheet and report take them."""

from collections.abc import Mapping

from directory.catalogue import finder, queries
from directory.catalogue.documents import facets_of
from directory.catalogue.models import Service
from directory.reports import coverage
from directory.reports.coverage import Cell

Cells = Mapping[str, Mapping[str, Cell]]


def of_locality() -> Cells:
    """Cells by need and level for every phase, in the districts that this directory is for."""
    return coverage.grid(listed(), queries.need_names(), phase=None, districts=queries.home_districts())


def listed() -> list[coverage.Listed]:
    """Every public service as the grid sees it."""
    names, standing = frozenset(queries.district_names()), finder.current().standing
    return [
        coverage.Listed(facets_of(service, names), standing(service), service.paused_on is not None)
        for service in queries.services(Service.visible())
    ]
