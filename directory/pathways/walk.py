"""A walk through one pathway: the answers of an address, and the step that they lead to. Urgency first, whatever the address says. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from directory.pathways import flow
from directory.pathways.document import DONT_KNOW, Pathway, Question, Stage
from directory.pathways.urgency import CONTEXT, NONE, Common, Flag, Words
from directory.vocabulary import Phase

URGENT = "urgent"
LISTED = {"yes": "Yes", "no": "No"}
DONT_KNOW_LABEL = "I don’t know"


@dataclass(frozen=True)
class Option:
    """One answer to choose."""

    value: str
    label: str
    hint: str | None = None


@dataclass(frozen=True)
class Step:
    """One question as the page asks it. "I don't know" is always the last choice."""

    id: str
    ask: str
    hint: str | None
    options: tuple[Option, ...]

    def label(self, answer: str) -> str:
        return next(option.label for option in self.options if option.value == answer)


@dataclass(frozen=True)
class Walk:
    """The pathway, the answers so far (only those that are choices), and the districts to choose from."""

    pathway: Pathway
    common: Common
    districts: Mapping[str, str]
    given: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every question that the pathway can ask, in order."""
        context = self.common.context
        return (
            _urgent_step(self.common, self.pathway),
            *(_own_step(question) for question in self.pathway.questions),
            _context_step("phase", context["phase"], {phase.value: phase.label for phase in Phase}),
            _context_step("district", context["district"], self.districts),
            _context_step("listed", context["listed"], LISTED),
        )

    @cached_property
    def answers(self) -> dict[str, str]:
        """The answers that are choices, in the order of the questions. What is no choice was never answered."""
        steps = {step.id: step for step in self.steps}
        allowed = {id: {option.value for option in step.options} for id, step in steps.items()}
        return {id: self.given[id] for id in steps if self.given.get(id) in allowed[id]}

    @property
    def own(self) -> dict[str, str]:
        """The answers that decide the stage."""
        return flow.known(self.pathway, self.answers)

    @property
    def flag(self) -> Flag | None:
        """What must not wait, if the answers say so."""
        return self.common.flag(self.answers.get(URGENT))

    @property
    def urgency_is_asked(self) -> bool:
        return URGENT in self.answers

    def step(self, id: str) -> Step | None:
        return next((step for step in self.steps if step.id == id), None)

    def next_step(self) -> Step | None:
        """Urgency, then the pathway's own questions that still change something. What is asked of the school comes after that."""
        if not self.urgency_is_asked:
            return self.step(URGENT)
        question = flow.next_question(self.pathway, self.own)
        return self.step(question.id) if question else None

    def next_about_school(self, matters: Mapping[str, bool]) -> Step | None:
        """The first unanswered question about the school whose answer would change something."""
        return next((self.step(id) for id in CONTEXT if matters[id] and id not in self.answers), None)

    @property
    def stage(self) -> Stage:
        return flow.stage_of(self.pathway, self.own)

    @property
    def read(self) -> dict[str, str]:
        """The own answers as the rules read them."""
        return flow.as_read(self.pathway, {question.id: self.own.get(question.id, DONT_KNOW) for question in self.pathway.questions})

    @property
    def because(self) -> list[tuple[str, str]]:
        """The answers that led to this stage, in words: each question with what was answered."""
        steps = {step.id: step for step in self.steps}
        return [(steps[id].ask, steps[id].label(self.own[id])) for id in flow.deciding(self.pathway, self.own)]

    @property
    def assumed(self) -> list[tuple[str, str]]:
        """For each own question answered with "I don't know": the question, and what is assumed."""
        unknown = [question for question in self.pathway.questions if self.own.get(question.id) == DONT_KNOW]
        return [(question.ask, _label(question, question.dont_know_as)) for question in unknown]

    def before(self, id: str) -> str | None:
        """The question answered before this one."""
        ids = [step.id for step in self.steps]
        answered = [other for other in ids[: ids.index(id)] if other in self.answers]
        return answered[-1] if answered else None

    def as_address(self, **changed: str) -> str:
        """The answers as the query of an address."""
        return urlencode({**self.answers, **changed})

    def known_context(self, name: str) -> str | None:
        """What was answered about the school, None where it is not known."""
        answer = self.answers.get(name)
        return None if answer == DONT_KNOW else answer


def _urgent_step(common: Common, pathway: Pathway) -> Step:
    flags = [Option(flag.id, flag.label, flag.hint) for flag in common.asked_in(pathway.slug)]
    return Step(URGENT, common.urgent.ask, common.urgent.hint, (*flags, Option(NONE, common.none), Option(DONT_KNOW, DONT_KNOW_LABEL)))


def _own_step(question: Question) -> Step:
    options = [Option(choice.id, choice.label, choice.hint) for choice in question.choices]
    return Step(question.id, question.ask, question.hint, (*options, Option(DONT_KNOW, DONT_KNOW_LABEL)))


def _context_step(id: str, words: Words, choices: Mapping[str, str]) -> Step:
    options = [Option(value, label) for value, label in choices.items()]
    return Step(id, words.ask, words.hint, (*options, Option(DONT_KNOW, DONT_KNOW_LABEL)))


def _label(question: Question, answer: str) -> str:
    return next(choice.label for choice in question.choices if choice.id == answer)
