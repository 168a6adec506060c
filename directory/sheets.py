"""Sheets that people open in Excel: CSV in which no cell is taken for a formula. Pure."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

TYPE = "text/csv"
BOM = "\ufeff"
# What a spreadsheet may take for the beginning of a formula, in ordinary and in full width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
MARK = "'"


def safe_cell(value: object) -> str:
    """The text of a cell. One that a spreadsheet would run, or that begins with the mark itself, gets the mark in front."""
    text = "" if value is None else str(value).replace("\x00", "")
    return MARK + text if text.startswith((MARK, *FORMULA)) else text


def plain_cell(text: str) -> str:
    """What stood in the cell before it was made safe: exactly one mark is taken off."""
    return text[1:] if text.startswith(MARK) and text[1:].startswith((MARK, *FORMULA)) else text


def written(rows: Iterable[Sequence[object]]) -> str:
    """Rows as RFC 4180 has them, with the mark by which Excel knows UTF-8."""
    sheet = StringIO(newline="")
    csv.writer(sheet).writerows([safe_cell(cell) for cell in row] for row in rows)
    return BOM + sheet.getvalue()
