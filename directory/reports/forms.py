"""The shape and the wording of what an officer writes in a half-term report."""

from datetime import date
from typing import Any

from wtforms import DateField, HiddenField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired

from directory.forms import HouseForm, line, lines, lines_of, prose
from directory.reports.content import LISTS, Priority
from directory.reports.figures import LABELS
from directory.reports.models import LocalityReport
from directory.reports.operations import Period
from directory.widgets import CheckboxesInput, DateInput, choice

LONGEST_PERIOD = 366
NO_NAMES = "Name no pupil, family or other private person."


def _day(label: str) -> DateField:
    needed = InputRequired("Give the day, the month and the year.")
    return DateField(label, format=["%d %m %Y"], validators=[needed], widget=DateInput())


class PeriodForm(HouseForm):
    """What the report is about."""

    stamp = HiddenField()
    title = line("Name of the report", "As the locality group knows it, such as “Autumn term 2, 2026”.", "Give the report a name.")
    starts_on = _day("First day")
    ends_on = _day("Last day")
    summary = prose("In short", f"What the locality group should know first. {NO_NAMES}", rows=6)

    def validate_ends_on(self, field: DateField) -> None:
        """A period has an order, and is no longer than a year."""
        first, last = self.starts_on.data, field.data
        if first and last and last < first:
            raise ValidationError("The last day is before the first.")
        if first and last and (last - first).days > LONGEST_PERIOD:
            raise ValidationError("That is more than a year. Choose the half-term that the report is about.")

    def period(self) -> Period:
        """What was answered."""
        return Period(str(self.title.data), self.starts_on.data or date.min, self.ends_on.data or date.min, self.summary.data or "")


class PriorityForm(HouseForm):
    """One priority, under the headings of the locality's own reports."""

    stamp = HiddenField()
    title = line("Priority", "", "Name the priority.")
    change = prose("What is new about it", "Leave empty if nothing is.", rows=2)
    intended_outcomes = lines("Intended outcomes", "What should be true for schools, pupils and families.")
    activity = lines("Activity", f"What was done in this period. {NO_NAMES}")
    planned = lines("Planned", "What comes next, and when.")
    impact = lines("Impact", f"What changed, and how you know. {NO_NAMES}")
    figures = SelectMultipleField(
        "Figures to show under the impact",
        description="They are counted by the directory, and kept as they are on the day you issue the report.",
        choices=[choice(key, label) for key, label in LABELS.items()],
        widget=CheckboxesInput(),
    )
    exit_strategy = prose("Exit strategy", "How it goes on when the group no longer looks after it.", rows=3)

    def priority(self) -> Priority:
        """What was answered."""
        listed = {name: tuple(lines_of(self[name].data)) for name in LISTS if name != "figures"}
        return Priority(
            title=str(self.title.data),
            change=self.change.data or "",
            exit_strategy=self.exit_strategy.data or "",
            figures=tuple(self.figures.data or ()),
            **listed,
        )


class WithdrawForm(HouseForm):
    """Why an issued report is taken back."""

    stamp = HiddenField()
    reason = prose("Why is it withdrawn?", f"It stands on the page in place of the report. {NO_NAMES}", "Say why.", 3)


def period_shown(report: LocalityReport) -> dict[str, Any]:
    """A report's period as the boxes show it."""
    return {name: getattr(report, name) for name in ("title", "starts_on", "ends_on", "summary")} | {"stamp": str(report.stamp)}


def priority_shown(report: LocalityReport, written: Priority) -> dict[str, Any]:
    """A priority of a report as the boxes show it."""
    boxes = {name: "\n".join(getattr(written, name)) for name in LISTS if name != "figures"}
    said = {name: getattr(written, name) for name in ("title", "change", "exit_strategy", "figures")}
    return {**said, **boxes, "stamp": str(report.stamp)}
