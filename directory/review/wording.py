"""Looks at words before others read them: says how hard they are to read, and flags what could do harm. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory import yaml_file
from directory.catalogue.identifying import may_tell_who

SENTENCE = re.compile(r"[^.!?\n]+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouy]+")
FEWEST_WORDS = 20
PLAIN_UP_TO = 14
LONG_SENTENCE = 30
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


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


@dataclass(frozen=True)
class Cautions:
    """Words about how people harm themselves, with what to do instead of naming a method."""

    methods: re.Pattern[str]

    def of(self, texts: Iterable[str]) -> list[str]:
        """One sentence for each thing that somebody should look at again."""
        found, all_text = [], "\n".join(texts)
        if methods := sorted({match.group().casefold() for match in self.methods.finditer(all_text)}):
            found.append(f"“{'”, “'.join(methods)}”: these words may name a way of self-harm. Leave methods out and say only “self-harm”.")
        if may_tell_who(all_text):
            found.append("There is something like a date of birth or a pupil’s number. Nothing about a pupil may stand here.")
        if mixed := sorted({word for word in WORD.findall(all_text) if len(_scripts(word)) > 1}):
            found.append(f"“{'”, “'.join(mixed)}”: letters of two alphabets in one word. It may only look like the word it seems to be.")
        return found


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(letter, "") for letter in word)
    return {script for name in names for script in SCRIPTS if name.startswith(script)}


def read_cautions(path: Path) -> Cautions:
    """From a file with the words of methods; a word ending in * also stands for what begins so."""
    content: dict[str, Any] = yaml_file.read(path)
    return Cautions(_pattern(content["methods"]))


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    parts = [re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
