"""A school year as the boxes of its form. Pure."""

from collections.abc import Mapping
from typing import Any

from directory.settled.forms import TERMS


def year_shown(name: str, year: Mapping[str, Any]) -> dict[str, Any]:
    """A school year as the boxes show it."""
    shown: dict[str, Any] = {"year": name, **{field: str(year[field]) for field in ("status", "source", "dated")}}
    for number, term in zip(TERMS, year["terms"], strict=False):
        holiday = next(iter(term["holidays"]), (None, None))
        shown |= {f"first_{number}": term["first"], f"last_{number}": term["last"]}
        shown |= {f"break_first_{number}": holiday[0], f"break_last_{number}": holiday[1]}
    return shown
