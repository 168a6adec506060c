"""How many services stand behind each need at each level, and how far to trust them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.vocabulary import Level, Standing

TRUSTED = frozenset({Standing.CONFIRMED, Standing.DUE})
Facets = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Listed:
    """A service as the grid sees it: every value that may fit, as search has them."""

    facets: Facets
    standing: Standing
    paused: bool


@dataclass(frozen=True)
class Cell:
    """The services for one need at one level."""

    confirmed: int = 0
    unconfirmed: int = 0
    paused: int = 0

    @property
    def total(self) -> int:
        return self.confirmed + self.unconfirmed + self.paused

    @property
    def state(self) -> str:
        """The best that can be said of the cell: confirmed, unconfirmed, paused or none."""
        return next((state for state in ("confirmed", "unconfirmed", "paused") if getattr(self, state)), "none")


def grid(services: Iterable[Listed], needs: Iterable[str], *, phase: str | None, districts: frozenset[str]) -> dict[str, dict[str, Cell]]:
    """Cells by need and level, of the services that may fit this phase (None: any) and work in one of these districts."""
    fitting = [one for one in services if (phase is None or phase in one.facets["phase"]) and one.facets["district"] & districts]
    return {need: {level.value: _cell(fitting, need, level) for level in Level} for need in needs}


def _cell(services: Iterable[Listed], need: str, level: Level) -> Cell:
    found = [one for one in services if need in one.facets["need"] and level.value in one.facets["level"]]
    running = [one for one in found if not one.paused]
    confirmed = sum(one.standing in TRUSTED for one in running)
    return Cell(confirmed, len(running) - confirmed, len(found) - len(running))
