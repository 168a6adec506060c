"""Walks every pathway through every answer, phase, district and list, and says what is wrong and what is weak. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from directory.catalogue.models import Service
from directory.pathways import check, flow, plan, weakness
from directory.pathways.document import Ask, Pathway, Stage
from directory.pathways.plan import Recommended
from directory.pathways.recommend import Case, Catalogue, Judged, judge
from directory.pathways.urgency import NONE, Common
from directory.pathways.walk import URGENT, Walk
from directory.pathways.weak_spots import WeakSpot
from directory.vocabulary import Phase

MOST_QUESTIONS = 7
ASKED_OF_EVERYBODY = 4


@dataclass(frozen=True)
class Made:
    """Whom one plan recommends, and for which school."""

    case: Case
    refer: tuple[Recommended, ...]

    @property
    def place(self) -> str:
        listed = {None: "listed or not", True: "listed", False: "not listed"}[self.case.listed]
        return f"{self.case.phase or 'any phase'}, {self.case.district or 'any district'}, {listed}"


@dataclass
class Report:
    """The size of the walk and what it found."""

    pathways: int = 0
    paths: int = 0
    plans: int = 0
    failures: list[str] = field(default_factory=list)
    weak: list[WeakSpot] = field(default_factory=list)


def walk_all(pathways: Sequence[Pathway], common: Common, catalogue: Catalogue) -> Report:
    """The whole walk."""
    report = walk_some(pathways, common, catalogue)
    report.failures[:0] = _between(pathways, common, catalogue)
    return report


def walk_some(pathways: Sequence[Pathway], common: Common, catalogue: Catalogue) -> Report:
    """These pathways, each for itself."""
    report = Report(pathways=len(pathways), weak=weakness.weak_spots(pathways, catalogue))
    for pathway in pathways:
        report.failures.extend(_names(pathway, catalogue))
        _Auditor(pathway, common, catalogue, report).run()
    return report


def _between(pathways: Sequence[Pathway], common: Common, catalogue: Catalogue) -> Iterator[str]:
    """What can only be seen with all of them side by side."""
    slugs = {pathway.slug for pathway in pathways}
    covered = {need for pathway in pathways for need in pathway.needs}
    yield from (f"need {need}: leads to no pathway" for need in sorted(catalogue.needs - covered))
    for pathway in pathways:
        yield from (
            f"{pathway.slug}: see also {other.pathway}: there is no such pathway"
            for other in pathway.see_also
            if other.pathway not in slugs
        )
    for flag in common.flags:
        if flag.pathway and flag.pathway not in slugs:
            yield f"urgent {flag.id}: there is no pathway {flag.pathway}"
        for slug in flag.services:
            if slug not in catalogue.services or check.refusals(catalogue.services[slug], phase=None, district=None, listed=None):
                yield f"urgent {flag.id}: service {slug} cannot be recommended"


def _names(pathway: Pathway, catalogue: Catalogue) -> Iterator[str]:
    for stage in pathway.stages:
        for ask in stage.asks:
            yield from (
                f"{pathway.slug}: {stage.id}: there is no service {slug}" for slug in ask.services if slug not in catalogue.services
            )


class _Auditor:
    """The walk of one pathway. Each distinct plan is made once, however many paths lead to it."""

    def __init__(self, pathway: Pathway, common: Common, catalogue: Catalogue, report: Report) -> None:
        self.pathway, self.catalogue, self.report = pathway, catalogue, report
        self.start = Walk(pathway, common, catalogue.districts)
        self.places = list(product([None, *Phase], [None, *catalogue.districts], [None, True, False]))
        self.judged: dict[tuple[str | None, str | None, bool | None, str], Judged] = {}

    def run(self) -> None:
        asked, reached = set[str](), set[str]()
        self._urgency()
        for answers in flow.every_way(self.pathway):
            path = self._follow(answers)
            asked.update(path)
            stage = flow.stage_of(self.pathway, path)
            reached.add(stage.id)
            self.report.paths += len(self.places)
        for stage, read in flow.every_outcome(self.pathway):
            self._plans(stage, read)
        self._fail(f"question {question.id}: is never asked" for question in self.pathway.questions if question.id not in asked)
        self._fail(f"stage {stage.id}: is never reached" for stage in self.pathway.stages if stage.id not in reached)

    def _fail(self, problems: Iterable[str]) -> None:
        self.report.failures.extend(f"{self.pathway.slug}: {problem}" for problem in problems)

    def _urgency(self) -> None:
        """The first question everywhere, also behind a link that answers everything else; and every flag leaves."""
        full = {step.id: step.options[0].value for step in self.start.steps if step.id != URGENT}
        for given in ({}, full, {**full, URGENT: "no such answer"}):
            step = self._with(given).next_step()
            if step is None or step.id != URGENT:
                self._fail([f"urgency is not first after {given}"])
        for option in self.start.steps[0].options:
            if option.value != NONE and self._with({URGENT: option.value}).flag is None:
                self._fail([f"urgent={option.value} does not leave"])

    def _with(self, given: Mapping[str, str]) -> Walk:
        return Walk(self.pathway, self.start.common, self.catalogue.districts, given)

    def _follow(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Answer what is asked, one by one; the answers that were needed."""
        given = {URGENT: NONE}
        for _ in range(MOST_QUESTIONS - ASKED_OF_EVERYBODY + 1):
            step = self._with(given).next_step()
            if step is None:
                break
            given[step.id] = answers[step.id]
        else:
            self._fail([f"dead end: still asking after {answers}"])
        path = {id: answer for id, answer in given.items() if id != URGENT}
        if flow.stage_of(self.pathway, path) != flow.stage_of(self.pathway, answers):
            self._fail([f"a question left out would have changed the stage after {answers}"])
        return path

    def _plans(self, stage: Stage, answers: Mapping[str, str]) -> None:
        """Every plan of one outcome, for every school."""
        asks = plan.asks_of(stage, answers)
        if not plan.said(stage.today, answers):
            self._fail([f"{stage.id}: no action for today after {answers}"])
        services = [service for service in self.catalogue.services.values() if any(plan.asked_for(ask, [service]) for ask in asks)]
        made = [self._plan(asks, services, self.catalogue.case(*place)) for place in self.places]
        self.report.plans += len(made)
        self._inspect(stage, made)

    def _plan(self, asks: Sequence[Ask], services: Sequence[Service], case: Case) -> "Made":
        return Made(case, plan.recommend(asks, services, case, self._judge))

    def _judge(self, case: Case, service: Service) -> Judged:
        key = (case.phase, case.district, case.listed, service.slug)
        if key not in self.judged:
            self.judged[key] = judge(case, service)
        return self.judged[key]

    def _inspect(self, stage: Stage, made: Sequence["Made"]) -> None:
        """What the rules recommended, looked at by those who did not write them."""
        for each in made:
            where = f"{stage.id}: {each.place}"
            if not each.refer:
                self._fail([f"{where}: nobody to ask"])
            for found in each.refer:
                refused = check.refusals(found.service, phase=each.case.phase, district=each.case.district, listed=each.case.listed)
                self._fail(f"{where}: {found.service.slug} is recommended, but {reason}" for reason in refused)
