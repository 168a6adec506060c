"""The list of schools as files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from directory.access import Actor
from directory.catalogue import queries as catalogue
from directory.cells import Values, written
from directory.exchange.planning import Change, Kind, Refused, compared
from directory.gatherings import queries, school_cells, school_list, schools
from directory.gatherings.models import School
from directory.gatherings.schools import Taken
from directory.review.diff import Names
from directory.tables import Given


def values_of(school: School) -> Values:
    """What the list says of a school."""
    return {"urn": school.urn, **school.as_values()}


def judge() -> Callable[[Given], Change[Taken]]:
    """What says of a line what it would change in the list as it is."""
    return partial(change, known={school.urn: school for school in queries.schools()}, districts=catalogue.district_names())


def change(given: Given, *, known: Mapping[str, School], districts: Mapping[str, str]) -> Change[Taken]:
    """What this line would change; Refused with every reason."""
    said, wrong = school_cells.values(given.cells, districts)
    if wrong:
        raise Refused(*wrong)
    urn = said.pop("urn")
    school = known.get(urn)
    as_it_is = _as_read(school, districts) if school else {}
    changed = {name: value for name, value in said.items() if name not in as_it_is or as_it_is[name] != value}
    old, new = ({**values, "district": districts.get(values.get("district", ""))} for values in (as_it_is, {**as_it_is, **changed}))
    rows = compared(school_cells.COLUMNS, old, new, Names({}, {}))
    taken = Taken(urn, school.version if school else None, changed)
    return Change(given.line, said["name"], f"URN {urn}", [urn], school is None, rows, taken)


def _as_read(school: School, districts: Mapping[str, str]) -> Values:
    """The school as a file would bring it back, so that what was taken out and brings back the same is no change."""
    said, _ = school_cells.values({name: written(value) for name, value in values_of(school).items()}, districts)
    return said


def _entries() -> Iterable[Values]:
    words = ("phase", "status")
    return [{name: str(value) if name in words else value for name, value in values_of(each).items()} for each in queries.schools()]


def _take_over(taken: Sequence[Taken], source: str, by: Actor, at: datetime) -> int:
    return schools.take_over(schools=taken, source=source, by=by, at=at)


KIND = Kind(
    slug="schools",
    page="exchange/schools.html",
    heading="Schools",
    shape=school_cells.SHAPE,
    rows=_entries,
    entries=_entries,
    judge=judge,
    take_over=_take_over,
    then="“{source}” is kept with each of these schools, and the seed files leave them alone from then on.",
    source="With its date: official register, 1 December 2026.",
    facts=lambda: {"list": school_list.current()},
)
