"""Why a service is shown, what to check first, and why another is not: each rule gives the sentence that decided. Pure.

A `Reason` fits (True), does not (False), or cannot be told from what is known (None: its text is something to ask)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from directory.catalogue.documents import phases_of
from directory.catalogue.models import Service
from directory.vocabulary import Audience, Coverage, Kind, ListingStatus, Phase, Referrer, Situation, Strength

FOR_PHASE = {
    Phase.EARLY_YEARS: "the early years",
    Phase.PRIMARY: "primary pupils",
    Phase.SECONDARY: "secondary pupils",
    Phase.POST_16: "young people over 16",
}
FOR_AUDIENCE = {
    Audience.PUPIL: "For pupils themselves",
    Audience.PARENT: "For parents and carers",
    Audience.STAFF: "For school staff",
    Audience.SCHOOL: "For the whole school",
}


@dataclass(frozen=True)
class Reason:
    """One rule's answer about one service. `fits` is None where it is not known."""

    fits: bool | None
    text: str


@dataclass(frozen=True)
class Case:
    """What is known of the question. `needs`, `related` and `districts` map slugs to names; ages are in years, both ends included. With no
    district known, a service must reach one of `home`."""

    needs: Mapping[str, str] = field(default_factory=dict)
    related: Mapping[str, str] = field(default_factory=dict)
    phases: frozenset[str] = frozenset()
    ages: tuple[int, int] | None = None
    districts: Mapping[str, str] = field(default_factory=dict)
    all_districts: Mapping[str, str] = field(default_factory=dict)
    home: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    referrers: frozenset[str] = frozenset()
    situations: frozenset[str] = frozenset()
    named: bool = False


@dataclass(frozen=True)
class Explained:
    """The sentences of one result."""

    why: tuple[str, ...]
    check: tuple[str, ...]
    why_not: tuple[str, ...]


def explain(case: Case, service: Service) -> Explained:
    """Every rule asked, its sentences sorted by what they say."""
    reasons = list(dict.fromkeys(reason for rule in RULES for reason in rule(case, service)))
    return Explained(*(tuple(reason.text for reason in reasons if reason.fits is fits) for fits in (True, None, False)))


def named(case: Case, service: Service) -> Iterator[Reason]:
    if case.named:
        yield Reason(True, "You named it")


def need(case: Case, service: Service) -> Iterator[Reason]:
    """The needs asked for that it answers; else one that often goes with them."""
    strengths = {answered.need.slug: answered.strength for answered in service.needs}
    answered = [slug for slug in case.needs if slug in strengths]
    for slug in answered:
        verb = "Answers" if strengths[slug] == Strength.MAIN else "Also helps with"
        yield Reason(True, f"{verb} {short(case.needs[slug])}")
    if case.needs and not answered:
        for slug in [slug for slug in case.related if slug in strengths][:1]:
            yield Reason(True, f"Helps with {short(case.related[slug])}, which often goes with {short(next(iter(case.needs.values())))}")


def district(case: Case, service: Service) -> Iterator[Reason]:
    if not case.districts:
        if case.home and service.coverage == Coverage.DISTRICTS and not case.home & set(service.districts):
            yield _only_covers(case, service)
        return
    match service.coverage:
        case Coverage.COUNTY:
            yield Reason(True, "Covers all of Lancashire")
        case Coverage.NATIONAL:
            yield Reason(True, "Open to everyone in the country")
        case Coverage.NOT_STATED:
            yield Reason(None, f"Does it cover {' or '.join(case.districts.values())}? The area is not stated")
        case Coverage.DISTRICTS:
            covered = [name for slug, name in case.districts.items() if slug in service.districts]
            if covered:
                yield Reason(True, f"Covers {' and '.join(covered)}")
            else:
                yield _only_covers(case, service)


def _only_covers(case: Case, service: Service) -> Reason:
    return Reason(
        False, f"Only covers {listed([case.all_districts.get(slug, slug.replace('-', ' ').title()) for slug in service.districts])}"
    )


def phase(case: Case, service: Service) -> Iterator[Reason]:
    """By the phases stated; ages alone are the age rule's business."""
    if not case.phases or service.phases is None:
        return
    met = [word for word in service.phases if word.value in case.phases]
    if met:
        yield Reason(True, f"For {listed([FOR_PHASE[word] for word in met])}")
    else:
        yield Reason(False, f"For {listed([FOR_PHASE[word] for word in service.phases])} only")


def age(case: Case, service: Service) -> Iterator[Reason]:
    """By the ages stated; with none asked for, by the ages that the phase means, and so where phase and age are at odds."""
    low, high = service.age_min, service.age_max
    if low is None and high is None:
        if (case.ages or case.phases) and service.phases is None and _meets_pupils(service):
            yield Reason(None, "Which ages does it take? None are stated")
        return
    outside = bool(case.phases) and not case.phases & {phase.value for phase in phases_of(service)}
    if case.ages is not None:
        outside = (outside and service.phases is None) or not ((low or 0) <= case.ages[1] and (high is None or high >= case.ages[0]))
    if outside:
        yield Reason(False, f"Only takes {ages_said(low, high)}")
    elif case.ages is not None:
        yield Reason(True, f"Takes {ages_said(low, high)}")


def audience(case: Case, service: Service) -> Iterator[Reason]:
    for word in service.audiences:
        if word.value in case.audiences:
            yield Reason(True, FOR_AUDIENCE[word])


def listed_schools(case: Case, service: Service) -> Iterator[Reason]:
    if service.listed_schools_only:
        yield Reason(None, "Is your school on the list? Only listed schools can use it")


def referrer(case: Case, service: Service) -> Iterator[Reason]:
    if not case.referrers:
        return
    if service.who_can_refer is None:
        yield Reason(None, "Who may refer is not known: ask")
    elif not case.referrers & {word.value for word in service.who_can_refer} and Referrer.ANYONE not in service.who_can_refer:
        yield Reason(None, "Professionals may refer: ask whether that includes you")


def situation(case: Case, service: Service) -> Iterator[Reason]:
    for word in service.not_when or ():
        if word.value in case.situations:
            yield Reason(False, Situation(word).label)


def running(case: Case, service: Service) -> Iterator[Reason]:
    if service.status == ListingStatus.POSSIBLY_ENDED:
        yield Reason(False, "It may have ended")
    elif service.paused_on:
        yield Reason(None, f"Not taking referrals since {service.paused_on:%-d %B %Y}")
    elif service.status == ListingStatus.UNKNOWN:
        yield Reason(None, "Is it still running? We do not know")
    elif service.status == ListingStatus.CHECK:
        yield Reason(None, "Is it running as described? Ask before you refer")


RULES = (named, need, district, phase, age, audience, situation, listed_schools, referrer, running)


def short(name: str) -> str:
    """A need's name as it stands inside a sentence: `Emotionally based school avoidance (EBSA)` is `EBSA`, `Sleep` is `sleep`."""
    bare, _, bracket = name.partition(" (")
    if bracket.rstrip(")").isupper():
        return bracket.rstrip(")")
    return bare if bare[:2].isupper() or bare.isupper() else bare[0].lower() + bare[1:]


def _meets_pupils(service: Service) -> bool:
    """Ages matter to whoever sees the pupil, not to a guide or a course for staff."""
    return Audience.PUPIL in service.audiences and service.kind in (Kind.PUPIL_SUPPORT, Kind.HELPLINE, Kind.WHOLE_SCHOOL)


def ages_said(low: int | None, high: int | None) -> str:
    match low, high:
        case None, _:
            return f"ages up to {high}"
        case _, None:
            return f"ages {low} and over"
    return f"ages {low} to {high}"


def listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
