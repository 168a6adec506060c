"""What another vocabulary would understand of the judged queries, beside what is understood now. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.catalogue.judged import Judged, Scores, readings, scored

BETTER, WORSE, OTHER = "better", "worse", "other"
MOST_SHOWN = 200


@dataclass(frozen=True)
class Outcome:
    """One judged query and what was read of it."""

    query: Judged
    needs: tuple[str, ...]
    urgent: bool
    scores: Scores

    @property
    def read(self) -> tuple[frozenset[str], bool]:
        """What was read, in no order."""
        return frozenset(self.needs), self.urgent

    @property
    def wrong(self) -> int:
        """How many needs were read that are not there or not read that are, and whether urgent help shows where it should not, or not."""
        mistaken = self.query.urgent is not None and self.query.urgent != self.urgent
        return len(set(self.needs) ^ set(self.query.needs)) + mistaken


def outcomes(reader: Any, sets: Mapping[str, Sequence[Judged]]) -> list[Outcome]:
    """Every judged query as this reader reads it; about a minute of work for six thousand."""
    return [
        Outcome(query, tuple(need.slug for need in reading.needs), reading.urgent, scored(query, reading))
        for _, query, reading in readings(reader, sets)
    ]


def compared(before: Sequence[Outcome], after: Sequence[Outcome]) -> dict[str, Any]:
    """What would change, as plain values: the measures, how many queries get better or worse, and these, the worse first. `lost` are
    sentences in which danger would no longer be seen."""
    pairs = list(zip(before, after, strict=True))
    changed = [_changed(old, new) for old, new in pairs if old.read != new.read]
    changed.sort(key=lambda each: (WORSE, OTHER, BETTER).index(each["how"]))
    return {
        "queries": len(after),
        "measures": [[name, _rounded(old), _rounded(new)] for name, old, new in _measures(before, after)],
        "counts": dict(Counter(each["how"] for each in changed)),
        "changed": changed[:MOST_SHOWN],
        "lost": [new.query.q for old, new in pairs if new.query.urgent and old.urgent and not new.urgent],
    }


def _changed(old: Outcome, new: Outcome) -> dict[str, Any]:
    how = OTHER if new.wrong == old.wrong else WORSE if new.wrong > old.wrong else BETTER
    said = {"q": new.query.q, "wanted": list(new.query.needs), "before": list(old.needs), "after": list(new.needs)}
    return {**said, "how": how, "urgent": [old.urgent, new.urgent]}


def _measures(before: Iterable[Outcome], after: Iterable[Outcome]) -> Iterable[tuple[str, float, float]]:
    old, new = (sum((each.scores for each in found), Scores()).shares() for found in (before, after))
    return ((name, old[name], new[name]) for name in old)


def _rounded(share: float) -> float:
    return round(share, 1)
