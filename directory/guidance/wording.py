"""A pathway in the words of its forms, box by box, for whoever looks at what is different, typed or taken out. Pure."""

from collections.abc import Mapping
from typing import Any

from directory.guidance import parts
from directory.guidance.parts import Part
from directory.guidance.rows import Raw

Choices = Mapping[str, Mapping[str, str]]
ID, SOURCES, HINT = "Short name in addresses", "Sources", "Hint"
LABELS: Mapping[str, Mapping[str, str]] = {
    "intro": {"name": "Name", "about": "What it is for", "needs": "Needs that lead here", "quick": "It is a short pathway"},
    "question": {"ask": "Question", "hint": HINT, "id": ID, "dont_know_as": "“I don’t know” is read as"},
    "stage": {
        "name": "Name", "id": ID, "level": "Level of help", "thrive": "THRIVE group", "apdr": "Begin in assess, plan, do, review with",
        "school_weeks": "School weeks at the latest", "review_from": "From how many school weeks on", "school_days": "Or school days",
        "then": "And then", "source": SOURCES, "when": "Only after these answers",
    },
    "statements": {"say": "Words", "source": SOURCES, "when": "Only for some answers"},
    "see_also": {"pathway": "Pathway", "say": "When it fits", "source": SOURCES, "when": "Only for some answers"},
    "rules": {"stage": "Leads to", "when": "After these answers"},
    "answers": {"label": "Answer", "hint": HINT, "id": ID},
    "sources": {"tag": "Tag", "title": "What it is and where it was read", "dated": "Date"},
    "asks": {
        "group": "What for", "say": "Why", "source": "Sources of the reason", "services": "Services by name",
        "need": "For any of these needs", "main": "How closely", "level": "At any of these levels", "kind": "Of any of these kinds",
        "audience": "For any of these", "referrer": "Who may refer", "when": "Ask only after some answers",
        "why_when": "Say the reason only after some answers",
    },
}  # fmt: skip
ANSWERS = "Answers, from least to most severe"
CHOICES_OF = {"why_when": "when"}


def of_part(part: Part, boxes: Raw, choices: Choices) -> Raw | list[Raw]:
    """The boxes of one part by their labels, closed words as a reader sees them; what is empty is left out."""
    if part.kind not in ("intro", "question", "stage"):
        return [_boxes(part.kind, row, choices) for row in boxes["rows"]]
    rows = [_boxes("answers", row, choices) for row in boxes.get("rows", ())]
    return _boxes(part.kind, boxes, choices) | ({ANSWERS: rows} if rows else {})


def of_content(content: Raw, choices: Choices) -> Raw:
    """The whole pathway: what stands in its forms, its questions and its stages each with all that belongs to them."""
    found: Raw = {}
    for part in parts.parts(content["pathway"]):
        said = of_part(part, parts.boxes(content, part), choices)
        match part.key.split("/"):
            case ["questions", _]:
                found.setdefault("Questions", []).append(said)
            case ["stages", _]:
                found.setdefault("Stages", []).append(said)
            case ["stages", number, listed]:
                found["Stages"][int(number) - 1][parts.LISTS.get(listed, parts.ASKS)] = said
            case _:
                found[part.title] = said
    return found


def _boxes(kind: str, boxes: Raw, choices: Choices) -> Raw:
    return {label: said for box, label in LABELS[kind].items() if (said := _said(box, boxes.get(box), choices))}


def _said(box: str, value: Any, choices: Choices) -> Any:
    known = choices.get(CHOICES_OF.get(box, box), {})
    if isinstance(value, list):
        return [known.get(each, each) for each in value]
    return known.get(value, value) if isinstance(value, str) else value
