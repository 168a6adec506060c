"""The figures that a half-term report takes from the directory, each counted by the part that owns it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from directory.catalogue import queries as catalogue
from directory.freshness import queries as freshness
from directory.gatherings import queries as gatherings
from directory.gatherings import times
from directory.gatherings.words import SchoolPhase, SessionStatus
from directory.pathways import queries as pathways
from directory.reports import coverage_figures, unmet_queries
from directory.reports.content import Figure
from directory.reports.coverage import URGENT
from directory.reports.unmet import monday
from directory.review import queries as review
from directory.vocabulary import Level

# The keys, in the order of the report; a priority names those that belong under its impact.
LABELS = {
    "confirmed": "Listings that are confirmed by their provider today",
    "confirmed-in-period": "Listings of which the provider confirmed something in this period",
    "changed": "Listings that were changed and published in this period",
    "gaps-closed": "Places that had nobody confirmed when this report was begun, and have now",
    "gaps-opened": "Places that had somebody confirmed when this report was begun, and have not now",
    "nobody": "Places where there is nobody at all",
    "sessions": "Sessions of networks and training held in this period",
    "schools": "Different schools that came to them",
    "unmet": "Needs for which people searched and found little or nothing, on five days or more",
    "pathways": "New versions of pathways published in this period",
    "problems": "Reported problems closed in this period",
}
LISTED = "Recorded by school, never by person. There are {} open schools of the locality in the list, which is not complete."
LOOKED_FOR = "Counted by the day, without a word that was typed. The days are those of the last year."
PLACE = "A place is one need at one level, in the whole locality."
CRISIS = "At crisis level every need leads to urgent help, so where nobody is listed only needs of danger are counted."
FIRST = 1  # The version that a pathway began with is no news.
NOBODY, CONFIRMED = "none", "confirmed"
Places = Mapping[str, str]


def places() -> dict[str, str]:
    """How far each place of the grid is trusted today, in the whole locality: `need level` to the word of its cell."""
    cells = coverage_figures.of(phase=None, district=None)
    return {f"{need} {level}": cell.state for need, row in cells.items() for level, cell in row.items()}


def of(start: date, end: date, opening: Places, opened_on: date) -> list[Figure]:
    """Every figure of the period. What is counted as it stands, stands as it is today."""
    return [*_listings(start, end), *_gaps(opening, places(), opened_on), *_gatherings(start, end), _unmet(start, end), *_work(start, end)]


def _listings(start: date, end: date) -> list[Figure]:
    listed = coverage_figures.listed()
    standings = Counter(one.standing.value for one in listed)
    confirmed, changed = freshness.confirmed_between(start, end), review.published_between(start, end)
    return [
        _figure("confirmed", standings["confirmed"], len(listed), "Every group of facts of the listing counts as confirmed."),
        _figure("confirmed-in-period", len(confirmed), len(listed), items=confirmed),
        _figure("changed", len(changed), len(listed), items=changed),
    ]


def _gaps(opening: Places, now: Places, opened_on: date) -> list[Figure]:
    since = f"{PLACE} Begun on {opened_on.day} {opened_on:%B %Y}."
    was = {place: opening.get(place, NOBODY) for place in now}
    closed = [place for place, state in now.items() if state == CONFIRMED != was[place]]
    opened = [place for place, state in now.items() if state != CONFIRMED == was[place]]
    return [
        _figure("gaps-closed", len(closed), how=since, items=_named(closed)),
        _figure("gaps-opened", len(opened), how=since, items=_named(opened)),
        _figure("nobody", list(now.values()).count(NOBODY), len(now) - list(now.values()).count(URGENT), f"{PLACE} {CRISIS}"),
    ]


def _named(found: Iterable[str]) -> list[str]:
    needs = catalogue.need_names()
    pairs = [place.split(" ") for place in found]
    return [f"{needs[need]}, {Level(level).label.lower()}" for need, level in pairs]


def _gatherings(start: date, end: date) -> list[Figure]:
    held = [found.session for found in gatherings.sessions_between(start, end) if found.session.status == SessionStatus.HELD]
    said = [f"{session.gathering.name}: {session.title}. {times.in_words(session)}." for session in held]
    reached, every = gatherings.schools_reached(start, end), gatherings.counted_schools(catalogue.home_districts())
    names, phases = catalogue.district_names(), {phase.value: phase.label for phase in SchoolPhase}
    split = [f"{names.get(slug, slug)}: {number}" for slug, number in reached.by_district.items() if number]
    split += [f"{phases[phase]}: {number}" for phase, number in reached.by_phase.items() if number]
    return [_figure("sessions", len(held), items=said), _figure("schools", reached.schools, how=LISTED.format(len(every)), items=split)]


def _unmet(start: date, end: date) -> Figure:
    """What came up in the weeks of the period, whatever the search was narrowed to."""
    names, days = catalogue.need_names(), Counter[str]()
    for one in unmet_queries.often():
        if one.need in names and one.first <= end and one.last >= monday(start):
            days[one.need] = max(days[one.need], one.days)
    return _figure("unmet", len(days), len(names), LOOKED_FOR, [f"{names[need]}: on {number} days" for need, number in days.most_common()])


def _work(start: date, end: date) -> list[Figure]:
    versions = [version for version in pathways.published_between(start, end) if version.number > FIRST]
    names = [f"{version.name}, version {version.number}" for version in versions]
    return [_figure("pathways", len(names), items=names), _figure("problems", freshness.closed_between(start, end))]


def _figure(key: str, number: int, of: int | None = None, how: str = "", items: Iterable[str] = ()) -> Figure:
    return Figure(key, LABELS[key], number, of, how, tuple(items))
