"""The fields of a listing that go through review: what each is called, where it is edited, and how it is read from a listing and set.

A value is plain JSON, so that a change can be kept, compared and shown. Pausing and the waiting time are not here: those go live at once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from uuid import uuid4

from directory.catalogue.models import Contact, Need, Service, ServiceNeed
from directory.vocabulary import (
    Audience,
    ContactKind,
    Coverage,
    FactGroup,
    Kind,
    Level,
    ListingStatus,
    Phase,
    Referrer,
    Situation,
    Strength,
    Thrive,
    Word,
)

Content = dict[str, Any]
Item = TypeVar("Item", bound=Word)


class Page(StrEnum):
    """The short pages on which a listing is edited, in their order."""

    ABOUT = "about"
    WHO = "who"
    WHERE = "where"
    ROUTE = "route"
    CONTACTS = "contacts"
    NEEDS = "needs"
    QUESTIONS = "questions"


@dataclass(frozen=True)
class Field:
    """One reviewed field. `words` is the closed list that its value comes from, if there is one."""

    name: str
    label: str
    page: Page | None = None
    group: FactGroup | None = None
    words: type[Word] | None = None
    known: bool = True


FIELDS: tuple[Field, ...] = (
    Field("name", "Name", Page.ABOUT),
    Field("also_known_as", "Other names", Page.ABOUT),
    Field("kind", "Kind of service", Page.ABOUT, words=Kind),
    Field("summary", "In one sentence", Page.ABOUT),
    Field("description", "What it does", Page.ABOUT),
    Field("audiences", "Who gets the help", Page.WHO, FactGroup.ELIGIBILITY, Audience),
    Field("levels", "Level of help", Page.WHO, FactGroup.ELIGIBILITY, Level),
    Field("thrive", "THRIVE group", None, FactGroup.ELIGIBILITY, Thrive),
    Field("phases", "Phase", Page.WHO, FactGroup.ELIGIBILITY, Phase, known=False),
    Field("age_min", "Youngest age", Page.WHO, FactGroup.ELIGIBILITY),
    Field("age_max", "Oldest age", Page.WHO, FactGroup.ELIGIBILITY),
    Field("criteria", "What must be true", Page.WHO, FactGroup.ELIGIBILITY),
    Field("not_for", "Not for", Page.WHO, FactGroup.ELIGIBILITY),
    Field("not_when", "Situations it does not fit", None, FactGroup.ELIGIBILITY, Situation),
    Field("coverage", "Area", Page.WHERE, FactGroup.ELIGIBILITY, Coverage),
    Field("districts", "Districts", Page.WHERE, FactGroup.ELIGIBILITY),
    Field("listed_schools_only", "Only for schools on your list", Page.WHERE, FactGroup.ELIGIBILITY),
    Field("who_can_refer", "Who may refer", Page.ROUTE, FactGroup.ROUTE, Referrer, known=False),
    Field("how_to_refer", "How to refer", Page.ROUTE, FactGroup.ROUTE),
    Field("consent", "Consent", Page.ROUTE, FactGroup.ROUTE),
    Field("cost", "Cost", Page.ROUTE, FactGroup.ROUTE),
    Field("contacts", "Contacts", Page.CONTACTS, FactGroup.CONTACT),
    Field("needs", "Needs it answers", Page.NEEDS, FactGroup.ELIGIBILITY),
    Field("to_confirm", "What is not known yet", Page.QUESTIONS),
    Field("status", "Whether it runs", None, FactGroup.EXISTENCE, ListingStatus),
)
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}
LISTS_OF_WORDS = {field.name for field in FIELDS if field.words} - {"kind", "coverage", "status"}


def on_page(page: Page) -> list[Field]:
    """The fields that a page changes."""
    return [field for field in FIELDS if field.page == page]


def content_of(service: Service) -> Content:
    """The reviewed fields of a listing as plain values."""
    return {field.name: READ[field.name](service) if field.name in READ else _plain(field, service) for field in FIELDS}


def blank(name: str) -> Content:
    """What a new listing starts from."""
    nothing: Content = {field.name: [] for field in FIELDS}
    texts = dict.fromkeys(("how_to_refer", "consent", "cost", "age_min", "age_max", "phases", "who_can_refer"))
    return (
        nothing
        | texts
        | {
            "name": name,
            "kind": Kind.PUPIL_SUPPORT.value,
            "summary": "",
            "description": "",
            "coverage": Coverage.NOT_STATED.value,
            "listed_schools_only": False,
            "status": ListingStatus.CURRENT.value,
        }
    )


def apply(service: Service, changes: Mapping[str, Any], needs: Mapping[str, Need]) -> None:
    """Set these fields of the listing; `needs` are the known ones by slug."""
    for name, value in changes.items():
        if name == "needs":
            _set_needs(service, value, needs)
        elif name == "contacts":
            _set_contacts(service, value)
        else:
            setattr(service, name, typed(BY_NAME[name], value))


def typed(field: Field, value: Any) -> Any:
    """A plain value as the listing holds it: words of closed lists are words again."""
    if field.words is None or value is None:
        return value
    return [field.words(word) for word in value] if field.name in LISTS_OF_WORDS else field.words(value)


def groups_of(changes: Iterable[str]) -> list[FactGroup]:
    """The fact groups that these fields belong to, in the order of the groups."""
    touched = {BY_NAME[name].group for name in changes}
    return [group for group in FactGroup if group in touched]


def _plain(field: Field, service: Service) -> Any:
    value = getattr(service, field.name)
    if isinstance(value, Word):
        return value.value
    return [getattr(item, "value", item) for item in value] if isinstance(value, list) else value


def _needs_of(service: Service) -> list[list[str]]:
    return [[answered.need.slug, answered.strength.value] for answered in service.needs]


def _contacts_of(service: Service) -> list[dict[str, Any]]:
    """All of them, withheld ones too: the provider must be able to change those. Nothing public reads this."""
    return [
        {"kind": contact.kind.value, "value": contact.value, "note": contact.note, "as_of": contact.as_of, "publish": contact.publish}
        for contact in service.contacts
    ]


READ: Mapping[str, Callable[[Service], Any]] = {"needs": _needs_of, "contacts": _contacts_of}


def _set_needs(service: Service, value: Iterable[list[str]], needs: Mapping[str, Need]) -> None:
    known = {answered.need_id: answered for answered in service.needs}
    wanted = []
    for position, (slug, strength) in enumerate(value):
        answered = known.get(needs[slug].id) or ServiceNeed(need=needs[slug])
        answered.strength, answered.position = Strength(strength), position
        wanted.append(answered)
    service.needs[:] = wanted


def _set_contacts(service: Service, value: Iterable[Mapping[str, Any]]) -> None:
    known = {(contact.kind, contact.value): contact for contact in service.contacts}
    wanted = []
    for position, given in enumerate(value):
        kind = ContactKind(given["kind"])
        contact = known.get((kind, given["value"])) or Contact(id=str(uuid4()), kind=kind, value=given["value"])
        contact.position, contact.note, contact.as_of, contact.publish = position, given["note"], given["as_of"], given["publish"]
        wanted.append(contact)
    service.contacts[:] = wanted
