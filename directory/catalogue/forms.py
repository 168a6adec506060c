"""The shape of a search address. Everything is optional, and a value that is none of the choices is left out, never an error."""

import re
from collections.abc import Mapping, Sequence

from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, SelectMultipleField, StringField
from wtforms.validators import NumberRange, Optional

from directory.catalogue import shortlist
from directory.catalogue.search import FACETS, Asked
from directory.forms import PlainForm
from directory.vocabulary import Audience, Kind, Level, Phase, Referrer
from search_index.words import LONGEST_TEXT, tidy

# What HTML cannot hold: control characters and noncharacters, with everything beyond the plane of the emoji.
NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0010ffff]")
OLDEST = 25
LAST_PAGE = 500


class SearchForm(PlainForm):
    """Made from `request.args`; `asked()` is what it asks for, and `shortlisted` the services carried along."""

    q = StringField()
    need = SelectMultipleField(validate_choice=False)
    level = SelectMultipleField(validate_choice=False)
    phase = SelectMultipleField(validate_choice=False)
    district = SelectMultipleField(validate_choice=False)
    referrer = SelectMultipleField(validate_choice=False)
    audience = SelectMultipleField(validate_choice=False)
    kind = SelectMultipleField(validate_choice=False)
    drop = SelectMultipleField(validate_choice=False)
    shortlist = SelectMultipleField(validate_choice=False)
    age = IntegerField(validators=[Optional(), NumberRange(0, OLDEST)])
    page = IntegerField(validators=[Optional(), NumberRange(1, LAST_PAGE)])

    def __init__(self, args: MultiDict[str, str], needs: Mapping[str, str], districts: Mapping[str, str]) -> None:
        super().__init__(args)
        self._choices: dict[str, Mapping[str, str]] = {"need": needs, "district": districts, **CLOSED_LISTS}
        self.validate()

    def asked(self) -> Asked:
        """What was asked, without the values that mean nothing here."""
        return Asked(
            words=tidy(self.typed).strip(),
            chosen={facet: values for facet in FACETS if (values := self._known(facet))},
            age=None if self.age.errors else self.age.data,
            dropped=frozenset(shortlist.read(self.drop.data or [])),  # readings are called by slugs as well
            page=1 if self.page.errors or not self.page.data else self.page.data,
        )

    def labels(self, facet: str) -> Mapping[str, str]:
        """The values of a facet with their labels, in the order to show them."""
        return self._choices[facet]

    @property
    def typed(self) -> str:
        """Everything that was typed, to be put back into the box; without what no page may hold."""
        return NO_TEXT.sub("", self.q.data or "").strip()

    @property
    def shortlisted(self) -> tuple[str, ...]:
        """The services already on the shortlist that is being put together."""
        return shortlist.read(self.shortlist.data or [])

    @property
    def was_cut(self) -> bool:
        """Whether more was typed than is read."""
        return len(self.q.data or "") > LONGEST_TEXT

    @property
    def unreadable_age(self) -> str:
        """The age as typed, when it is none that can be searched for."""
        typed: Sequence[str] = self.age.raw_data or []
        return NO_TEXT.sub("", typed[0]).strip() if self.age.errors and typed else ""

    def _known(self, facet: str) -> frozenset[str]:
        return frozenset(self[facet].data or []) & self._choices[facet].keys()


CLOSED_LISTS: dict[str, Mapping[str, str]] = {
    facet: {word.value: word.label for word in words}
    for facet, words in (("level", Level), ("phase", Phase), ("referrer", Referrer), ("audience", Audience), ("kind", Kind))
}
