"""How well the words of a text go with each need, whatever their order: a word that few needs use says much, one that all use nothing."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WEAK_SHARE = 0.5


@dataclass(frozen=True)
class Affinity:
    """Weights by need and key; a key is a stem, or a word class as `{name`. `rarity` is by key alone."""

    weights: Mapping[str, Mapping[str, float]]
    rarity: Mapping[str, float]

    @classmethod
    def of(cls, uses: Mapping[str, Counter[str]]) -> "Affinity":
        """From how often each need's wordings use each key."""
        needs_using = Counter(key for keys in uses.values() for key in keys)
        rarity = {key: math.log(1 + len(uses) / count) for key, count in needs_using.items()}
        return cls({need: {key: math.log1p(count) * rarity[key] for key, count in keys.items()} for need, keys in uses.items()}, rarity)

    def scores(self, keys: Sequence[Iterable[str]]) -> dict[str, float]:
        """For each need, the sum over the words of the best weight among the keys of the word."""
        return {
            need: sum(max((weights.get(key, 0.0) for key in word), default=0.0) for word in keys) for need, weights in self.weights.items()
        }

    def specificity(self, need: str, keys: Sequence[Iterable[str]]) -> float:
        """How telling these words are for the need: the rarity of those that its wordings use."""
        weights = self.weights[need]
        return sum(max((self.rarity[key] for key in word if key in weights), default=0.0) for word in keys)
