"""Where a plan holds, but only just: at which stage, for which schools of this place, why, and the sentence that says so. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from directory.catalogue.fit import listed
from directory.pathways.document import Pathway
from directory.vocabulary import Level, Phase, Word

NOT_LISTED = ", schools that are not listed"


class Weakness(Word):
    """Why a stage is weak, the gravest first."""

    NOBODY = "nobody", "Nobody to refer to or ask"
    CHECK = "check", "Everything must be checked first"
    UNCONFIRMED = "unconfirmed", "Nothing is confirmed by its provider"


@dataclass(frozen=True)
class Place:
    """The schools of one phase in one district that this directory is for: all (None), or only those on no list of a service (False)."""

    phase: str
    district: str
    listed: bool | None = None


@dataclass(frozen=True)
class WeakSpot:
    """Where a stage is weak. `last`: when a service that it recommends there was last confirmed by its provider; None if none ever was."""

    pathway: str
    stage: str
    level: Level
    weakness: Weakness
    places: frozenset[Place]
    last: date | None = None

    @property
    def gravity(self) -> tuple[int, date]:
        """Sorts the gravest first: nobody there, then nobody sure to be there, then never confirmed, then confirmed longest ago."""
        return list(Weakness).index(self.weakness), self.last or date.min


def within(spots: Iterable[WeakSpot], phase: str | None, district: str | None) -> list[WeakSpot]:
    """Those that concern the schools of this phase in this district (None: any), with no other place named."""
    asked = ((spot, [each for each in spot.places if phase in (None, each.phase) and district in (None, each.district)]) for spot in spots)
    return [replace(spot, places=frozenset(places)) for spot, places in asked if places]


def where(spot: WeakSpot, pathway: Pathway, districts: Mapping[str, str]) -> str:
    """`EBSA, targeted, primary, Chorley`. The stage is named where its level does not tell which."""
    level, alone = spot.level.label.lower(), sum(stage.level == spot.level for stage in pathway.stages) == 1
    stage = level if alone else f"{level} ({pathway.stage(spot.stage).name})"
    return f"{pathway.name}, {stage}, {_where(spot.places, districts)}"


def month(day: date) -> str:
    """As exactly as a sentence says when something was confirmed."""
    return f"{day:%B %Y}"


def why(spot: WeakSpot) -> str:
    """`nothing confirmed since March 2026`."""
    match spot.weakness:
        case Weakness.NOBODY:
            return "nobody to ask" if spot.level == Level.UNIVERSAL else "nobody to refer to"
        case Weakness.CHECK:
            return "every service must be checked before it is used"
        case Weakness.UNCONFIRMED:
            return f"nothing confirmed since {month(spot.last)}" if spot.last else "nothing has ever been confirmed"


def _where(places: Iterable[Place], districts: Mapping[str, str]) -> str:
    """Every place in as few words as tell it: the phases of a district together, and the districts with the same phases together."""
    schools, phases, together = defaultdict(set), defaultdict(list), defaultdict(list)
    for place in places:
        schools[place.district, place.phase].add(place.listed)
    for district, phase in product(districts, Phase):
        if which := schools.get((district, phase)):
            phases[district, NOT_LISTED if which == {False} else ""].append(phase)
    for (district, only), some in phases.items():
        together[tuple(some), only].append(districts[district])
    return "; ".join(f"{_phases(some)}, {listed(names)}{only}" for (some, only), names in together.items())


def _phases(some: Sequence[Phase]) -> str:
    return "every phase" if len(some) == len(Phase) else listed(phase.label.lower() for phase in some)
