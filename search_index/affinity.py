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
Worded = Mapping[str, Sequence[tuple[Collection[str], float]]]  # by need, the keys of each text and the share that it counts


@dataclass(frozen=True)
class Affinity:
    """A key is a stem, a word class as `{name`, or two neighbouring stems as `one_two`. `weights` says for each key and need, in the order
    of `needs`, how much likelier the need is where the key is used (natural log); `rarity` and `used` are of wordings alone."""

    needs: tuple[str, ...]
    weights: Mapping[str, Row]
    rarity: Mapping[str, float]
    used: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, wordings: Worded, examples: Iterable[Said]) -> "Affinity":
        """From the keys of each need's wordings, each with its share, and from examples."""
        return next(cls.leaving_out_each(wordings, {"none": [], "all": list(examples)}))[1]

    @classmethod
    def leaving_out_each(cls, wordings: Worded, examples: Mapping[str, Sequence[Said]]) -> Iterator[tuple[str, "Affinity"]]:
        """For each set of examples, what is learned from all the others."""
        needs = tuple(wordings)
        used = {need: frozenset(key for keys, _ in said for key in keys) for need, said in wordings.items()}
        using = Counter(key for keys in used.values() for key in keys)
        rarity = {key: math.log(1 + len(needs) / count) for key, count in using.items()}
        for name, weights in _weights(needs, wordings, examples):
            yield name, cls(needs, weights, rarity, used)

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


def _weights(needs: tuple[str, ...], wordings: Worded, examples: Mapping[str, Sequence[Said]]) -> Iterator[tuple[str, dict[str, Row]]]:
    """Every use of a key is counted once; the sets that are left out one after the other are only sums of other counts."""
    column = {need: number for number, need in enumerate((*needs, NO_NEED))}
    row: dict[str, int] = {}
    said = {name: _by_need(texts) for name, texts in examples.items()}
    uses = [_uses(texts, row, column) for texts in (wordings, *said.values())]
    worded, *counts = (_counted(each, len(row), len(column)) for each in uses)
    texts = [np.array([len(by_need.get(need, ())) for need in column]) for by_need in said.values()]
    worded = worded * _evenly(WORDINGS_COUNT_AS, np.array([len(wordings.get(need, ())) for need in column]))
    all_counts, all_texts = np.sum(counts, axis=0), np.sum(texts, axis=0)
    for name, left_out, its_texts in zip(said, counts, texts, strict=True):
        learned = (all_counts - left_out) * _evenly(EXAMPLES_COUNT_AS, all_texts - its_texts)
        yield name, _logarithms(list(row), worded + learned)


def _by_need(examples: Iterable[Said]) -> Worded:
    by_need: defaultdict[str, list[tuple[Collection[str], float]]] = defaultdict(list)
    for keys, meant in examples:
        for need in meant or (NO_NEED,):
            by_need[need].append((keys, 1.0))
    return by_need


def _uses(said: Worded, row: dict[str, int], column: Mapping[str, int]) -> list[tuple[int, float]]:
    """Each use of a key for a need as its place in a table, counted through row by row, and its share; new keys get a row."""
    return [
        (row.setdefault(key, len(row)) * len(column) + column[need], share)
        for need, texts in said.items()
        for keys, share in texts
        for key in keys
    ]


def _counted(uses: Sequence[tuple[int, float]], rows: int, columns: int) -> Row:
    places, shares = (np.array(each) for each in zip(*uses, strict=True)) if uses else (np.array([], int), np.array([]))
    return np.bincount(places, shares, rows * columns).astype(float).reshape(rows, columns)


def _evenly(count_as: float, texts: NDArray[np.int_]) -> Row:
    """What one text of each need counts, so that all of them together count alike for every need."""
    return np.divide(count_as, texts, out=np.zeros(len(texts)), where=texts > 0)


def _logarithms(keys: Sequence[str], count: Row) -> dict[str, Row]:
    """How much likelier each need is where a key is used; a key that nothing left uses has none."""
    even = 1 / count.shape[1]
    used = count.sum(axis=1)
    weights = np.log((count + SMOOTHING * even) / (used[:, None] + SMOOTHING)) - math.log(even)
    rows = weights[:, :-1].clip(LEAST, MOST)
    return {key: rows[number] for number, key in enumerate(keys) if used[number]}
