"""Whom to ask at a stage, and who is not for now. Put together from parts that are at hand, without database or request."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from directory.catalogue.documents import COVERAGE_PRIOR, KIND_PRIOR, STATUS_PRIOR
from directory.catalogue.models import Service
from directory.pathways.document import Ask, Cited, Group, Pathway, Stage, Statement, holds
from directory.pathways.recommend import Case, Judged, judge
from directory.pathways.selecting import selected_by
from directory.vocabulary import Level, Strength

Judge = Callable[[Case, Service], Judged]
ORDER = list(Group)
MOST_NOT_NOW = 12
PUT_OFF = frozenset({Group.CONSULT, Group.REFER})
SHOWN_IN_FULL = 8
HOW_NOT_KNOWN = "How to refer is not known. Ask the service."


@dataclass(frozen=True)
class Recommended:
    """One service to ask now."""

    service: Service
    group: Group
    because: Statement
    judged: Judged

    @property
    def how(self) -> str:
        return self.service.how_to_refer or HOW_NOT_KNOWN


@dataclass(frozen=True)
class NotNow:
    """One service that is not for now, and the sentences that say why."""

    service: Service
    why_not: tuple[str, ...]


@dataclass(frozen=True)
class Advice:
    """Whom to ask at a stage, in the order to show, and who is not for now."""

    refer: tuple[Recommended, ...]
    not_now: tuple[NotNow, ...]

    def group(self, group: Group) -> list[Recommended]:
        return [each for each in self.refer if each.group == group]

    @property
    def groups(self) -> list[tuple[Group, list[Recommended]]]:
        return [(group, found) for group in Group if (found := self.group(group))]


def asks_of(stage: Stage, answers: Mapping[str, str]) -> list[Ask]:
    """The asks of a stage that these answers call for."""
    return [ask for ask in stage.asks if holds(ask.when, answers)]


def said(statements: Iterable[Statement], answers: Mapping[str, str]) -> tuple[Statement, ...]:
    """The statements that these answers call for."""
    return tuple(statement for statement in statements if holds(statement.when, answers))


def later_stages(pathway: Pathway, stage: Stage, answers: Mapping[str, str]) -> list[Stage]:
    """The stages after this one, each with only the asks that these answers call for."""
    after = pathway.stages[[each.id for each in pathway.stages].index(stage.id) + 1 :]
    return [replace(each, asks=tuple(asks_of(each, answers))) for each in after]


def recommend(asks: Iterable[Ask], services: Sequence[Service], case: Case, judge: Judge = judge) -> tuple[Recommended, ...]:
    """Every service that an ask names or selects and no rule refuses, each once, in the first group that asks for it."""
    found: dict[str, Recommended] = {}
    for ask in sorted(asks, key=lambda ask: ORDER.index(ask.group)):
        for service in asked_for(ask, services):
            if service.slug not in found and (judged := judge(case, service)).fits:
                found[service.slug] = Recommended(service, ask.group, ask.why, judged)
    return tuple(found.values())


def refused(asks: Iterable[Ask], services: Sequence[Service], case: Case) -> list[NotNow]:
    """Those to consult or refer to that this stage asks for and a rule refuses, named ones first."""
    referred = sorted((ask for ask in asks if ask.group in PUT_OFF), key=lambda ask: not ask.services)
    asked = [service for ask in referred for service in asked_for(ask, services)]
    judged = {service.slug: (service, judge(case, service)) for service in asked}
    return [NotNow(service, each.why_not) for service, each in judged.values() if not each.fits]


def not_yet(stages: Iterable[Stage], services: Sequence[Service], case: Case, now: Iterable[str]) -> list[NotNow]:
    """Those to consult or refer to that only a later stage asks for. Crisis help is never put off, so it is not among them."""
    found: dict[str, NotNow] = {}
    taken = set(now)
    for stage in stages:
        for service in [service for ask in stage.asks if ask.group in PUT_OFF for service in asked_for(ask, services)]:
            if service.slug not in taken and Level.CRISIS not in service.levels and judge(case, service).fits:
                found.setdefault(service.slug, NotNow(service, (f"For a later stage of this pathway: {stage.name}",)))
    return list(found.values())


def advise(asks: Sequence[Ask], later: Sequence[Stage], near: Sequence[Service], wider: Sequence[Service], case: Case) -> Advice:
    """`near` may fit; `wider` also holds what is out of reach and what later stages ask for."""
    now = recommend(asks, near, case)
    slugs = {each.service.slug for each in now}
    others = [*refused(asks, wider, case), *not_yet(later, wider, case, slugs)]
    unique = {each.service.slug: each for each in reversed(others) if each.service.slug not in slugs}
    return Advice(now, tuple(reversed(unique.values()))[:MOST_NOT_NOW])


def sources(statements: Iterable[Statement]) -> list[Cited]:
    """Each source once, in the order of use."""
    return list(dict.fromkeys(cited for statement in statements for cited in statement.sources))


def asked_for(ask: Ask, services: Sequence[Service]) -> list[Service]:
    """Those of one ask: by name in the order named, or selected with the best first."""
    if ask.select is None:
        by_slug = {service.slug: service for service in services}
        return [by_slug[slug] for slug in ask.services if slug in by_slug]
    chosen = ask.select
    return sorted((service for service in services if selected_by(chosen, service)), key=lambda service: _rank(service, chosen.needs))


def _rank(service: Service, needs: Sequence[str]) -> tuple[bool, float, str]:
    """What is made for the need comes first, then what is known to run; the name decides between equals. A paused one is refused before."""
    main = any(answered.need.slug in needs and answered.strength == Strength.MAIN for answered in service.needs)
    return not main, -(STATUS_PRIOR[service.status] + KIND_PRIOR[service.kind] + COVERAGE_PRIOR[service.coverage]), service.name
