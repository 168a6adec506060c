"""Problems that readers report: no names, no words of theirs, only what is wrong with which listing, until somebody has closed it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from directory.access import Actor
from directory.accounts import queries as accounts
from directory.accounts.letters import Letter
from directory.accounts.limits import Limit
from directory.accounts.operations import new_id, post, record
from directory.catalogue.models import Service
from directory.db import transaction
from directory.freshness.errors import NotYours
from directory.freshness.models import Problem, ProblemState, Topic

REPORTS = Limit("problem", 10, timedelta(hours=1))


def report(*, service_id: str, topic: Topic, letter: Letter, at: datetime) -> None:
    """Keep what a reader reports. The first report is told to the editors and to whoever looks after the listing; the next are counted."""
    try:
        _report(service_id, topic, letter, at)
    except IntegrityError:
        _report(service_id, topic, letter, at)


def _report(service_id: str, topic: Topic, letter: Letter, at: datetime) -> None:
    with transaction() as session:
        known = select(Problem).where(Problem.service_id == service_id, Problem.topic == topic, Problem.state != ProblemState.CLOSED)
        problem = session.scalar(known.with_for_update())
        if problem:
            problem.times, problem.last_on = problem.times + 1, at.date()
            return
        service = session.get(Service, service_id)
        if service is None:
            raise NotYours
        problem = Problem(id=new_id(), service_id=service_id, topic=topic, state=ProblemState.OPEN, times=1)
        problem.first_on = problem.last_on = at.date()
        session.add(problem)
        for person in [*accounts.members(service.organisation_id), *accounts.editors()]:
            post(session, to=person.email, subject=letter.subject, text=letter.text, at=at)
        record(session, by=None, verb="reported a problem", kind="problem", about=problem.id, at=at, topic=topic.value)


def answer(*, problem_id: str, by: Actor, at: datetime) -> None:
    """The provider has looked, and has put right what was wrong. An editor closes it."""
    with transaction() as session:
        problem = _problem(session, problem_id)
        if not by.may_edit(problem.service.organisation_id):
            raise NotYours
        if problem.state == ProblemState.OPEN:
            problem.state, problem.answered_at = ProblemState.ANSWERED, at
            record(session, by=by, verb="answered a problem", kind="problem", about=problem.id, at=at)


def close(*, problem_id: str, by: Actor, at: datetime) -> None:
    """An editor has seen to it."""
    with transaction() as session:
        problem = _problem(session, problem_id)
        if not by.is_editor:
            raise NotYours
        if problem.state != ProblemState.CLOSED:
            problem.state, problem.closed_at = ProblemState.CLOSED, at
            record(session, by=by, verb="closed a problem", kind="problem", about=problem.id, at=at)


def _problem(session: Session, problem_id: str) -> Problem:
    wanted = select(Problem).where(Problem.id == problem_id).options(joinedload(Problem.service)).with_for_update(of=Problem)
    problem = session.scalar(wanted.execution_options(populate_existing=True))
    if problem is None:
        raise NotYours
    return problem
