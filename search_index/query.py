"""What may be asked of the index, and what it answers. A Query is plain data: with no query language, nothing typed can be syntax."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Query:
    """What to look for, and what must hold.

    A document is a hit when it is named; or carries one of `concepts` (or of `related`, if there are concepts; without, these only add to
    the score); or contains enough of `words`: `minimum_coverage` is the least share of them, each word weighted by its rarity. A query that
    looks for nothing, or only for words that say nothing, lists everything.

    `filters` were chosen and always hold: any of the values within a facet, in every facet. `fits` and `ages` were read from the words:
    a hit that fails only these is a near miss. Documents in `names` come first and need only pass the filters. `boosts` add to the score
    of the documents that fit a facet value, `favours` to that of single documents by id; like the prior they make nothing a hit.
    """

    words: tuple[str, ...] = ()
    concepts: Mapping[str, float] = field(default_factory=dict)
    related: Mapping[str, float] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fits: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ages: tuple[int, int] | None = None
    boosts: Mapping[tuple[str, str], float] = field(default_factory=dict)
    favours: Mapping[str, float] = field(default_factory=dict)
    minimum_coverage: float = 0.0
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True)
class Results:
    """One page of ids, best first, with the exact total. `facets` counts, for each value, what choosing it would leave; a facet that is
    already filtered is counted without its own filter. `near` holds the best near misses."""

    ids: tuple[str, ...]
    scores: tuple[float, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    near: tuple[str, ...] = ()
