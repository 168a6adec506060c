"""What each term adds to the score of each document: BM25 for words, the concept's own weight for concepts."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_index.schema import CONCEPT
from search_index.segment import Segment

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]

# BM25 with the usual constants: a second mention is worth less than the first, and a long text must not win by its length.
SATURATION = 1.2
LENGTH_SHARE = 0.75

# What a main need adds for a query weight of one: more than a rare word in a title adds in a directory of some hundreds of services. An
# editor has said that the service answers the need; a word may only happen to stand there.
CONCEPT_IMPACT = 12.0


class Posting(NamedTuple):
    """Where a term stands (positions in ascending order), what it adds at each, and how rare it is."""

    positions: Positions
    impacts: Floats
    rarity: float


class Postings:
    """The postings of a snapshot. `places` holds, for each segment, the position of each of its documents, or -1 for one that is gone."""

    def __init__(self, segments: Sequence[Segment], places: Sequence[Positions], count: int) -> None:
        self._parts = list(zip(segments, places, strict=True))
        self._count = count
        self._length_share = self._length_shares()
        # Filled as terms are asked for, so bounded by the terms of the index. Two threads may both work out one term: they get the same.
        self._known: dict[str, Posting] = {}

    def of(self, term: str) -> Posting:
        if term not in self._known:
            self._known[term] = self._posting(term)
        return self._known[term]

    def _posting(self, term: str) -> Posting:
        positions, weights = self._gathered(term)
        if term.startswith(CONCEPT):
            return Posting(positions, CONCEPT_IMPACT * weights, 0.0)
        rarity = math.log(1 + (self._count - len(positions) + 0.5) / (len(positions) + 0.5))
        impacts = rarity * weights * (SATURATION + 1) / (weights + SATURATION * self._length_share[positions])
        return Posting(positions, impacts, rarity)

    def _gathered(self, term: str) -> tuple[Positions, Floats]:
        parts = ((places, segment.terms[term]) for segment, places in self._parts if term in segment.terms)
        found = [(places[docs], weights) for places, (docs, weights) in parts]
        positions = np.concatenate([np.zeros(0, np.intp), *(places for places, _ in found)])
        weights = np.concatenate([np.zeros(0), *(weights for _, weights in found)])
        order = np.argsort(positions)[np.count_nonzero(positions < 0) :]
        return positions[order], weights[order]

    def _length_shares(self) -> Floats:
        """By how much each document's length holds its words back: 1 for a document of average length."""
        lengths = np.zeros(self._count)
        for segment, places in self._parts:
            lengths[places[places >= 0]] = segment.lengths[places >= 0]
        average = lengths.mean() if lengths.any() else 1.0
        return 1 - LENGTH_SHARE + LENGTH_SHARE * lengths / average
