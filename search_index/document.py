"""The whole contract for what can be searched: one frozen Document for each thing that may be found."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

# Part of every fingerprint. Raise it when the analysis, the weights or the stored row change: the next reconcile then renews everything.
SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Document:
    """One searchable thing. `concepts` says how strongly it answers each need. `facets` holds every value that may fit: a fact that is not
    stated contributes all of its values. `prior` is added to its score whenever it is found."""

    id: str
    title: str
    tags: str = ""
    summary: str = ""
    description: str = ""
    concepts: Mapping[str, float] = field(default_factory=dict)
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    age_min: int | None = None
    age_max: int | None = None
    prior: float = 0.0

    def fingerprint(self) -> str:
        """A hash of everything that is indexed and of how it is indexed, so that a change in either is noticed by a reconcile."""
        parts = [
            SCHEMA_VERSION,
            [self.id, self.title, self.tags, self.summary, self.description],
            sorted(self.concepts.items()),
            sorted((name, sorted(values)) for name, values in self.facets.items()),
            [self.age_min, self.age_max, self.prior],
        ]
        return blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()
