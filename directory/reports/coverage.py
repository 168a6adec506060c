"""How many services stand behind each need at each level, and how far to trust them. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from directory.catalogue.standing import TRUSTED
from directory.vocabulary import Level, Standing

STATES, NOBODY = ("confirmed", "unconfirmed", "paused"), "none"
# A crisis is answered by urgent help, whatever the need. So a service of its own is only missed where the need is one of danger.
URGENT = "urgent"
Facets = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Listed:
    """A public service as the desk counts it: every value that may fit, as search has them, and what it leaves open."""

    facets: Facets
    standing: Standing
    paused: bool
    name: str = ""
    provider: str = ""
    questions: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """How far a school can count on it."""
        if self.paused:
            return "paused"
        return "confirmed" if self.standing in TRUSTED else "unconfirmed"


@dataclass(frozen=True)
class Cell:
    """The services for one need at one level."""

    confirmed: int = 0
    unconfirmed: int = 0
    paused: int = 0
    missed: bool = True

    @property
    def total(self) -> int:
        return self.confirmed + self.unconfirmed + self.paused

    @property
    def state(self) -> str:
        """The best that can be said of the cell: confirmed, unconfirmed, paused or none; urgent where nobody is missed."""
        return next((state for state in STATES if getattr(self, state)), NOBODY if self.missed else URGENT)


Cells = Mapping[str, Mapping[str, Cell]]


def grid(
    services: Iterable[Listed], needs: Iterable[str], *, danger: Collection[str], phase: str | None, districts: frozenset[str]
) -> Cells:
    """Cells by need and level, of the services that may fit this phase (None: any) and work in one of these districts. `danger` are the
    needs of danger."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for one in services:
        if (phase is None or phase in one.facets["phase"]) and one.facets["district"] & districts:
            counted.update((need, level, one.state) for need in one.facets["need"] for level in one.facets["level"])

    def cell(need: str, level: Level) -> Cell:
        confirmed, unconfirmed, paused = (counted[need, level, state] for state in STATES)
        return Cell(confirmed, unconfirmed, paused, missed=level != Level.CRISIS or need in danger)

    return {need: {level.value: cell(need, level) for level in Level} for need in needs}


def summary(cells: Cells) -> Counter[str]:
    """How many places of the grid are in each state."""
    return Counter(cell.state for row in cells.values() for cell in row.values())
