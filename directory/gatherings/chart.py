"""The picture of a take-up: a bar for each group and term, laid out so that its words can be read on a phone. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.gatherings.takeup import Line, TakeUp

WIDTH, LEFT, LONGEST = 288, 104, 150
HEADING, BAR, GAP = 26, 24, 14


@dataclass(frozen=True)
class Bar:
    """One bar with the words beside it; `y` is its middle."""

    y: int
    label: str
    length: int
    number: int


@dataclass(frozen=True)
class Group:
    """A heading, and the bars under it."""

    y: int
    label: str
    bars: list[Bar]


@dataclass(frozen=True)
class Chart:
    """Everything that the picture shows, in units of its own box."""

    height: int
    groups: list[Group]
    width: int = WIDTH
    left: int = LEFT


def drawn(take_up: TakeUp) -> Chart | None:
    """The chart of every line that has anything in it, or None where there is nothing to draw."""
    lines = [line for line in take_up.lines if any(line.by_term.values())]
    if not lines:
        return None
    groups = list(_groups(lines, take_up))
    return Chart(groups[-1].bars[-1].y + BAR, groups)


def _groups(lines: Sequence[Line], take_up: TakeUp) -> Iterator[Group]:
    y = HEADING
    for line in lines:
        bars = [
            Bar(y + HEADING + BAR * place, term.label, round(LONGEST * line.by_term[term] / take_up.most), line.by_term[term])
            for place, term in enumerate(take_up.terms)
        ]
        yield Group(y, line.label, bars)
        y = bars[-1].y + BAR + GAP
