"""The short pages on which a listing is edited, as forms: what is asked, in which words, and the plain values that the answers become.

A value that says the same as before in another order is the same: it makes no change.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import BooleanField, FormField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.fields import FieldList
from wtforms.validators import InputRequired, Optional, Regexp

from directory.forms import HouseForm, PlainForm, choices, line, lines, lines_of, one_line, prose, several
from directory.review.fields import Content, Page
from directory.review.soundness import OLDEST, contact_faults
from directory.vocabulary import Audience, ContactKind, Coverage, Kind, Level, Phase, Referrer, Strength
from directory.widgets import CheckboxInput, RadioInput, choice

SPARE_CONTACTS = 2
MOST_CONTACTS = 12


def _age(label: str) -> StringField:
    whole = Regexp(rf"^(?:[0-9]|1[0-9]|2[0-{OLDEST - 20}])$", message=f"Write the age as a number from 0 to {OLDEST}, or leave it empty.")
    return StringField(label, filters=[one_line], validators=[Optional(), whole], widget=GovTextInput(), render_kw=AGE)


AGE = {"inputmode": "numeric", "params": {"classes": "govuk-input--width-3"}}


class PageForm(HouseForm):
    """One short page. `stamp` says which state of the change it was made from."""

    page: ClassVar[Page]
    title: ClassVar[str]
    lists: ClassVar[tuple[str, ...]] = ()
    empty_is_not_known: ClassVar[tuple[str, ...]] = ()

    stamp = HiddenField()

    @classmethod
    def shown(cls, content: Content) -> dict[str, Any]:
        """The values of a listing as the boxes show them."""
        return {**content, **{name: "\n".join(content[name]) for name in cls.lists}}

    def content(self, before: Content) -> dict[str, Any]:
        """What was answered, as plain values."""
        answered = {name: self._value(name) for name in self._names()}
        return {name: before[name] if _same(before.get(name), value) else value for name, value in answered.items()}

    def _names(self) -> list[str]:
        return [name for name in self._fields if name not in ("stamp", "csrf_token")]

    def _value(self, name: str) -> Any:
        given = self[name].data
        if name in self.lists:
            return lines_of(given)
        return None if name in self.empty_is_not_known and not given else given


def _same(before: Any, now: Any) -> bool:
    if isinstance(before, list) and isinstance(now, list) and all(isinstance(item, str) for item in [*before, *now]):
        return sorted(before) == sorted(now) and len(before) == len(now)
    return bool(before == now) if before or now else before is not None and type(before) is type(now)


class AboutForm(PageForm):
    page, title = Page.ABOUT, "What it is"
    lists = ("also_known_as",)

    name = line("Name of the service", "As schools know it.", "Give the service a name.")
    also_known_as = lines("Other names", "Short forms and old names that people search for.")
    kind = SelectField("Kind of service", choices=choices(Kind), widget=GovSelect())
    summary = line("In one sentence", "What it does and for whom. Search results show it.", "Say in one sentence what it is.", 300)
    description = prose("What it does", "What happens, where, how often, and who does it.", "Say what it does.", 8)


class WhoForm(PageForm):
    page, title = Page.WHO, "Who it is for"
    lists = ("criteria", "not_for")
    empty_is_not_known = ("phases",)

    audiences = several("Who gets the help", Audience, needed="Choose who gets the help.")
    levels = several("Level of help", Level, "From whole school to emergency.", "Choose at least one level.")
    phases = several("Phase of education", Phase, "Leave all empty if it is not fixed.")
    age_min = _age("Youngest age")
    age_max = _age("Oldest age")
    criteria = lines("What must be true", "For example: registered with a GP in Lancashire.")
    not_for = lines("Who it is not for", "Say it kindly, and where they can go instead.")

    @classmethod
    def shown(cls, content: Content) -> dict[str, Any]:
        ages = {name: "" if content[name] is None else str(content[name]) for name in ("age_min", "age_max")}
        return {**super().shown(content), **ages}

    def _value(self, name: str) -> Any:
        if name in ("age_min", "age_max"):
            return int(self[name].data) if self[name].data else None
        return super()._value(name)

    def validate_age_max(self, field: StringField) -> None:
        """The oldest is not younger than the youngest."""
        youngest, oldest = self.age_min.data or "", field.data or ""
        if not self.age_min.errors and youngest.isdecimal() and oldest.isdecimal() and int(youngest) > int(oldest):
            raise ValidationError("The oldest age is below the youngest.")


class WhereForm(PageForm):
    page, title = Page.WHERE, "Where it works"

    coverage = RadioField("Area", choices=choices(Coverage), widget=RadioInput(), validators=[InputRequired("Choose the area.")])
    districts = several("Districts", hint="Only if you chose named districts.")
    listed_schools_only = BooleanField("Only pupils of schools on our list can use it", widget=CheckboxInput())

    def validate_districts(self, field: SelectMultipleField) -> None:
        """Districts are named where, and only where, the area is made of them."""
        if self.coverage.data == Coverage.DISTRICTS.value and not field.data:
            raise ValidationError("Choose the districts that it covers.")
        if self.coverage.data != Coverage.DISTRICTS.value and field.data:
            raise ValidationError("You chose districts, but another area. Choose “Named districts”, or untick them.")


class RouteForm(PageForm):
    page, title = Page.ROUTE, "How to refer"
    empty_is_not_known = ("who_can_refer", "how_to_refer", "consent", "cost")

    who_can_refer = several("Who may refer", Referrer, "Leave all empty if it is not settled.")
    how_to_refer = prose("How to refer", "The steps, in order: form, phone call or email, and where to find the form.")
    consent = prose("Consent", "Whose consent you need, and in which form.", rows=2)
    cost = prose("Cost", "What a school or family pays. Write “Free” if it is.", rows=2)


class QuestionsForm(PageForm):
    page, title = Page.QUESTIONS, "What is not known yet"
    lists = ("to_confirm",)

    to_confirm = lines("Questions that the listing leaves open", "Readers are told to ask these. Take out what the listing answers now.")


class NeedsForm(PageForm):
    page, title = Page.NEEDS, "What it helps with"

    made_for = several("Made for", hint="What the service is there for.", needed="Choose at least one need that it is made for.")
    also_for = several("Also helps with", hint="Leave out what you chose above.")

    @classmethod
    def shown(cls, content: Content) -> dict[str, Any]:
        fields = {"made_for": Strength.MAIN, "also_for": Strength.ALSO}
        return {name: [slug for slug, strength in content["needs"] if strength == word.value] for name, word in fields.items()}

    def content(self, before: Content) -> dict[str, Any]:
        chosen = dict.fromkeys(self.also_for.data or (), Strength.ALSO.value) | dict.fromkeys(self.made_for.data or (), Strength.MAIN.value)
        kept = [[slug, chosen.pop(slug)] for slug, _ in before.get("needs") or () if slug in chosen]
        return {"needs": kept + [[slug, chosen[slug]] for slug in chosen]}


class ContactForm(PlainForm):
    """One way to get in touch. An empty one is no contact."""

    kind = SelectField("Kind", choices=choices(ContactKind), widget=GovSelect())
    value = line("Number or address", "Empty it to take the contact away.", most=300)
    note = line("What to know", "For example: weekdays 9 to 5.", most=300)
    publish = BooleanField("Show it to everybody", widget=CheckboxInput())

    def validate_value(self, field: StringField) -> None:
        """A contact must be one that can safely be followed. Of a kind that there is not, that is said alone."""
        if field.data and not self.kind.errors:
            for fault in contact_faults({"kind": self.kind.data, "value": field.data}):
                raise ValidationError(fault)


class ContactsForm(PageForm):
    page, title = Page.CONTACTS, "How to get in touch"

    contacts = FieldList(FormField(ContactForm), max_entries=MOST_CONTACTS)

    @classmethod
    def shown(cls, content: Content) -> dict[str, Any]:
        spare = [{"kind": ContactKind.PHONE.value, "publish": True}] * SPARE_CONTACTS
        return {"contacts": [*content["contacts"], *spare][:MOST_CONTACTS]}

    def content(self, before: Content) -> dict[str, Any]:
        """A contact that is as it was keeps the date of its source."""
        known = {_said(contact): contact for contact in before["contacts"]}
        given = [each for each in self.contacts.data if each["value"]]
        return {"contacts": [known.get(_said(each)) or _stated(each) for each in given]}


def _said(contact: Mapping[str, Any]) -> tuple[Any, ...]:
    return contact["kind"], contact["value"], contact["note"] or None, bool(contact["publish"])


def _stated(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": given["kind"], "value": given["value"], "note": given["note"] or None, "as_of": None, "publish": bool(given["publish"])}


PAGES: Mapping[Page, type[PageForm]] = {
    form.page: form for form in (AboutForm, WhoForm, WhereForm, RouteForm, ContactsForm, NeedsForm, QuestionsForm)
}


TITLES: dict[Page, str] = {page: form.title for page, form in PAGES.items()}


def page_form(page: Page, content: Content, stamp: int, needs: Mapping[str, str], districts: Mapping[str, str]) -> PageForm:
    """The form of this page, filled from what was posted, else from the change as it stands."""
    kind = PAGES[page]
    form = kind(data={**kind.shown(content), "stamp": str(stamp)})
    _offer(form, {"made_for": needs, "also_for": needs, "districts": districts})
    return form


def _offer(form: PageForm, offered: Mapping[str, Mapping[str, str]]) -> None:
    for name, labels in offered.items():
        if name in form:
            form[name].choices = [choice(value, label) for value, label in labels.items()]


class ProposeForm(HouseForm):
    """Send a change to the editor."""

    stamp = HiddenField()
    note = prose("Anything that the editor should know", "Only the editor reads this. Please name no pupil.", rows=3)


class SourceForm(HouseForm):
    """What an editor says by themselves, and where they have it from."""

    stamp = HiddenField()
    source = line(
        "Where the facts come from",
        "Readers see this as a source, with today’s date. For example: the service’s own website, or a call to its office.",
        "Say where the facts come from.",
    )


class CommentForm(HouseForm):
    """Return a change, and say why."""

    stamp = HiddenField()
    comment = prose("What should be different?", "The provider reads this. Say what to change and why.", "Say what should be different.", 4)
