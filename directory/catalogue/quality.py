"""How good the data is, counted from the listings themselves. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from directory.catalogue.models import Service
from directory.vocabulary import Coverage, ListingStatus, Standing, Word

OLDEST_SHOWN = 10
KINDS = {"nhs": "NHS", "cic": "Community interest company"}
# Each fact that a school needs, and whether a listing gives it.
FACTS: tuple[tuple[str, Callable[[Service], bool]], ...] = (
    ("Which ages or phases it takes", lambda service: bool(service.phases or service.age_min is not None or service.age_max is not None)),
    ("Which area it covers", lambda service: service.coverage != Coverage.NOT_STATED),
    ("Who may refer", lambda service: bool(service.who_can_refer)),
    ("How to refer", lambda service: bool(service.how_to_refer)),
    ("Whether consent is needed", lambda service: bool(service.consent)),
    ("How long the wait is", lambda service: bool(service.waiting_time)),
    ("What it costs", lambda service: bool(service.cost)),
    ("A way to get in touch", lambda service: bool(service.public_contacts)),
)


@dataclass(frozen=True)
class Count:
    """How many of all the listings."""

    label: str
    number: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.number / self.of) if self.of else 0


@dataclass(frozen=True)
class Oldest:
    """A listing whose newest dated source is old."""

    service: Service
    dated: str


@dataclass(frozen=True)
class Quality:
    """What the page says. `undated` listings have no source with a date at all. `confirmed` counts, for each kind of provider, the listings
    of which something was confirmed since a day."""

    total: int
    ended: int
    standings: Sequence[Count]
    statuses: Sequence[Count]
    unknown: Sequence[Count]
    confirmed: Sequence[Count]
    to_ask: int
    undated: int
    oldest: Sequence[Oldest]


def measure(services: Sequence[Service], ended: int, standing: Callable[[Service], Standing], since: date) -> Quality:
    """Count these public listings; `ended` more are kept back because they may have ended. What is confirmed is counted since a day."""
    newest = {service: newest_date(service) for service in services}
    dated = sorted((date, service.name, service) for service, date in newest.items() if date)
    return Quality(
        total=len(services),
        ended=ended,
        standings=_counted(map(standing, services), Standing, len(services)),
        statuses=_counted((service.status for service in services), ListingStatus, len(services)),
        unknown=[Count(fact, sum(not known(service) for service in services), len(services)) for fact, known in FACTS],
        confirmed=_by_kind(services, since),
        to_ask=sum(len(service.to_confirm) for service in services),
        undated=sum(date is None for date in newest.values()),
        oldest=[Oldest(service, date) for date, _, service in dated[:OLDEST_SHOWN]],
    )


def _by_kind(services: Iterable[Service], since: date) -> list[Count]:
    """Of the listings of each kind of provider, how many have had anything confirmed since; the kinds with most listings first."""
    listed, confirmed = Counter[str](), Counter[str]()
    for service in services:
        kind = service.organisation.kind
        listed[kind] += 1
        confirmed[kind] += any(confirmation.confirmed_on >= since for confirmation in service.confirmations)
    return [Count(KINDS.get(kind) or kind.replace("-", " ").capitalize(), confirmed[kind], total) for kind, total in listed.most_common()]


def newest_date(service: Service) -> str | None:
    """The date of the newest source that has one, as it is known: 2024-03, or 2024-03-09."""
    return max((source.dated for source in service.sources if source.dated[:4].isdecimal()), default=None)


def _counted(found: Iterable[Word], words: type[Word], total: int) -> list[Count]:
    """How often each word occurs; what may have ended is no public listing."""
    counts = Counter(found)
    return [Count(word.label, counts[word], total) for word in chain(words) if word != Standing.POSSIBLY_ENDED]
