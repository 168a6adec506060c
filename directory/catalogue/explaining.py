"""What a page or JSON says of a search: each result with its reasons, and what was understood."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.catalogue import fit
from directory.catalogue.models import Service
from directory.catalogue.search import FACETS, Found, phases_of
from directory.vocabulary import Standing


@dataclass(frozen=True)
class Hit:
    """One service as a result: the sentences that show it, what to ask first, why it does not fit (for a near miss), and words matched."""

    service: Service
    standing: Standing
    explained: fit.Explained
    matched: tuple[str, ...] = ()


def case_of(
    found: Found, needs: Mapping[str, str], related: Mapping[str, Sequence[str]], districts: Mapping[str, str], home: frozenset[str]
) -> fit.Case:
    """What is known of the question: what was read from the words, and what was chosen; as the search read it, so that whatever it left out
    has a reason here."""
    reading, chosen = found.reading, found.asked.chosen
    asked = list(dict.fromkeys([*(need.slug for need in reading.needs), *sorted(chosen.get("need", ()))]))
    near = dict.fromkeys(slug for need in asked for slug in related.get(need, ()) if slug not in asked)
    places = chosen.get("district") or (reading.place.districts if reading.place else ())
    return fit.Case(
        needs={slug: needs[slug] for slug in asked if slug in needs},
        related={slug: needs[slug] for slug in near if slug in needs},
        phases=chosen.get("phase") or phases_of(reading, found.asked),
        ages=reading.stage.ages if found.asked.age is None else (found.asked.age, found.asked.age),
        districts={slug: districts[slug] for slug in districts if slug in places},
        all_districts=districts,
        home=home,
        audiences=chosen.get("audience") or frozenset({reading.audience} - {None}),  # type: ignore[arg-type]
        referrers=chosen.get("referrer", frozenset()),
        situations=frozenset(reading.situations),
    )


def hits(
    services: Iterable[Service],
    case: fit.Case,
    standing: Callable[[Service], Standing],
    matched: Callable[[Service], tuple[str, ...]] = lambda _: (),
) -> list[Hit]:
    return [Hit(service, standing(service), fit.explain(case, service), matched(service)) for service in services]


def as_json(found: Found, shown: Sequence[Hit], near: Sequence[Hit]) -> dict[str, Any]:
    """The search as other systems read it; the keys are a contract."""
    reading = found.reading
    return {
        "understood": {
            "needs": [{"slug": need.slug, "because": need.because} for need in reading.needs],
            "context": {
                "phase": reading.stage.phase,
                "age_min": reading.stage.age_min,
                "age_max": reading.stage.age_max,
                "district": reading.district,
                "audience": reading.audience,
            },
            "districts": list(reading.place.districts) if reading.place else [],
            "corrected": [{"typed": word.typed, "read": word.read} for word in reading.corrected],
            "urgent": reading.urgent,
        },
        "total": found.total,
        "page": found.asked.page,
        "pages": found.pages,
        "results": [_result(hit) for hit in shown],
        "near_misses": [{"slug": hit.service.slug, "name": hit.service.name, "why_not": list(hit.explained.why_not)} for hit in near],
        "facets": {facet: dict(found.facets.get(facet, {})) for facet in FACETS},
    }


def _result(hit: Hit) -> dict[str, Any]:
    service = hit.service
    return {
        "slug": service.slug,
        "name": service.name,
        "provider": service.organisation.name,
        "summary": service.summary,
        "kind": service.kind.value,
        "level": service.levels[0].value if service.levels else None,
        "levels": [level.value for level in service.levels],
        "standing": hit.standing.value,
        "why": list(hit.explained.why),
        "check": list(hit.explained.check),
    }
