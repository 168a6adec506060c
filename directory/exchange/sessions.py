"""The dates of networks and training as files."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from directory.access import Actor
from directory.catalogue import queries as catalogue
from directory.cells import Values, meant
from directory.exchange.planning import Change, Kind, Refused, compared, differing
from directory.exchange.session_cells import BLANK, SAID, SHAPE, as_the_seed_reads, in_order, network, plain, stated
from directory.forms import one_line
from directory.gatherings import importing, queries
from directory.gatherings.importing import Taken
from directory.gatherings.loading import SeedSession, day_as_written
from directory.gatherings.models import Gathering, GatheringSession
from directory.gatherings.soundness import gives_away
from directory.gatherings.words import SessionState
from directory.review.diff import Names
from directory.review.soundness import GIVEN_AWAY
from directory.tables import Given

NOTHING = SeedSession("", {}, [])
Name = tuple[Any, ...]


@dataclass(frozen=True)
class World:
    """What a file is held against: networks by slug, published dates by id and by what names them, and what a date may say.

    `standing` are the dates that are published or proposed, by what no two may have in common."""

    networks: Mapping[str, Gathering]
    published: Mapping[str, GatheringSession]
    named: Mapping[Name, Sequence[GatheringSession]]
    standing: Mapping[Name, Collection[str]]
    names: Names
    withheld: frozenset[str]


def judge() -> Callable[[Given], Change[Taken]]:
    """What says of a line what it would change in the dates as they are."""
    networks = {gathering.slug: gathering for gathering in queries.gatherings()}
    rows = queries.standing_dates()
    published = {row.id: row for row in rows if row.state == SessionState.PUBLISHED}
    named, standing = defaultdict[Name, list[GatheringSession]](list), defaultdict[Name, set[str]](set)
    for row in rows:
        standing[row.gathering_id, row.title, row.day, row.starts].add(row.id)
    for row in published.values():
        named[row.gathering_id, one_line(row.title), day_as_written(row.precision, row.day)].append(row)
    names = Names({}, catalogue.district_names())
    return partial(change, world=World(networks, published, named, standing, names, catalogue.withheld_keys()))


def change(given: Given, *, world: World) -> Change[Taken]:
    """What this line would change; Refused with every reason."""
    said, wrong = stated(given.cells)
    slug, id = said.pop("network", None) or "", said.pop("id", None)
    if slug not in world.networks:
        wrong.append(f"There is no network or training “{slug[:40]}”{meant(slug, world.networks)}")
    if wrong:
        raise Refused(*wrong)
    gathering = world.networks[slug]
    row = _known(id, gathering, world) if id else _meant(said, gathering, world)
    before = plain(row) if row else BLANK
    changed = differing(SAID, before if row else None, said)
    whole = {**before, **changed}
    read = as_the_seed_reads(whole) if changed or row is None else NOTHING
    if wrong := list(_unsound(read, gathering, row, world)):
        raise Refused(*wrong)
    at_once = ", ".join(filter(None, (slug, whole["title"], whole["day"], whole.get("starts"))))
    claims = [at_once, *([row.id] if row else [])]
    taken = Taken(row.id if row else None, row.version if row else None, gathering.id, read.values, read.counts)
    return Change(given.line, whole["title"], gathering.name, claims, row is None, compared(SAID, before, changed, world.names), taken)


def _known(id: str, gathering: Gathering, world: World) -> GatheringSession:
    row = world.published.get(id)
    if row is None:
        raise Refused(f"There is no published date with the id “{id[:40]}”. Leave the id empty for a new one.")
    if row.gathering_id != gathering.id:
        raise Refused(f"It belongs to {row.gathering.slug}. A file cannot move it to another network.")
    return row


def _meant(said: Values, gathering: Gathering, world: World) -> GatheringSession | None:
    """The published date with this title on this day, if there is one."""
    same = world.named.get((gathering.id, said["title"], said["day"]), ())
    if len(same) > 1:
        same = [row for row in same if plain(row)["starts"] == said.get("starts")]
        if len(same) != 1:
            raise Refused("There are several dates with this title on this day. Say by its id which of them is meant.")
    return same[0] if same else None


def _unsound(read: SeedSession, gathering: Gathering, row: GatheringSession | None, world: World) -> Iterable[str]:
    """What stands against a date that would be new or changed."""
    if read is NOTHING:
        return
    districts = world.names.districts
    unknown = [slug for slug in read.values["districts"] or () if slug not in districts]
    yield from (f"There is no district “{slug[:40]}”{meant(slug, districts)}" for slug in unknown)
    same = world.standing.get((gathering.id, *(read.values[name] for name in ("title", "day", "starts"))), ())
    if {*same} - {row.id if row else None}:
        yield "There is another date with this title, day and time already, published or proposed."
    if gives_away(world.withheld, read.values, *read.counts):
        yield GIVEN_AWAY


def _rows() -> Iterable[Values]:
    dates = [(gathering, row) for gathering in queries.whole_gatherings() for row in in_order(gathering.sessions)]
    return [{"id": row.id, "network": gathering.slug, **plain(row)} for gathering, row in dates]


def _entries() -> Iterable[Values]:
    return map(network, queries.whole_gatherings())


def _take_over(taken: Sequence[Taken], source: str, by: Actor, at: datetime) -> int:
    return importing.take_over(dates=taken, by=by, at=at)


KIND = Kind(
    slug="sessions",
    page="exchange/sessions.html",
    heading="Dates of networks and training",
    shape=SHAPE,
    rows=_rows,
    entries=_entries,
    judge=judge,
    take_over=_take_over,
    then="Schools see these dates at once, and in their calendars. From then on the seed files leave them alone.",
)
