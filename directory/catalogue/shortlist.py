"""A shortlist: a handful of services that is kept in the address and nowhere else. Pure."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

MOST = 12
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,20}", re.ASCII)
LONGEST_SLUG = 80
ADDRESS = "/shortlist"


def read(values: Iterable[str]) -> tuple[str, ...]:
    """The slugs of an address, each once and in order; what cannot be a slug is left out, and so is what comes after the twelfth."""
    slugs = dict.fromkeys(value for value in values if len(value) <= LONGEST_SLUG and SLUG.fullmatch(value))
    return tuple(slugs)[:MOST]


def toggled(slugs: Sequence[str], slug: str) -> tuple[str, ...]:
    """Without the service if it is on the list, else with it at the end."""
    return tuple(kept for kept in slugs if kept != slug) if slug in slugs else (*slugs, slug)


def address(slugs: Iterable[str]) -> str:
    """The page where these services stand side by side."""
    return _with("service", ADDRESS, slugs)


def carried(path: str, slugs: Iterable[str]) -> str:
    """This page, with the shortlist carried along so that more can be added to it."""
    return _with("shortlist", path, slugs)


def _with(parameter: str, path: str, slugs: Iterable[str]) -> str:
    query = urlencode([(parameter, slug) for slug in slugs])
    return f"{path}?{query}" if query else path
