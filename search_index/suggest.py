"""Names and phrases to offer while someone types, and words that a mistyped word may have been meant for. It knows words, never stems."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from search_index.terms import LONGEST_WORD, WORD, folded

# A shorter word has too many neighbours, and a longer one may well hold two slips.
SHORTEST_CORRECTED = 4
SHORTEST_WITH_TWO_SLIPS = 8

SPACES = re.compile(r"\s+")


class Entry(NamedTuple):
    """Something that can be suggested: what it is called, what kind of thing it is, and the slug of its page."""

    text: str
    kind: str
    slug: str


class Lexicon:
    def __init__(self, entries: Iterable[Entry]) -> None:
        known = sorted(set(entries), key=lambda entry: (_plain(entry.text), entry))
        self._beginnings = [(_plain(entry.text), entry) for entry in known]
        self._within = sorted((rest, entry) for text, entry in self._beginnings for rest in _later_words(text))
        self._uses = Counter(word for text, _ in self._beginnings for word in set(WORD.findall(text)))
        self._shortened: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._uses:
            for short in _shortened(word):
                self._shortened[short].append(word)

    def starting_with(self, prefix: str, limit: int = 10) -> list[Entry]:
        """Entries that begin with what was typed, then entries with a later word that does, each in order of the alphabet."""
        start = _plain(prefix)
        found = chain(_from(self._beginnings, start), _from(self._within, start)) if start else iter(())
        return list(islice(dict.fromkeys(islice(found, limit * 4)), limit))

    def near(self, word: str) -> list[str]:
        """Known words that the typed word may have been meant for, nearest first. A known word needs none."""
        typed = _plain(word)
        if typed in self._uses or len(typed) > LONGEST_WORD:
            return []
        candidates = {known for short in _shortened(typed) for known in self._shortened.get(short, ())}
        slips = {known: distance(typed, known) for known in candidates}
        near = [known for known in candidates if slips[known] <= _slips_allowed(typed)]
        return sorted(near, key=lambda known: (slips[known], -self._uses[known], known))


def distance(one: str, other: str) -> int:
    """How many slips lie between two words: a letter missing, added or replaced, or two neighbours exchanged."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]


def _plain(text: str) -> str:
    return SPACES.sub(" ", folded(text).casefold()).strip()


def _later_words(text: str) -> Iterator[str]:
    return (text[word.start() :] for word in islice(WORD.finditer(text), 1, None))


def _from(ordered: list[tuple[str, Entry]], start: str) -> Iterator[Entry]:
    for text, entry in islice(ordered, bisect_left(ordered, (start,)), None):
        if not text.startswith(start):
            return
        yield entry


def _slips_allowed(word: str) -> int:
    return 0 if len(word) < SHORTEST_CORRECTED else 1 if len(word) < SHORTEST_WITH_TWO_SLIPS else 2


def _shortened(word: str) -> set[str]:
    """The word with as many letters left out as slips are allowed. Two words within reach of each other share one of these."""
    found = {word}
    for _ in range(_slips_allowed(word)):
        found |= {short[:i] + short[i + 1 :] for short in found for i in range(len(short))}
    return found
