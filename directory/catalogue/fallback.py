"""Search when the index cannot be asked: from the database alone, slower and plainer, and said to be."""

from collections.abc import Iterable, Sequence

from directory.catalogue import queries
from directory.catalogue.documents import facets_of
from directory.catalogue.models import Service
from directory.catalogue.search import PAGE_SIZE, Asked, Found, chips_of
from directory.vocabulary import Strength
from search_index.reading import Reading
from search_index.snapshot import query_terms


def find(reading: Reading, asked: Asked) -> Found:
    """One page of what answers a need or holds a word, made for the need first; every filter that was chosen holds."""
    needs, districts = [need.slug for need in reading.needs], frozenset(queries.district_names())
    services = [service for service in _looked_for(reading, needs) if _passes(service, asked, districts)]
    services.sort(key=lambda service: not _is_made_for(service, needs))
    first = (asked.page - 1) * PAGE_SIZE
    ids = tuple(service.id for service in services[first : first + PAGE_SIZE])
    return Found(asked, reading, tuple(chips_of(reading)), ids, len(services), degraded=True)


def _looked_for(reading: Reading, needs: Sequence[str]) -> Iterable[Service]:
    words = query_terms(reading.words)
    return queries.matching(words, needs) if words or needs else queries.all_listed()


def _is_made_for(service: Service, needs: Sequence[str]) -> bool:
    return any(answered.need.slug in needs and answered.strength == Strength.MAIN for answered in service.needs)


def _passes(service: Service, asked: Asked, districts: frozenset[str]) -> bool:
    facets = facets_of(service, districts)
    return _takes(service, asked.age) and all(facets[facet] & values for facet, values in asked.chosen.items())


def _takes(service: Service, age: int | None) -> bool:
    """Whether this age may fit; an end that is not stated excludes nobody."""
    if age is None:
        return True
    return (service.age_min is None or service.age_min <= age) and (service.age_max is None or age <= service.age_max)
