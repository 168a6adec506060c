"""Every read of the half-term reports."""

from collections.abc import Sequence

from sqlalchemy import func, select

from directory.db import db
from directory.reports.models import LocalityReport


def every() -> Sequence[LocalityReport]:
    """All reports, the newest period first."""
    return db.session.scalars(select(LocalityReport).order_by(LocalityReport.starts_on.desc(), LocalityReport.changed_at.desc())).all()


def report(report_id: str) -> LocalityReport | None:
    return db.session.get(LocalityReport, report_id)


def last_number() -> int:
    """The number of the report that was issued last; 0 before the first."""
    return db.session.scalar(select(func.max(LocalityReport.number))) or 0


def last() -> LocalityReport | None:
    """The report on the newest period, from which the next one goes on."""
    return next(iter(every()), None)
