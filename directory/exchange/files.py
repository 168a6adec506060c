"""The two files in which listings come and go, read line by line: a sheet, and the YAML of the seed folder. Pure.

Nothing of a file with a fault is ever used, and nothing in a file can grow, call or name what is not in it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from directory import sheets
from directory.exchange.cells import CellError, contact_line, meant, read, written
from directory.forms import one_line
from directory.review.fields import BY_NAME, Content
from directory.sheets import SheetError

# What fits into a form field once more, when the dry run is confirmed.
MOST_BYTES = 240_000
MOST_ROWS, MOST_FAULTS, DEEPEST = 1_000, 50, 6
KEYS = ("slug", "provider", "version")
COLUMNS = (*KEYS, *BY_NAME)
SLUG_LENGTH = 80


@dataclass(frozen=True)
class Fault:
    """What is wrong, and on which line of the file."""

    line: int
    said: str


@dataclass(frozen=True)
class Given:
    """One listing of a file: the cells that it has, as they stand there."""

    line: int
    cells: Mapping[str, str]

    @property
    def slug(self) -> str:
        return self.cells.get("slug", "")


@dataclass(frozen=True)
class Listed:
    """A listing on its way out: what names it, and what it says."""

    slug: str
    provider: str
    version: int
    content: Content


def as_sheet(listings: Iterable[Listed]) -> bytes:
    """The listings as CSV, one to a line."""
    rows = ([each.slug, each.provider, each.version, *(written(name, each.content[name]) for name in BY_NAME)] for each in listings)
    return sheets.written([COLUMNS, *rows])


def as_yaml(listings: Iterable[Listed], sources: Mapping[str, Sequence[Mapping[str, str]]]) -> str:
    """The listings as `flask seed` reads them. Contacts that are kept from the public are left out."""
    return yaml.safe_dump([_entry(each, sources.get(each.slug, ())) for each in listings], allow_unicode=True, sort_keys=False, width=120)


def _entry(listed: Listed, sources: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    content = {name: value for name, value in listed.content.items() if value not in (None, [], "")}
    content["needs"] = dict(listed.content["needs"])
    content["contacts"] = [_stated(contact) for contact in listed.content["contacts"] if contact["publish"]]
    return {"slug": listed.slug, "organisation": listed.provider, **content, "sources": [dict(source) for source in sources]}


def _stated(contact: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in contact.items() if value is not None}


def given(content: bytes) -> tuple[list[Given], list[Fault]]:
    """The listings of a file of either kind, or its faults; a file is YAML where its first line that says something is a list entry."""
    try:
        text = sheets.decoded(content, MOST_BYTES)
        found = list(_of_yaml(text) if _is_yaml(text) else _of_sheet(text))
    except SheetError as error:
        return [], [Fault(error.line, error.said)]
    if not found:
        return [], [Fault(1, "There is no listing in the file.")]
    if len(found) > MOST_ROWS:
        return [], [Fault(found[MOST_ROWS].line, f"There are more than {MOST_ROWS} listings. Split the file.")]
    return found, _twice(found)


def _is_yaml(text: str) -> bool:
    says = (line for line in text.split("\n") if line.strip() and not line.startswith("#"))
    return next(says, "").startswith(("- ", "-\t", "---", "%", "&", "*", "!", "[", "{"))


def _twice(found: Iterable[Given]) -> list[Fault]:
    first: dict[str, int] = {}
    repeated = [each for each in found if each.slug and first.setdefault(each.slug, each.line) != each.line]
    return [Fault(each.line, f"“{each.slug[:SLUG_LENGTH]}” is on line {first[each.slug]} already.") for each in repeated]


def _of_sheet(text: str) -> Iterator[Given]:
    records = sheets.records(text)
    line, head = next(records, (1, []))
    header = [one_line(cell).casefold().replace(" ", "_") for cell in head]
    _refuse_header(header, line)
    for line, cells in records:
        if len(cells) != len(header):
            raise SheetError(line, f"There are {len(cells)} cells, but {len(header)} columns.")
        yield Given(line, {name: sheets.plain_cell(cell).strip() for name, cell in zip(header, cells, strict=True)})


def _refuse_header(header: Sequence[str], line: int) -> None:
    if not any(header):
        raise SheetError(line, "The file is empty.")
    if "slug" not in header:
        raise SheetError(line, "The column “slug” is missing. The first line must name the columns.")
    for name in header:
        if name not in COLUMNS:
            raise SheetError(line, f"The column “{name[:40]}” is not known here{meant(name, COLUMNS)}")
        if header.count(name) > 1:
            raise SheetError(line, f"The column “{name}” is there twice.")


def _of_yaml(text: str) -> Iterator[Given]:
    """Each entry as the cells of a sheet, so that both kinds of file are held to the same rules."""
    root = _composed(text)
    if not isinstance(root, yaml.SequenceNode):
        raise SheetError(1, "This is not a list of listings.")
    for node in root.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            raise SheetError(line, "This is no listing.")
        yield Given(line, dict(_cells(node)))


def _composed(text: str) -> yaml.Node | None:
    """The file as nodes. What could grow or call something is refused before anything is made of it."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise SheetError(line, "Anchors and references (& and *) are not read here.")
            if getattr(event, "tag", None):
                raise SheetError(line, "Tags (!) are not read here.")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise SheetError(line, "This is nested too deep.")
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SheetError(mark.line + 1 if mark else 1, f"From here on it cannot be read as YAML: {error.problem}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise SheetError(1, "This cannot be read as YAML.") from error


def _cells(node: yaml.MappingNode) -> Iterator[tuple[str, str]]:
    seen = set()
    for key, value in node.value:
        line, name = key.start_mark.line + 1, {"organisation": "provider"}.get(str(key.value), str(key.value))
        if name in ("sources", "waiting_time"):
            continue
        if name not in COLUMNS:
            raise SheetError(line, f"The field “{name[:40]}” is not known here{meant(name, COLUMNS)}")
        if name in seen:
            raise SheetError(line, f"The field “{name}” is there twice.")
        seen.add(name)
        yield name, _as_cell(name, value)


def _as_cell(name: str, node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        spoken = {"true": "yes", "false": "no", "null": "", "~": ""} if not node.style else {}
        return str(spoken.get(node.value, node.value))
    if isinstance(node, yaml.MappingNode) and name == "needs":
        return "\n".join(f"{key.value}: {value.value}" for key, value in node.value)
    if isinstance(node, yaml.SequenceNode) and name == "contacts":
        return "\n".join(filter(None, map(_contact, node.value)))
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return "\n".join(one_line(item.value) for item in node.value)
    raise SheetError(node.start_mark.line + 1, f"This is not what “{name}” can be.")


def _contact(node: yaml.Node) -> str:
    """A contact as a line of a cell. One that is not to be published is not taken from a file."""
    if not isinstance(node, yaml.MappingNode) or not all(isinstance(value, yaml.ScalarNode) for _, value in node.value):
        raise SheetError(node.start_mark.line + 1, "This is no contact.")
    said = {key.value: value.value for key, value in node.value}
    if said.get("publish", "true") != "true":
        return ""
    return contact_line([said.get(name, "") for name in ("kind", "value", "note", "as_of")])


def stated(given: Given, before: Content | None) -> tuple[Content, list[Fault]]:
    """The fields that a listing of a file states, as plain values, or what is wrong with them."""
    content: Content = {}
    faults = []
    for name, cell in given.cells.items():
        if name not in KEYS:
            try:
                content[name] = read(name, cell, before)
            except CellError as error:
                faults.append(Fault(given.line, f"{BY_NAME[name].label}: {error}"))
    return content, faults
