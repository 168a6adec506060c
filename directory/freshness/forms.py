"""The shape of the forms about facts: a press that confirms, a waiting time in weeks, and a problem chosen from four."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Form, RadioField, StringField, ValidationError
from wtforms.validators import InputRequired, Optional, Regexp

from directory.forms import HouseForm, PlainForm
from directory.freshness.due import in_words
from directory.freshness.models import Topic
from directory.vocabulary import FactGroup
from directory.widgets import RadioInput, choice

MOST_WEEKS = 156
WEEKS = Regexp(r"^[0-9]{1,3}$", message="Write the weeks as a number, such as 6.")
NARROW = {"inputmode": "numeric", "params": {"classes": "govuk-input--width-3"}}


def _not_for_years(form: Form, field: StringField) -> None:
    if (field.data or "").isdecimal() and int(field.data or 0) > MOST_WEEKS:
        raise ValidationError(f"That is more than {MOST_WEEKS} weeks. If the list is closed, pause referrals.")


def _weeks(label: str, hint: str, first: Any) -> StringField:
    return StringField(label, description=hint, validators=[first, WEEKS, _not_for_years], widget=GovTextInput(), render_kw=NARROW)


class WaitingForm(HouseForm):
    """How long the wait is today. Numbers only: what goes live without review leaves no room for other words."""

    shortest = _weeks("Weeks", "0 if there is no wait.", InputRequired("Say how many weeks."))
    longest = _weeks("Up to", "Only if it varies, in weeks.", Optional())

    def words(self) -> str:
        """The waiting time as readers will see it."""
        return in_words(int(self.shortest.data or 0), int(self.longest.data) if self.longest.data else None)


class ProblemForm(PlainForm):
    """What is wrong, chosen from four. There is nothing to write, so nothing about a pupil can be sent."""

    topic = RadioField(
        "What is wrong?",
        choices=[choice(topic.value, topic.label) for topic in Topic],
        validators=[InputRequired("Choose what is wrong.")],
        widget=RadioInput(),
    )

    def chosen(self) -> Topic:
        return Topic(self.topic.data)


def groups_named(words: list[str]) -> list[FactGroup]:
    """The fact groups that a press is about: those named, or all of them."""
    return list(FactGroup) if "all" in words else [group for group in FactGroup if group.value in words]


def shown_as(pairs: list[str]) -> list[tuple[str, str]]:
    """Listings with the state in which the page showed them, as `id state`; anything else is left out."""
    split = [pair.split(" ") for pair in pairs]
    return [(parts[0], parts[1]) for parts in split if len(parts) == 2]
