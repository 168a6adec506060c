"""The piece of a text that shows why it was found. It gives parts, never markup: the template escapes each and marks those that match."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from search_index.terms import WORD, term_of, terms

# About two lines of a page.
LENGTH = 200

# How much of the sentence to show before the first word that matches.
LEAD_IN = 40

# Where more words match than this, any stretch of the text will do.
MOST_MATCHES = 50

ELLIPSIS = "…"


class Part(NamedTuple):
    text: str
    is_match: bool


class Match(NamedTuple):
    start: int
    end: int
    term: str


def snippet(text: str, words: Iterable[str], length: int = LENGTH) -> list[Part]:
    """About `length` characters of the text, where most of the different words stand, cut between words. Joined, the parts are that piece
    of the text itself, with an ellipsis where it was cut."""
    matches = _matches(text, _wanted(tuple(words)))
    start, end = _window(text, _focus(matches[:MOST_MATCHES], length - LEAD_IN), length)
    parts = [Part(ELLIPSIS, False)] if start else []
    place = start
    for match in matches:
        if start <= match.start and match.end <= end:
            parts += [Part(text[place : match.start], False), Part(text[match.start : match.end], True)]
            place = match.end
    parts += [Part(text[place:end], False), Part(ELLIPSIS if end < len(text) else "", False)]
    return [part for part in parts if part.text]


@lru_cache(maxsize=128)
def _wanted(words: tuple[str, ...]) -> frozenset[str]:
    """The terms of the words. A page asks for the same ones again for each of its rows."""
    return frozenset(term for word in words for term in terms(word))


def _matches(text: str, wanted: Iterable[str]) -> list[Match]:
    """Where the words of these terms stand, in order. A stem differs from its words in its last two letters at most ("die", "dying"), so
    looking for the letters before them is far faster than going through every word."""
    small = text.lower()
    if len(small) != len(text):  # a few capitals, such as the Turkish İ, are longer when small
        small = text
    found = []
    for term in wanted:
        sought = term[:-2] or term[0]
        place = small.find(sought)
        while place >= 0:
            if not small[place - 1 : place].isalnum() and (word := WORD.match(small, place)) and term_of(word[0]) == term:
                found.append(Match(place, word.end(), term))
            place = small.find(sought, place + 1)
    return sorted(found)


def _focus(matches: list[Match], reach: int) -> int:
    """Where the stretch with the most different words begins; the earliest of the best."""
    best, focus = 0, 0
    for number, first in enumerate(matches):
        within = {match.term for match in matches[number:] if match.end <= first.start + reach}
        if len(within) > best:
            best, focus = len(within), first.start
    return focus


def _window(text: str, focus: int, length: int) -> tuple[int, int]:
    start = max(focus - LEAD_IN, 0)
    if start:
        start = text.find(" ", start, focus) + 1 or focus
    end = start + length
    if end >= len(text):
        return start, len(text)
    cut = text.rfind(" ", focus, end)
    return start, cut if cut > focus else end
