"""The shape and the wording of what editors write about a need."""

from collections.abc import Iterable, Mapping
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextArea
from wtforms import BooleanField, HiddenField, SelectField, StringField, ValidationError

from directory.forms import HouseForm, line, lines, lines_of, prose, several, tidied
from directory.needs.content import Content
from directory.widgets import CheckboxInput, choice

MOST_TRIED, LONGEST_TRIED = 30, 600
AS_FILED = "Where the directory began with it"


class NewNeedForm(HouseForm):
    """What a need is called, to begin with."""

    name = line("What is it called?", "As a teacher would say it, such as “Gambling”.", "Give the need a name.")


class FactsForm(HouseForm):
    """What is public of a need."""

    stamp = HiddenField()
    name = line("Name", needed="Give the need a name.")
    plain = prose("In plain words", "What it is, and what a school may notice. No blame, and no diagnosis.", "Say what it is.", 5)
    also_called = lines("What else it is called", "Readers see these names, so write them kindly.")
    heading = SelectField("Under which heading", widget=GovSelect(), validate_choice=False)
    related = several("Needs close to it", hint="They are offered beside it, and searched with it where little is found.")
    safety = BooleanField("Urgent help comes first wherever this need appears", widget=CheckboxInput())

    def offer(self, needs: Mapping[str, str], headings: Iterable[str]) -> None:
        """What can be chosen: the other needs by slug, and the headings."""
        self.related.choices = [choice(slug, name) for slug, name in needs.items()]
        self.heading.choices = [choice("", AS_FILED), *(choice(name, name) for name in headings)]

    def values(self) -> dict[str, Any]:
        """What was answered."""
        typed = {name: self[name].data for name in ("name", "plain", "safety")}
        return {
            **typed,
            "also_called": lines_of(self.also_called.data),
            "related": list(self.related.data or ()),
            "heading": self.heading.data or None,
        }


def facts_shown(content: Content, stamp: int) -> dict[str, Any]:
    """The facts as the boxes show them."""
    return {**content, "also_called": "\n".join(content["also_called"]), "heading": content["heading"] or "", "stamp": str(stamp)}


def _wordings(label: str, hint: str, rows: int = 14) -> StringField:
    return StringField(
        label,
        description=f"{hint} One to a line.",
        filters=[tidied],
        widget=GovTextArea(),
        render_kw={"params": {"rows": rows, "spellcheck": False}},
    )


class WordsForm(HouseForm):
    """The wordings by which a need is found."""

    stamp = HiddenField()
    add = _wordings("Words to add", "Plain words are enough, as people type them. They go to the end of the list “One is enough”.", 3)
    strong = _wordings("One is enough", "Where this is typed, the need is meant. Other words of a sentence are weighed too, so try some.")
    weak = _wordings("Hints", "Two different ones are enough, or one where nothing else is understood.")
    excluded = _wordings("Exceptions", "Where this is typed, the wordings within it do not count: “panic button” is no panic.")

    def values(self) -> dict[str, Any]:
        """The lists, with what is added; a line that is there twice counts once."""
        typed = {"strong": f"{self.strong.data}\n{self.add.data}", "weak": self.weak.data, "not": self.excluded.data}
        return {name: list(dict.fromkeys(lines_of(text))) for name, text in typed.items()}


def words_shown(content: Content, stamp: int) -> dict[str, Any]:
    """The wordings as the boxes show them."""
    boxes = {"strong": content["strong"], "weak": content["weak"], "excluded": content["not"]}
    return {**{name: "\n".join(each) for name, each in boxes.items()}, "stamp": str(stamp)}


class TryForm(HouseForm):
    """Sentences to try. They are read and forgotten."""

    sentences = prose(
        "Sentences as people in schools would type them",
        "One to a line. They are not kept. Name no pupil.",
        "Write at least one sentence.",
        8,
    )

    def validate_sentences(self, field: StringField) -> None:
        """Few enough to be read at once."""
        typed = lines_of(field.data)
        if len(typed) > MOST_TRIED or any(len(each) > LONGEST_TRIED for each in typed):
            raise ValidationError(f"Try at most {MOST_TRIED} sentences of {LONGEST_TRIED} letters at once.")

    def lines(self) -> list[str]:
        return lines_of(self.sentences.data)
