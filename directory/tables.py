"""Files with one thing to a line, as a sheet or as YAML of the seed folder, read into the same cells and so held to the same rules. Pure.

Nothing of a file with a fault is ever used.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from directory import nodes, sheets
from directory.cells import NAME, Column, meant, written
from directory.forms import one_line
from directory.sheets import FORMULA, SheetError

# What fits into a form field once more, when the dry run is confirmed.
MOST_BYTES = 240_000
MOST_ROWS = 1_500
# A list, the marks of YAML, or a field with its colon: no list of things, but no sheet with columns either.
BEGINS_YAML = re.compile(r"\s*(-(\s|$)|---|[%&*!\[{]|[\w-]+:(\s|$))")


@dataclass(frozen=True)
class Fault:
    """What is wrong, and on which line: of a sheet as a spreadsheet numbers them, of YAML as an editor of texts does."""

    line: int
    said: str


@dataclass(frozen=True)
class Given:
    """One thing of a file: the line it stands on, and the cells that it has, as they stand there."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Within:
    """In YAML the lines are lists called `name` within larger entries, whose `key` becomes the cell `column`. `unread` is not read."""

    name: str
    key: str
    column: str
    unread: Sequence[str]


@dataclass(frozen=True)
class Shape:
    """What files of one kind look like: what a line is called, its columns, and which of them no file may leave out.

    In YAML a column may be called otherwise (`called`), fields may be there that are not read (`unread`), and one that is neither a text
    nor a list of texts becomes a cell by a function of its own (`nested`). Where `strangers` are let in, what nobody knows is not read."""

    one: str
    many: str
    columns: Sequence[Column]
    needed: Sequence[str]
    called: Mapping[str, str] = field(default_factory=dict)
    unread: Sequence[str] = ()
    nested: Mapping[str, Callable[[yaml.Node], str]] = field(default_factory=dict)
    within: Within | None = None
    strangers: bool = False

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def as_sheet(rows: Iterable[Mapping[str, Any]], shape: Shape) -> bytes:
    """The values of the columns as CSV, one thing to a line."""
    return sheets.written([shape.names, *([written(row.get(name)) for name in shape.names] for row in rows)])


def as_yaml(entries: Iterable[Mapping[str, Any]]) -> bytes:
    """Entries as the seed folder has them; what is not known is left out."""
    stated = [{name: value for name, value in entry.items() if value not in (None, [], "")} for entry in entries]
    return yaml.safe_dump(stated, allow_unicode=True, sort_keys=False, width=120, encoding="utf-8")


def read(content: bytes, shape: Shape) -> list[Given]:
    """The lines of a file of either kind, which is YAML where it begins like it; SheetError for one that cannot be read."""
    text = sheets.decoded(content, MOST_BYTES)
    says = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    found = list(_of_yaml(text, shape) if BEGINS_YAML.match(next(says, "")) else _of_sheet(text, shape))
    if not found:
        raise SheetError(1, f"There is no {shape.one} in the file.")
    if len(found) > MOST_ROWS:
        raise SheetError(found[MOST_ROWS].line, f"There are more than {MOST_ROWS} {shape.many}. Split the file.")
    return found


def repeated(named: Iterable[tuple[int, str]]) -> list[Fault]:
    """A fault for each line that names what another line has named already."""
    first: dict[str, int] = {}
    again = [(line, name) for line, name in named if first.setdefault(name, line) != line]
    return [Fault(line, f"“{name[:NAME]}” is on line {first[name]} already.") for line, name in again]


def _of_sheet(text: str, shape: Shape) -> Iterator[Given]:
    records = sheets.records(text)
    line, head = next(records, (1, []))
    header = [one_line(cell).casefold().replace(" ", "_") for cell in head]
    known = set(shape.names)
    _refuse_header(header, line, shape)
    for line, cells in records:
        if len(cells) != len(header):
            raise SheetError(line, f"There are {len(cells)} cells, but {len(header)} columns.")
        yield Given(line, {name: _plain(cell, line) for name, cell in zip(header, cells, strict=True) if name in known})


def _refuse_header(header: Sequence[str], line: int, shape: Shape) -> None:
    if not any(header):
        raise SheetError(line, "The file is empty.")
    for name in shape.needed:
        if name not in header:
            raise SheetError(line, f"The column “{name}” is missing. The first line must name the columns.")
    times = Counter(header)
    for name in times:
        if name not in shape.names and not shape.strangers:
            raise SheetError(line, f"The column “{name[:40]}” is not known here{meant(name, shape.names)}")
        if times[name] > 1:
            raise SheetError(line, f"The column “{name[:40]}” is there twice.")


def _plain(cell: str, line: int) -> str:
    """What the cell says, without its mark. A formula without one is refused: nobody can say whether a text or its result was meant."""
    text = cell.strip()
    if text.startswith(FORMULA):
        raise SheetError(line, f"“{text[:20]}” begins like a formula. If it is meant as text, put ' in front of it.")
    return sheets.plain_cell(text).strip()


def _of_yaml(text: str, shape: Shape) -> Iterator[Given]:
    """Each entry as the cells of a sheet."""
    for node in nodes.entries(nodes.composed(text), shape.one, shape.many):
        if shape.within:
            yield from _inner(node, shape, shape.within)
        else:
            yield _given(node, shape, {})


def _inner(node: yaml.MappingNode, shape: Shape, within: Within) -> Iterator[Given]:
    outer = nodes.fields(node, [within.key, within.name, *within.unread])
    if within.key not in outer:
        raise SheetError(nodes.line_of(node), f"The field “{within.key}” is missing.")
    cells = {within.column: nodes.text(outer[within.key], within.key)}
    if within.name in outer:
        yield from (_given(each, shape, cells) for each in nodes.entries(outer[within.name], shape.one, shape.many))


def _given(node: yaml.MappingNode, shape: Shape, cells: Mapping[str, str]) -> Given:
    names = {name: name for name in shape.names if name not in cells and name not in shape.called.values()} | dict(shape.called)
    found = nodes.fields(node, [*names, *shape.unread], strangers=shape.strangers)
    whole = {**cells, **{names[name]: _as_cell(name, value, shape) for name, value in found.items() if name in names}}
    for name in shape.needed:
        if name not in whole:
            raise SheetError(nodes.line_of(node), f"The field “{name}” is missing.")
    return Given(nodes.line_of(node), whole)


def _as_cell(name: str, node: yaml.Node, shape: Shape) -> str:
    return shape.nested[name](node) if name in shape.nested and not isinstance(node, yaml.ScalarNode) else nodes.text(node, name)
