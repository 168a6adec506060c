"""Facets as rows of bits, one for each value: filtering is AND and OR, counting is counting bits."""

from collections.abc import Iterable, Mapping
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]

WORD = 64


def room(count: int) -> int:
    """How many flags it takes to hold `count` documents in whole machine words."""
    return -(-count // WORD) * WORD


def packed(flags: Flags) -> Bits:
    return np.packbits(flags).view(np.uint64)


def unpacked(bits: Bits) -> Flags:
    return np.unpackbits(bits.view(np.uint8)).view(np.bool_)


def size(bits: Bits) -> int:
    return int(np.bitwise_count(bits).sum())


class Facets:
    """Which documents, by position, each value of each facet may fit."""

    def __init__(self, documents: Mapping[tuple[str, str], NDArray[np.intp]], count: int) -> None:
        keys = sorted(documents)
        flags = np.zeros((len(keys), room(count)), np.bool_)
        for row, key in enumerate(keys):
            flags[row, documents[key]] = True
        self._row = {key: row for row, key in enumerate(keys)}
        self._bits = np.packbits(flags, axis=1).view(np.uint64)
        self._values = {facet: [value for _, value in group] for facet, group in groupby(keys, key=lambda key: key[0])}

    def any_of(self, facet: str, values: Iterable[str]) -> Bits:
        """The documents that fit at least one of the values; a value that nothing fits adds none."""
        rows = [self._row[facet, value] for value in values if (facet, value) in self._row]
        bits: Bits = np.bitwise_or.reduce(self._bits[rows], axis=0)
        return bits

    def flags(self, facet: str, value: str) -> Flags:
        return unpacked(self.any_of(facet, [value]))

    def counts(self, found: Bits) -> dict[str, dict[str, int]]:
        """How many of the documents found fit each value of each facet."""
        counts = iter(np.bitwise_count(self._bits & found).sum(axis=1).tolist())
        return {facet: dict(zip(values, counts, strict=False)) for facet, values in self._values.items()}

    def counts_of(self, facet: str, found: Bits) -> dict[str, int]:
        """The same for one facet."""
        first = self._row[facet, self._values[facet][0]]
        rows = self._bits[first : first + len(self._values[facet])]
        return dict(zip(self._values[facet], np.bitwise_count(rows & found).sum(axis=1).tolist(), strict=True))
