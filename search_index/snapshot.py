"""Everything in the index at one moment, in arrays that never change: any number of threads may ask at once. It answers every search."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from search_index.facets import Bits, Facets, Flags, packed, room, size, unpacked
from search_index.postings import Floats, Positions, Posting, Postings
from search_index.query import Query, Results
from search_index.schema import CONCEPT, Row
from search_index.segment import Segment
from search_index.terms import terms

# A search box holds a sentence, not a book: what comes after is not read.
MOST_WORDS = 48
LONGEST_RAW_WORD = 100
LARGEST_PAGE = 200
NEAR_MISSES = 5


class Scored(NamedTuple):
    """The score of every position, which of them are hits, and whether anything was looked for at all."""

    scores: Floats
    hits: Flags
    asked: bool


class Snapshot:
    """Documents stand in the order of their titles, so that among equal scores the lower position comes first."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._rows, places = _in_order_of_title(segments)
        self._position = {row.id: position for position, row in enumerate(self._rows)}
        self._room = room(len(self._rows))
        self._postings = Postings(segments, places, len(self._rows))
        self._facets = Facets(_facet_positions(segments, places), len(self._rows))
        self._everyone = packed(np.arange(self._room) < len(self._rows))
        self._priors = self._column((row.prior for row in self._rows), 0.0)
        self._youngest = self._column((-math.inf if row.age_min is None else row.age_min for row in self._rows), -math.inf)
        self._oldest = self._column((math.inf if row.age_max is None else row.age_max for row in self._rows), math.inf)

    def fingerprints(self) -> dict[str, str]:
        return {row.id: row.fingerprint for row in self._rows}

    def matched(self, id: str, words: Iterable[str]) -> tuple[str, ...]:
        """Those of the words that the document contains, in the order given."""
        position = self._position.get(id)
        return () if position is None else tuple(word for word in words if any(self._stands(term, position) for term in terms(word)))

    def search(self, query: Query) -> Results:
        scores, hits, asked = self._scored(query)
        named = self._named(query)
        for position in named:
            hits[position] = True
        found, fitting = packed(hits), self._fitting(query, named)
        chosen = {facet: self._facets.any_of(facet, values) for facet, values in query.filters.items() if values}
        passing = _all_of(found & fitting, chosen.values())
        missed = _all_of(found & ~fitting, chosen.values())
        page = self._page(query, scores, passing, named)
        return Results(
            ids=self._ids(page),
            scores=tuple(scores[page].tolist()),
            total=size(passing),
            facets=self._facet_counts(passing, found & fitting, chosen),
            near=self._ids(_best(scores, unpacked(missed), NEAR_MISSES)) if asked and missed.any() else (),
        )

    def _scored(self, query: Query) -> Scored:
        """The one place where a score is made: words, concepts and related concepts, then boosts and the prior."""
        words = query_terms(query.words)
        scores, hits = np.zeros(self._room), np.zeros(self._room, np.bool_)
        self._add_words(words, query.minimum_coverage, scores, hits)
        self._add_concepts(query.concepts, scores, hits)
        self._add_concepts(query.related, scores, hits if query.concepts else np.zeros_like(hits))
        for (facet, value), boost in query.boosts.items():
            scores += boost * self._facets.flags(facet, value)
        for id, favour in query.favours.items():
            if id in self._position:
                scores[self._position[id]] += favour
        scores += self._priors
        asked = bool(words or query.concepts or query.names)
        hits[: len(self._rows)] |= not asked
        return Scored(scores, hits, asked)

    def _add_words(self, words: Sequence[str], minimum_coverage: float, scores: Floats, hits: Flags) -> None:
        postings = [self._postings.of(word) for word in words]
        for positions, impacts, _ in postings:
            scores[positions] += impacts
        hits |= scores > 0
        if minimum_coverage > 0:
            hits &= self._covered(postings) >= minimum_coverage * sum(posting.rarity for posting in postings)

    def _covered(self, postings: Iterable[Posting]) -> Floats:
        """How much of the rarity of the words each document holds."""
        covered = np.zeros(self._room)
        for positions, _, rarity in postings:
            covered[positions] += rarity
        return covered

    def _add_concepts(self, concepts: Mapping[str, float], scores: Floats, hits: Flags) -> None:
        for concept, weight in concepts.items():
            positions, impacts, _ = self._postings.of(CONCEPT + concept)
            scores[positions] += weight * impacts
            hits[positions] = True

    def _fitting(self, query: Query, named: list[int]) -> Bits:
        chosen = [self._facets.any_of(facet, values) for facet, values in query.fits.items() if values]
        if query.ages:
            chosen.append(packed((self._youngest <= query.ages[1]) & (self._oldest >= query.ages[0])))
        if not (chosen and named):
            return _all_of(self._everyone, chosen)
        exempt = np.zeros(self._room, np.bool_)
        exempt[named] = True
        return _all_of(self._everyone, chosen) | packed(exempt)

    def _named(self, query: Query) -> list[int]:
        return [self._position[name] for name in dict.fromkeys(query.names) if name in self._position]

    def _page(self, query: Query, scores: Floats, passing: Bits, named: list[int]) -> list[int]:
        flags = unpacked(passing)
        first = [position for position in named if flags[position]]
        for position in first:
            flags[position] = False
        start, length = max(query.offset, 0), min(max(query.limit, 0), LARGEST_PAGE)
        return (first + _best(scores, flags, start + length))[start : start + length]

    def _facet_counts(self, passing: Bits, fitting: Bits, chosen: Mapping[str, Bits]) -> dict[str, dict[str, int]]:
        counts = self._facets.counts(passing)
        for facet in chosen.keys() & counts.keys():
            others = (bits for name, bits in chosen.items() if name != facet)
            counts[facet] = self._facets.counts_of(facet, _all_of(fitting, others))
        return counts

    def _stands(self, term: str, position: int) -> bool:
        positions = self._postings.of(term).positions
        place = np.searchsorted(positions, position)
        return bool(place < len(positions) and positions[place] == position)

    def _ids(self, positions: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._rows[position].id for position in positions)

    def _column(self, values: Iterable[float], filler: float) -> Floats:
        column = np.full(self._room, filler)
        column[: len(self._rows)] = np.fromiter(values, np.float64, len(self._rows))
        return column


def query_terms(words: Sequence[str]) -> list[str]:
    """The different terms of the words typed, in order. A text of any size gives a short list."""
    found = (term for word in words[:MOST_WORDS] for term in terms(word[:LONGEST_RAW_WORD]))
    return list(dict.fromkeys(found))[:MOST_WORDS]


def _best(scores: Floats, wanted: Flags, count: int) -> list[int]:
    """The positions of the highest scores among those wanted, exactly; among equal scores the lower position first."""
    positions = np.flatnonzero(wanted)
    if 0 < count < len(positions):
        candidates = scores[positions]
        positions = positions[candidates >= np.partition(candidates, -count)[-count]]
    return positions[np.argsort(-scores[positions], kind="stable")][:count].tolist()  # type: ignore[no-any-return]


def _all_of(bits: Bits, others: Iterable[Bits]) -> Bits:
    for other in others:
        bits = bits & other
    return bits


def _in_order_of_title(segments: Sequence[Segment]) -> tuple[list[Row], list[Positions]]:
    """The rows that are still there, by position, and for each segment the position of each of its documents (-1: no longer there)."""
    rows = [(row, part, number) for part, segment in enumerate(segments) for number, row in enumerate(segment.rows) if row]
    rows.sort(key=lambda found: (found[0].title.casefold(), found[0].id))
    places = [np.full(len(segment.rows), -1, np.intp) for segment in segments]
    for position, (_, part, number) in enumerate(rows):
        places[part][number] = position
    return [row for row, _, _ in rows], places


def _facet_positions(segments: Sequence[Segment], places: Sequence[Positions]) -> dict[tuple[str, str], Positions]:
    parts: defaultdict[tuple[str, str], list[Positions]] = defaultdict(list)
    for segment, place in zip(segments, places, strict=True):
        for key, docs in segment.facets.items():
            parts[key].append(place[docs])
    gathered = {key: np.concatenate(found) for key, found in parts.items()}
    return {key: positions[positions >= 0] for key, positions in gathered.items() if positions.max() >= 0}
