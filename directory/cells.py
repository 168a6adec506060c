"""One cell of a table: the text that stands in it, and the plain value that it says. Lists stand one thing to a line. Pure."""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from directory.forms import one_line, tidied
from directory.vocabulary import Word

YES, NO = ("yes", "true", "1"), ("no", "false", "0")
LONGEST, NAME, MOST_LINES = 4000, 200, 60
PARTED = re.compile(r"(?<!\\)\|")
Values = dict[str, Any]


class CellError(Exception):
    """A cell that says what cannot be; the message is a sentence."""


class Holds(Enum):
    """What a cell of a column can hold."""

    LINE = auto()
    PROSE = auto()
    LIST = auto()
    NUMBER = auto()
    FLAG = auto()


@dataclass(frozen=True)
class Column:
    """One column: what it says, what it holds, the closed list that its words come from, and how many letters fit."""

    name: str
    label: str
    holds: Holds = Holds.LINE
    words: type[Word] | None = None
    most: int = LONGEST


def written(value: Any) -> str:
    """The text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES[0] if value else NO[0]
    return "\n".join(value) if isinstance(value, list) else str(value)


def read(column: Column, cell: str) -> Any:
    """What the cell says, None or nothing where it is empty; CellError with a sentence where it says nothing that can be."""
    text = tidied(cell)
    if len(text) > column.most:
        raise CellError(f"That is more than {column.most} letters.")
    if column.holds is Holds.LIST:
        return _words(lines(text), column.words)
    if column.holds is Holds.FLAG:
        return _flag(text)
    if not text:
        return None
    if column.holds is Holds.NUMBER:
        return _number(text)
    if column.words:
        return word(text, column.words)
    return text if column.holds is Holds.PROSE else one_line(text)


def read_all(columns: Iterable[Column], cells: Mapping[str, str]) -> tuple[Values, list[str]]:
    """What these cells say, and a sentence about each that says nothing that can be. Columns that are not there say nothing."""
    said: Values = {}
    wrong = []
    for column in columns:
        if column.name in cells:
            try:
                said[column.name] = read(column, cells[column.name])
            except CellError as error:
                wrong.append(f"{column.label}: {error}")
    return said, wrong


def word(text: str, words: Iterable[Any]) -> str:
    """A word of a closed list, by its value or its label, however that is written."""
    known: dict[str, str] = {word.value: word.value for word in words}
    labels: dict[str, str] = {word.label.casefold(): word.value for word in words}
    plain = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    found = known.get(text) or labels.get(text.casefold()) or known.get(plain)
    if found is None:
        raise CellError(f"“{text[:40]}” is not known here{meant(text, known)}")
    return found


def meant(text: str, known: Collection[str]) -> str:
    """The end of a sentence about a word that is not known: the nearest that is, or all of a few."""
    near = difflib.get_close_matches(text.casefold(), known, 1)
    if near:
        return f". Did you mean “{near[0]}”?"
    return f". Use one of: {', '.join(known)}." if 0 < len(known) <= 12 else "."


def lines(text: str) -> list[str]:
    """The lines that say something."""
    found = [line for each in text.split("\n") if (line := one_line(each))]
    if len(found) > MOST_LINES:
        raise CellError(f"A list has at most {MOST_LINES} lines.")
    return found


def joined(parts: Sequence[str | None]) -> str:
    """Several parts on one line, with bars between them; what is empty at the end is left out."""
    kept = [(part or "").replace("|", r"\|") for part in parts]
    while kept and not kept[-1]:
        kept.pop()
    return " | ".join(kept)


def parted(line: str) -> list[str]:
    """The parts of a line with bars."""
    return [part.strip().replace(r"\|", "|") for part in PARTED.split(line)]


def _words(found: list[str], words: type[Word] | None) -> list[str]:
    if not words:
        return found
    said = [word(line, words) for line in found]
    for each in said:
        if said.count(each) > 1:
            raise CellError(f"“{each}” is there twice.")
    return said


def _flag(text: str) -> bool:
    if text and text.casefold() not in (*YES, *NO):
        raise CellError(f"“{text[:20]}” is neither yes nor no.")
    return text.casefold() in YES


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII):
        raise CellError(f"“{text[:20]}” is not a whole number.")
    return int(text)
