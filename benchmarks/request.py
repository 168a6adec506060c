"""Where the time of a whole search request goes, on the seeded catalogue: reading the words, the index, the database, the template."""

import gc
import inspect
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from jinja2 import Template

from benchmarks.seeded import seeded
from directory.catalogue import queries
from search_index.index import Index
from search_index.understanding import Reader

ROUNDS = 40
ADDRESSES = (
    "/services",
    "/services?q=ebsa",
    "/services?q=yr+9+girl+wont+come+in+since+mum+got+ill%2C+leyland",
    "/services?q=counselling&phase=primary&district=chorley",
)
PARTS = ("reading", "index", "database", "template", "the rest")


class Clock:
    """Seconds by part. A part inside another is taken off the outer one, so that together they are the whole."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._open: list[str] = []
        self._since = 0.0

    def start(self, part: str) -> None:
        self._pass()
        self._open.append(part)

    def stop(self, *_: object) -> None:
        self._pass()
        self._open.pop()

    def _pass(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.spent[self._open[-1]] += now - self._since  # type: ignore[assignment]
        self._since = now

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        self.start(part)
        try:
            yield
        finally:
            self.stop()


def main() -> None:
    clock = Clock()
    watch(clock)
    print(f"Where the time of a whole search request goes, at the median of {ROUNDS}, with the catalogue as seeded.\n")
    print(f"{'milliseconds':>78}" + "".join(f"{part:>10}" for part in PARTS))
    with TemporaryDirectory() as folder:
        app = seeded(Path(folder))
        gc.freeze()  # The vocabulary fills the heap; without this the times are those of the collector passing over it.
        for address in ADDRESSES:
            whole, shares = measured(app, clock, address)
            print(f"{address:<66}{whole:12.1f}" + "".join(f"{share:>9.0f}%" for share in shares))


def measured(app: Flask, clock: Clock, address: str) -> tuple[float, list[float]]:
    """Milliseconds at the median, and the share of each part in percent over all rounds."""
    client = app.test_client()
    client.get(address)
    clock.spent.clear()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        with clock.on("the rest"):
            assert client.get(address).status_code == 200
        times.append((time.perf_counter() - start) * 1000)
    total = sum(clock.spent.values())
    return median(times), [100 * clock.spent[part] / total for part in PARTS]


def watch(clock: Clock) -> None:
    """Have the clock told whenever one of the parts begins and ends."""
    for owner, name, part in ((Reader, "read", "reading"), (Index, "search", "index"), (Template, "render", "template")):
        setattr(owner, name, _timed(getattr(owner, name), clock, part))
    for name, query in inspect.getmembers(queries, inspect.isfunction):
        setattr(queries, name, _timed(query, clock, "database"))  # with the making of objects from rows


def _timed(call: Callable[..., Any], clock: Clock, part: str) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        with clock.on(part):
            return call(*args, **kwargs)

    return timed


if __name__ == "__main__":
    main()
