"""One date of a network as cells, and as an entry of the seed folder; and what its cells say, as the seed reads it. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import Any

import yaml

from directory import nodes
from directory.catalogue.seed_entry import Entry
from directory.cells import NAME, CellError, Column, Holds, Values, joined, parted, read_all, word
from directory.exchange.planning import Refused
from directory.gatherings import loading, typed
from directory.gatherings.loading import SeedSession, day_as_written
from directory.gatherings.models import Gathering, GatheringSession, SessionCount
from directory.gatherings.soundness import MOST_COUNTS
from directory.gatherings.words import CountKind, ForWhom, SessionStatus
from directory.tables import Shape, Within
from directory.vocabulary import Phase

NUMBER = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
COUNTED = {"kind": 40, "number": 5, "what": NAME, "source": 300, "dated": 60}
HERE = "This date"
COLUMNS = (
    Column("id", "What the directory knows the date by"),
    Column("network", "The network or training, by the name in its address"),
    Column("title", "What it is", most=NAME),
    Column("day", "Day, month, or month of the report"),
    Column("last_day", "Last day"),
    Column("starts", "Starts at"),
    Column("ends", "Ends at"),
    Column("online", "People can join online", Holds.FLAG),
    Column("place", "Where", most=NAME),
    Column("audiences", "For whom", Holds.LIST, ForWhom),
    Column("phases", "Phases", Holds.LIST, Phase),
    Column("districts", "Districts", Holds.LIST),
    Column("note", "What to know", Holds.PROSE),
    Column("status", "What became of it", words=SessionStatus),
    Column("source", "Who says so", most=300),
    Column("dated", "Date of that", most=60),
    Column("counts", "Numbers that were recorded", Holds.LIST),
)
NAMED, SAID = COLUMNS[:2], COLUMNS[2:]
BLANK: Values = {"online": False}
UNREAD = ("name", "kind", "organisation", "service", "summary", "audiences", "phases", "districts", "how_to_join", "to_confirm", "sources")


def plain(row: GatheringSession) -> Values:
    """What a date says, as its cells would say it."""
    lists = {name: [str(word) for word in getattr(row, name) or ()] for name in ("audiences", "phases", "districts")}
    return {
        "title": row.title,
        "day": day_as_written(row.precision, row.day),
        "last_day": row.last_day.isoformat() if row.last_day else None,
        "starts": f"{row.starts:%H:%M}" if row.starts else None,
        "ends": f"{row.ends:%H:%M}" if row.ends else None,
        **{name: getattr(row, name) for name in ("online", "place")},
        **lists,
        "note": row.note,
        "status": row.status.value,
        "source": row.source,
        "dated": row.dated,
        "counts": [_line(count, row) for count in row.counts],
    }


def entry(said: Values) -> Values:
    """A date as the seed folder has it: what is not known is left out."""
    stated = {name: value for name, value in said.items() if value not in (None, [], False)}
    return stated | ({"counts": [_count(line) for line in said["counts"]]} if said.get("counts") else {})


def in_order(rows: Iterable[GatheringSession]) -> list[GatheringSession]:
    """Dates of a network in the order in which they are, the same on every machine."""
    return sorted(rows, key=lambda row: (row.day, row.starts or time.min, row.title))


def network(gathering: Gathering) -> Values:
    """A network as the seed folder has it, with its published dates."""
    words = {name: [str(word) for word in getattr(gathering, name) or ()] for name in ("audiences", "phases", "districts")}
    return {
        "slug": gathering.slug,
        "name": gathering.name,
        "kind": gathering.kind.value,
        "organisation": gathering.organisation.slug if gathering.organisation else None,
        "service": gathering.service.slug if gathering.service else None,
        "summary": gathering.summary,
        **words,
        "how_to_join": gathering.how_to_join,
        "to_confirm": gathering.to_confirm,
        "sources": [{"title": source.title, "dated": source.dated} for source in gathering.sources],
        "sessions": [entry(plain(row)) for row in in_order(gathering.sessions)],
    }


def stated(cells: Mapping[str, str]) -> tuple[Values, list[str]]:
    """What the cells of a date say, or what is wrong with them. Days and times may be written as on a form: a spreadsheet rewrites them."""
    said, wrong = read_all(COLUMNS, cells)
    for name in ("day", "last_day"):
        said |= {name: _day(said[name])} if said.get(name) else {}
    for name in ("starts", "ends"):
        at = typed.at(said.get(name) or "")
        said |= {name: f"{at:%H:%M}"} if at else {}
    try:
        return said | ({"counts": _counts(said["counts"])} if "counts" in said else {}), wrong
    except CellError as error:
        return said, [*wrong, str(error)]


def as_the_seed_reads(said: Values) -> SeedSession:
    """The columns of a date. Refused with everything that the seed would note."""
    problems: list[str] = []
    found = loading.session(Entry(HERE, entry(said), problems))
    if problems:
        raise Refused(*(problem.removeprefix(f"{HERE}: ") for problem in problems))
    return found


def _day(text: str) -> str:
    reported, month = ("reported ", text.removeprefix("reported ")) if text.startswith("reported ") else ("", text)
    found = typed.day_or_month(month)
    return reported + day_as_written(*found) if found else text


def _line(count: SessionCount, row: GatheringSession) -> str:
    """A number as a line; who says so stands there only where it is not who says all the rest."""
    source, dated = count.source if count.source != row.source else "", count.dated if count.dated != row.dated else ""
    return _joined({"kind": count.kind.value, "number": count.number, "what": count.what, "source": source, "dated": dated})


def _counts(lines: Sequence[str]) -> list[str]:
    if len(lines) > MOST_COUNTS:
        raise CellError(f"A date has at most {MOST_COUNTS} numbers.")
    return [_joined(_count(line)) for line in lines]


def _count(line: str) -> dict[str, Any]:
    parts = parted(line)
    if not 3 <= len(parts) <= 5 or not parts[2] or not NUMBER.fullmatch(parts[1]):
        raise CellError(f"“{line[:60]}” is not a number that was recorded. Write it like: came | 80 | schools and partners.")
    if any(len(part) > most for part, most in zip(parts, COUNTED.values(), strict=False)):
        raise CellError(f"“{line[:60]}” is too long. What was counted takes {NAME} letters at most.")
    said = zip(COUNTED, [word(parts[0], CountKind), int(parts[1]), *parts[2:]], strict=False)
    return {name: value for name, value in said if value}


def _counts_node(node: yaml.Node) -> str:
    """Numbers as lines of a cell."""
    given = [nodes.small(each, "number", list(COUNTED)) for each in nodes.entries(node, "number", "numbers")]
    return "\n".join(map(_joined, given))


def _joined(count: Mapping[str, Any]) -> str:
    return joined([str(count.get(name) or "") for name in COUNTED])


SHAPE = Shape(
    "date",
    "dates",
    COLUMNS,
    ["network", "title", "day"],
    nested={"counts": _counts_node},
    within=Within("sessions", "slug", "network", UNREAD),
)
