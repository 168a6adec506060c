"""The seed file of networks and training, read entry by entry. Every fault is named; knows nothing of the database."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any

import yaml

from directory import yaml_file
from directory.catalogue.seed_entry import Entry, SeedError
from directory.gatherings import soundness
from directory.gatherings.words import CountKind, ForWhom, GatheringKind, Precision, SessionStatus
from directory.vocabulary import Phase

FILE = "gatherings.yaml"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WHEN = re.compile(r"(?P<reported>reported )?(?P<month>20\d\d-\d\d)(?P<day>-\d\d)?", re.ASCII)
TIME = re.compile(r"\d\d:\d\d", re.ASCII)
NO_DAY = (Precision.MONTH, date.min)
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SeedSession:
    """One session: its own columns, and the numbers recorded about it. `key` tells it from the others of its gathering."""

    key: str
    values: Values
    counts: list[Values]


@dataclass(frozen=True, slots=True)
class SeedGathering:
    """One gathering: its own columns, the slugs of its provider and its listing, and what belongs to it."""

    slug: str
    organisation: str | None
    service: str | None
    values: Values
    sources: list[Values]
    sessions: list[SeedSession]

    def texts(self) -> Iterator[str]:
        """Everything that will be public."""
        for values in (self.values, *self.sources, *(each.values for each in self.sessions)):
            for value in values.values():
                yield from map(str, value if isinstance(value, list) else [value])
        yield from (str(value) for session in self.sessions for count in session.counts for value in count.values())


def read(folder: Path) -> list[SeedGathering]:
    """Every entry of the file; SeedError names every fault. No file is no gatherings."""
    path, problems = folder / FILE, list[str]()
    if not path.exists():
        return []
    try:
        content = yaml_file.read(path) or []
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise SeedError([f"{FILE}: cannot be read: {' '.join(str(error).split())}"]) from error
    found = [_gathering(Entry(f"{FILE}: {_name(item)}", item, problems)) for item in content]
    slugs = [gathering.slug for gathering in found]
    problems.extend(f"{FILE}: {slug!r} is there twice" for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}))
    if problems:
        raise SeedError(problems)
    return found


def _name(item: Any) -> str:
    return str(item.get("slug", "an entry without a slug")) if isinstance(item, dict) else repr(item)


def _gathering(entry: Entry) -> SeedGathering:
    found = SeedGathering(
        slug=entry.text("slug"),
        organisation=entry.optional_text("organisation"),
        service=entry.optional_text("service"),
        values={
            "name": entry.text("name"),
            "kind": entry.word("kind", GatheringKind),
            "summary": entry.text("summary"),
            "audiences": entry.words("audiences", ForWhom),
            "phases": entry.known_words("phases", Phase),
            "districts": entry.texts("districts") or None,
            "how_to_join": entry.optional_text("how_to_join"),
            "to_confirm": entry.texts("to_confirm"),
        },
        sources=[_source(each) for each in entry.entries("sources")],
        sessions=list(_told_apart(entry, [session(each) for each in entry.entries("sessions")])),
    )
    if not SLUG.fullmatch(found.slug):
        entry.note(f"slug: {found.slug!r} is not a slug (small letters, digits, single hyphens)")
    entry.finish()
    return found


def _told_apart(entry: Entry, sessions: Sequence[SeedSession]) -> Iterator[SeedSession]:
    """Two of one title on one day are told apart by when they start; the first keeps the key that it may be known by already."""
    seen: dict[str, set[time | None]] = {}
    for each in sessions:
        others, starts = seen.setdefault(each.key, set()), each.values["starts"]
        if starts in others:
            entry.note("sessions: two have the same title and day, and do not start at different times")
        yield replace(each, key=f"{each.key} {starts}") if others else each
        others.add(starts)


def _source(entry: Entry) -> Values:
    values = {"title": entry.text("title"), "dated": entry.text("dated")}
    entry.finish()
    return values


def session(entry: Entry) -> SeedSession:
    """One session, with what stands against its days and times."""
    values: Values = {
        "title": entry.text("title"),
        **_days(entry),
        "starts": _time(entry, "starts"),
        "ends": _time(entry, "ends"),
        "online": entry.flag("online"),
        "place": entry.optional_text("place"),
        "audiences": entry.words("audiences", ForWhom) or None,
        "phases": entry.known_words("phases", Phase),
        "districts": entry.texts("districts") or None,
        "note": entry.optional_text("note"),
        "status": entry.word("status", SessionStatus),
        "source": entry.text("source"),
        "dated": entry.text("dated"),
    }
    counts = [_count(each, values) for each in entry.entries("counts")]
    for field, said in soundness.faults(values) if values["day"] != NO_DAY[1] else ():
        entry.note(f"{field}: {said}")
    entry.finish()
    return SeedSession(f"{values['title']} {day_as_written(values['precision'], values['day'])}", values, counts)


def day_as_written(precision: Precision, day: date) -> str:
    """A day as the file writes it."""
    return day.isoformat() if precision == Precision.DAY else f"{'reported ' if precision == Precision.REPORTED else ''}{day:%Y-%m}"


def _count(entry: Entry, session: Values) -> Values:
    """A number has the source of its session unless it names another."""
    number = entry.number("number") or 0
    values = {
        "kind": entry.word("kind", CountKind),
        "number": number,
        "what": entry.text("what"),
        "source": entry.optional_text("source") or session["source"],
        "dated": entry.optional_text("dated") or session["dated"],
    }
    if number < 1:
        entry.note("number: must be 1 or more")
    entry.finish()
    return values


def _when(entry: Entry, field: str) -> tuple[Precision, date] | None:
    """`2024-05-03` is a day and `2024-04` a month; `reported 2024-03` is the month of the report that names the session."""
    written = entry.optional_text(field)
    found = WHEN.fullmatch(written or "")
    if found and not (found["reported"] and found["day"]):
        precision = Precision.DAY if found["day"] else Precision.REPORTED if found["reported"] else Precision.MONTH
        with suppress(ValueError):
            return precision, date.fromisoformat(f"{found['month']}{found['day'] or '-01'}")
    if written:
        entry.note(f"{field}: {written!r} is not a day (2024-05-03), a month (2024-04) or a report (reported 2024-03)")
    return None


def _days(entry: Entry) -> Values:
    """The first day, which must be there, and the last."""
    entry.text("day")
    precision, first = _when(entry, "day") or NO_DAY
    last = _when(entry, "last_day")
    if last and last[0] != Precision.DAY:
        entry.note("last_day: give the day, not only the month")
    return {"precision": precision, "day": first, "last_day": last[1] if last else None}


def _time(entry: Entry, field: str) -> time | None:
    written = entry.optional_text(field)
    with suppress(ValueError):
        if written is None or TIME.fullmatch(written):
            return time.fromisoformat(written) if written else None
    entry.note(f"{field}: {written!r} is not a time such as 09:30")
    return None
