"""How a service stands in the search index: its words, its needs, every facet value it may fit, and what makes it a better first answer."""

from collections.abc import Iterable

from directory.catalogue.models import Service
from directory.vocabulary import Audience, Coverage, Kind, Level, ListingStatus, Phase, Referrer, Situation, Strength, Word
from search_index.document import Document

NEED_WEIGHT = {Strength.MAIN: 1.0, Strength.ALSO: 0.45}

# A phase that is not stated follows from the ages that are; both ends included, in years.
PHASE_AGES = {Phase.EARLY_YEARS: (0, 4), Phase.PRIMARY: (4, 11), Phase.SECONDARY: (11, 16), Phase.POST_16: (16, 25)}

# Who else may refer when these may: anyone is everyone, and school staff are professionals (the listing says to ask).
ALSO_MAY_REFER = {
    Referrer.ANYONE: frozenset(Referrer),
    Referrer.PROFESSIONAL: frozenset({Referrer.SCHOOL, Referrer.GP, Referrer.SOCIAL_WORKER}),
}

# Added to the score of whatever is found; a main need is worth 12. What is known to run comes before what must be checked first.
STATUS_PRIOR = {ListingStatus.CURRENT: 0.0, ListingStatus.CHECK: -1.0, ListingStatus.UNKNOWN: -3.0, ListingStatus.POSSIBLY_ENDED: -9.0}
# A school asks about one pupil: somebody who answers for that pupil comes before a meeting or a course.
KIND_PRIOR = {
    Kind.CONSULTATION: 2.5,
    Kind.PUPIL_SUPPORT: 1.0,
    Kind.INFORMATION: 1.0,
    Kind.HELPLINE: 0.5,
    Kind.PARENT_SUPPORT: 0.0,
    Kind.PROCESS: 0.5,
    Kind.WHOLE_SCHOOL: -0.5,
    Kind.PANEL: 0.0,
    Kind.TRAINING: -3.5,
    Kind.NETWORK: -1.0,
}
COVERAGE_PRIOR = {Coverage.DISTRICTS: 0.0, Coverage.COUNTY: 0.5, Coverage.NATIONAL: 0.5, Coverage.NOT_STATED: 0.0}
# Nobody can be referred there today: below whoever else helps with the need, however well it would suit otherwise.
PAUSED_PRIOR = -17.0

# A situation is a facet of its own with this one value, which a listing has unless it is wrong in that situation.
FITS = frozenset({"fits"})


def document_of(service: Service, all_districts: Iterable[str]) -> Document:
    """What the index holds of the service. Nothing withheld is in it: contacts are not searched."""
    return Document(
        id=service.id,
        title=service.name,
        tags=" ".join([service.organisation.name, *service.also_known_as, *service.organisation.aliases, *_need_names(service)]),
        summary=service.summary,
        description=" ".join([service.description, service.how_to_refer or "", *service.criteria]),
        concepts={answered.need.slug: NEED_WEIGHT[answered.strength] for answered in service.needs},
        facets=facets_of(service, frozenset(all_districts)),
        age_min=service.age_min,
        age_max=service.age_max,
        prior=_prior(service),
    )


def facets_of(service: Service, all_districts: frozenset[str]) -> dict[str, frozenset[str]]:
    """Every value that may fit: what is not stated cannot be excluded, and the page says to ask."""
    return {
        "need": frozenset(answered.need.slug for answered in service.needs),
        "level": _values(service.levels or Level),
        "phase": _values(phases_of(service)),
        "district": frozenset(service.districts) if service.coverage == Coverage.DISTRICTS else all_districts,
        "referrer": _values(referrers_of(service)),
        "audience": _values(service.audiences or Audience),
        "kind": _values([service.kind]),
        "local": frozenset(service.districts),
        **{situation.value: FITS for situation in Situation if situation not in service.not_when},
    }


def _values(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(word.value for word in words)


def phases_of(service: Service) -> frozenset[Phase]:
    """The phases stated, else those its ages reach into, else all."""
    if service.phases is not None:
        return frozenset(service.phases)
    low = 0 if service.age_min is None else service.age_min
    high = 99 if service.age_max is None else service.age_max
    return frozenset(phase for phase, (first, last) in PHASE_AGES.items() if low <= last and first <= high)


def referrers_of(service: Service) -> frozenset[Referrer]:
    """Those who may refer, with those whom their words include; all when it is not known."""
    if service.who_can_refer is None:
        return frozenset(Referrer)
    named = frozenset(service.who_can_refer)
    return named.union(*(ALSO_MAY_REFER.get(referrer, frozenset()) for referrer in named))


def _need_names(service: Service) -> list[str]:
    return [answered.need.name for answered in service.needs if answered.strength == Strength.MAIN]


def _prior(service: Service) -> float:
    paused = PAUSED_PRIOR if service.paused_on else 0.0
    return STATUS_PRIOR[service.status] + KIND_PRIOR[service.kind] + COVERAGE_PRIOR[service.coverage] + paused
