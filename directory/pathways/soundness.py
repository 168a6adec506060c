"""What is wrong with a table: names that point nowhere, stages out of reach, a worse answer that leads to an earlier stage. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from directory.pathways import flow
from directory.pathways.document import DONT_KNOW, Conditions, Pathway, holds
from directory.vocabulary import Level

LEVELS = list(Level)


def problems(pathway: Pathway) -> list[str]:
    """One sentence for each fault; the table is only walked when all its names are known."""
    return list(_bad_names(pathway)) or [*_order_of_levels(pathway), *_reach(pathway), *_not_monotone(pathway)]


def _bad_names(pathway: Pathway) -> Iterator[str]:
    stages = [stage.id for stage in pathway.stages]
    answers = {question.id: {choice.id for choice in question.choices} for question in pathway.questions}
    yield from _twice("stage", stages)
    yield from _twice("question", [question.id for question in pathway.questions])
    for number, rule in enumerate(pathway.rules, start=1):
        if rule.stage not in stages:
            yield f"rules {number}: stage {rule.stage!r} does not exist"
        yield from _bad_conditions(f"rules {number}", rule.when, answers)
    if not pathway.rules or pathway.rules[-1].when:
        yield "rules: the last one must have no `when`"
    for stage in pathway.stages:
        for when in stage.conditions():
            yield from _bad_conditions(f"stage {stage.id}: when", when, answers)


def _bad_conditions(where: str, when: Conditions, answers: Mapping[str, set[str]]) -> Iterator[str]:
    for question, wanted in when.items():
        if question not in answers:
            yield f"{where}: question {question!r} does not exist"
        else:
            yield from (f"{where}: {question} has no answer {answer!r}" for answer in sorted(wanted - answers[question]))


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    ids = list(ids)
    yield from (f"{what} {id}: is there twice" for id in sorted({id for id in ids if ids.count(id) > 1}))


def _order_of_levels(pathway: Pathway) -> Iterator[str]:
    for before, after in zip(pathway.stages, pathway.stages[1:], strict=False):
        if LEVELS.index(after.level) < LEVELS.index(before.level):
            yield f"stage {after.id}: level {after.level} comes after {before.level}, which is more severe"


def _reach(pathway: Pathway) -> Iterator[str]:
    ways = [flow.as_read(pathway, answers) for answers in flow.every_way(pathway)]
    deciding = {next(number for number, rule in enumerate(pathway.rules) if holds(rule.when, way)) for way in ways}
    yield from (f"rules {number + 1}: no answers lead to it" for number in range(len(pathway.rules)) if number not in deciding)
    reached = {pathway.rules[number].stage for number in deciding}
    yield from (f"stage {stage.id}: no answers lead to it" for stage in pathway.stages if stage.id not in reached)


def _not_monotone(pathway: Pathway) -> Iterator[str]:
    """Each answer made one step worse, all else the same, must never lead to an earlier stage."""
    order = [stage.id for stage in pathway.stages]
    for answers in flow.every_way(pathway):
        if DONT_KNOW in answers.values():
            continue
        for question in pathway.questions:
            worse = question.rank(answers[question.id]) + 1
            if worse == len(question.choices):
                continue
            changed = {**answers, question.id: question.choices[worse].id}
            before, after = flow.stage_of(pathway, answers).id, flow.stage_of(pathway, changed).id
            if order.index(after) < order.index(before):
                yield f"rules: {answers} lead to {before}, but the worse {question.id}={changed[question.id]} leads back to {after}"
