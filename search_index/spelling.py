"""Typing mistakes: a word that is no English word and none of ours is read as the nearest of ours. A known word is never changed."""

from collections.abc import Iterable
from functools import cache

from spellchecker import SpellChecker

from search_index.suggest import Entry, Lexicon, distance


class Speller:
    """`ours` are the words that a mistake may be read as; `english` are words that are no mistake."""

    def __init__(self, ours: Iterable[str], english: frozenset[str]) -> None:
        ours = frozenset(ours)
        self._known = english | ours
        self._lexicon = Lexicon(Entry(word, "word", "") for word in ours if word.isalpha())

    @classmethod
    def of(cls, ours: Iterable[str]) -> "Speller":
        return cls(ours, english_words())

    def read(self, word: str) -> str:
        """The word itself when it is known or has no near neighbour; else the nearest of ours. Another first letter allows one slip."""
        if word in self._known or not (word.isalpha() and word.isascii()):
            return word
        near = self._lexicon.near(word)
        return near[0] if near and (near[0][0] == word[0] or distance(word, near[0]) == 1) else word


@cache
def english_words() -> frozenset[str]:
    """Common English words, British and American; none of them is ever taken for a mistake."""
    return frozenset(SpellChecker(language="en").word_frequency.keys())
