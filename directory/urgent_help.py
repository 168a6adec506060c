"""The urgent-help block: read from one file, checked, and kept in memory, so that every page has it with the database gone.

The page at /urgent-help is here too. No listing, search or rate limit can remove or change any of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from flask import Blueprint, Flask, current_app, make_response, redirect, render_template, session
from werkzeug.wrappers import Response

from directory import yaml_file
from directory.access import public
from directory.kept import Kept

FILE = "urgent_help.yaml"
NEEDED = {
    "danger": {"999"},
    "child-at-risk": {"childrens-services", "childrens-services-out-of-hours"},
    "crisis": {"111"},
    "young-person": set(),
}
STEPS = ("first_minutes", "afterwards")
PREFIXES = {"phone": "tel:", "text": "sms:"}

blueprint = Blueprint("urgent_help", __name__)


class UrgentHelpError(SystemExit):
    """The urgent-help file is missing or not whole: the start is refused with one sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number, the words around it, and who said so when."""

    key: str
    shown: str
    joint: str | None
    after: str | None
    kind: str
    value: str
    name: str
    about: str
    owner: str
    source: str
    dated: str
    review_by: date

    @property
    def href(self) -> str:
        """The address that a telephone understands."""
        return PREFIXES[self.kind] + self.value.replace(" ", "")


@dataclass(frozen=True, slots=True)
class Situation:
    """What is happening, and the numbers for it. `strip` names it in the strip, or keeps it out; `then` leads to the numbers."""

    key: str
    when: str
    strip: str | None
    then: str | None
    say: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing for a school to do. Without a source it is only proposed."""

    say: str
    source: str | None
    dated: str | None

    @property
    def proposed(self) -> bool:
        """True until somebody has published or signed it off."""
        return self.source is None


@dataclass(frozen=True, slots=True)
class UrgentHelp:
    """The whole block, in the order in which it is always shown."""

    situations: tuple[Situation, ...]
    steps: Mapping[str, tuple[Step, ...]]
    kept_by: str
    leave_to: str

    @property
    def strip(self) -> tuple[Situation, ...]:
        """The situations that stand in the strip of every page."""
        return tuple(situation for situation in self.situations if situation.strip)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every number, in order."""
        return tuple(line for situation in self.situations for line in situation.lines)

    def overdue(self, today: date) -> tuple[Line, ...]:
        """The numbers whose check is late."""
        return tuple(line for line in self.lines if line.review_by < today)


def load(path: Path) -> UrgentHelp:
    """Read and check the file; raise UrgentHelpError naming the entry and the field at fault."""
    try:
        content = yaml_file.read(path)
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise UrgentHelpError(f"{path.name} cannot be read, and no page may be served without it: {error}") from error
    return of_content(content)


def of_content(content: Any) -> UrgentHelp:
    """Check what the file says; UrgentHelpError names the entry and the field at fault."""
    top = _fields(content, "the file", kept_by=str, leave_to=str, situations=list, steps=dict)
    steps = _fields(top["steps"], "steps", **dict.fromkeys(STEPS, list))
    loaded = UrgentHelp(
        situations=tuple(_situation(entry) for entry in top["situations"]),
        steps={name: tuple(_step(entry, name) for entry in entries) for name, entries in steps.items()},
        kept_by=top["kept_by"],
        leave_to=top["leave_to"],
    )
    _refuse_gaps(loaded)
    return loaded


def _refuse_gaps(loaded: UrgentHelp) -> None:
    if [situation.key for situation in loaded.situations] != list(NEEDED):
        raise UrgentHelpError(f"{FILE}: situations must be, in this order: {', '.join(NEEDED)}.")
    for situation in loaded.situations:
        missing = NEEDED[situation.key] - {line.key for line in situation.lines}
        if missing or not situation.lines:
            raise UrgentHelpError(f"{FILE}: {situation.key} lacks {', '.join(sorted(missing)) or 'any line'}.")
    if not loaded.leave_to.startswith("https://"):
        raise UrgentHelpError(f"{FILE}: leave_to must begin with https://.")


def _situation(entry: Any) -> Situation:
    found = _fields(entry, "situations", key=str, when=str, strip=str | None, then=str | None, say=str, lines=list)
    return Situation(**{**found, "lines": tuple(_line(line, found["key"]) for line in found["lines"])})


def _line(entry: Any, situation: str) -> Line:
    kinds = dict.fromkeys(("key", "shown", "kind", "value", "name", "about", "owner", "source", "dated"), str)
    line = Line(**_fields(entry, situation, **kinds, joint=str | None, after=str | None, review_by=date))
    if line.kind not in PREFIXES:
        raise UrgentHelpError(f"{FILE}: {situation}, {line.key}: kind must be one of: {', '.join(PREFIXES)}.")
    if not line.value.replace(" ", "").isdecimal() or not line.value.isascii() or line.value not in f"NHS {line.shown}":
        raise UrgentHelpError(f"{FILE}: {situation}, {line.key}: value must be digits and spaces, and shown must show it.")
    return line


def _step(entry: Any, where: str) -> Step:
    return Step(**_fields(entry, where, say=str, source=str | None, dated=str | None))


def _fields(entry: Any, where: str, **wanted: Any) -> dict[str, Any]:
    """The fields of one entry: exactly the wanted ones, of the wanted kinds, none empty."""
    if not isinstance(entry, dict) or set(entry) != set(wanted):
        odd = sorted(set(entry) ^ set(wanted)) if isinstance(entry, dict) else ["everything"]
        raise UrgentHelpError(f"{FILE}: {where}: these fields are missing or not known: {', '.join(map(str, odd))}.")
    for name, kind in wanted.items():
        if not isinstance(entry[name], kind) or entry[name] in ("", [], {}):
            raise UrgentHelpError(f"{FILE}: {where}: {name} is empty or not what it should be.")
    return entry


def init_app(app: Flask, path: Path, instance: Path) -> None:
    """Load the block, give it to every template, and take over one that editors have settled; serve its page."""
    kept = Kept(seed=path, instance=instance, read=load)
    shown: list[UrgentHelp] = []

    def follow() -> None:
        if shown[-1:] != [now := kept.current()]:
            shown[:] = [now]
            app.extensions["urgent_help"] = app.jinja_env.globals["urgent_help"] = now

    follow()
    app.before_request(follow)
    app.register_blueprint(blueprint)


@blueprint.get("/urgent-help")
@public
def show() -> Response:
    """The page to open first. It reads nothing but memory, and no copy of it is kept by the browser."""
    response = make_response(render_template("urgent_help.html", today=date.today()))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/urgent-help/leave")
@public
def leave() -> Response:
    """Leave in a hurry: end any session and go to a neutral page, in the same tab, with no script needed."""
    session.clear()
    response = redirect(current_app.extensions["urgent_help"].leave_to, 303)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
