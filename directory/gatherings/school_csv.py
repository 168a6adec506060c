"""A list of schools as CSV: read line by line, every fault named with its line and reason, and compared with what is known. Pure.

Nothing of a file with a fault is ever used.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from directory.forms import one_line
from directory.gatherings.words import SchoolPhase, SchoolStatus
from directory.sheets import FORMULA, SheetError, decoded, plain_cell, records

MOST_BYTES, MOST_ROWS, LONGEST_CELL = 200_000, 1_500, 200
NEEDED = ("urn", "name", "phase", "type", "district", "postcode", "status")
FIELDS = ("name", "phase", "type", "district", "postcode", "status", "near_boundary")
LABELS = {"near_boundary": "district to be checked"}
URN = re.compile(r"[1-9][0-9]{5}", re.ASCII)
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}", re.ASCII)
MOST_FAULTS = 50
Values = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong, and on which line of the file."""

    line: int
    said: str


@dataclass(frozen=True)
class Row:
    """One school of the file."""

    line: int
    urn: str
    values: Values


@dataclass(frozen=True)
class Read:
    """A file that was read: its schools, or its faults."""

    rows: list[Row]
    faults: list[Fault]


@dataclass(frozen=True)
class Change:
    """What one line would do: add a school, or change these fields of one, each with old and new."""

    line: int
    urn: str
    name: str
    is_new: bool
    fields: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Plan:
    """What a file would change, and a digest that says whether it would still do the same."""

    changes: list[Change]
    same: int

    @property
    def digest(self) -> str:
        said = [[each.urn, each.is_new, each.fields] for each in self.changes]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def read(content: bytes, districts: Mapping[str, str]) -> Read:
    """The schools of a file; `districts` are names by slug, and a file may use either."""
    try:
        lines = list(records(decoded(content, MOST_BYTES)))
    except SheetError as error:
        return Read([], [Fault(error.line, error.said)])
    if not lines:
        return Read([], [Fault(1, "The file is empty.")])
    header = [one_line(cell).lower().replace(" ", "_") for cell in lines[0][1]]
    if faults := list(_header_faults(header)):
        return Read([], faults)
    return _rows(lines[1:], header, districts)


def plan(rows: list[Row], known: Mapping[str, Values]) -> Plan:
    """What these rows would change; `known` are the schools as they are, by number."""
    changes = [_change(row, known.get(row.urn)) for row in rows]
    differing = [change for change in changes if change.is_new or change.fields]
    return Plan(differing, len(changes) - len(differing))


def _header_faults(header: list[str]) -> Iterator[Fault]:
    yield from (Fault(1, f"The column “{name}” is missing.") for name in NEEDED if name not in header)
    yield from (Fault(1, f"The column “{name}” is there twice.") for name in sorted({name for name in header if header.count(name) > 1}))


def _rows(lines: list[tuple[int, list[str]]], header: list[str], districts: Mapping[str, str]) -> Read:
    if len(lines) > MOST_ROWS:
        return Read([], [Fault(lines[MOST_ROWS][0], f"There are more than {MOST_ROWS} schools. Split the file.")])
    rows: list[Row] = []
    faults: list[Fault] = [] if lines else [Fault(1, "There is no school in the file.")]
    first: dict[str, int] = {}
    for line, cells in lines:
        wrong, row = _row(line, cells, header, districts)
        if row and row.urn in first:
            wrong.append(f"URN {row.urn} is on line {first[row.urn]} already.")
        elif row:
            first[row.urn] = line
            rows.append(row)
        faults += [Fault(line, said) for said in wrong]
    return Read([] if faults else rows, faults[:MOST_FAULTS])


def _row(line: int, cells: list[str], header: list[str], districts: Mapping[str, str]) -> tuple[list[str], Row | None]:
    if len(cells) != len(header):
        return [f"There are {len(cells)} cells, but {len(header)} columns."], None
    given = {name: _plain(cell) for name, cell in zip(header, cells, strict=True) if name in (*NEEDED, "near_boundary")}
    wrong = [f"The {name} is longer than {LONGEST_CELL} letters." for name, cell in given.items() if len(cell) > LONGEST_CELL]
    wrong += [f"The {name} begins like a formula: “{cell[:20]}”." for name, cell in given.items() if cell.startswith(FORMULA)]
    values = _values(given, districts, wrong)
    return wrong, None if wrong else Row(line, given["urn"], values)


def _plain(cell: str) -> str:
    """What the cell says, without the one mark that a safe export puts before what looks like a formula."""
    return one_line(plain_cell(cell))


def _values(given: dict[str, str], districts: Mapping[str, str], wrong: list[str]) -> Values:
    """The columns of a school; what is wrong is added to `wrong`."""
    if not URN.fullmatch(given["urn"]):
        wrong.append(f"“{given['urn'][:20]}” is not a URN, which has six figures.")
    wrong.extend(f"The {name} is missing." for name in ("name", "type") if not given[name])
    postcode = given["postcode"].upper()
    if postcode and not POSTCODE.fullmatch(postcode):
        wrong.append(f"“{given['postcode'][:20]}” is not a postcode such as PR7 3DU.")
    slugs = {name.casefold(): slug for slug, name in districts.items()} | {slug: slug for slug in districts}
    district = slugs.get(given["district"].casefold())
    if district is None:
        wrong.append(f"“{given['district'][:40]}” is not a district that is known here.")
    values: Values = {"name": given["name"], "type": given["type"], "district": district, "postcode": postcode or None}
    values["phase"] = _word("phase", given["phase"], SchoolPhase, wrong)
    values["status"] = _word("status", given["status"], SchoolStatus, wrong)
    if "near_boundary" in given:
        values["near_boundary"] = given["near_boundary"].casefold() in ("yes", "true", "1")
    return values


def _word(name: str, written: str, words: type[SchoolPhase] | type[SchoolStatus], wrong: list[str]) -> Any:
    """A word of a closed list, as the official register writes it or as this list calls it."""
    slug = re.sub(r"[^a-z0-9]+", "-", written.casefold()).strip("-")
    found = next((word for word in words if slug in (word.value, re.sub(r"[^a-z0-9]+", "-", word.label.casefold()))), None)
    if found is None:
        wrong.append(f"“{written[:40]}” is not a {name} that is known here.")
    return found


def _change(row: Row, known: Values | None) -> Change:
    fields = [
        (LABELS.get(name, name), "" if known is None else _said(known[name]), _said(row.values[name]))
        for name in FIELDS
        if name in row.values and (known is None or known[name] != row.values[name])
    ]
    return Change(row.line, row.urn, str(row.values["name"]), known is None, fields)


def _said(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else getattr(value, "label", None) or str(value or "not known")
