"""Asks providers about what is due: one message to a provider, never one for each fact, and to the editors at the end.

A message, what it was about and its place in the outbox are one transaction, so a run may be killed, repeated, or run twice at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from directory.accounts import queries as accounts
from directory.accounts import tokens
from directory.accounts.letters import Letter
from directory.accounts.models import Person
from directory.accounts.operations import new_id, post
from directory.catalogue.models import Service
from directory.catalogue.standing import Freshness
from directory.db import transaction
from directory.freshness import due, queries
from directory.freshness.due import Fact, Schedule
from directory.freshness.models import Asked, Reminder, Stage


@dataclass(frozen=True)
class DueFact:
    """One fact of one listing that is due or soon will be."""

    service: Service
    fact: Fact
    stage: Stage

    @property
    def key(self) -> tuple[str, str, date | None, str]:
        return self.service.id, self.fact.group, self.fact.due_on, self.stage


@dataclass(frozen=True)
class Rules:
    """What a run goes by: the half-lives, the days of asking, and how the letters are worded."""

    freshness: Freshness
    schedule: Schedule
    to_provider: Callable[[str, Sequence[DueFact], str], Letter]
    to_editors: Callable[[Sequence[tuple[str, Sequence[DueFact]]]], Letter]


def remind(*, rules: Rules, at: datetime) -> tuple[int, int]:
    """Ask every provider that should be asked today; return how many were, and of how many the editors were told."""
    if rules.freshness.is_quiet(at.date()):
        return 0, 0
    providers = queries.providers_with_people()
    reminded = sum(_remind(id, name, rules, at) for id, name in providers)
    return reminded, _tell_editors(providers, rules, at)


def _due(organisation_id: str, rules: Rules, today: date) -> list[DueFact]:
    people = queries.people_of(organisation_id)
    if not people:
        return []
    never = due.first_due(people[0][1].date(), rules.freshness, rules.schedule)
    return [
        DueFact(service, fact, stage)
        for service in queries.listed_services_of(organisation_id)
        for fact in due.facts(service, rules.freshness, today, never)
        if (stage := due.stage(fact, rules.schedule))
    ]


def _remind(organisation_id: str, name: str, rules: Rules, at: datetime) -> bool:
    today = at.date()
    found = [each for each in _due(organisation_id, rules, today) if each.stage != Stage.EDITOR]
    known = queries.asked({each.service.id for each in found})
    new = [each for each in found if each.key not in known]
    last = queries.last_reminded(organisation_id)
    if not new or (last is not None and (today - last).days < rules.schedule.gap):
        return False
    people = [person for person, _ in queries.people_of(organisation_id)]
    # A reminder that nobody heeded goes to somebody else, where there is somebody else.
    to = people[-1 if any(each.stage == Stage.AFTER for each in new) else 0]
    try:
        _send(organisation_id, name, to, found, new, rules, at)
    except IntegrityError:
        return False
    return True


def _send(
    organisation_id: str, name: str, to: Person, found: Sequence[DueFact], new: Sequence[DueFact], rules: Rules, at: datetime
) -> None:
    token, email, person_id = tokens.new(), to.email, to.id
    letter = rules.to_provider(name, found, token)
    rows = [_asked(each, at.date()) for each in new]
    reminder = Reminder(
        id=new_id(),
        organisation_id=organisation_id,
        person_id=person_id,
        token_hash=tokens.hashed(token),
        sent_on=at.date(),
        ends_at=at + timedelta(days=rules.schedule.link),
    )
    older = update(Reminder).where(Reminder.organisation_id == organisation_id, Reminder.person_id == person_id, Reminder.ends_at > at)
    with transaction() as session:
        session.add_all(rows)
        session.flush()
        session.execute(older.values(ends_at=at))
        session.add(reminder)
        post(session, to=email, subject=letter.subject, text=letter.text, at=at)


def _tell_editors(providers: Sequence[tuple[str, str]], rules: Rules, at: datetime) -> int:
    """One message with everything that no provider has answered; each thing is told once."""
    told: list[tuple[str, Sequence[DueFact]]] = []
    for id, name in providers:
        overdue = [each for each in _due(id, rules, at.date()) if each.stage == Stage.EDITOR]
        known = queries.asked({each.service.id for each in overdue})
        if new := [each for each in overdue if each.key not in known]:
            told.append((name, new))
    editors = [editor.email for editor in accounts.editors()]
    if not told or not editors:
        return 0
    letter = rules.to_editors(told)
    rows = [_asked(each, at.date()) for _, facts in told for each in facts]
    with transaction() as session:
        session.add_all(rows)
        for email in editors:
            post(session, to=email, subject=letter.subject, text=letter.text, at=at)
    return len(told)


def _asked(each: DueFact, today: date) -> Asked:
    return Asked(
        id=new_id(), service_id=each.service.id, fact_group=each.fact.group, due_on=each.fact.due_on, stage=each.stage, asked_on=today
    )
