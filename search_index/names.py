"""Services and providers named in the words, by name, nickname or former name; a longer name wins over a shorter one inside it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search_index.reading import NameRead
from search_index.words import Forms, Word, read_words

IN_BRACKETS = re.compile(r"\s*\(([^)]*)\)")
JOINED_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
ACRONYM = re.compile(r"^[A-Z]{2,}(?: and [A-Z]{2,})*$")
GENERIC = frozenset(
    "the service services support team programme workshops workshop helpline and of for in group cic school schools sessions".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Name:
    """One name of a thing as it is written: `kind` is "service" or "provider"."""

    kind: str
    slug: str
    text: str


class Names:
    def __init__(self, names: Iterable[Name], forms: Forms) -> None:
        self._known: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        for name in names:
            for variant in variants(name.text):
                key = tuple(word.plain for word in read_words(variant, forms))
                if key and name not in self._known[key]:
                    self._known[key].append(name)
        self._longest = max(map(len, self._known), default=0)

    @property
    def single_words(self) -> frozenset[str]:
        return frozenset(word for key in self._known for word in key)

    def read(self, text: str, words: Sequence[Word]) -> list[tuple[NameRead, int, int]]:
        """Each name found with its first and past-last word; a span read once is not read again inside a longer one."""
        found: list[tuple[NameRead, int, int]] = []
        for length in range(min(self._longest, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                if any(first < end and start < first + length for _, start, end in found if (start, end) != (first, first + length)):
                    continue
                taken = words[first : first + length]
                for name in self._known.get(tuple(word.plain for word in taken), ()):
                    said = text[taken[0].start : taken[-1].end]
                    found.append((NameRead(name.kind, name.slug, said), first, first + length))
        return sorted(found, key=lambda name: name[1])


def variants(text: str) -> set[str]:
    """The ways a listed name is said: without brackets, the acronym in them, each side of a colon, without a generic ending, and with a
    space where a capital begins another word (ChatHealth)."""
    bare = IN_BRACKETS.sub("", text)
    ways = {text, bare, *filter(ACRONYM.match, IN_BRACKETS.findall(text)), *bare.split(":")}
    ways |= {trimmed for way in ways if (trimmed := _trimmed(way)) and not trimmed.isdigit()}
    ways |= {JOINED_WORDS.sub(" ", way) for way in ways}
    return {way.strip() for way in ways if _distinct(way)}


def _trimmed(way: str) -> str:
    parts = way.split()
    while len(parts) > 1 and parts[-1].lower() in GENERIC:
        parts.pop()
    while len(parts) > 1 and parts[0].lower() == "the":
        parts.pop(0)
    return " ".join(parts)


def _distinct(way: str) -> bool:
    return any(part.lower() not in GENERIC for part in way.split())
