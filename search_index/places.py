"""Places in the words: a village, a district or the first part of a postcode, and the districts it can be in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search_index.reading import PlaceRead
from search_index.words import Word, plain, split

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)(?:\s*[0-9][A-Z]{2})?\b", re.I)


@dataclass(frozen=True)
class Gazetteer:
    """Place names and outcodes with the districts (slugs) each can be in; `wary` names count only where a place would stand."""

    places: Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]]
    outcodes: Mapping[str, tuple[str, ...]]
    wary: frozenset[str]
    prepositions: frozenset[str]

    @classmethod
    def of(cls, places: Mapping[str, Sequence[str]], outcodes: Mapping[str, Sequence[str]], wording: Mapping[str, object]) -> "Gazetteer":
        also = dict(wording["also"])  # type: ignore[call-overload]
        named = {_key(name): (name, tuple(districts)) for name, districts in places.items()}
        named |= {_key(typed): named[_key(meant)] for typed, meant in also.items() if _key(meant) in named}
        wary, prepositions = wording["only_after_a_preposition"], wording["prepositions"]
        return cls(named, {code.upper(): tuple(found) for code, found in outcodes.items()}, frozenset(wary), frozenset(prepositions))  # type: ignore[call-overload]

    @property
    def single_words(self) -> frozenset[str]:
        return frozenset(word for key in self.places for word in key)

    def read(self, text: str, words: Sequence[Word]) -> tuple[PlaceRead | None, tuple[int, int]]:
        """The first place named, longest name first, and where it stands in the text."""
        for found in POSTCODE.finditer(text):
            if districts := self.outcodes.get(found.group(1).upper()):
                return PlaceRead(found.group(1).upper(), districts, found.group(1)), found.span()
        for length in range(max(map(len, self.places), default=0), 0, -1):
            for position in range(len(words) - length + 1):
                taken = words[position : position + length]
                known = self.places.get(tuple(word.plain for word in taken))
                if known and (length > 1 or self._stands_as_a_place(words, position)):
                    span = taken[0].start, taken[-1].end
                    return PlaceRead(known[0], known[1], text[slice(*span)]), span
        return None, (0, 0)

    def _stands_as_a_place(self, words: Sequence[Word], position: int) -> bool:
        if words[position].plain not in self.wary:
            return True
        before = words[position - 1].plain if position else ""
        last = position == len(words) - 1
        return before in self.prepositions or words[position].opens_clause or last


def _key(name: str) -> tuple[str, ...]:
    return tuple(part[0] for part in split(plain(name.replace("-", " "))))
