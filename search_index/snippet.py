"""The piece of a text that shows why it was found. It gives parts, never markup: the template escapes each and marks those that match."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from search_index.terms import WORD, folded, term_of, terms

# About two lines of a page.
LENGTH = 200

# How much of the sentence to show before the first word that matches.
LEAD_IN = 40

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
    small = text.lower() if len(text.lower()) == len(text) else text
    matches = sorted(match for term in {term for word in words for term in terms(word)} for match in _matches(text, small, term))
    start, end = _window(text, _focus(matches, length), length)
    parts = [Part(ELLIPSIS, False)] if start else []
    place = start
    for match in matches:
        if start <= match.start and match.end <= end:
            parts += [Part(text[place : match.start], False), Part(text[match.start : match.end], True)]
            place = match.end
    parts += [Part(text[place:end], False), Part(ELLIPSIS if end < len(text) else "", False)]
    return [part for part in parts if part.text]


def _matches(text: str, small: str, term: str) -> Iterator[Match]:
    """Where the words of a term stand. A stem differs from its words in its last letter at most ("anxieti", "anxiety"), so looking for the
    letters before it finds them ten times faster than going through every word."""
    beginning = term[:-1]
    place = small.find(beginning)
    while place >= 0:
        word = WORD.match(text, place)
        if word and not small[place - 1 : place].isalnum() and term_of(folded(word[0])) == term:
            yield Match(*word.span(), term)
        place = small.find(beginning, place + 1)


def _focus(matches: list[Match], length: int) -> int:
    """Where the stretch with the most different words begins; the earliest of the best."""
    best, focus = 0, 0
    for number, first in enumerate(matches):
        reach = first.start + length - LEAD_IN
        within = takewhile(lambda match: match.end <= reach, matches[number:])  # noqa: B023
        variety = len({match.term for match in within})
        if variety > best:
            best, focus = variety, first.start
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
