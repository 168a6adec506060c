"""Sheets that people open in Excel: CSV written so that no cell is taken for a formula, and read so that every fault has its line. Pure."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import StringIO

TYPE = "text/csv"
# What a spreadsheet may take for the beginning of a formula, in ordinary and in full width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
MARK = "'"
WORKBOOKS = {
    b"PK": "an Excel workbook or a zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a packed file",
}


class SheetError(Exception):
    """A file that is no sheet at all: the line, and what is wrong there."""

    def __init__(self, line: int, said: str) -> None:
        super().__init__(said)
        self.line, self.said = line, said


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


def decoded(content: bytes, most_bytes: int) -> str:
    """The text of a file that somebody sent; SheetError for one that is too long or is no text in UTF-8."""
    if len(content) > most_bytes:
        raise SheetError(1, f"The file is larger than {most_bytes // 1000} kB. Split it.")
    if found := next((name for start, name in WORKBOOKS.items() if content.startswith(start)), None):
        raise SheetError(1, f"This is {found}. Open it and save it as “CSV UTF-8”.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError(_line_after(content[: error.start].decode("utf-8-sig")), "This is not UTF-8. Save it as “CSV UTF-8”.") from error
    if "\x00" in text:
        raise SheetError(_line_after(text.partition("\x00")[0]), "There are zero bytes in it. Save it as “CSV UTF-8”, not as a workbook.")
    return text


def _line_after(text: str) -> int:
    """The line, as `records` counts them, of what comes after this text."""
    line = 1
    with suppress(csv.Error):
        for line, _ in enumerate(csv.reader(StringIO(text + "?", newline="")), 1):  # noqa: B007 - how far it came is the answer
            pass
    return line


def records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record that says something, with its line as a spreadsheet counts: empty lines count, line breaks within a cell do not.

    A quotation mark that is left open is a fault."""
    line = 0
    try:
        for line, cells in enumerate(csv.reader(StringIO(text, newline=""), strict=True), 1):
            if any(cell.strip() for cell in cells):
                yield line, cells
    except csv.Error as error:
        raise SheetError(line + 1, f"From here on it cannot be read as CSV: {error}.") from error
