"""Every read of the half-term reports, and of what providers were asked."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from directory.catalogue.models import Organisation
from directory.db import db
from directory.reports.models import Enquiry, LocalityReport


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
    return next((each for each in every() if each.withdrawn_on is None), None)


def last_asked() -> dict[str, date]:
    """The day on which each provider (by slug) was asked last."""
    rows = select(Organisation.slug, func.max(Enquiry.asked_on)).join(Enquiry, Enquiry.organisation_id == Organisation.id)
    return {slug: day for slug, day in db.session.execute(rows.group_by(Organisation.slug))}  # noqa: C416 - a Row is no pair to mypy
