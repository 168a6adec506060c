"""The picture of a take-up: a bar for each group and term, laid out so that its words can be read on a phone. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.gatherings.takeup import TakeUp

WIDTH, LEFT, LONGEST = 320, 106, 170
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
    """The chart, or None where there is nothing to draw."""
    if not take_up.most:
        return None
    groups = list(_groups(take_up))
    return Chart(groups[-1].bars[-1].y + BAR, groups)


def _groups(take_up: TakeUp) -> Iterator[Group]:
    y = HEADING
    for line in take_up.lines:
        bars = [
            Bar(y + HEADING + BAR * place, term.label, round(LONGEST * line.by_term[term] / take_up.most), line.by_term[term])
            for place, term in enumerate(take_up.terms)
        ]
        yield Group(y, line.label, bars)
        y = bars[-1].y + BAR + GAP
