"""Who else is told of a search: what it was understood to be for, in words of our own lists. What was typed is never among them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Flask, current_app

from directory.catalogue.search import FACETS, phases_of
from directory.catalogue.search_page import SearchPage

KEY = "when_something_is_searched"


@dataclass(frozen=True)
class Searched:
    """Values by facet, each from a closed list: those chosen as a filter, else those understood. `total` is how many services fit."""

    asked: Mapping[str, frozenset[str]]
    total: int


Look = Callable[[Searched], None]


def when_searched(app: Flask, look: Look) -> None:
    """Tell this of every search that could be answered, once: the first page of its results."""
    app.extensions.setdefault(KEY, []).append(look)


def tell(page: SearchPage) -> None:
    """Tell everyone who asked to be told. A fault of theirs does not stand in the way of the answer."""
    if not _is_a_question(page):
        return
    for look in current_app.extensions.get(KEY, ()):
        try:
            look(of(page))
        except Exception as error:  # The person gets the results, whatever becomes of the counting.
            current_app.logger.error("A search was not counted", exc_info=error)


def of(page: SearchPage) -> Searched:
    """The search without a word that was typed: a value that is not in our lists is left out."""
    reading, chosen = page.found.reading, page.found.asked.chosen
    understood: dict[str, frozenset[str]] = {
        "need": frozenset(need.slug for need in reading.needs),
        "phase": phases_of(reading, page.found.asked),
        "district": frozenset(reading.place.districts if reading.place else ()),
        "audience": frozenset([reading.audience] if reading.audience else ()),
    }
    values = {facet: chosen.get(facet) or understood.get(facet, frozenset()) for facet in FACETS}
    return Searched({facet: known for facet in FACETS if (known := values[facet] & page.form.labels(facet).keys())}, page.found.total)


def _is_a_question(page: SearchPage) -> bool:
    """Not when everything is listed, on a further page, or when a service is called by its name; nor when the index could not be asked."""
    found = page.found
    named = bool(found.reading.names) and not found.reading.needs
    return not (page.is_browsing or found.degraded or found.asked.page > 1 or named)
