"""Which of the words typed a page may say back. Dangerous and blaming words are understood, yet stand only in the person's own box."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from directory import yaml_file
from search_index.reading import NeedRead, Reading

FILE = "never_said_back.yaml"


@dataclass(frozen=True)
class SaidBack:
    """`stems` gives the words of a text as they are compared; `unsaid` are the wordings to keep back, compared the same way."""

    stems: Callable[[str], Sequence[str]]
    unsaid: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, wordings: Iterable[str], stems: Callable[[str], Sequence[str]]) -> "SaidBack":
        return cls(stems, frozenset(tuple(stems(wording)) for wording in wordings))

    def may(self, text: str) -> bool:
        """Whether none of these wordings stands in the text."""
        stems = tuple(self.stems(text))
        longest = max(map(len, self.unsaid), default=0)
        runs = (stems[start:end] for start in range(len(stems)) for end in range(start + 1, min(start + longest, len(stems)) + 1))
        return self.unsaid.isdisjoint(runs)

    def unsaid_in(self, text: str) -> list[str]:
        """Those of the words that a text should not say, as they stand in it."""
        words = [] if self.may(text) else text.split()
        longest = max(map(len, self.unsaid), default=0)
        runs = (" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, min(start + longest, len(words)) + 1))
        return [run.strip(".,;:!?()“”‘’\"'") for run in runs if tuple(self.stems(run)) in self.unsaid]

    def discreet(self, reading: Reading, safety: Iterable[str]) -> Reading:
        """The reading without the words that no page says back: none at all where there is danger, or of a need that is about safety."""
        if reading.urgent:
            return replace(reading, needs=tuple(replace(need, because="") for need in reading.needs), corrected=())
        unspoken = frozenset(safety)
        return replace(
            reading,
            needs=tuple(self._discreet(need, need.slug in unspoken) for need in reading.needs),
            corrected=tuple(word for word in reading.corrected if self.may(word.typed) and self.may(word.read)),
        )

    def _discreet(self, need: NeedRead, unspoken: bool) -> NeedRead:
        return replace(need, because="") if unspoken or not self.may(need.because) else need


def read(path: Path) -> list[str]:
    """The wordings of the file."""
    return [str(wording) for wording in yaml_file.read(path)]
