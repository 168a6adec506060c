"""Glue: what the pages of a draft show beside its boxes."""

from typing import Any

from directory import differing
from directory.catalogue import queries as catalogue
from directory.differing import Difference
from directory.guidance import parts, queries, rows, wording
from directory.guidance.models import PathwayDraft
from directory.guidance.parts import Part
from directory.pathways import queries as pathways
from directory.pathways.document import Apdr, Group
from directory.vocabulary import Audience, Kind, Level, Referrer, Thrive, Word


def choices(content: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The closed lists of the boxes, by the name of the box: value and what a reader sees."""
    stages = {stage.get("id", ""): stage.get("name") or stage.get("id", "") for stage in content["pathway"].get("stages", [])}
    words: dict[str, type[Word]] = {
        "level": Level, "thrive": Thrive, "apdr": Apdr, "group": Group, "kind": Kind, "audience": Audience, "referrer": Referrer,
    }  # fmt: skip
    return {
        **{name: {word.value: word.label for word in each} for name, each in words.items()},
        "needs": catalogue.need_names(),
        "need": catalogue.need_names(),
        "pathway": {version.slug: version.name for version in pathways.versions()},
        "stage": stages,
        "when": dict(parts.conditions(content["pathway"])),
        "main": {"main": "Only services that are mainly for it"},
    }


def of_part(draft: PathwayDraft, part: Part, boxes: dict[str, Any]) -> dict[str, Any]:
    """The boxes of a part with empty rows to add to, the lists to choose from, and the sources that may be named."""
    kind = "answers" if part.kind == "question" else part.kind
    listed = {**boxes, "rows": rows.shown(boxes["rows"], kind)} if "rows" in boxes else boxes
    return {"part": part, "boxes": listed, "choices": choices(draft.content), "sources": queries.sources(draft.content)}


def read_out(content: dict[str, Any]) -> dict[str, Any]:
    """A version or a draft in the words of its forms."""
    return wording.of_content(content, choices(content))


def typed_beside(content: dict[str, Any], part: Part, typed: dict[str, Any]) -> list[Difference]:
    """What is saved of a part, beside what was typed into its form."""
    return differing.beside(*({part.title: _said(each, part)} for each in (content, parts.put(content, part, typed))))


def goes_with(content: dict[str, Any], part: Part) -> dict[str, int]:
    """What goes with a question or a stage, by what it is called, and how many of each there are."""
    if part.kind == "question":
        return {"Answers": len(parts.boxes(content, part)["rows"])}
    lists = [each for each in parts.parts(content["pathway"]) if each.key.startswith(f"{part.key}/")]
    counted = {each.title: len(parts.boxes(content, each)["rows"]) for each in lists}
    return {title: number for title, number in counted.items() if number}


def _said(content: dict[str, Any], part: Part) -> Any:
    return wording.of_part(part, parts.boxes(content, part), choices(content))
