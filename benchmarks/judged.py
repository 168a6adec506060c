"""Scores what is understood of judged queries: needs, urgency and context, one line for each set. A set is read without having learned from
it, so that its scores say what happens to words nobody has seen."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from directory.catalogue.seed_files import Seed, read_files
from search_index import vocabulary
from search_index.names import Name
from search_index.reading import Reading
from search_index.understanding import Reader

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / "seed_data" / "vocabulary" / "examples"
SEED = CHECKOUT / "seed_data"
Read = Callable[[str], Reading]


@dataclass(frozen=True)
class Judged:
    """One query and what a person says that it means. `urgent` is None where urgent help may show or not."""

    q: str
    needs: tuple[str, ...]
    urgent: bool | None
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scores:
    """Counts over many queries, and the shares that follow from them. The main need is the one that a person put first."""

    queries: int = 0
    needs_wanted: int = 0
    needs_read: int = 0
    needs_right: int = 0
    with_needs: int = 0
    main_right: int = 0
    urgent: int = 0
    urgent_shown: int = 0
    not_urgent: int = 0
    false_alarms: int = 0
    context_wanted: int = 0
    context_right: int = 0

    def __add__(self, other: "Scores") -> "Scores":
        return Scores(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def shares(self) -> dict[str, float]:
        """Each measure in percent, in the order of the table."""
        return {
            "need precision": percent(self.needs_right, self.needs_read),
            "need recall": percent(self.needs_right, self.needs_wanted),
            "main need": percent(self.main_right, self.with_needs),
            "urgency recall": percent(self.urgent_shown, self.urgent),
            "false alarms": percent(self.false_alarms, self.not_urgent, of_none=0.0),
            "context recall": percent(self.context_right, self.context_wanted),
        }


def percent(part: int, whole: int, of_none: float = 100.0) -> float:
    return 100 * part / whole if whole else of_none


def sets(folder: Path = FOLDER) -> dict[str, list[Judged]]:
    """Every set of judged queries, by the name of its file."""
    return {path.stem: judged(path) for path in sorted(folder.glob("*.yaml"))}


def judged(path: Path) -> list[Judged]:
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Judged(entry["q"], tuple(entry["needs"]), None if entry["safety"] == "either" else entry["safety"], entry.get("context") or {})
        for entry in entries
    ]


def score(read: Read, queries: Iterable[Judged]) -> Scores:
    return sum((scored(query, read(query.q)) for query in queries), Scores())


def scored(query: Judged, reading: Reading) -> Scores:
    """One query: what was read beside what was judged. Only the context that was judged counts."""
    got, context = {need.slug for need in reading.needs}, context_of(reading)
    return Scores(
        queries=1,
        needs_wanted=len(query.needs),
        needs_read=len(got),
        needs_right=len(got.intersection(query.needs)),
        with_needs=bool(query.needs),
        main_right=query.needs[:1] != () and query.needs[0] in got,
        urgent=query.urgent is True,
        urgent_shown=query.urgent is True and reading.urgent,
        not_urgent=query.urgent is False,
        false_alarms=query.urgent is False and reading.urgent,
        context_wanted=len(query.context),
        context_right=sum(context.get(key) == value for key, value in query.context.items()),
    )


def context_of(reading: Reading) -> dict[str, Any]:
    stage = reading.stage
    ages = {"age_min": stage.age_min, "age_max": stage.age_max}
    return {"phase": stage.phase, "district": reading.district, "audience": reading.audience, **ages}


@cache
def reader() -> Reader:
    """The reader as the product makes it, straight from the seed files."""
    problems: list[str] = []
    seed = read_files(SEED, problems)
    assert not problems, problems
    found = seed.places
    districts = {district["name"]: [district["slug"]] for district in found.districts}
    return Reader.of(vocabulary.load(SEED / "vocabulary"), names_in(seed), districts | found.places, found.outcodes)


def names_in(seed: Seed) -> Iterator[Name]:
    for provider in seed.organisations:
        for text in (provider["name"], *provider["aliases"]):
            yield Name("provider", provider["slug"], text)
    for service in seed.services:
        for text in (service.values["name"], *service.values["also_known_as"]):
            yield Name("service", service.slug, text)


def table(found: Mapping[str, Scores]) -> Iterator[str]:
    """The scores of each set and of all together, in percent."""
    total = sum(found.values(), Scores())
    yield f"{'':<14}{'queries':>9}" + "".join(f"{measure:>16}" for measure in total.shares())
    for name, scores in (*found.items(), ("all", total)):
        yield f"{name:<14}{scores.queries:>9}" + "".join(f"{share:>16.1f}" for share in scores.shares().values())


def measured(queries: Mapping[str, Sequence[Judged]]) -> dict[str, Scores]:
    return {name: score(strange_to(name).read, entries) for name, entries in queries.items()}


def strange_to(examples: str) -> Reader:
    """The reader that has not learned from this set."""
    return replace(reader(), vocabulary=reader().vocabulary.without(examples))


if __name__ == "__main__":
    print("\n".join(table(measured(sets()))))
