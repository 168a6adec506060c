"""Every write of the half-term reports: beginning one, saving what the officer writes, issuing and withdrawing it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from directory.access import Actor
from directory.accounts.operations import new_id, record
from directory.db import transaction
from directory.reports import queries
from directory.reports.content import Figure, Priority, plain, priority
from directory.reports.errors import AlreadyIssued, NoSuchReport, NothingToIssue, ReportMoved, Withdrawn
from directory.reports.models import LocalityReport

CARRIED = "Planned before: "


@dataclass(frozen=True)
class Period:
    """What a report is about, and what the officer says first."""

    title: str
    starts_on: date
    ends_on: date
    summary: str = ""


def begin(*, period: Period, go_on_from: str | None, opening: Mapping[str, str], by: Actor, at: datetime) -> str:
    """Begin a draft, with the priorities of an earlier report if one is named; return its id. Its impact is still to be written."""
    with transaction() as session:
        before = session.get(LocalityReport, go_on_from) if go_on_from else None
        kept = [_carried(priority(stored)) for stored in before.priorities] if before else []
        report = LocalityReport(id=new_id(), opening=dict(opening), opened_on=at.date(), priorities=[plain(each) for each in kept])
        _put(report, period, at)
        session.add(report)
        record(session, by=by, verb="began a half-term report", kind="report", about=report.id, at=at)
        return report.id


def save_period(*, report_id: str, stamp: int, period: Period, at: datetime) -> None:
    """Keep the period and the first words."""
    with transaction() as session:
        _put(_draft(session, report_id, stamp), period, at)


def save_priority(*, report_id: str, stamp: int, place: int | None, written: Priority, at: datetime) -> None:
    """Keep one priority at its place (counted from 0), or add it at the end."""
    with transaction() as session:
        report = _draft(session, report_id, stamp)
        stored = list(report.priorities)
        if place is None:
            stored.append(plain(written))
        else:
            stored[_placed(stored, place)] = plain(written)
        report.priorities, report.changed_at = stored, at


def remove_priority(*, report_id: str, stamp: int, place: int, at: datetime) -> None:
    """Take one priority out."""
    with transaction() as session:
        report = _draft(session, report_id, stamp)
        stored = list(report.priorities)
        del stored[_placed(stored, place)]
        report.priorities, report.changed_at = stored, at


def issue(*, report_id: str, stamp: int, figures: Sequence[Figure], by: Actor, at: datetime) -> None:
    """Give the report the next number and today's date, with its figures as they stand now."""
    try:
        with transaction() as session:
            report = _draft(session, report_id, stamp)
            if missing := list(faults(report)):
                raise NothingToIssue(" ".join(missing))
            report.number, report.issued_on, report.issued_by = queries.last_number() + 1, at.date(), by.id
            report.figures, report.changed_at = [plain(figure) for figure in figures], at
            record(session, by=by, verb="issued a half-term report", kind="report", about=report.id, at=at, number=report.number)
    except (IntegrityError, StaleDataError) as error:
        raise ReportMoved from error


def faults(report: LocalityReport) -> Iterable[str]:
    """What a draft must still say before it can be issued."""
    if not report.priorities:
        yield "Add at least one priority."
    for each in map(priority, report.priorities):
        if each.empty:
            yield f"“{each.title}” says nothing yet under: {', '.join(each.empty).lower()}."
        if any(line.startswith(CARRIED) for line in each.activity):
            yield f"“{each.title}” still has lines that begin “{CARRIED.strip()}”. Say what became of each, or take it out."


def withdraw(*, report_id: str, stamp: int, reason: str, by: Actor, at: datetime) -> str:
    """Take back an issued report; return the id of a new draft, which gets its words, to be put right or thrown away.

    Nothing that it said stays in the report itself, because a name may be why it is withdrawn. Its number is never given again.
    """
    try:
        with transaction() as session:
            report = _locked(session, report_id)
            if not report.can_be_withdrawn:
                raise NoSuchReport
            _still(report, stamp)
            draft = LocalityReport(id=new_id(), opening=report.opening, opened_on=report.opened_on, priorities=report.priorities)
            _put(draft, Period(report.title, report.starts_on, report.ends_on, report.summary), at)
            session.add(draft)
            report.summary, report.priorities, report.figures, report.opening = "", [], [], {}
            report.withdrawn_on, report.withdrawn_because, report.changed_at = at.date(), reason, at
            record(session, by=by, verb="withdrew a half-term report", kind="report", about=report.id, at=at, number=report.number)
            return draft.id
    except StaleDataError as error:
        raise ReportMoved from error


def discard(*, report_id: str, stamp: int, by: Actor, at: datetime) -> None:
    """Throw a draft away."""
    with transaction() as session:
        report = _draft(session, report_id, stamp)
        session.delete(report)
        record(session, by=by, verb="threw a half-term report away", kind="report", about=report_id, at=at, title=report.title)


def keep_earlier(reports: Iterable[LocalityReport]) -> int:
    """Keep reports that were written elsewhere, as they are; return how many are new."""
    with transaction() as session:
        new = [report for report in reports if session.get(LocalityReport, report.id) is None]
        session.add_all(new)
    return len(new)


def _draft(session: Session, report_id: str, stamp: int) -> LocalityReport:
    """The draft, locked, if it is still as the form was made from it."""
    report = _locked(session, report_id)
    if not report.is_draft:
        raise AlreadyIssued
    return _still(report, stamp)


def _locked(session: Session, report_id: str) -> LocalityReport:
    wanted = select(LocalityReport).where(LocalityReport.id == report_id).with_for_update()
    report = session.scalar(wanted.execution_options(populate_existing=True))
    if report is None:
        raise NoSuchReport
    if report.withdrawn_on is not None:
        raise Withdrawn
    return report


def _still(report: LocalityReport, stamp: int) -> LocalityReport:
    if report.stamp != stamp:
        raise ReportMoved
    return report


def _put(report: LocalityReport, period: Period, at: datetime) -> None:
    report.title, report.starts_on, report.ends_on = period.title, period.starts_on, period.ends_on
    report.summary, report.changed_at = period.summary, at


def _placed(stored: Sequence[object], place: int) -> int:
    if not 0 <= place < len(stored):
        raise NoSuchReport
    return place


def _carried(before: Priority) -> Priority:
    """A priority as the next report begins with it: what was planned is marked until it is told, and its impact is not known yet."""
    planned = tuple(CARRIED + line for line in before.planned)
    return Priority(before.title, "", before.intended_outcomes, planned, (), (), before.exit_strategy, before.figures)
