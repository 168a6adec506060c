"""The boxes of a form and the parts of a pathway, each made from the other. Lists are rows; an empty row is left out. Pure.

Every value is plain: what a closed list does not know is refused when the draft is read as a whole, not here.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from directory.forms import lines_of, one_line, tidied

Raw = dict[str, Any]
Row = dict[str, Any]
SELECTED = ("need", "kind", "level", "audience", "referrer")
SPARE, MOST = 2, 40


def of_statement(given: Mapping[str, Any]) -> Row:
    """A statement as boxes: its words, the tags of its sources, and the answers that it needs."""
    source = given.get("source", [])
    tags = [source] if isinstance(source, str) else source
    return {"say": given.get("say", ""), "source": ", ".join(tags), "when": _pairs(given)}


def statement(row: Row) -> Raw:
    """A statement; one without a source is proposed."""
    return {"say": tidied(row["say"]), **_stands_on(row["source"]), **_when(row["when"])}


def _stands_on(typed: str) -> Raw:
    tags = [tag for each in typed.split(",") if (tag := one_line(each))]
    return {"source": tags[0] if len(tags) == 1 else tags} if tags else {"proposed": True}


def _pairs(given: Mapping[str, Any]) -> list[str]:
    return [f"{question}={answer}" for question, answers in given.get("when", {}).items() for answer in answers]


def _when(pairs: Iterable[str]) -> Raw:
    when: dict[str, list[str]] = {}
    for pair in pairs:
        question, _, answer = pair.partition("=")
        when.setdefault(question, []).append(answer)
    return {"when": when} if when else {}


def of_see_also(given: Mapping[str, Any]) -> Row:
    return {**of_statement(given), "pathway": given.get("pathway", "")}


def see_also(row: Row) -> Raw:
    return {"pathway": row["pathway"], **statement(row)}


def of_rule(given: Mapping[str, Any]) -> Row:
    return {"stage": given.get("stage", ""), "when": _pairs(given)}


def rule(row: Row) -> Raw:
    return {"stage": row["stage"], **_when(row["when"])}


def of_answer(given: Mapping[str, Any]) -> Row:
    return {name: given.get(name) or "" for name in ("id", "label", "hint")}


def answer(row: Row) -> Raw:
    hint = tidied(row["hint"])
    return {"id": one_line(row["id"]), "label": tidied(row["label"]), **({"hint": hint} if hint else {})}


def of_ask(given: Mapping[str, Any]) -> Row:
    why, select = of_statement(given.get("why", {})), given.get("select", {})
    return {
        **why,
        "group": given.get("group", ""),
        "services": "\n".join(given.get("services", [])),
        **{name: list(select.get(name, [])) for name in SELECTED},
        "main": ["main"] if select.get("strength") == "main" else [],
        "why_when": why["when"],
        "when": _pairs(given),
    }


def ask(row: Row) -> Raw:
    services = lines_of(row["services"])
    select: Raw = {name: row[name] for name in SELECTED if row[name]}
    if row["main"]:
        select["strength"] = "main"
    asked = {"services": services} if services else {}
    return {
        "group": row["group"],
        **asked,
        **({"select": select} if select else {}),
        "why": statement({**row, "when": row["why_when"]}),
        **_when(row["when"]),
    }


def of_source(tag: str, given: Mapping[str, str]) -> Row:
    return {"tag": tag, **given}


# For each kind of row: its boxes for one value, its boxes for several, and the box without which there is no row.
BOXES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "statements": (("say", "source"), ("when",), ("say",)),
    "see_also": (("pathway", "say", "source"), ("when",), ("pathway",)),
    "rules": (("stage",), ("when",), ("stage",)),
    "answers": (("id", "label", "hint"), (), ("id", "label")),
    "asks": (("group", "say", "source", "services"), (*SELECTED, "main", "why_when", "when"), ("say", "services", "need")),
    "sources": (("tag", "title", "dated"), (), ("tag",)),
}


def read(kind: str, form: Any) -> list[Row]:
    """The rows that were sent, in the order that their numbers give; empty ones are left out."""
    single, several, needed = BOXES[kind]
    found = []
    for number in range(MOST):
        row = {name: form.get(f"r{number}-{name}", "") for name in single} | {name: form.getlist(f"r{number}-{name}") for name in several}
        if any(row[name] if isinstance(row[name], list) else row[name].strip() for name in needed):
            found.append((_place(form.get(f"r{number}-at", ""), number), number, row))
    return [row for _, _, row in sorted(found, key=lambda each: each[:2])]


def _place(typed: str, number: int) -> float:
    """Where a row was asked to stand; a row that says nothing, or no number, stays where it is."""
    return float(typed) if typed.strip().isascii() and typed.strip().isdecimal() and len(typed) < 4 else number + 1


def blank(kind: str) -> Row:
    """An empty row."""
    single, several, _ = BOXES[kind]
    return dict.fromkeys(single, "") | {name: [] for name in several}


def shown(rows: Sequence[Row], kind: str) -> list[Row]:
    """Rows with empty ones after them, to add to the list."""
    return [*rows, *(blank(kind) for _ in range(SPARE))][:MOST]
