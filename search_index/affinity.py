"""How well the words of a text go with each need, whatever their order, learned by counting in wordings and in judged examples."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# All wordings of a need together count as much as all wordings of another, and so do all examples: no need must be read more often only
# because more was written about it.
WORDINGS_COUNT_AS, EXAMPLES_COUNT_AS = 135.0, 300.0
NO_NEED = ""
SMOOTHING = 0.2  # as many unseen uses of every key, spread over the needs as these are in the examples
LEAST, MOST = -1.5, 4.0  # the bounds of what one key may say against and for a need
Row = NDArray[np.float64]
Said = tuple[Collection[str], Collection[str]]  # the keys of an example and the needs it says


@dataclass(frozen=True)
class Affinity:
    """A key is a stem, a word class as `{name`, or two neighbouring stems as `one_two`. `weights` says for each key and need, in the order
    of `needs`, how much likelier the need is where the key is used (natural log); `rarity` and `used` are of wordings alone."""

    needs: tuple[str, ...]
    weights: Mapping[str, Row]
    rarity: Mapping[str, float]
    used: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, wordings: Mapping[str, Sequence[tuple[Collection[str], float]]], examples: Iterable[Said]) -> "Affinity":
        """From the keys of each need's wordings, each with its share, and from examples."""
        needs = tuple(wordings)
        used = {need: frozenset(key for keys, _ in said for key in keys) for need, said in wordings.items()}
        using = Counter(key for keys in used.values() for key in keys)
        rarity = {key: math.log(1 + len(needs) / count) for key, count in using.items()}
        return cls(
            needs, _weights(needs, [*_even(wordings, WORDINGS_COUNT_AS), *_even(_by_need(examples), EXAMPLES_COUNT_AS)]), rarity, used
        )

    def scores(self, keys: Iterable[str]) -> dict[str, float]:
        """For each need, the sum over the different keys of a text."""
        total = sum((self.weights[key] for key in set(keys) if key in self.weights), np.zeros(len(self.needs)))
        return dict(zip(self.needs, total.tolist(), strict=True))

    def weight(self, need: str, keys: Iterable[str]) -> float:
        """The most that one of the keys says for the need."""
        place = self.needs.index(need)
        return max((float(self.weights[key][place]) for key in keys if key in self.weights), default=LEAST)

    def specificity(self, need: str, keys: Sequence[Iterable[str]]) -> float:
        """How telling these words are for the need: the rarity of those that its wordings use."""
        used = self.used[need]
        return sum(max((self.rarity[key] for key in word if key in used), default=0.0) for word in keys)


def _by_need(examples: Iterable[Said]) -> dict[str, list[tuple[Collection[str], float]]]:
    by_need: defaultdict[str, list[tuple[Collection[str], float]]] = defaultdict(list)
    for keys, meant in examples:
        for need in meant or (NO_NEED,):
            by_need[need].append((keys, 1.0))
    return by_need


def _even(said: Mapping[str, Sequence[tuple[Collection[str], float]]], count_as: float) -> Iterator[tuple[Collection[str], str, float]]:
    for need, texts in said.items():
        yield from ((keys, need, share * count_as / len(texts)) for keys, share in texts)


def _weights(needs: tuple[str, ...], said: Iterable[tuple[Collection[str], str, float]]) -> dict[str, Row]:
    column = {need: number for number, need in enumerate((*needs, NO_NEED))}
    row: dict[str, int] = {}
    uses = [(row.setdefault(key, len(row)), column[need], share) for keys, need, share in said for key in keys]
    count = np.zeros((len(row), len(column)))
    for rows, columns, shares in (zip(*uses, strict=True),) if uses else ():
        np.add.at(count, (list(rows), list(columns)), shares)
    even = 1 / len(column)
    weights = np.log((count + SMOOTHING * even) / (count.sum(axis=1, keepdims=True) + SMOOTHING)) - math.log(even)
    return dict(zip(row, weights[:, : len(needs)].clip(LEAST, MOST), strict=True))
