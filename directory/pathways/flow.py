"""Which question comes next, and which stage the answers lead to. Pure: answers in, a question or a stage out."""

from collections.abc import Iterator, Mapping
from itertools import product

from directory.pathways.document import DONT_KNOW, Pathway, Question, Rule, Stage, holds

Answers = Mapping[str, str]
Outcome = tuple[str, tuple[bool, ...]]


def known(pathway: Pathway, given: Answers) -> dict[str, str]:
    """The answers to the pathway's own questions, without those that are none of the choices."""
    choices = {question.id: {DONT_KNOW, *(choice.id for choice in question.choices)} for question in pathway.questions}
    return {id: given[id] for id in choices if given.get(id) in choices[id]}


def as_read(pathway: Pathway, answers: Answers) -> dict[str, str]:
    """Each answer as the rules read it: "I don't know" becomes the answer that the pathway says to assume."""
    assumed = {question.id: question.dont_know_as for question in pathway.questions}
    return {id: assumed[id] if answer == DONT_KNOW else answer for id, answer in answers.items() if id in assumed}


def next_question(pathway: Pathway, answers: Answers) -> Question | None:
    """The first unanswered question whose answer could still change the stage or what is said there."""
    for question in pathway.questions:
        if question.id not in answers and len(set(_outcomes(pathway, answers, question))) > 1:
            return question
    return None


def stage_of(pathway: Pathway, answers: Answers) -> Stage:
    """The stage that the answers lead to. Questions left out cannot change it, so they are read as if not known."""
    return pathway.stage(_stage_id(pathway, _filled(pathway, answers)))


def deciding(pathway: Pathway, answers: Answers) -> list[str]:
    """The questions whose answers led to the stage: those of the line that decided, or all that were answered where it asks for none."""
    when = _rule(pathway, _filled(pathway, answers)).when
    answered = [question.id for question in pathway.questions if question.id in answers]
    return [id for id in answered if id in when] or answered


def every_way(pathway: Pathway) -> Iterator[dict[str, str]]:
    """Every combination of answers, "I don't know" among them."""
    ids = [question.id for question in pathway.questions]
    for combination in product(*([*(choice.id for choice in question.choices), DONT_KNOW] for question in pathway.questions)):
        yield dict(zip(ids, combination, strict=True))


def every_outcome(pathway: Pathway) -> Iterator[tuple[Stage, dict[str, str]]]:
    """Each plan that there can be, once, however many ways lead to it: its stage, with answers, as the rules read them, that lead there."""
    seen = set[Outcome]()
    for answers in every_way(pathway):
        read = as_read(pathway, answers)
        if (outcome := _outcome(pathway, read)) not in seen:
            seen.add(outcome)
            yield pathway.stage(outcome[0]), read


def _outcomes(pathway: Pathway, answers: Answers, question: Question) -> Iterator[tuple[Outcome, ...]]:
    """For each answer to the question: what comes out, whatever the rest is answered."""
    rest = [other for other in pathway.questions if other.id not in answers and other.id != question.id]
    for choice in question.choices:
        completions = product(*([each.id for each in other.choices] for other in rest))
        ids = [other.id for other in rest]
        yield tuple(
            _outcome(pathway, {**as_read(pathway, answers), question.id: choice.id, **dict(zip(ids, completion, strict=True))})
            for completion in completions
        )


def _outcome(pathway: Pathway, answers: Answers) -> Outcome:
    stage = _stage_id(pathway, answers)
    return stage, tuple(holds(when, answers) for when in pathway.stage(stage).conditions())


def _filled(pathway: Pathway, answers: Answers) -> dict[str, str]:
    return as_read(pathway, {question.id: answers.get(question.id, DONT_KNOW) for question in pathway.questions})


def _stage_id(pathway: Pathway, answers: Answers) -> str:
    return _rule(pathway, answers).stage


def _rule(pathway: Pathway, answers: Answers) -> Rule:
    return next(rule for rule in pathway.rules if holds(rule.when, answers))
