"""Sheets that people open in Excel: CSV in which no cell is taken for a formula. Pure."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

TYPE = "text/csv"
# What a spreadsheet may take for the beginning of a formula, in ordinary and in full width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
MARK = "'"


def safe_cell(value: object) -> str:
    """The text of a cell. One that a spreadsheet would run, or that begins with the mark itself, gets the mark in front."""
    text = "" if value is None else str(value).replace("\x00", "")
    return MARK + text if _would_run(text) else text


def plain_cell(text: str) -> str:
    """What stood in the cell before it was made safe: exactly one mark is taken off."""
    return text[1:] if text.startswith(MARK) and _would_run(text[1:]) else text


def written(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as RFC 4180 has them, in UTF-8 with the mark by which Excel knows it."""
    sheet = StringIO(newline="")
    csv.writer(sheet).writerows([safe_cell(cell) for cell in row] for row in rows)
    return sheet.getvalue().encode("utf-8-sig")


def _would_run(text: str) -> bool:
    return text.lstrip(" ").startswith((MARK, *FORMULA))
