"""One Whoosh segment, decoded once into plain arrays. Nothing of it changes afterwards, so it is shared freely and no file stays open."""

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_index.schema import CONCEPT, Row

Docs = NDArray[np.int32]
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows by document number, and the postings of every term and every facet value. A document that was deleted has no row."""

    rows: list[Row | None]
    terms: dict[str, tuple[Docs, Weights]]
    facets: dict[tuple[str, str], Docs]
    lengths: NDArray[np.float64]

    def only(self, alive: Container[int]) -> "Segment":
        """The same segment after more of its documents were deleted."""
        return replace(self, rows=[row if number in alive else None for number, row in enumerate(self.rows)])


def decode(reader: Any) -> Segment:
    """Reads a Whoosh segment reader from end to end."""
    rows = [None if reader.is_deleted(number) else Row(*reader.stored_fields(number)["row"]) for number in range(reader.doc_count_all())]
    terms = {term.decode(): postings for term, postings in _postings(reader)}
    return Segment(rows, terms, _facets(rows), _lengths(terms, len(rows)))


def _postings(reader: Any) -> Iterator[tuple[bytes, tuple[Docs, Weights]]]:
    for term in reader.lexicon("terms"):
        docs, weights = [], []
        matcher = reader.postings("terms", term)
        while matcher.is_active():
            docs.append(matcher.id())
            weights.append(matcher.weight())
            matcher.next()
        yield term, (np.array(docs, np.int32), np.array(weights, np.float32))


def _facets(rows: list[Row | None]) -> dict[tuple[str, str], Docs]:
    docs = defaultdict(list)
    for number, row in enumerate(rows):
        for facet, values in row.facets if row else ():
            for value in values:
                docs[facet, value].append(number)
    return {key: np.array(numbers, np.int32) for key, numbers in docs.items()}


def _lengths(terms: dict[str, tuple[Docs, Weights]], documents: int) -> NDArray[np.float64]:
    """The length of each document: the weight of all its words. Concepts are not text and add nothing."""
    lengths = np.zeros(documents)
    for term, (docs, weights) in terms.items():
        if not term.startswith(CONCEPT):
            lengths[docs] += weights
    return lengths
