"""How well the words of a text go with each need, whatever their order, learned by counting in wordings and in judged examples."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# All wordings of a need together count as this many examples of it: a long list must not outweigh a short one.
WORDINGS_COUNT_AS = 135.0
SMOOTHING = 0.2  # as many unseen uses of every key, spread over the needs as these are in the examples
LEAST, MOST = -1.5, 4.0  # the bounds of what one key may say against and for a need
Row = NDArray[np.float64]
Said = tuple[Collection[str], Iterable[str], float]  # keys, the needs they say, and how much it counts


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
        return cls(needs, _weights(needs, [*_even(wordings), *examples]), rarity, used)

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


def _even(wordings: Mapping[str, Sequence[tuple[Collection[str], float]]]) -> Iterator[Said]:
    for need, said in wordings.items():
        each = WORDINGS_COUNT_AS / (len(said) or 1)
        yield from ((keys, (need,), share * each) for keys, share in said)


def _weights(needs: tuple[str, ...], said: Iterable[Said]) -> dict[str, Row]:
    column = {need: number for number, need in enumerate(needs)}
    row: dict[str, int] = {}
    uses, totals, by_need, every = [], [], np.zeros(len(needs)), 0.0
    for keys, meant, share in said:
        columns = [column[need] for need in meant]
        by_need[columns] += share
        every += share
        for key in keys:
            place = row.setdefault(key, len(row))
            totals.append((place, share))
            uses += [(place, number, share) for number in columns]
    prior = (by_need + 1) / (every + len(needs))
    total, count = np.zeros((len(row), 1)), np.zeros((len(row), len(needs)))
    for places, shares in (zip(*totals, strict=True),) if totals else ():
        np.add.at(total[:, 0], list(places), shares)
    for places, columns_used, shares in (zip(*uses, strict=True),) if uses else ():
        np.add.at(count, (list(places), list(columns_used)), shares)
    weights = np.log((count + SMOOTHING * prior) / (total + SMOOTHING)) - np.log(prior)
    return dict(zip(row, weights.clip(LEAST, MOST), strict=True))
