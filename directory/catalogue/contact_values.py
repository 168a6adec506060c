"""When two ways of writing a contact are the same contact: a withheld number must not come back with other spaces. Pure."""

import re
from collections.abc import Iterable

from directory.vocabulary import ContactKind

COUNTRY_CODE = re.compile(r"^(?:\+|00)44(?:\(0\))?")
SCHEME = re.compile(r"^(?:[a-z]+:)?(?://)?(?:www\.)?")
ENDS = re.compile(r"^\s+|[/\s]+$")
SHORTEST_NUMBER_IN_TEXT = 6
# Numbers that cost the caller money, and personal numbers that do.
COSTLY = ("09", "070")


def key_of(kind: ContactKind, value: str) -> str:
    """What stays the same however it is typed: the digits of a number, a bare address of a page or a mailbox."""
    if kind in (ContactKind.PHONE, ContactKind.TEXT):
        return _digits(value)
    return website_key(value)


def costs_the_caller(number: str) -> bool:
    """Whether whoever rings this number pays more than for a common call, also where it is written as from abroad."""
    return _digits(number).startswith(COSTLY)


def website_key(value: str) -> str:
    """Host and path in lower case, without scheme, www, query or closing slash."""
    bare = SCHEME.sub("", value.strip().casefold())
    return ENDS.sub("", re.split(r"[?#]", bare)[0])


def named_in(text: str, keys: Iterable[str]) -> str | None:
    """The first of these contacts that the text gives away, or None."""
    words, digits = text.casefold(), _digits(text)
    for key in keys:
        # Without its first 0 a number is also found in its international form.
        given_away = len(key) >= SHORTEST_NUMBER_IN_TEXT and key.removeprefix("0") in digits if key.isdigit() else key in words
        if given_away:
            return key
    return None


def _digits(value: str) -> str:
    return re.sub(r"\D", "", COUNTRY_CODE.sub("0", value.replace(" ", "")))
