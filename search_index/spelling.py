"""Typing mistakes: a word that is no English word and none of ours is read as the nearest of ours. A known word is never changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from spellchecker import SpellChecker

SHORTEST = 4  # shorter words have too many neighbours: `sm` is not a mistake for `sim`
TWO_MISTAKES_FROM = 7
LONGEST = 24


class Speller:
    """Nearest words by a table of deletions: words that share a form with a letter or two left out are near each other."""

    def __init__(self, ours: Iterable[str], english: Iterable[str]) -> None:
        self._ours = frozenset(word for word in ours if word.isalpha() and SHORTEST <= len(word) <= LONGEST)
        self._known = frozenset(english) | frozenset(ours)
        self._by_deletion: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._ours):
            for shorter in _deletions(word, _allowed(word)):
                self._by_deletion[shorter].append(word)

    @classmethod
    def of(cls, ours: Iterable[str]) -> "Speller":
        return cls(frozenset(ours), english_words())

    def read(self, word: str) -> str:
        """The word itself when it is known or has no near neighbour; else the nearest of ours."""
        if word in self._known or not word.isalpha() or not word.isascii() or not SHORTEST <= len(word) <= LONGEST:
            return word
        near = {ours for shorter in _deletions(word, _allowed(word)) for ours in self._by_deletion.get(shorter, ())}
        best = min(((_mistakes(word, ours), ours[0] != word[0], ours) for ours in near), default=None)
        return best[2] if best and best[0] <= _allowed(word) and not (best[0] == 2 and best[1]) else word


@cache
def english_words() -> frozenset[str]:
    """Common English words, British and American; none of them is ever taken for a mistake."""
    return frozenset(SpellChecker(language="en").word_frequency.keys())


def _allowed(word: str) -> int:
    return 2 if len(word) >= TWO_MISTAKES_FROM else 1


def _deletions(word: str, letters: int) -> Iterator[str]:
    seen = {word}
    for _ in range(letters):
        seen |= {form[:place] + form[place + 1 :] for form in seen for place in range(len(form))}
    yield from seen


def _mistakes(typed: str, meant: str) -> int:
    """Edits between the two, where two swapped letters are one edit (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(typed, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(meant, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
