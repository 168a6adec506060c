"""Half-term reports for tests."""

from datetime import UTC, date, datetime

from directory.db import stable_id
from directory.reports import figures, operations, queries
from directory.reports.content import Priority
from directory.reports.operations import Period

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
EARLIER = stable_id("locality-report", "2024-spring-2")
PERIOD = Period("Autumn term 2, 2026", date(2026, 11, 2), date(2026, 12, 18), "Attendance was the theme of this half-term.")
WHOLE = Priority(
    title="School avoidance",
    intended_outcomes=("Schools know who to ask.",),
    activity=("Providers were asked what is not known.",),
    planned=("A meeting in January.",),
    impact=("Two providers answered.",),
    exit_strategy="Schools keep it up themselves.",
    figures=("gaps-closed", "confirmed"),
)


def begun(by, *priorities, after=None):
    """A draft with these priorities; its id."""
    id = operations.begin(period=PERIOD, go_on_from=after, opening=figures.places(), by=by, at=AT)
    for priority in priorities:
        operations.save_priority(report_id=id, stamp=queries.report(id).stamp, place=None, written=priority, at=AT)
    return id


def issued(by, *priorities):
    """A report that has been issued; its id."""
    id = begun(by, *priorities)
    counted = figures.of(PERIOD.starts_on, PERIOD.ends_on, queries.report(id).opening, AT.date())
    operations.issue(report_id=id, stamp=queries.report(id).stamp, figures=counted, by=by, at=AT)
    return id
