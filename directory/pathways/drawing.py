"""The map of a pathway as shapes: one box for each stage from top to bottom, and on the arrow between two what moves a pupil up. Pure."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, MARGIN, PADDING = 340, 8, 14
LINE, NAME_LINE = 17, 20
BOX_LETTERS, ARROW_LETTERS = 34, 40
SHORTEST_ARROW = 26


@dataclass(frozen=True)
class Text:
    """One line of words, with the left end of its base line."""

    x: int
    y: int
    words: str
    strong: bool = False


@dataclass(frozen=True)
class Box:
    """One stage."""

    y: int
    height: int
    step: int


@dataclass(frozen=True)
class Arrow:
    """From one stage down to the next."""

    top: int
    bottom: int


@dataclass(frozen=True)
class Drawing:
    """Everything to draw, in units of which WIDTH make the whole width, and the same in words."""

    height: int
    boxes: list[Box]
    arrows: list[Arrow]
    texts: list[Text]
    stages: Sequence[tuple[str, str, Sequence[str]]]
    width: int = WIDTH
    margin: int = MARGIN


def draw(stages: Sequence[tuple[str, str, Sequence[str]]]) -> Drawing:
    """From (name, level, triggers to the next) of every stage. The triggers of the last lead to no stage here and are not drawn."""
    boxes, arrows, texts = list[Box](), list[Arrow](), list[Text]()
    y = MARGIN
    for number, (name, level, triggers) in enumerate(stages):
        names = textwrap.wrap(f"{number + 1}. {name}", BOX_LETTERS)
        height = 2 * PADDING + NAME_LINE * len(names) + LINE - 6
        boxes.append(Box(y, height, number))
        texts += [Text(MARGIN + PADDING, y + PADDING + 12 + NAME_LINE * at, line, strong=True) for at, line in enumerate(names)]
        texts.append(Text(MARGIN + PADDING, y + height - PADDING, level))
        y += height
        if number < len(stages) - 1:
            lines = [line for trigger in triggers for line in textwrap.wrap(f"• {trigger}", ARROW_LETTERS, subsequent_indent="  ")]
            length = max(SHORTEST_ARROW, LINE * len(lines) + 14)
            arrows.append(Arrow(y, y + length))
            texts += [Text(MARGIN + 36, y + 18 + LINE * at, line) for at, line in enumerate(lines)]
            y += length
    return Drawing(y + MARGIN, boxes, arrows, texts, stages)
