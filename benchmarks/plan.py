"""Times a whole plan request with the catalogue as seeded and with 10,000 services, beside a bare page with as many bytes."""

import gc
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask, render_template_string
from sqlalchemy import select

from benchmarks.seeded import seeded
from directory.access import public
from directory.catalogue.models import Need, Service, ServiceNeed
from directory.db import stable_id, transaction
from directory.vocabulary import Coverage, Strength

WANTED = 10_000
ROUNDS = 15
PLANS = (
    "/pathways/ebsa/plan?urgent=none&attendance=under-90&tried=no-gain&alongside=nothing&phase=secondary&district=chorley&listed=yes",
    "/pathways/anxiety/plan?urgent=none&phase=primary&district=south-ribble&listed=no",
)
COPIED = [
    column.key
    for column in Service.__table__.columns
    if column.key not in ("id", "slug", "name", "coverage", "districts", "version", "changed_at")
]


def main() -> None:
    with TemporaryDirectory() as folder:
        app = seeded(Path(folder))
        app.add_url_rule("/bare/<int:size>", view_func=public(_bare))
        client = app.test_client()
        gc.freeze()  # The vocabulary of the search fills the heap; without this the times are those of the collector passing over it.
        plans = [_finished(client.get, address) for address in PLANS]
        few = [_milliseconds(client.get, address) for address in plans]
        bare = [_milliseconds(client.get, f"/bare/{len(client.get(address).data)}") for address in plans]
        count = fill(app)
        many = [_milliseconds(client.get, address) for address in plans]
        bare_many = [_milliseconds(client.get, f"/bare/{len(client.get(address).data)}") for address in plans]
    print(f"A whole plan request, milliseconds at the median of {ROUNDS}, with {count} services and with {WANTED}.")
    print("The bare page has as many bytes from the same frame and asks nothing of the database. The new services lie in 40 districts.\n")
    for address, *times in zip(plans, few, bare, many, bare_many, strict=True):
        print(f"{address.split('?')[0]:26} {count:6}: {times[0]:7.1f} (bare page {times[1]:5.1f})", end="")
        print(f"   {WANTED}: {times[2]:7.1f} (bare page {times[3]:5.1f})", end="")
        print(f"   grew {times[2] / times[0]:.1f} times, the catalogue {WANTED / count:.0f} times")
    if any(after / before >= WANTED / count for before, after in zip(few, many, strict=True)):
        raise SystemExit("A plan grew as fast as the catalogue.")


def _bare(size: int) -> str:
    page = render_template_string("{% extends 'base.html' %}{% block main %}<h1>Bare</h1><p>{{ words }}</p>{% endblock %}", words="")
    return page.replace("<p></p>", f"<p>{'x' * (size - len(page))}</p>")


def _finished(get: Callable[..., Any], address: str) -> str:
    """The address with "I don't know" for every question that is still open."""
    while "/plan?" in address and (answer := get(address)).status_code == 302:
        path, _, query = answer.location.partition("?")
        page, question = path.rsplit("/", 1)
        address = f"{page}/plan?{query}&{question}=dont-know"
    return address


def _milliseconds(get: Callable[..., Any], address: str) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        assert get(address).status_code == 200
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def fill(app: Flask) -> int:
    """Copies of the seeded services, each in one of many districts or in the whole county, for needs as common as the seeded ones."""
    chance = random.Random(3)
    with app.app_context(), transaction() as session:
        originals = session.scalars(select(Service)).all()
        needs = session.scalars(select(Need)).all()
        districts = ["chorley", "south-ribble", *(f"district-{number}" for number in range(38))]
        for number in range(WANTED - len(originals)):
            session.add(_copy(chance.choice(originals), number, chance, needs, districts))
        return len(originals)


def _copy(original: Service, number: int, chance: random.Random, needs: Sequence[Need], districts: Sequence[str]) -> Service:
    slug = f"copy-{number}"
    own = list(dict.fromkeys(chance.choices(needs, k=2)))
    return Service(
        **{name: getattr(original, name) for name in COPIED},
        id=stable_id("service", slug),
        slug=slug,
        name=f"{original.name} {number}",
        coverage=Coverage.DISTRICTS,
        districts=[chance.choice(districts)],
        changed_at=original.changed_at,
        needs=[ServiceNeed(need=need, strength=chance.choice(list(Strength)), position=at) for at, need in enumerate(own)],
    )


if __name__ == "__main__":
    main()
