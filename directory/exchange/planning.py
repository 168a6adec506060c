"""What a file would change in the directory as it is: line by line, in the words that an editor reads, or what stands against it."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from directory import tables
from directory.access import Actor
from directory.cells import Column, Values, read_all, written
from directory.review import diff
from directory.review.diff import Names, Row
from directory.review.fields import Field
from directory.sheets import SheetError
from directory.tables import Fault, Given, Shape

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
SLUG_LENGTH, MOST_FAULTS = 80, 50
Taken = TypeVar("Taken")


class Refused(Exception):
    """A line that cannot be taken over: every reason as a sentence."""

    def __init__(self, *said: str) -> None:
        super().__init__(*said)
        self.said = said


@dataclass(frozen=True)
class Change(Generic[Taken]):
    """What one line would do. No other line of the file may be about what it `claims`."""

    line: int
    name: str
    beside: str
    claims: Sequence[str]
    is_new: bool
    rows: Sequence[Row]
    taken: Taken


@dataclass(frozen=True)
class Plan(Generic[Taken]):
    """What a file would change, or every fault in it; `same` lines are as the directory says already."""

    changes: Sequence[Change[Taken]] = ()
    same: int = 0
    faults: Sequence[Fault] = ()

    @property
    def taken(self) -> list[Taken]:
        return [change.taken for change in self.changes]

    @property
    def texts(self) -> list[str]:
        """Every new value in the words of its cell."""
        return ["".join(piece.text for piece in row.new) for change in self.changes for row in change.rows]

    @property
    def digest(self) -> str:
        """The same for as long as the same would be done to the same things."""
        said = [asdict(taken) for taken in self.taken]  # type: ignore[call-overload]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True)
class Kind(Generic[Taken]):
    """One kind of thing that goes out and comes in as files.

    `rows` are its lines as a sheet has them, `entries` as the seed folder has them. `judge` looks at the directory as it is, and returns
    what says of each line what it would change, or Refused. `then` says what follows, and `source` asks where the facts come from, where
    that is kept. `reviewed`: an editor may be bound not to change one alone, and then no file may either. `facts` are for its page."""

    slug: str
    page: str
    heading: str
    shape: Shape
    rows: Callable[[], Iterable[Mapping[str, Any]]]
    entries: Callable[[], Iterable[Mapping[str, Any]]]
    judge: Callable[[], Callable[[Given], Change[Taken]]]
    take_over: Callable[[Sequence[Taken], str, Actor, datetime], int]
    then: str
    source: str = ""
    reviewed: bool = False
    facts: Callable[[], Mapping[str, object]] = field(default=dict)


def plan(content: bytes, kind: Kind[Taken]) -> Plan[Taken]:
    """What this file would change."""
    try:
        found = tables.read(content, kind.shape)
    except SheetError as error:
        return Plan(faults=[Fault(error.line, error.said)])
    judge = kind.judge()
    judged: list[Change[Taken]] = []
    faults: list[Fault] = []
    for given in found:
        try:
            judged.append(judge(given))
        except Refused as refused:
            faults += [Fault(given.line, said) for said in refused.said]
    faults += tables.repeated((change.line, claim) for change in judged for claim in change.claims)
    if faults:
        return Plan(faults=sorted(faults, key=lambda fault: fault.line)[:MOST_FAULTS])
    changes = [change for change in judged if change.is_new or change.rows]
    return Plan(changes, len(judged) - len(changes))


def differing(columns: Sequence[Column], before: Values | None, said: Values) -> Values:
    """What the cells say otherwise than it is. What a file took out and brings back is no change, however it was written before."""
    as_it_is, _ = read_all(columns, {name: written(value) for name, value in (before or {}).items()})
    return {name: value for name, value in said.items() if before is None or value != as_it_is.get(name)}


def compared(columns: Iterable[Column], before: Values, after: Values, names: Names) -> list[Row]:
    """The columns that differ, old beside new; one that is empty in both does not."""
    fields = [Field(column.name, column.label, words=column.words) for column in columns if column.name in after]
    pairs = [(field, before.get(field.name) or None, after[field.name] or None) for field in fields]
    return [diff.row(field, old, new, names) for field, old, new in pairs if old != new]


def not_a_slug(slug: str) -> bool:
    """Whether it cannot stand in an address."""
    return not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH


def no_slug(slug: str) -> str:
    """What is said of it then."""
    return f"“{slug[:40]}” is no slug: use small letters, figures and hyphens, such as lancashire-mind."
