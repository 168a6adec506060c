"""The parts of a pathway, each a short form with an address of its own; form and raw pathway are made from each other. Pure."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from directory.forms import one_line, tidied
from directory.guidance import rows
from directory.guidance.errors import NoSuchPart
from directory.guidance.rows import Raw
from directory.pathways.reading import MOST_DAYS, MOST_WEEKS

LISTS = {
    "signs": "How to tell that this is the stage",
    "today": "What to do today",
    "this_week": "What to do this week",
    "avoid": "What not to do",
    "evidence": "What to have ready",
    "move_up": "When to move up",
}
ASKS = "Whom to ask"
TOP_LISTS = {
    "good_to_know": ("Good to know", "statements"),
    "see_also": ("Other pathways that may fit", "see_also"),
    "rules": ("Which answers lead where", "rules"),
}
SOURCES = ("Sources of this pathway", "sources")
REVIEW_NUMBERS = {"review_from": "from", "school_weeks": "school_weeks", "school_days": "school_days"}
REVIEW_MOST = {"review_from": MOST_WEEKS - 1, "school_weeks": MOST_WEEKS, "school_days": MOST_DAYS}


@dataclass(frozen=True)
class Part:
    """One form: where it is, what it is called, of which kind it is (intro, question, stage, or a kind of rows), and the id of the question
    or stage that it belongs to, because places move."""

    key: str
    title: str
    kind: str
    of: str = ""


def parts(raw: Raw) -> Iterator[Part]:
    """Every part, in the order of a reader."""
    yield Part("intro", "What it is for", "intro")
    yield from (Part(key, title, kind) for key, (title, kind) in TOP_LISTS.items() if key != "rules")
    for number, question in enumerate(raw.get("questions", []), start=1):
        yield Part(f"questions/{number}", f"Question: {question.get('ask') or question.get('id')}", "question", question.get("id", ""))
    yield Part("rules", *TOP_LISTS["rules"])
    for number, stage in enumerate(raw.get("stages", []), start=1):
        name, of = stage.get("name") or stage.get("id"), stage.get("id", "")
        yield Part(f"stages/{number}", f"{name}: level and review", "stage", of)
        yield from (Part(f"stages/{number}/{key}", f"{name}: {title.lower()}", "statements", of) for key, title in LISTS.items())
        yield Part(f"stages/{number}/ask", f"{name}: {ASKS.lower()}", "asks", of)
    yield Part("sources", *SOURCES)


def part(raw: Raw, key: str) -> Part:
    """The part at this address, or NoSuchPart."""
    found = next((each for each in parts(raw) if each.key == key), None)
    if found is None:
        raise NoSuchPart
    return found


def boxes(content: Raw, part: Part) -> Raw:
    """What the boxes of a part show. Parts with rows have them under `rows`."""
    raw = content["pathway"]
    if part.kind == "sources":
        return {"rows": [rows.of_source(tag, given) for tag, given in content["sources"].items()]}
    if part.kind == "intro":
        return {name: raw.get(name, "") for name in ("name", "about")} | {"needs": raw.get("needs", []), "quick": bool(raw.get("quick"))}
    if part.kind == "question":
        question = _at(raw, part.key)
        return {name: question.get(name) or "" for name in ("id", "ask", "hint", "dont_know_as")} | {
            "rows": [rows.of_answer(each) for each in question.get("answers", [])]
        }
    if part.kind == "stage":
        return _of_stage(_at(raw, part.key))
    read = {"statements": rows.of_statement, "see_also": rows.of_see_also, "rules": rows.of_rule, "asks": rows.of_ask}[part.kind]
    return {"rows": [read(each) for each in _at(raw, part.key)]}


def _of_stage(stage: Raw) -> Raw:
    review = stage.get("review", {})
    numbers = {box: str(review[name]) if name in review else "" for box, name in REVIEW_NUMBERS.items()}
    words = {name: stage.get(name) or "" for name in ("id", "name", "level", "thrive", "apdr")}
    basis = {name: value for name, value in rows.of_statement(review).items() if name != "say"}
    return {**words, **numbers, "then": review.get("then") or "", **basis}


def typed(part: Part, form: Any) -> Raw:
    """What was sent, as the boxes show it."""
    if part.kind == "intro":
        return {
            "name": form.get("name", ""),
            "about": form.get("about", ""),
            "needs": form.getlist("needs"),
            "quick": bool(form.get("quick")),
        }
    if part.kind == "question":
        return {name: form.get(name, "") for name in ("id", "ask", "hint", "dont_know_as")} | {"rows": rows.read("answers", form)}
    if part.kind == "stage":
        names = ("id", "name", "level", "thrive", "apdr", *REVIEW_NUMBERS, "then", "source")
        return {name: form.get(name, "") for name in names} | {"when": form.getlist("when")}
    return {"rows": rows.read(part.kind, form)}


def refused(part: Part, given: Raw) -> dict[str, str]:
    """The boxes that could not be kept as they were typed, each with a sentence. All else is kept, and the outline names its faults."""
    if part.kind != "stage":
        return {}
    numbers = {box: _number(given[box]) for box in REVIEW_NUMBERS}
    said = {
        box: f"Write a whole number from 1 to {most}, or leave it empty."
        for box, most in REVIEW_MOST.items()
        if given[box].strip() and not 1 <= (numbers[box] or 0) <= most
    }
    start, weeks = numbers["review_from"], numbers["school_weeks"]
    if not said and start is not None and weeks is not None and start >= weeks:
        said["review_from"] = "Give fewer weeks than at the latest, or leave it empty: a range goes from fewer weeks to more."
    return said


def _number(typed: str) -> int | None:
    """A whole number as it was typed, None for anything else."""
    plain = typed.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 4 else None


def put(content: Raw, part: Part, given: Raw) -> Raw:
    """The content with this part as the boxes say it; the content itself stays as it is."""
    new = deepcopy(content)
    if part.kind == "sources":
        new["sources"] = {one_line(row["tag"]): {"title": tidied(row["title"]), "dated": one_line(row["dated"])} for row in given["rows"]}
    elif part.kind == "intro":
        new["pathway"] |= {
            "name": one_line(given["name"]),
            "about": tidied(given["about"]),
            "needs": given["needs"],
            "quick": given["quick"],
        }
    elif part.kind == "question":
        _at(new["pathway"], part.key).update(_question(given))
    elif part.kind == "stage":
        _at(new["pathway"], part.key).update(_stage(given))
    else:
        make = {"statements": rows.statement, "see_also": rows.see_also, "rules": rows.rule, "asks": rows.ask}[part.kind]
        _at(new["pathway"], part.key)[:] = [make(row) for row in given["rows"]]
    return _without_empty(new)


def _question(given: Raw) -> Raw:
    said = {
        "id": one_line(given["id"]),
        "ask": tidied(given["ask"]),
        "hint": tidied(given["hint"]),
        "dont_know_as": one_line(given["dont_know_as"]),
    }
    return said | {"answers": [rows.answer(row) for row in given["rows"]]}


def _stage(given: Raw) -> Raw:
    basis = {name: value for name, value in rows.statement({**given, "say": ""}).items() if name != "say"}
    numbers = {name: number for box, name in REVIEW_NUMBERS.items() if (number := _number(given[box])) is not None}
    then = tidied(given["then"])
    words = {name: one_line(given[name]) for name in ("id", "name", "level", "thrive", "apdr")}
    return {**words, "review": {**numbers, **basis, **({"then": then} if then else {})}}


def _without_empty(content: Raw) -> Raw:
    """A hint that is empty is no hint."""
    for question in content["pathway"].get("questions", []):
        if not question.get("hint"):
            question.pop("hint", None)
    return content


def _at(raw: Raw, key: str) -> Any:
    """What stands at an address of the raw pathway; a list that is not there yet begins empty."""
    found: Any = raw
    for step in key.split("/"):
        found = found[int(step) - 1] if isinstance(found, list) else found.setdefault(step, [])
    return found


def added(content: Raw, what: str) -> Raw:
    """The content with an empty question or stage at its end."""
    new = deepcopy(content)
    listed = new["pathway"].setdefault(what, [])
    number = len(listed) + 1
    listed.append(
        {
            "id": f"{what[:-1]}-{number}",
            **({"ask": "", "answers": [], "dont_know_as": ""} if what == "questions" else {"name": "New stage"}),
        }
    )
    return new


def without(content: Raw, key: str) -> Raw:
    """The content without this question or stage."""
    new = deepcopy(content)
    listed, number = _place(new, key)
    del listed[number]
    return new


def moved_up(content: Raw, key: str) -> Raw:
    """The content with this question or stage one place nearer to the beginning."""
    new = deepcopy(content)
    listed, number = _place(new, key)
    if number:
        listed[number - 1], listed[number] = listed[number], listed[number - 1]
    return new


def _place(content: Raw, key: str) -> tuple[list[Any], int]:
    what, _, number = key.partition("/")
    listed = content["pathway"].get(what, []) if what in ("questions", "stages") else []
    if not (number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= len(listed)):
        raise NoSuchPart
    return listed, int(number) - 1


def conditions(raw: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every answer of every question as (`question=answer`, how a reader knows it)."""
    return [
        (f"{question.get('id')}={answer.get('id')}", f"{question.get('ask')} {answer.get('label')}")
        for question in raw.get("questions", [])
        for answer in question.get("answers", [])
    ]
