"""Tables as CSV that no spreadsheet takes for formulas. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def written(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows in UTF-8, with the mark that tells a spreadsheet so. A cell that looks like a formula gets an apostrophe before it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: object) -> str:
    """What the cell says, as words."""
    said = "" if cell is None else str(cell).replace("\x00", "")
    return f"'{said}" if said.lstrip(" ").startswith((*FORMULA, "'")) else said
