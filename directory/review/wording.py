"""Looks at words before others read them: says how hard they are to read. Pure."""

import re
from dataclasses import dataclass

from directory.catalogue.cautions import WORD

SENTENCE = re.compile(r"[^.!?\n]+")
VOWELS = re.compile(r"[aeiouy]+")
FEWEST_WORDS = 20
PLAIN_UP_TO = 14
LONG_SENTENCE = 30


@dataclass(frozen=True)
class Ease:
    """How easy a text is: the age at which most people can read it, and its longest sentence in words."""

    reading_age: int
    longest: int

    @property
    def is_plain(self) -> bool:
        return self.reading_age <= PLAIN_UP_TO and self.longest <= LONG_SENTENCE


def ease(text: str) -> Ease | None:
    """By the grade of Flesch and Kincaid, as an age; None for a text too short to judge."""
    sentences = [words for part in SENTENCE.findall(text) if (words := WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
    return Ease(max(5, round(grade + 5)), max(map(len, sentences)))


def _syllables(word: str) -> int:
    plain = word.casefold()
    count = len(VOWELS.findall(plain))
    silent = plain.endswith("e") and not plain.endswith(("le", "ee")) and count > 1
    return max(1, count - silent)
