"""One field of a listing as the text of a cell, and back. Lists stand one thing to a line. Pure.

A contact that is kept from the public is in no file; the ones that are known stay when a file is read.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from directory.forms import one_line, tidied
from directory.review.fields import BY_NAME, LISTS_OF_WORDS, Content
from directory.vocabulary import ContactKind, Strength

NUMBERS, FLAGS = {"age_min", "age_max"}, {"listed_schools_only"}
LISTS = {"also_known_as", "criteria", "not_for", "to_confirm", "districts"}
# What is None, and not an empty text, where nothing is stated.
UNKNOWN = {"how_to_refer", "consent", "cost", "phases", "who_can_refer", *NUMBERS}
YES, NO = "yes", "no"
PARTED = re.compile(r"(?<!\\)\|")
LONGEST, LONGEST_LINE, MOST_LINES = 4000, 300, 60


class CellError(Exception):
    """A cell that says what cannot be; the message is a sentence."""


def written(name: str, value: Any) -> str:
    """The text of a field."""
    if value is None:
        return ""
    if name == "contacts":
        return "\n".join(_contact(contact) for contact in value if contact["publish"])
    if name == "needs":
        return "\n".join(f"{slug}: {strength}" for slug, strength in value)
    if isinstance(value, bool):
        return YES if value else NO
    return "\n".join(value) if isinstance(value, list) else str(value)


def read(name: str, cell: str, before: Content | None) -> Any:
    """What a cell says of this field; CellError with a sentence where it says nothing that can be."""
    text = tidied(cell)
    if len(text) > LONGEST:
        raise CellError(f"That is more than {LONGEST} letters.")
    if not text:
        return _nothing(name, before)
    field = BY_NAME[name]
    if name == "contacts":
        return _contacts([_read_contact(line) for line in _lines(text)], before)
    if name == "needs":
        return [_need(line) for line in _lines(text)]
    if name in LISTS_OF_WORDS and field.words:
        return [_word(line, field.words) for line in _lines(text)]
    if name in LISTS:
        return _lines(text)
    if name in NUMBERS:
        return _number(text)
    if name in FLAGS:
        return _flag(text)
    return _word(text, field.words) if field.words else text


def _nothing(name: str, before: Content | None) -> Any:
    """An empty cell: nothing is stated, which is no change where nothing was."""
    if name == "contacts":
        return _withheld(before)
    if name in FLAGS:
        return False
    if name in UNKNOWN:
        return None if before is None or before[name] != [] else []
    if name in LISTS or name in LISTS_OF_WORDS or name == "needs":
        return []
    return ""


def _contacts(stated: list[dict[str, Any]], before: Content | None) -> list[dict[str, Any]]:
    """The contacts of a file with those that are withheld; all as they stand, where the file says nothing new."""
    held = before["contacts"] if before else []
    return held if [contact for contact in held if contact["publish"]] == stated else [*_withheld(before), *stated]


def _withheld(before: Content | None) -> list[dict[str, Any]]:
    return [contact for contact in before["contacts"] if not contact["publish"]] if before else []


def _contact(contact: dict[str, Any]) -> str:
    return contact_line([contact["kind"], contact["value"], contact["note"] or "", contact["as_of"] or ""])


def contact_line(parts: Sequence[str]) -> str:
    """Kind, value, note and date of a contact as one line; what is empty at the end is left out."""
    kept = [part.replace("|", r"\|") for part in parts]
    while kept and not kept[-1]:
        kept.pop()
    return " | ".join(kept)


def _read_contact(line: str) -> dict[str, Any]:
    parts = [part.strip().replace(r"\|", "|") for part in PARTED.split(line)]
    if not 2 <= len(parts) <= 4 or not parts[1]:
        raise CellError(f"“{line[:60]}” is not a contact. Write it like: phone | 01257 000 000 | a note | 2026-11.")
    kind, value, note, as_of = [*parts, "", ""][:4]
    return {"kind": _word(kind, ContactKind), "value": value, "note": note or None, "as_of": as_of or None, "publish": True}


def _need(line: str) -> list[str]:
    slug, parted, strength = line.partition(":")
    if not parted:
        raise CellError(f"“{line[:60]}” does not say how. Write it like: ebsa: main.")
    return [slug.strip(), _word(strength.strip(), Strength)]


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII):
        raise CellError(f"“{text[:20]}” is not a whole number.")
    return int(text)


def _flag(text: str) -> bool:
    if text.casefold() not in (YES, NO):
        raise CellError(f"“{text[:20]}” is neither yes nor no.")
    return text.casefold() == YES


def _word(text: str, words: Iterable[Any]) -> str:
    """A word of a closed list, by its value or its label."""
    known: dict[str, str] = {word.value: word.value for word in words}
    labels: dict[str, str] = {word.label.casefold(): word.value for word in words}
    found = known.get(text) or labels.get(text.casefold())
    if found is None:
        raise CellError(f"“{text[:40]}” is not known here{meant(text, known)}")
    return found


def meant(text: str, known: Collection[str]) -> str:
    """The end of a sentence about a word that is not known: the nearest that is, or all of a few."""
    near = difflib.get_close_matches(text.casefold(), known, 1)
    if near:
        return f". Did you mean “{near[0]}”?"
    return f". Use one of: {', '.join(known)}." if len(known) <= 12 else "."


def _lines(text: str) -> list[str]:
    found = [line for each in text.split("\n") if (line := one_line(each))]
    if len(found) > MOST_LINES or any(len(line) > LONGEST_LINE for line in found):
        raise CellError(f"A list has at most {MOST_LINES} lines of {LONGEST_LINE} letters.")
    return found
