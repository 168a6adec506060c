"""The shape and the wording of what editors settle."""

import re
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import DateField, Form, IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp

from directory.catalogue.contact_values import costs_the_caller
from directory.forms import HouseForm, line, prose
from directory.pathways.review import Status
from directory.vocabulary import FactGroup
from directory.widgets import DateInput, choice

DAY = ["%d %m %Y"]
SHORT = {"params": {"classes": "govuk-input--width-3"}, "inputmode": "numeric"}
STATUS = {
    Status.COUNTY: "Published by the county",
    Status.COUNTY_REPORTED: "The county’s dates, as newspapers gave them",
    Status.ONE_SCHOOL: "One school’s dates only",
}
STATUSES = [choice(word.value, said) for word, said in STATUS.items()]
NOTE = "What you checked, and how. The second person reads it."
DATED = "Such as 2026-11-24, or 2026-11 where no day is given, or “undated”."
UNDATED = "undated"
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


class _Day(DateField):
    """A day in three boxes. What is wrong names the day, because a form of terms has twelve."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The day, or a sentence that it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(f"{self.label.text}: write day, month and year in figures, such as 24 11 2026.") from None


def _day(label: str, *, needed: bool = True) -> DateField:
    must = InputRequired(f"{label}: give the day, the month and the year.") if needed else Optional()
    return _Day(label, format=DAY, validators=[must], widget=DateInput())


def _is_not_to_come(form: Form, field: StringField) -> None:
    """When a source was written, or rung: a day, a month, or not known. Nothing was read in a source that is not written yet."""
    typed = field.data or ""
    if typed == UNDATED:
        return
    try:
        day = date.fromisoformat(f"{typed}-01" if MONTH.fullmatch(typed) else typed)
    except ValueError:
        raise ValidationError(f"“{typed}” is no date. Write it like 2026-11-24, or “undated”.") from None
    if day > date.today():
        raise ValidationError(f"{typed} is still to come. Give the day on which the source was written or rung.")


class LineForm(HouseForm):
    """One urgent number."""

    value = line("Number", "Figures and spaces, as people read it out.", "Give the number.", 20)
    name = line("Whose it is", needed="Say whose number it is.")
    about = line("What it is for", needed="Say when to use it.", most=300)
    owner = line("Who runs it", needed="Say who runs it.")
    source = line("Where it was read or heard", needed="Say where the number comes from.", most=300)
    dated = line("Date of that", DATED, "Give the date, or “undated”.", 40)
    validate_dated = _is_not_to_come
    review_by = _day("Check it again by")
    note = prose("Note", NOTE, "Say what you checked.", 3)

    def validate_value(self, field: StringField) -> None:
        """Figures and spaces only, and no number that takes money from whoever is in danger."""
        Regexp(r"^[0-9][0-9 ]*[0-9]$", message="Write the number with figures and spaces only.")(self, field)
        if costs_the_caller(field.data or ""):
            raise ValidationError("Numbers that begin with 09 or 070 can cost the caller a lot, so none can be an urgent number.")

    def validate_review_by(self, field: DateField) -> None:
        """A check that is late already is no plan to check."""
        if field.data and field.data < date.today():
            raise ValidationError("That day is over. Give a day that is still to come.")

    def values(self) -> dict[str, Any]:
        """The line as the file has it."""
        return {name: self[name].data for name in ("value", "name", "about", "owner", "source", "dated", "review_by")}


class HalfLivesForm(HouseForm):
    """After how many weeks each group of facts is asked about again."""

    grace = IntegerField(
        "Grace",
        description="How many weeks a fact may be overdue before the listing no longer counts as confirmed.",
        validators=[InputRequired("Give a number of weeks."), NumberRange(0, 26, "Between 0 and 26 weeks.")],
        widget=GovTextInput(),
        render_kw=SHORT,
    )
    note = prose("Note", "Why.", "Say why.", 3)

    def values(self) -> dict[str, Any]:
        """The weeks as the file has them."""
        return {name: self[name].data for name in (*(group.value for group in FactGroup), "grace")}


for _group in FactGroup:
    setattr(
        HalfLivesForm,
        _group.value,
        IntegerField(
            f"{_group.label}: weeks",
            validators=[InputRequired("Give a number of weeks."), NumberRange(1, 104, "Between 1 and 104 weeks.")],
            widget=GovTextInput(),
            render_kw=SHORT,
        ),
    )


class YearForm(HouseForm):
    """The terms of one school year."""

    year = line("School year", "Such as 2027/28.", "Give the school year.", 7)
    status = SelectField(
        "How far to trust the dates", choices=[choice(word.value, said) for word, said in STATUS.items()], widget=GovSelect()
    )
    source = line("Where the dates were read", needed="Say where the dates come from.", most=300)
    dated = line("Date of that", DATED, "Give the date, or “undated”.", 40)
    validate_dated = _is_not_to_come
    note = prose("Note", "Why.", "Say why.", 3)

    def validate_year(self, field: StringField) -> None:
        """Two years, one after the other."""
        Regexp(r"^20[0-9]{2}/[0-9]{2}$", message="Write the year like 2027/28.")(self, field)

    def validate(self, extra_validators: Any = None) -> bool:
        """Half-term has both its days, or is not known."""
        right = super().validate(extra_validators)
        return [number for number in TERMS if self._lacks_half_a_break(number)] == [] and bool(right)

    def _lacks_half_a_break(self, number: int) -> bool:
        begins, ends = self[f"break_first_{number}"], self[f"break_last_{number}"]
        missing = next((day for day, other in ((begins, ends), (ends, begins)) if other.data and not day.data and not day.errors), None)
        if missing:
            missing.errors = [f"{missing.label.text}: give it too, or leave out both days of half-term."]
        return missing is not None

    def terms(self) -> list[dict[str, Any]]:
        """The three terms as the file has them."""
        return [self._term(number) for number in TERMS]

    def _term(self, number: int) -> dict[str, Any]:
        days: dict[str, date | None] = {name: self[f"{name}_{number}"].data for name in DAYS}
        holiday = [[days["break_first"], days["break_last"]]] if days["break_first"] and days["break_last"] else []
        return {"first": days["first"], "last": days["last"], "holidays": holiday}


TERMS = (1, 2, 3)
DAYS = {"first": "first day", "break_first": "first day of half-term", "break_last": "last day of half-term", "last": "last day"}
for _number, _name in zip(TERMS, ("Autumn", "Spring", "Summer"), strict=True):
    for _key, _label in DAYS.items():
        setattr(YearForm, f"{_key}_{_number}", _day(f"{_name} term: {_label}", needed=not _key.startswith("break")))
