"""Words as they are compared: without apostrophes, contractions and dialect made alike, stemmed. Each keeps its place in the text typed."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from whoosh.lang.porter2 import stem as porter_stem

from search_index.terms import folded

LONGEST_TEXT = 600  # characters read; a sentence about a pupil is far shorter, and any input must answer at once
INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ＇")
WILL_OR_WOULD = re.compile("(?<=[^\\W_])['’‘`´ʼ＇](?:ll|d)$", re.IGNORECASE)  # else `he'll` would be hell, and `I'll` ill
WORD = re.compile(r"[^\W_]+(?:['’‘`´ʼ＇][^\W_]+)*['’]?", re.UNICODE)
SENTENCE_END = re.compile(r"[.!?;:\n]")
CLAUSE_END = re.compile(r"[,.!?;:\n()]")
RawWord = tuple[str, int, int, bool, bool]


@dataclass(frozen=True, slots=True)
class Word:
    """One word read: `stem` is what is compared, `plain` is the word itself, `text[start:end]` is what was typed."""

    stem: str
    plain: str
    start: int
    end: int
    opens_sentence: bool = False
    opens_clause: bool = False


@dataclass(frozen=True)
class Forms:
    """Which spellings are the same word (`went` is `go`), and which word groups are (`does not` is `not`)."""

    single: Mapping[str, str]
    groups: Mapping[tuple[str, ...], str]

    @cached_property
    def longest_group(self) -> int:
        return max((len(group) for group in self.groups), default=1)

    def meant(self, plain: str) -> str:
        """The word that this spelling is, for words written apart or in another form; an underscore only keeps stems apart."""
        return self.single.get(plain, plain).rstrip("_")

    def stem(self, plain: str) -> str:
        return stem(self.single.get(plain, plain))


@lru_cache(maxsize=50_000)
def stem(plain: str) -> str:
    return plain if len(plain) < 3 or not plain.isascii() or not plain.isalpha() else str(porter_stem(plain))


def tidy(text: str) -> str:
    """The text without what cannot be seen or read, cut at `LONGEST_TEXT`, ready to be compared and shown again."""
    seen = INVISIBLE.sub("", text[: LONGEST_TEXT * 2]).replace("´", "'")  # NFKC would make a space of this one
    return unicodedata.normalize("NFKC", seen)[:LONGEST_TEXT]


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """`Wouldn’t` -> `wouldnt`, `he'll` -> `he`; accents go, so that `café` is `cafe`."""
    return folded(WILL_OR_WOULD.sub("", word).translate(APOSTROPHES).casefold())


def split(text: str) -> Iterator[RawWord]:
    """(plain word, start, end, opens a sentence, opens a clause) for each word of tidied text."""
    last = 0
    for found in WORD.finditer(text):
        between = text[last : found.start()]
        yield plain(found.group()), found.start(), found.end(), bool(SENTENCE_END.search(between)), bool(CLAUSE_END.search(between))
        last = found.end()


def read_words(text: str, forms: Forms, respell: Callable[[str], str] = str) -> list[Word]:
    """The words of tidied text, mistakes mended by `respell`, word groups joined (`will not` -> `wont`) and forms made alike."""
    raw = [(respell(said), start, end, opens_sentence, opens_clause) for said, start, end, opens_sentence, opens_clause in split(text)]
    words: list[Word] = []
    position = 0
    while position < len(raw):
        length, meant = _group_at(raw, position, forms)
        first, last = raw[position], raw[position + length - 1]
        said = forms.meant(meant) if length == 1 else " ".join(part[0] for part in raw[position : position + length])
        words.append(Word(forms.stem(meant), said, first[1], last[2], first[3], first[4]))
        position += length
    return words


def _group_at(raw: Sequence[RawWord], position: int, forms: Forms) -> tuple[int, str]:
    for length in range(min(forms.longest_group, len(raw) - position), 1, -1):
        taken = raw[position : position + length]
        joined = forms.groups.get(tuple(part[0] for part in taken))
        if joined is not None and not any(part[4] for part in taken[1:]):
            return length, joined
    return 1, raw[position][0]
