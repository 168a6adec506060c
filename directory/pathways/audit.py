"""Walks every pathway through every answer, phase, district and list, and says what is wrong and what is weak. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from directory.catalogue.models import Service
from directory.pathways import check, flow, plan
from directory.pathways.document import Ask, Group, Pathway, Stage, holds
from directory.pathways.plan import Recommended
from directory.pathways.recommend import Case, Judged, judge
from directory.pathways.urgency import NONE, Common
from directory.pathways.walk import URGENT, Walk
from directory.vocabulary import Level, ListingStatus, Phase, Standing

MOST_QUESTIONS = 7
ASKED_OF_EVERYBODY = 4
HELPERS = {Group.CONSULT, Group.REFER}


@dataclass(frozen=True)
class Catalogue:
    """What the walk needs of the live catalogue."""

    services: Mapping[str, Service]
    needs: frozenset[str]
    districts: Mapping[str, str]
    home: frozenset[str]
    standing: Callable[[Service], Standing]


@dataclass(frozen=True)
class WeakSpot:
    """A place where the plan holds, but only just."""

    pathway: str
    stage: str
    what: str


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
    report = Report(pathways=len(pathways))
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


def weak_spots(pathway: Pathway, stage: Stage, made: Sequence[Made], catalogue: Catalogue) -> Iterator[WeakSpot]:
    """Stages that lean on what nobody has confirmed, and schools of this place for whom there is advice but nobody to refer to."""
    everyone = {found.service.slug: found.service for each in made for found in each.refer if found.group in HELPERS}
    if everyone and not any(catalogue.standing(service) == Standing.CONFIRMED for service in everyone.values()):
        yield WeakSpot(pathway.slug, stage.id, "no service here is confirmed by its provider")
    if everyone and all(service.status != ListingStatus.CURRENT for service in everyone.values()):
        yield WeakSpot(pathway.slug, stage.id, "every service here must be checked before it is used")
    local = [each for each in made if each.case.district in catalogue.home and each.case.phase and each.case.listed is False]
    wanted = HELPERS if stage.level == Level.UNIVERSAL else {Group.REFER}
    without = [each.place for each in local if not any(found.group in wanted for found in each.refer)]
    if without:
        yield WeakSpot(pathway.slug, stage.id, f"nobody to {'ask' if Group.CONSULT in wanted else 'refer to'}: {'; '.join(without)}")


class _Auditor:
    """The walk of one pathway. Each distinct plan is made once, however many paths lead to it."""

    def __init__(self, pathway: Pathway, common: Common, catalogue: Catalogue, report: Report) -> None:
        self.pathway, self.catalogue, self.report = pathway, catalogue, report
        self.start = Walk(pathway, common, catalogue.districts)
        self.places = list(product([None, *Phase], [None, *catalogue.districts], [None, True, False]))
        self.made: set[tuple[str, tuple[bool, ...]]] = set()
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
            self._plans(stage, flow.as_read(self.pathway, answers))
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
        outcome = (stage.id, tuple(holds(when, answers) for when in stage.conditions()))
        if outcome in self.made:
            return
        self.made.add(outcome)
        asks = plan.asks_of(stage, answers)
        if not plan.said(stage.today, answers):
            self._fail([f"{stage.id}: no action for today after {answers}"])
        services = [service for service in self.catalogue.services.values() if any(plan.asked_for(ask, [service]) for ask in asks)]
        made = [self._plan(asks, services, self._case(*place)) for place in self.places]
        self.report.plans += len(made)
        self._inspect(stage, made)
        new = [spot for spot in weak_spots(self.pathway, stage, made, self.catalogue) if spot not in self.report.weak]
        self.report.weak.extend(new)

    def _case(self, phase: str | None, district: str | None, listed: bool | None) -> Case:
        return Case(
            phase=phase,
            district=district,
            listed=listed,
            districts=self.catalogue.districts,
            home=self.catalogue.home,
            standing=self.catalogue.standing,
        )

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
