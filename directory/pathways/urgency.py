"""What every pathway asks first, and the fixed pages that a yes leaves to: in memory from the start, so they need no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from directory.catalogue.seed_entry import Entry
from directory.pathways import loading
from directory.pathways.document import DONT_KNOW, Statement
from directory.pathways.reading import Reader
from directory.urgent_help import NEEDED, UrgentHelp
from directory.urgent_help import Situation as Calls

FILE = "common.yaml"
NONE = "none"
FLAGS = ("danger", "safeguarding", "self-harm", "suicidal-thoughts", "eating", "psychosis", DONT_KNOW)
CONTEXT = ("phase", "district", "listed")


class CommonError(SystemExit):
    """What all pathways share is not whole: the start is refused with one sentence."""


@dataclass(frozen=True)
class Flag:
    """One thing that must not wait, and the fixed page that it leaves to. `pathway` goes on from there once the pupil is safe."""

    id: str
    label: str
    hint: str | None
    title: str
    lead: str
    calls: tuple[str, ...]
    steps: tuple[Statement, ...]
    services: tuple[str, ...]
    pathway: str | None

    def lines(self, help: UrgentHelp) -> tuple[Calls, ...]:
        """The calls of this page, in its order."""
        known = {situation.key: situation for situation in help.situations}
        return tuple(known[key] for key in self.calls)


@dataclass(frozen=True)
class Words:
    """How a shared question is asked."""

    ask: str
    hint: str | None


@dataclass(frozen=True)
class Common:
    """What all pathways share."""

    urgent: Words
    none: str
    flags: tuple[Flag, ...]
    context: Mapping[str, Words]
    evidence: tuple[Statement, ...]
    not_now: Statement

    def asked_in(self, pathway: str) -> tuple[Flag, ...]:
        """The flags that a pathway asks about: not the one that it is itself for, because that is what it goes on to ask."""
        return tuple(flag for flag in self.flags if flag.pathway != pathway and flag.id != DONT_KNOW)

    def flag(self, id: str | None) -> Flag | None:
        return next((flag for flag in self.flags if flag.id == id), None)


def load(folder: Path) -> Common:
    """Read and check the file; CommonError with every fault."""
    problems: list[str] = []
    sources = loading.read_sources(folder, problems)
    reader = Reader(FILE, loading.load(folder / loading.FOLDER / FILE, problems), sources, problems)
    common = _common(reader)
    if [flag.id for flag in common.flags] != list(FLAGS):
        problems.append(f"{FILE}: flags must be, in this order: {', '.join(FLAGS)}")
    if problems:
        raise CommonError("\n".join(problems))
    return common


def _common(reader: Reader) -> Common:
    top = reader.top
    not_now = reader.statements(top, "not_now", fewest=1)
    found = Common(
        urgent=_words(top, "urgent"),
        none=top.text("none"),
        flags=tuple(_flag(entry, reader) for entry in top.entries("flags")),
        context={name: _words(top, name) for name in CONTEXT},
        evidence=reader.statements(top, "evidence", fewest=1),
        not_now=not_now[0] if not_now else Statement(""),
    )
    top.finish()
    return found


def _words(top: Entry, field: str) -> Words:
    entry = Entry(f"{FILE}: {field}", top.mapping(field), top.problems)
    found = Words(entry.text("ask"), entry.optional_text("hint"))
    entry.finish()
    return found


def _flag(entry: Entry, reader: Reader) -> Flag:
    flag = Flag(
        id=entry.text("id"),
        label=entry.text("label"),
        hint=entry.optional_text("hint"),
        title=entry.text("title"),
        lead=entry.text("lead"),
        calls=tuple(entry.texts("calls")),
        steps=reader.statements(entry, "steps", fewest=1),
        services=tuple(entry.texts("services")),
        pathway=entry.optional_text("pathway"),
    )
    entry.finish()
    if not flag.calls or set(flag.calls) - set(NEEDED):
        entry.note(f"calls: must be some of {', '.join(NEEDED)}")
    return flag


def init_app(app: Flask) -> None:
    """Keep it in memory. A seed folder without pathways has no common file, and no pathway pages either."""
    folder = app.config["DIRECTORY"].seed_data
    if (folder / loading.FOLDER).is_dir():
        app.extensions["pathways_common"] = load(folder)


def current() -> Common:
    return cast(Common, current_app.extensions["pathways_common"])
