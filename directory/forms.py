"""The forms of the house and their boxes: a line, sentences, a list, words of a closed list; and the stamp that says what a form is about.

What is typed becomes plain text here, before anybody else sees it.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from wtforms import Form, HiddenField, SelectMultipleField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from directory.vocabulary import Word
from directory.widgets import CheckboxesInput, choice

MOST_LINES = 30
LINE, PROSE = 200, 4000
TOO_LONG = "That is %(max)d letters at most. Say it in fewer words."
# What can hide or turn text round: controls, zero-width marks, bidirectional overrides, noncharacters, lone surrogates.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ufdd0-\ufdef\ud800-\udfff]"
)
MOST_MARKS = re.compile(r"([\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]{3})[\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]+")


def line(label: str, hint: str = "", needed: str = "", most: int = LINE, **said: str) -> StringField:
    """A box for one line; `needed` is what is said when it is empty and must not be."""
    checks = [*_must(needed), Length(max=most, message=TOO_LONG)]
    return StringField(label, description=hint, filters=[one_line], validators=checks, widget=GovTextInput(), render_kw=said)


def prose(label: str, hint: str = "", needed: str = "", rows: int = 4) -> StringField:
    """A box for a few sentences."""
    checks = [*_must(needed), Length(max=PROSE, message=TOO_LONG)]
    height = {"params": {"rows": rows}}
    return StringField(label, description=hint, filters=[tidied], validators=checks, widget=GovTextArea(), render_kw=height)


def lines(label: str, hint: str, most: int = MOST_LINES, rows: int = 4) -> StringField:
    """A box for a list, one thing to a line. `lines_of` reads it."""
    return StringField(
        label,
        description=f"{hint} One to a line.",
        filters=[tidied],
        validators=[Length(max=PROSE * most // MOST_LINES, message=TOO_LONG), _at_most(most)],
        widget=GovTextArea(),
        render_kw={"params": {"rows": rows}},
    )


def several(label: str, words: type[Word] | None = None, hint: str = "", needed: str = "") -> SelectMultipleField:
    """Boxes to tick, for the words of a closed list."""
    must = [InputRequired(needed)] if needed else []
    return SelectMultipleField(label, description=hint, choices=choices(words), validators=must, widget=CheckboxesInput())


def choices(words: type[Word] | None) -> list[Any]:
    """A closed list as choices."""
    return [choice(word.value, word.label) for word in words or ()]


def tidy(text: str) -> str:
    """Plain text: composed letters, ordinary line ends, nothing unseen, no tower of accents."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return MOST_MARKS.sub(r"\1", UNSEEN.sub("", composed)).strip()


def tidied(text: str | None) -> str:
    """Plain text of several lines."""
    return tidy(text or "")


def one_line(text: str | None) -> str:
    """Plain text on one line."""
    return " ".join(tidy(text or "").split())


def lines_of(text: str | None) -> list[str]:
    """The lines that say something."""
    return [line for each in (text or "").split("\n") if (line := one_line(each))]


def _must(needed: str) -> list[Any]:
    """A box that is not there at all is as bad as one that holds only spaces."""
    return [InputRequired(needed), DataRequired(needed)] if needed else []


def _at_most(most: int) -> Callable[[Form, StringField], None]:
    def check(form: Form, field: StringField) -> None:
        if len(lines_of(field.data)) > most:
            raise ValidationError(f"These are more than {most} lines. Keep the ones that matter most.")

    return check


class HouseWords:
    """What the form library says of what was typed, in our words: what to write, and not only that it is wrong."""

    said: ClassVar = {
        "Not a valid integer value.": "Write a whole number in figures, such as 6.",
        "Not a valid date value.": "Write day, month and year in figures, such as 24 11 2026.",
        "Not a valid choice.": "Choose one of those that are offered.",
        "Invalid Choice: could not coerce.": "Choose one of those that are offered.",
        "This field is required.": "Fill this in.",
    }

    def gettext(self, text: str) -> str:
        return self.said.get(text, text)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The one sentence of the library that counts is about ticked boxes."""
        return "Choose only from those that are offered." if "valid choice" in one else one if count == 1 else many


class PlainForm(Form):
    """A form without the secret of a sign-in: open to everybody, or a row within another form."""

    class Meta:
        """What differs from the library."""

        def get_translations(self, form: Any) -> HouseWords:
            return HouseWords()


class HouseForm(FlaskForm):  # type: ignore[misc]
    """Every other form."""

    class Meta(PlainForm.Meta, FlaskForm.Meta):  # type: ignore[misc]
        """The words of the one, the secret of the other."""


class StampForm(HouseForm):
    """A button that is about one state of one thing."""

    stamp = HiddenField()


def stamp_of(form: Any) -> int:
    """The stamp that a form was sent with; none, or one that nobody gave out, fits nothing."""
    typed: str = next(iter(form.stamp.raw_data or ()), "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1
