"""A plan, or a fixed page of urgent help, as other systems read it. The keys are a contract."""

from collections.abc import Iterable, Mapping
from typing import Any

from directory.pathways.document import Statement
from directory.pathways.models import PathwayVersion
from directory.pathways.plan import HOW_NOT_KNOWN, Recommended
from directory.pathways.planning import Plan
from directory.pathways.urgency import Flag
from directory.pathways.walk import Walk
from directory.urgent_help import Situation, UrgentHelp
from directory.vocabulary import Level

Json = dict[str, Any]


def of_plan(plan: Plan, help: UrgentHelp) -> Json:
    """The whole plan. What is proposed says so."""
    return {
        **_head(plan.walk, plan.version),
        "stage": plan.stage.id,
        "stage_name": plan.stage.name,
        "level": plan.stage.level.value,
        "thrive": plan.stage.thrive.value,
        "apdr": plan.stage.apdr.value,
        "awaiting_sign_off": plan.awaits_sign_off,
        "urgent": _urgent(None, help.situations),
        "today": _statements(plan.today),
        "this_week": _statements(plan.this_week),
        "avoid": _statements(plan.avoid),
        "refer": [_recommended(each) for each in plan.advice.refer],
        "not_now": [{"slug": each.service.slug, "name": each.service.name, "why_not": list(each.why_not)} for each in plan.advice.not_now],
        "evidence": _statements(plan.evidence),
        "review": {
            "school_weeks": plan.review.school_weeks,
            "school_days": plan.stage.review.school_days,
            "by": plan.review.by.isoformat(),
            "basis": plan.review.basis,
        },
        "move_up_if": _statements(plan.move_up),
        "sources": [{"title": cited.title, "dated": cited.dated} for cited in plan.sources],
    }


def of_flag(walk: Walk, version: PathwayVersion, flag: Flag, help: UrgentHelp) -> Json:
    """The fixed page in the same shape: nothing to refer to but who answers at once."""
    services = [
        {"slug": slug, "group": "refer", "why": [flag.title], "check": [], "how": "Call now", "proposed": False} for slug in flag.services
    ]
    return {
        **_head(walk, version),
        "stage": flag.id,
        "stage_name": flag.title,
        "level": Level.CRISIS.value,
        "urgent": _urgent(flag, flag.lines(help)),
        "today": _statements(flag.steps),
        "this_week": [],
        "refer": services,
        "not_now": [],
        "evidence": [],
        "review": {"school_weeks": 0, "school_days": 1, "by": None, "basis": "On the next school day, with your safeguarding lead"},
        "move_up_if": [],
        "sources": [{"title": cited.title, "dated": cited.dated} for step in flag.steps for cited in step.sources],
    }


def _head(walk: Walk, version: PathwayVersion) -> Json:
    return {
        "pathway": walk.pathway.slug,
        "name": walk.pathway.name,
        "version": version.number,
        "version_date": version.published_on.isoformat(),
        "answers": walk.answers,
    }


def _urgent(flag: Flag | None, situations: Iterable[Situation]) -> Json:
    return {
        "flag": flag.id if flag else None,
        "lead": flag.lead if flag else None,
        "calls": [_call(situation) for situation in situations],
    }


def _call(situation: Situation) -> Json:
    lines = [{"name": line.name, "kind": line.kind, "number": line.value} for line in situation.lines]
    return {"when": situation.when, "say": situation.say, "lines": lines}


def _statements(statements: Iterable[Statement]) -> list[Mapping[str, Any]]:
    return [
        {
            "say": statement.say,
            "proposed": statement.proposed,
            "sources": [f"{cited.title}, {cited.dated}" for cited in statement.sources],
        }
        for statement in statements
    ]


def _recommended(each: Recommended) -> Json:
    return {
        "slug": each.service.slug,
        "name": each.service.name,
        "group": each.group.value,
        "why": [each.because.say, *each.judged.why],
        "check": list(each.judged.check),
        "how": each.service.how_to_refer or HOW_NOT_KNOWN,
        "proposed": each.because.proposed,
    }
