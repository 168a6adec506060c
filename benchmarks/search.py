"""Times the whole search page of this project beside that of other engines, in one run, and says which of the promised ratios hold."""

import argparse
import random
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.engines.numpy_limit import NumpyLimit
from benchmarks.engines.ours import Ours
from benchmarks.engines.sqlite_fts5 import SqliteFts5, SqliteFts5Phrases
from benchmarks.engines.tantivy_py import Tantivy
from benchmarks.engines.tutorial_whoosh import TutorialWhoosh
from benchmarks.page import Engine
from benchmarks.services import Asked, questions, services
from search_index.document import Document

Maker = Callable[[list[Document], Path], Engine]
ENGINES: list[Maker] = [Ours, NumpyLimit, SqliteFts5, SqliteFts5Phrases, Tantivy, TutorialWhoosh]
SLOW: dict[Maker, int] = {TutorialWhoosh: 10_000}
ROUNDS = {1_000: 9, 10_000: 5, 100_000: 2}
TURN = 12

Medians = dict[int, dict[str, float]]


class Target(NamedTuple):
    """How many times as long as another engine ours may take, or another must take as ours, by number of services."""

    what: str
    over: str
    under: str
    limits: dict[int, float]
    at_least: bool = False


TARGETS = [
    Target("ours / FTS5", Ours.name, SqliteFts5.name, {1_000: 0.5, 10_000: 0.15}),
    Target("ours / tantivy", Ours.name, Tantivy.name, {1_000: 1.2, 10_000: 1.2}),
    Target("ours / numpy", Ours.name, NumpyLimit.name, {1_000: 1.5, 10_000: 1.5}),
    Target("tutorial Whoosh / ours", TutorialWhoosh.name, Ours.name, {1_000: 10, 10_000: 50}, at_least=True),
]

NOTES = """
One page = 20 ids, exact total, four facet counts, filters, 20 snippets; words are joined by OR. One process, one thread, warm; the
engines take turns, a dozen questions at a time. Ours checks at each search whether another process has written; nobody else does.
Set up in favour of the others: SQLite is in memory; SQLite and tantivy have the same concept tokens as ours (one row shows SQLite with
phrase synonyms instead); they count facets under all filters, while ours also counts a filtered facet without its own filter; all but
tutorial Whoosh use this project's snippets and find the texts in a dictionary.
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1,000 and 10,000 services and fewer rounds")
    quick = parser.parse_args().quick
    print(NOTES)
    medians = {count: measured(count, 2 if quick else rounds) for count, rounds in ROUNDS.items() if not quick or count <= 10_000}
    print_medians(medians)
    held = [print_ratio(medians[count], count, target) for target in TARGETS for count in target.limits]
    sys.exit(0 if all(held) else 1)


def measured(count: int, rounds: int) -> dict[str, float]:
    """Milliseconds at the median, for each engine."""
    documents, asked = services(count), questions()
    with TemporaryDirectory() as path:
        engines = [made(engine, documents, Path(path)) for engine in ENGINES if count <= SLOW.get(engine, count)]
        check(engines, asked)
        return {name: median(times) * 1000 for name, times in timed(engines, asked, rounds).items()}


def made(engine: Maker, documents: list[Document], path: Path) -> Engine:
    start = time.perf_counter()
    built = engine(documents, path)
    print(f"{len(documents):>7,} services  {built.name:<32} built in {time.perf_counter() - start:6.1f} s", flush=True)
    return built


def check(engines: list[Engine], asked: list[Asked]) -> None:
    """Every engine is asked everything once, which warms it. Ours must answer as the numpy limit does, and the others nearly so."""
    pages = {engine.name: [engine.page(question) for question in asked] for engine in engines}
    ours = pages[Ours.name]
    for name, theirs in pages.items():
        same_total = sum(page.total == other.total for page, other in zip(ours, theirs, strict=True))
        print(f"        same total as ours in {same_total} of {len(asked)} questions: {name}")
    for page, least in zip(ours, pages[NumpyLimit.name], strict=True):
        assert (page.ids, page.total) == (least.ids, least.total)


def timed(engines: list[Engine], asked: list[Asked], rounds: int) -> dict[str, list[float]]:
    """The engines take turns, a few questions at a time, so that whatever else the machine does falls on all of them; in an order drawn
    anew each time, so that no engine always follows the slowest."""
    times: dict[str, list[float]] = {engine.name: [] for engine in engines}
    chance = random.Random(3)
    for first in list(range(0, len(asked), TURN)) * rounds:
        for engine in chance.sample(engines, len(engines)):
            for question in asked[first : first + TURN]:
                start = time.perf_counter()
                engine.page(question)
                times[engine.name].append(time.perf_counter() - start)
    return times


def print_medians(medians: Medians) -> None:
    print("\n" + f"{'median page, ms':<34}" + "".join(f"{count:>12,}" for count in medians) + "    growth")
    for name in next(iter(medians.values())):
        row = [found.get(name) for found in medians.values()]
        growth = "  ".join(f"x{after / before:.1f}" for before, after in pairwise(row) if before and after)
        print(f"{name:<34}" + "".join(f"{'not run' if value is None else f'{value:.2f}':>12}" for value in row) + f"    {growth}")
    print()


def print_ratio(found: dict[str, float], count: int, target: Target) -> bool:
    ratio, limit = found[target.over] / found[target.under], target.limits[count]
    holds = ratio >= limit if target.at_least else ratio <= limit
    promise = f"at {'least' if target.at_least else 'most'} {limit}"
    print(f"{target.what:<24} {count:>7,} services   {ratio:7.2f}   {promise:<14} {'holds' if holds else 'MISSED'}")
    return holds


if __name__ == "__main__":
    main()
