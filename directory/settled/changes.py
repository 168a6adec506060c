"""What would change, in words, and a school year as the boxes of its form. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from directory.settled.forms import TERMS

NAMED = ("key", "name", "year")


def in_words(before: Any, after: Any) -> list[str]:
    """Each value that differs, with where it stands: `situations, childline, value: 0800 1111 becomes 0800 2222`."""
    return [f"{', '.join(path)}: {_said(old)} becomes {_said(new)}" for path, old, new in _differing(before, after, ())]


def _differing(before: Any, after: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in [*before, *(name for name in after if name not in before)]:
            yield from _differing(before.get(name), after.get(name), (*path, str(name)))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (old, new) in enumerate(zip(before, after, strict=True), start=1):
            yield from _differing(old, new, (*path, _name(old, number)))
    elif before != after:
        yield path, before, after


def _name(entry: Any, number: int) -> str:
    return next((str(entry[name]) for name in NAMED if isinstance(entry, dict) and name in entry), str(number))


def _said(value: Any) -> str:
    if value in (None, [], {}):
        return "nothing"
    if isinstance(value, dict):
        return "; ".join(f"{name} {_said(each)}" for name, each in value.items())
    return ", ".join(map(_said, value)) if isinstance(value, list) else f"“{value}”"


def year_shown(name: str, year: Mapping[str, Any]) -> dict[str, Any]:
    """A school year as the boxes show it."""
    shown: dict[str, Any] = {"year": name, **{field: str(year[field]) for field in ("status", "source", "dated")}}
    for number, term in zip(TERMS, year["terms"], strict=False):
        holiday = next(iter(term["holidays"]), (None, None))
        shown |= {f"first_{number}": term["first"], f"last_{number}": term["last"]}
        shown |= {f"break_first_{number}": holiday[0], f"break_last_{number}": holiday[1]}
    return shown
