"""Whether a listing as proposed may be published at all: every fault as a sentence. Pure."""

from collections.abc import Container, Iterable, Iterator
from typing import Any

from directory.catalogue.contact_values import costs_the_caller, key_of, named_in
from directory.page_kit import contact_href
from directory.review.fields import Content
from directory.vocabulary import ContactKind, Coverage

OLDEST = 25
GIVEN_AWAY = "The words give away a contact that is kept from the public. Take it out of the text."
NEEDED = {"name": "a name", "summary": "one sentence that says what it is", "description": "a description"}
PUBLIC_TEXTS = ("name", "summary", "description", "how_to_refer", "consent", "cost", "also_known_as", "criteria", "not_for", "to_confirm")


def faults(content: Content, *, needs: Container[str], districts: Container[str], withheld: Iterable[str]) -> list[str]:
    """What must be put right before anybody reads this listing."""
    return [
        *(f"The listing needs {what}." for field, what in NEEDED.items() if not content[field]),
        *_who(content, needs),
        *_where(content, districts),
        *(fault for contact in content["contacts"] for fault in contact_faults(contact)),
        *_twice(content),
        *_given_away(content, withheld),
    ]


def contact_faults(contact: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one contact: it must be one that can safely be a link, and must cost the caller nothing unusual."""
    kind, value = ContactKind(contact["kind"]), contact["value"]
    if contact_href(kind.value, value) is None:
        yield f"“{value}” is not {WRITTEN[kind]}."
    elif kind in (ContactKind.PHONE, ContactKind.TEXT) and costs_the_caller(value):
        yield f"“{value}” is a number that costs the caller money. Give one that does not."
    elif kind == ContactKind.WEBSITE and not value.isascii():
        yield f"“{value}” has letters that look like others. Give the address in plain letters."


WRITTEN = {
    ContactKind.PHONE: "a phone number. Write it with digits and spaces, such as 01257 000 000",
    ContactKind.TEXT: "a number for texts. Write it with digits and spaces, such as 85258",
    ContactKind.EMAIL: "an email address. Write it in full, such as office@example.org",
    ContactKind.WEBSITE: "a web address. Write it with its host, such as www.example.org/help",
}


def _who(content: Content, needs: Container[str]) -> Iterator[str]:
    if not content["audiences"]:
        yield "The listing must say who gets the help."
    if not content["levels"]:
        yield "The listing must say which level of help it is."
    if not content["needs"] or any(slug not in needs for slug, _ in content["needs"]):
        yield "The listing must name at least one need that it answers."
    ages = [age for age in (content["age_min"], content["age_max"]) if age is not None]
    if ages != sorted(ages) or any(not 0 <= age <= OLDEST for age in ages):
        yield f"The ages must be between 0 and {OLDEST}, with the youngest first."


def _where(content: Content, districts: Container[str]) -> Iterator[str]:
    named = content["coverage"] == Coverage.DISTRICTS.value
    if named and not content["districts"]:
        yield "Choose the districts that it covers, or another area."
    if not named and content["districts"]:
        yield "Districts are only named where the area is “Named districts”."
    if any(slug not in districts for slug in content["districts"]):
        yield "One of the districts is not known here."


def _twice(content: Content) -> Iterator[str]:
    keys = [(contact["kind"], key_of(ContactKind(contact["kind"]), contact["value"])) for contact in content["contacts"]]
    if len(set(keys)) < len(keys):
        yield "The same contact is there twice."


def _given_away(content: Content, withheld: Iterable[str]) -> Iterator[str]:
    """A contact that its owner keeps from the public must not come back in a sentence."""
    own = {key_of(ContactKind(each["kind"]), each["value"]) for each in content["contacts"] if not each["publish"]}
    texts = [text for name in PUBLIC_TEXTS for text in _texts(content[name])]
    texts += [contact["note"] or "" for contact in content["contacts"] if contact["publish"]]
    if any(named_in(text, own.union(withheld)) for text in texts):
        yield GIVEN_AWAY


def _texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value or "")]
