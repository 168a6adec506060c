"""Looks for weak spots: whom each stage asks, and which of them fit the schools of each place. Pure, and quick.

Only the schools of this place are looked at, and the first service that fits settles most questions, so few are judged.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from directory.catalogue.models import Service
from directory.catalogue.standing import TRUSTED
from directory.pathways import flow
from directory.pathways.document import Ask, Group, Pathway, Stage, holds
from directory.pathways.recommend import Catalogue, judge
from directory.pathways.selecting import selected_by
from directory.pathways.weak_spots import Place, Weakness, WeakSpot, month
from directory.vocabulary import Level, ListingStatus, Phase

HELPERS = (Group.CONSULT, Group.REFER)


def weak_spots(pathways: Iterable[Pathway], catalogue: Catalogue) -> list[WeakSpot]:
    """Every weak spot of these pathways, the gravest first."""
    look = _Look(catalogue)
    return sorted((spot for pathway in pathways for spot in look.over(pathway)), key=lambda spot: spot.gravity)


@dataclass(frozen=True)
class _Way:
    """Whom one way through a stage asks, wherever the school is. Whoever is asked for advice is not among those to refer to."""

    helpers: Sequence[Service]
    refer: Sequence[Service]
    running: Sequence[Service]
    trusted: Sequence[Service]
    confirmed: Sequence[tuple[date, Service]]


class _Look:
    """One look over the catalogue as it is."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.schools = list(product((phase.value for phase in Phase), sorted(catalogue.home)))
        places = [Place(*each, listed) for each in self.schools for listed in (None, False)]
        self.cases = {place: catalogue.case(place.phase, place.district, place.listed) for place in places}
        self.judged: dict[tuple[Place, str], bool] = {}
        self.by_need: defaultdict[str, list[Service]] = defaultdict(list)
        for service in catalogue.services.values():
            for answered in service.needs:
                self.by_need[answered.need.slug].append(service)

    def over(self, pathway: Pathway) -> Iterator[WeakSpot]:
        """The weak spots of a pathway. Where the ways through a stage differ, the worst of them counts."""
        outcomes = list(flow.every_outcome(pathway))
        for stage in pathway.stages:
            worst: dict[tuple[Weakness, Place], date | None] = {}
            for way in self._ways(stage, [answers for reached, answers in outcomes if reached is stage]):
                for weakness, place, last in self._weak(way, stage.level):
                    before = worst.get((weakness, place), last)
                    worst[weakness, place] = min(before, last) if before and last else None
            yield from _together(pathway, stage, worst)

    def _ways(self, stage: Stage, answers: Iterable[dict[str, str]]) -> list[_Way]:
        asked = [(ask, self._asked(ask)) for group in HELPERS for ask in stage.asks if ask.group == group]
        ways = {tuple(holds(ask.when, each) for ask, _ in asked) for each in answers}
        return [self._way([each for each, called in zip(asked, way, strict=True) if called]) for way in sorted(ways)]

    def _asked(self, ask: Ask) -> list[Service]:
        if ask.select is None:
            return [self.catalogue.services[slug] for slug in ask.services if slug in self.catalogue.services]
        return [service for need in ask.select.needs for service in self.by_need[need] if selected_by(ask.select, service)]

    def _way(self, asked: Sequence[tuple[Ask, Sequence[Service]]]) -> _Way:
        groups = {service.slug: ask.group for ask, services in reversed(asked) for service in services}
        helpers = [self.catalogue.services[slug] for slug in groups]
        days = [(max(each.confirmed_on for each in service.confirmations), service) for service in helpers if service.confirmations]
        return _Way(
            helpers=helpers,
            refer=[service for service in helpers if groups[service.slug] == Group.REFER],
            running=[service for service in helpers if service.status == ListingStatus.CURRENT],
            trusted=[service for service in helpers if self.catalogue.standing(service) in TRUSTED],
            confirmed=sorted(days, key=lambda each: each[0], reverse=True),
        )

    def _weak(self, way: _Way, level: Level) -> Iterator[tuple[Weakness, Place, date | None]]:
        """Only where nobody fits does it matter whether a school is on a list. The grid too counts a service with a list for all."""
        wanted = way.helpers if level == Level.UNIVERSAL else way.refer
        for phase, district in self.schools:
            every, unlisted = Place(phase, district), Place(phase, district, listed=False)
            if not self._any(wanted, unlisted):
                yield Weakness.NOBODY, unlisted if self._any(wanted, every) else every, None
            if not self._any(way.helpers, every):
                continue
            if not self._any(way.running, every):
                yield Weakness.CHECK, every, None
            if not self._any(way.trusted, every):
                yield Weakness.UNCONFIRMED, every, next((day for day, service in way.confirmed if self._fits(service, every)), None)

    def _any(self, services: Iterable[Service], place: Place) -> bool:
        return any(self._fits(service, place) for service in services)

    def _fits(self, service: Service, place: Place) -> bool:
        key = place, service.slug
        if key not in self.judged:
            self.judged[key] = judge(self.cases[place], service).fits
        return self.judged[key]


def _together(pathway: Pathway, stage: Stage, weak: dict[tuple[Weakness, Place], date | None]) -> Iterator[WeakSpot]:
    """The places with the same sentence as one weak spot."""
    alike: defaultdict[tuple[Weakness, str], list[tuple[Place, date | None]]] = defaultdict(list)
    for (weakness, place), last in weak.items():
        alike[weakness, month(last) if last else ""].append((place, last))
    for (weakness, _), found in alike.items():
        last = max((day for _, day in found if day), default=None)
        yield WeakSpot(pathway.slug, stage.id, stage.level, weakness, frozenset(place for place, _ in found), last)
