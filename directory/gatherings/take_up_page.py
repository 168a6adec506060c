"""Glue for the page of the take-up: what is counted for whom, with a handful of queries however many schools there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.catalogue import queries as catalogue
from directory.gatherings import asked, queries, takeup
from directory.gatherings.takeup import SchoolOf, TakeUp
from directory.gatherings.words import SchoolPhase

BY = {"network": "Network or training", "phase": "Phase", "district": "District"}


@dataclass(frozen=True)
class Shown:
    """The page: how it is counted, the counts, the schools that had none, and how many schools are looked at."""

    by: str
    district: str
    counted: TakeUp
    none_yet: Sequence[SchoolOf]
    schools: int
    districts: dict[str, str]

    @property
    def phases(self) -> dict[str, str]:
        return asked.labels(SchoolPhase)


def read(by: str, district: str) -> Shown:
    """Counted by network, phase or district, for the schools of one home district or of all."""
    names, home = catalogue.district_names(), catalogue.home_districts()
    schools = queries.counted_schools([district] if district else home)
    urns = {school.urn for school in schools}
    visits = [visit for visit in queries.visits() if visit.urn in urns]
    match by or "network":
        case "phase":
            counted = takeup.by_group(visits, schools, lambda school: school.phase, asked.labels(SchoolPhase))
        case "district":
            counted = takeup.by_group(visits, schools, lambda school: school.district, names)
        case _:
            counted = takeup.by_network(visits, {each.slug: each.name for each in queries.gatherings()})
    return Shown(by or "network", district, counted, takeup.none_yet(visits, schools), len(schools), dict(names))


def as_rows(district: str) -> Iterator[list[object]]:
    """A table of every school: how often it came to what, and in which terms."""
    names, labels = {each.slug: each.name for each in queries.gatherings()}, asked.labels(SchoolPhase)
    districts = catalogue.district_names()
    yield ["urn", "school", "phase", "district", "sessions", "networks and training", "terms"]
    visits: dict[str, list[takeup.Visit]] = {}
    for visit in queries.visits():
        visits.setdefault(visit.urn, []).append(visit)
    for school in queries.counted_schools([district] if district else catalogue.home_districts()):
        came = visits.get(school.urn, [])
        terms = sorted({takeup.term_of(visit.day) for visit in came})
        to = dict.fromkeys(names[visit.gathering] for visit in came)
        place = districts.get(school.district, school.district)
        yield [school.urn, school.name, labels[school.phase], place, len(came), "; ".join(to), "; ".join(term.label for term in terms)]
