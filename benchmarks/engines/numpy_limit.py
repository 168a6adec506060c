"""About the least work that can give the page: arrays in memory, no files, no updates, no near misses, one query shape."""

import math
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from benchmarks.page import SIZE, Page, Texts
from benchmarks.services import Asked
from search_index.document import Document
from search_index.postings import CONCEPT_IMPACT, LENGTH_SHARE, SATURATION
from search_index.schema import weighted_terms
from search_index.terms import terms

Positions = NDArray[np.intp]
Weights = NDArray[np.float64]
Impacts = tuple[Positions, Weights]
NOWHERE: Impacts = (np.zeros(0, np.intp), np.zeros(0))


class NumpyLimit:
    name = "numpy, the least there is to do"

    def __init__(self, documents: list[Document], path: object = None) -> None:
        documents = sorted(documents, key=lambda document: (document.title.casefold(), document.id))
        self._ids = [document.id for document in documents]
        self._texts = Texts(documents)
        self._impacts = _impacts([weighted_terms(document) for document in documents])
        self._keys = sorted({(facet, value) for document in documents for facet, values in document.facets.items() for value in values})
        rows = [[value in document.facets[facet] for document in documents] for facet, value in self._keys]
        self._room = -(-len(documents) // 64) * 64
        self._bits = np.packbits(np.pad(rows, ((0, 0), (0, self._room - len(documents)))), axis=1).view(np.uint64)
        self._rows = dict(zip(self._keys, self._bits, strict=True))

    def page(self, asked: Asked) -> Page:
        scores = np.zeros(self._room)
        for term in [*(term for word in asked.words for term in terms(word)), *("#" + concept for concept in asked.concepts)]:
            positions, impacts = self._impacts.get(term, NOWHERE)
            scores[positions] += impacts
        found = np.packbits(scores > 0).view(np.uint64)
        for facet, values in asked.filters.items():
            found &= np.bitwise_or.reduce([self._rows[facet, value] for value in values])
        counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for (facet, value), count in zip(self._keys, np.bitwise_count(self._bits & found).sum(axis=1).tolist(), strict=True):
            counts[facet][value] = count
        hits = np.flatnonzero(np.unpackbits(found.view(np.uint8)))
        best = hits[scores[hits] >= np.partition(scores[hits], -SIZE)[-SIZE]] if len(hits) > SIZE else hits
        ids = [self._ids[position] for position in best[np.argsort(-scores[best], kind="stable")[:SIZE]]]
        return Page(ids, len(hits), counts, self._texts.snippets(ids, asked.words))


def _impacts(documents: list[dict[str, float]]) -> dict[str, Impacts]:
    lengths: Weights = np.array([sum(weight for term, weight in weights.items() if term[0] != "#") for weights in documents])
    share = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / lengths.mean())
    postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for position, weights in enumerate(documents):
        for term, value in weights.items():
            postings[term].append((position, value))
    impacts = {}
    for term, found in postings.items():
        positions: Positions = np.array([place for place, _ in found])
        weight: Weights = np.array([weight for _, weight in found])
        rarity = math.log(1 + (len(documents) - len(found) + 0.5) / (len(found) + 0.5))
        words = rarity * weight * (SATURATION + 1) / (weight + share[positions])
        impacts[term] = positions, CONCEPT_IMPACT * weight if term[0] == "#" else words
    return impacts
