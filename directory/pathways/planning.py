"""Glue: from a walk to its plan, with the services of the live catalogue, the terms and the clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from directory.catalogue import finder
from directory.catalogue import queries as catalogue
from directory.catalogue.models import Service
from directory.pathways import plan, queries, review
from directory.pathways.document import Ask, Cited, Pathway, Stage, Statement
from directory.pathways.models import PathwayVersion
from directory.pathways.plan import Advice
from directory.pathways.recommend import Case
from directory.pathways.review import Calendar, Review
from directory.pathways.walk import Walk

WIDER = 40


@dataclass(frozen=True)
class Plan:
    """Everything that a plan says, as page, paper and JSON say it."""

    walk: Walk
    version: PathwayVersion
    stage: Stage
    advice: Advice
    today: tuple[Statement, ...]
    this_week: tuple[Statement, ...]
    avoid: tuple[Statement, ...]
    evidence: tuple[Statement, ...]
    move_up: tuple[Statement, ...]
    review: Review

    @property
    def pathway(self) -> Pathway:
        return self.walk.pathway

    @cached_property
    def statements(self) -> list[Statement]:
        """Everything that this plan says, in its order."""
        return [
            *self.stage.signs, *self.today, *self.this_week, *self.avoid, *(each.because for each in self.advice.refer),
            self.walk.common.not_now, *self.evidence, self.stage.review.basis, *self.move_up,
            *(other.why for other in self.pathway.see_also), *self.pathway.good_to_know,
        ]  # fmt: skip

    @cached_property
    def sources(self) -> list[Cited]:
        """Where it all comes from, each once."""
        return plan.sources(self.statements)

    def mark(self, statement: Statement) -> str:
        """The numbers of its sources, as the plan lists them."""
        return ", ".join(str(self.sources.index(cited) + 1) for cited in statement.sources)

    @property
    def awaits_sign_off(self) -> bool:
        return self.version.sign_off is None and (self.pathway.proposed > 0 or any(each.proposed for each in self.statements))


def make(walk: Walk, version: PathwayVersion, calendar: Calendar, today: date) -> Plan:
    """The plan for the answers of a walk that has come to its end."""
    stage, answers = walk.stage, walk.read
    return Plan(
        walk=walk,
        version=version,
        stage=stage,
        advice=advice_for(walk.pathway, stage, answers, case_of(walk)),
        today=plan.said(stage.today, answers),
        this_week=plan.said(stage.this_week, answers),
        avoid=plan.said(stage.avoid, answers),
        evidence=(*plan.said(stage.evidence, answers), *walk.common.evidence),
        move_up=plan.said(stage.move_up, answers),
        review=review.review_by(stage.review, today, calendar),
    )


def case_of(walk: Walk) -> Case:
    """What is known of the school, from the answers."""
    listed = walk.known_context("listed")
    return case_for(
        walk.pathway,
        districts=walk.districts,
        phase=walk.known_context("phase"),
        district=walk.known_context("district"),
        listed=None if listed is None else listed == "yes",
    )


def case_for(
    pathway: Pathway, *, districts: Mapping[str, str], phase: str | None, district: str | None, listed: bool | None = None
) -> Case:
    return Case(
        needs=queries.need_names(pathway.needs),
        phase=phase,
        district=district,
        listed=listed,
        districts=districts,
        home=catalogue.home_districts(),
        standing=finder.current().standing,
    )


def matters(walk: Walk) -> Mapping[str, bool]:
    """Which questions about the school would change the plan."""
    return queries.what_matters(plan.asks_of(walk.stage, walk.read), walk.known_context("district"))


def advice_for(pathway: Pathway, stage: Stage, answers: Mapping[str, str], case: Case) -> Advice:
    """Ask the catalogue once for what may fit, and once, up to a limit, for what is not for now."""
    asks, later = plan.asks_of(stage, answers), plan.later_stages(pathway, stage, answers)
    near = queries.matching(asks, case.district)
    all_asks = [*asks, *(ask for other in later for ask in other.asks)]
    return plan.advise(asks, later, near, [*queries.matching(_named(all_asks)), *_selected(all_asks)], case)


def _named(asks: Iterable[Ask]) -> list[Ask]:
    return [ask for ask in asks if ask.services]


def _selected(asks: Iterable[Ask]) -> Iterable[Service]:
    chosen = [ask for ask in asks if ask.select]
    return queries.matching(chosen, limit=WIDER) if chosen else ()


def in_full(advice: Advice) -> dict[str, Service]:
    """The first services of each group with all that their cards show; the rest are only named."""
    first = [each.service.id for _, found in advice.groups for each in found[: plan.SHOWN_IN_FULL]]
    return {service.slug: service for service in queries.in_full(first)}
