"""What a half-term report says, as the locality writes it: priorities under five headings. Pure; kept as plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

Stored = dict[str, Any]


@dataclass(frozen=True)
class Priority:
    """One priority of the locality: what was wanted, done, planned and changed, and how the work goes on without the group.

    `figures` are the keys of the figures of the directory that stand under its impact.
    """

    title: str
    change: str = ""
    intended_outcomes: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()
    exit_strategy: str = ""
    figures: tuple[str, ...] = ()

    @property
    def parts(self) -> list[tuple[str, tuple[str, ...]]]:
        """(heading, lines) in the order of the locality's own reports."""
        return [(heading, getattr(self, name)) for name, heading in HEADINGS.items()]

    @property
    def empty(self) -> list[str]:
        """The headings under which nothing is written yet. A figure of the directory is an impact too."""
        bare = [heading for heading, lines in self.parts if not lines and not (heading == IMPACT and self.figures)]
        return bare + ([] if self.exit_strategy else [EXIT])


IMPACT = "Impact"
HEADINGS = {"intended_outcomes": "Intended outcomes", "activity": "Activity", "planned": "Planned", "impact": IMPACT}
EXIT = "Exit strategy"
LISTS = (*HEADINGS, "figures")


@dataclass(frozen=True)
class Figure:
    """One figure of the directory: a number, what it counts, what stands behind it, and how it was counted."""

    key: str
    label: str
    number: int
    of: int | None = None
    how: str = ""
    items: tuple[str, ...] = field(default=())

    @property
    def said(self) -> str:
        """The number as a reader sees it."""
        return str(self.number) if self.of is None else f"{self.number} of {self.of}"


def priority(stored: Mapping[str, Any]) -> Priority:
    """From plain values; a heading that is missing has nothing under it."""
    values: Stored = {name: tuple(value) if name in LISTS else value for name, value in stored.items()}
    return Priority(**values)


def figure(stored: Mapping[str, Any]) -> Figure:
    values: Stored = {**stored, "items": tuple(stored["items"])}
    return Figure(**values)


def plain(written: Priority | Figure) -> Stored:
    """As plain values, for the database."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(written).items()}
