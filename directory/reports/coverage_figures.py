"""The figures of the grid over the catalogue as it is now: the one place from which page, map, sheet and report take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from directory.catalogue import finder, queries
from directory.catalogue.documents import facets_of
from directory.catalogue.models import Service
from directory.db import db
from directory.reports import coverage
from directory.reports.coverage import Cells, Listed


@dataclass(frozen=True)
class Area:
    """One district: how many places of the grid are in each state there. A tile is its column and row on the map."""

    slug: str
    name: str
    home: bool
    tile: tuple[int, int]
    states: Mapping[str, int]

    @property
    def places(self) -> int:
        """Those where somebody is there or missed."""
        return sum(number for state, number in self.states.items() if state != coverage.URGENT)

    @property
    def with_somebody(self) -> int:
        """Places where somebody takes referrals, confirmed or not."""
        return self.states["confirmed"] + self.states["unconfirmed"]


def of(phase: str | None, district: str | None) -> Cells:
    """Cells by need and level for a phase (None: any) in a district (None: any of those that this directory is for)."""
    districts = frozenset({district}) if district else queries.home_districts()
    return coverage.grid(listed(), queries.need_names(), danger=queries.needs_of_danger(), phase=phase, districts=districts)


def areas(phase: str | None) -> Sequence[Area]:
    """Every district of the map, those that this directory is for first."""
    services, needs, danger = listed(), queries.need_names(), queries.needs_of_danger()

    def states(slug: str) -> Mapping[str, int]:
        return coverage.summary(coverage.grid(services, needs, danger=danger, phase=phase, districts=frozenset({slug})))

    return [Area(slug, name, home, (x, y), states(slug)) for slug, name, home, x, y in queries.mapped_districts()]


def listed() -> Sequence[Listed]:
    """Every public service as the grid sees it, read anew when the catalogue has changed."""
    return _listed_at(f"{db.engine.url} {finder.current().stamp()}")


@lru_cache(maxsize=1)
def _listed_at(stamp: str) -> Sequence[Listed]:
    names = frozenset(queries.district_names())
    return [_listed(service, names) for service in queries.for_the_grid()]


def _listed(service: Service, districts: frozenset[str]) -> Listed:
    return Listed(
        facets_of(service, districts),
        finder.current().standing(service),
        service.paused_on is not None,
        service.name,
        service.organisation.slug,
        tuple(service.to_confirm),
    )
