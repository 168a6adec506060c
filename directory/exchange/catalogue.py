"""Glue: the catalogue of today as files and plans see it."""

from collections.abc import Mapping, Sequence

from directory.catalogue import queries as catalogue
from directory.catalogue.models import Service
from directory.exchange.files import Listed
from directory.exchange.planning import Catalogue
from directory.review import queries as review
from directory.review.diff import Names
from directory.review.fields import content_of


def listings() -> list[Listed]:
    """Every listing, those that may have ended too, by name."""
    return [_listed(service) for service in review.every_service()]


def sources() -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Where the facts of each listing come from."""
    return {each.slug: [{"title": source.title, "dated": source.dated} for source in each.sources] for each in review.every_service()}


def current() -> Catalogue:
    """What a file is held against."""
    names = Names(catalogue.need_names(), catalogue.district_names())
    return Catalogue({each.slug: each for each in listings()}, catalogue.provider_names(), names, catalogue.withheld_keys())


def _listed(service: Service) -> Listed:
    return Listed(service.slug, service.organisation.slug, service.version, content_of(service))
