"""What is different between two sets of plain values, in words. Pure."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

NAMED = ("key", "id", "name", "year", "Name", "Question")
Path = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One value that differs: where it stands, what it was and what it becomes, as a reader sees it."""

    where: str
    old: str
    new: str


def beside(before: Any, after: Any) -> list[Difference]:
    """Each value that differs."""
    return [Difference(", ".join(path), said(old), said(new)) for path, old, new in _differing(before, after, ())]


def _differing(before: Any, after: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in [*before, *(name for name in after if name not in before)]:
            yield from _differing(before.get(name), after.get(name), (*path, str(name)))
    elif isinstance(before, list) and isinstance(after, list) and before != after:
        yield from _of_lists(before, after, path)
    elif before != after:
        yield path, before, after


def _of_lists(before: Sequence[Any], after: Sequence[Any], path: Path) -> Iterator[tuple[Path, Any, Any]]:
    """Entries that stayed are left out; those that came or went stand apart; those in the same place are compared."""
    keys = [[json.dumps(item, sort_keys=True, default=str) for item in items] for items in (before, after)]
    for kind, first, last, start, end in SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_opcodes():
        if kind == "replace" and last - first == end - start:
            for offset in range(last - first):
                yield from _differing(
                    before[first + offset], after[start + offset], (*path, _name(after[start + offset], start + offset + 1))
                )
        elif kind != "equal":
            yield from (((*path, _name(before[at], at + 1)), before[at], None) for at in range(first, last))
            yield from (((*path, _name(after[at], at + 1)), None, after[at]) for at in range(start, end))


def _name(entry: Any, number: int) -> str:
    return next((str(entry[name]) for name in NAMED if isinstance(entry, dict) and name in entry), str(number))


def said(value: Any) -> str:
    """A value as a reader sees it."""
    if value in (None, [], {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{name} {said(each)}" for name, each in value.items())
    return ", ".join(map(said, value)) if isinstance(value, list) else f"“{value}”"
