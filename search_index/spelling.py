"""Typing mistakes: a word that is no English word and none of ours is read as the nearest of ours. A known word is never changed."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from spellchecker import SpellChecker

from search_index.suggest import SHORTEST_CORRECTED, Entry, Lexicon, distance

AMERICAN = tuple(
    (re.compile(british), theirs)
    for british, theirs in (
        ("is(e|ed|es|er|ing|ation)", r"iz\1"),
        ("ys(e|ed|es|ing)", r"yz\1"),
        ("our", "or"),
        ("tre$", "ter"),
        ("ll(ed|ing)", r"l\1"),
    )
)


@dataclass(frozen=True)
class Speller:
    """`known` are words that are no mistake; `lexicons` hold those that a mistake may be read as."""

    known: tuple[Container[str], ...]
    lexicons: tuple[Lexicon, ...] = ()
    uses: tuple[Mapping[str, int], ...] = ()

    def plus(self, words: Iterable[str]) -> "Speller":
        """The same with more words of ours, repeats telling how common each is. What is there already is shared, not made again."""
        more = Counter(words)
        lexicon = Lexicon(Entry(word, "word", "") for word in more if word.isalpha())
        return Speller((*self.known, more), (*self.lexicons, lexicon), (*self.uses, more))

    def knows(self, word: str) -> bool:
        """Whether it is a word, in British or American spelling."""
        return any(spelt in words for spelt in (word, american(word)) for words in self.known)

    def read(self, word: str) -> str:
        """The word itself when it is known or has no near neighbour; else the nearest of ours. Another first letter allows one slip."""
        if self.knows(word) or not (word.isalpha() and word.isascii()):
            return word
        near = {candidate for lexicon in self.lexicons for candidate in lexicon.near(word) if len(candidate) >= SHORTEST_CORRECTED}
        slips, other_initial, _, best = min((self._rank(word, candidate) for candidate in near), default=(0, False, 0, word))
        return word if other_initial and slips > 1 else best

    def _rank(self, word: str, candidate: str) -> tuple[int, bool, int, str]:
        """Fewest slips first, then the same first letter, then the word that is used most."""
        uses = sum(words.get(candidate, 0) for words in self.uses)
        return distance(word, candidate), candidate[0] != word[0], -uses, candidate


def american(word: str) -> str:
    """The American spelling, which the list of English words keeps to: `organisation` is `organization`, `behaviour` is `behavior`."""
    for british, theirs in AMERICAN:
        word = british.sub(theirs, word)
    return word


@cache
def english_words() -> frozenset[str]:
    """Common English words, British and American; none of them is ever taken for a mistake."""
    return frozenset(SpellChecker(language="en").word_frequency.keys())
