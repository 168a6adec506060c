"""Scores what is understood of judged queries: needs, urgency and context, one line for each set."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from directory.catalogue.judged import Judged, Scores, readings, scored, sets
from directory.catalogue.seed_files import Seed, read_files
from search_index import compiled
from search_index.names import Name
from search_index.understanding import Reader

CHECKOUT = Path(__file__).resolve().parents[1]
SEED = CHECKOUT / "seed_data"


@cache
def reader() -> Reader:
    """The reader as the product makes it, straight from the seed files."""
    problems: list[str] = []
    seed = read_files(SEED, problems)
    assert not problems, problems
    found = seed.places
    districts = {district["name"]: [district["slug"]] for district in found.districts}
    known = compiled.load(SEED / "vocabulary", CHECKOUT / "instance")
    return Reader.of(known, names_in(seed), districts | found.places, found.outcodes)


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
    """The scores of each set."""
    found = dict.fromkeys(queries, Scores())
    for name, query, reading in readings(reader(), queries):
        found[name] += scored(query, reading)
    return found


if __name__ == "__main__":
    print("\n".join(table(measured(sets(SEED / "vocabulary")))))
