"""What a change changes, field by field, old beside new, in the words that a reader sees. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from directory.review.fields import BY_NAME, FIELDS, Content, Field
from directory.vocabulary import ContactKind, Strength

PIECES = re.compile(r"\S+|\s+")
MOST_PIECES = 3000
MOSTLY_NEW = 0.5  # Below this share, single words that happen to be the same only distract.
Said = tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """How needs and districts are called, by slug."""

    needs: Mapping[str, str]
    districts: Mapping[str, str]


@dataclass(frozen=True)
class Piece:
    """A stretch of text: the same in both, or only in this one."""

    text: str
    only_here: bool


@dataclass(frozen=True)
class Row:
    """One changed field: what it said and what it would say, whole and in pieces."""

    field: Field
    old: Sequence[Piece]
    new: Sequence[Piece]


def changed(before: Content, after: Mapping[str, Any], names: Names) -> list[Row]:
    """The fields that differ, in their usual order."""
    differing = [field for field in FIELDS if field.name in after and before.get(field.name) != after[field.name]]
    return [row(field, before.get(field.name), after[field.name], names) for field in differing]


def row(field: Field, old: Any, new: Any, names: Names) -> Row:
    """One field, old beside new."""
    was, becomes = ("\n".join(say(field, value, names)) for value in (old, new))
    first, second = _pieces(was), _pieces(becomes)
    matcher = SequenceMatcher(a=first, b=second, autojunk=False)
    alike = [block for block in matcher.get_matching_blocks() if "".join(first[block.a : block.a + block.size]).strip()]
    same = alike if matcher.ratio() > MOSTLY_NEW else []
    return Row(field, _marked(first, [(block.a, block.size) for block in same]), _marked(second, [(block.b, block.size) for block in same]))


def say(field: Field, value: Any, names: Names) -> Said:
    """A value as lines of text; a value that is not there says so."""
    if value is None or value in ("", []):
        return ("Not stated",)
    if field.name == "needs":
        return tuple(f"{names.needs.get(slug, slug)}: {Strength(strength).label.lower()}" for slug, strength in value)
    if field.name == "contacts":
        return tuple(_contact(contact) for contact in value)
    if field.name == "districts":
        return tuple(names.districts.get(slug, slug) for slug in value)
    if isinstance(value, bool):
        return ("Yes" if value else "No",)
    words = value if isinstance(value, list) else [value]
    return tuple(field.words(word).label if field.words else str(word) for word in words)


def lines_of(content: Content, names: Names, wanted: Iterable[str]) -> list[tuple[str, Said]]:
    """These fields of a listing as (label, lines)."""
    return [(BY_NAME[name].label, say(BY_NAME[name], content.get(name), names)) for name in wanted]


def _contact(contact: Mapping[str, Any]) -> str:
    shown = "" if contact["publish"] else " (not shown to the public)"
    note = f", {contact['note']}" if contact["note"] else ""
    return f"{ContactKind(contact['kind']).label}: {contact['value']}{note}{shown}"


def _pieces(text: str) -> list[str]:
    pieces = PIECES.findall(text)
    return pieces if len(pieces) <= MOST_PIECES else [text]


def _marked(pieces: Sequence[str], same: Iterable[tuple[int, int]]) -> list[Piece]:
    """Stretches that both have, and those between them."""
    marked, done = [], 0
    for start, size in same:
        marked.append(Piece("".join(pieces[done:start]), True))
        marked.append(Piece("".join(pieces[start : start + size]), False))
        done = start + size
    marked.append(Piece("".join(pieces[done:]), True))
    return [piece for piece in marked if piece.text]
