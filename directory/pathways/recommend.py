"""Whether a service fits a case at a stage, and why: each rule gives the sentence that decided. Pure.

A `Reason` fits (True), does not (False), or cannot be told from what is known (None: its text is something to ask)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from directory.catalogue import fit
from directory.catalogue.documents import PHASE_AGES, phases_of
from directory.catalogue.fit import Reason
from directory.catalogue.models import Service
from directory.vocabulary import Coverage, Kind, ListingStatus, Phase, Referrer, Standing

HOW_FAMILY = {
    Referrer.GP: "the GP refers",
    Referrer.PARENT: "the parent or carer makes contact",
    Referrer.YOUNG_PERSON: "the young person makes contact",
    Referrer.SOCIAL_WORKER: "a social worker refers",
}
SCHOOL_MAY = frozenset({Referrer.SCHOOL, Referrer.PROFESSIONAL, Referrer.ANYONE})


@dataclass(frozen=True)
class Case:
    """What is known of the pupil's school. `needs` and the districts map slugs to names; None is not known."""

    needs: Mapping[str, str] = field(default_factory=dict)
    phase: str | None = None
    district: str | None = None
    listed: bool | None = None
    districts: Mapping[str, str] = field(default_factory=dict)
    home: frozenset[str] = frozenset()
    standing: Callable[[Service], Standing] = lambda _: Standing.UNCONFIRMED

    @property
    def asked(self) -> fit.Case:
        """The same, as the rules of the catalogue read it."""
        return fit.Case(
            needs=self.needs,
            phases=frozenset({self.phase}) if self.phase else frozenset(),
            districts={self.district: self.districts[self.district]} if self.district else {},
            all_districts=self.districts,
            home=self.home,
        )


@dataclass(frozen=True)
class Catalogue:
    """The live catalogue as a look over every pathway needs it."""

    services: Mapping[str, Service]
    needs: frozenset[str]
    districts: Mapping[str, str]
    home: frozenset[str]
    standing: Callable[[Service], Standing]

    def case(self, phase: str | None, district: str | None, listed: bool | None) -> Case:
        """A school of this catalogue."""
        return Case(phase=phase, district=district, listed=listed, districts=self.districts, home=self.home, standing=self.standing)


@dataclass(frozen=True)
class Judged:
    """Every reason about one service, sorted by what it says."""

    why: tuple[str, ...]
    check: tuple[str, ...]
    why_not: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not self.why_not


def judge(case: Case, service: Service) -> Judged:
    """Every rule asked. One that says no decides."""
    reasons = list(dict.fromkeys(reason for rule in RULES for reason in rule(case, service)))
    return Judged(*(tuple(reason.text for reason in reasons if reason.fits is fits) for fits in (True, None, False)))


def need(case: Case, service: Service) -> Iterator[Reason]:
    yield from fit.need(case.asked, service)


def district(case: Case, service: Service) -> Iterator[Reason]:
    """Where the district is not known, a service must reach at least one that this directory is for."""
    if case.district or service.coverage != Coverage.DISTRICTS:
        yield from fit.district(case.asked, service)
        return
    if not case.home & set(service.districts):
        yield from fit.district(case.asked, service)
    elif case.home - set(service.districts):
        names = [case.districts.get(slug, slug) for slug in service.districts]
        yield Reason(None, f"Only covers {fit.listed(names)}: is your school there?")
    else:
        yield Reason(True, f"Covers {fit.listed([case.districts[slug] for slug in sorted(case.home)])}")


def phase(case: Case, service: Service) -> Iterator[Reason]:
    if case.phase:
        yield from fit.phase(case.asked, service)
    elif service.phases is not None and len(service.phases) < len(Phase):
        yield Reason(None, f"Only for {fit.listed([fit.FOR_PHASE[word] for word in service.phases])}: is the pupil one of them?")


def age(case: Case, service: Service) -> Iterator[Reason]:
    """The ages that the phase means; those that reach beyond what the service takes are something to check.

    Which ages it takes is only worth asking of a service for pupils: a form or an adviser has none to state."""
    yield from (reason for reason in fit.age(case.asked, service) if reason.fits is not None or service.kind == Kind.PUPIL_SUPPORT)
    low, high = service.age_min, service.age_max
    if (low is None and high is None) or (case.phase and case.phase not in phases_of(service)):
        return
    first, last = PHASE_AGES[Phase(case.phase)] if case.phase else (0, 18)
    if (low is not None and low > first) or (high is not None and high < last):
        yield Reason(None, f"Takes {fit.ages_said(low, high)}: check the pupil's age")


def listed(case: Case, service: Service) -> Iterator[Reason]:
    if not service.listed_schools_only:
        return
    match case.listed:
        case True:
            yield Reason(True, "Your school is on its list")
        case False:
            yield Reason(False, "Only for schools on its list, and yours is not on it: ask the service how a school can join")
        case None:
            yield Reason(None, "Only for schools on its list: ask whether yours is on it")


def running(case: Case, service: Service) -> Iterator[Reason]:
    """Ended, paused, unconfirmed: each has its own sentence, with what to ask."""
    if service.status == ListingStatus.POSSIBLY_ENDED:
        yield Reason(False, "It may have ended: ask whether it still runs before you tell the family about it")
    elif service.paused_on:
        yield Reason(False, f"Not taking referrals since {service.paused_on:%-d %B %Y}: ask when it opens again")
    elif service.status == ListingStatus.UNKNOWN:
        yield Reason(None, "Is it still running? We do not know")
    elif service.status == ListingStatus.CHECK:
        yield Reason(None, "Is it running as described? Ask before you refer")
    elif case.standing(service) == Standing.UNCONFIRMED:
        yield Reason(None, "The provider has not confirmed this listing: check with the service before you rely on it")
    elif case.standing(service) == Standing.DUE:
        yield Reason(None, "This listing is due to be checked again: check with the service before you rely on it")


def route(case: Case, service: Service) -> Iterator[Reason]:
    """Who makes the contact, where it is not the school; and what to ask where nobody has told us."""
    who = service.who_can_refer
    if who is None:
        yield Reason(None, "Who may refer is not known: ask")
    elif not SCHOOL_MAY & set(who):
        yield Reason(None, f"A school cannot refer: {' or '.join(HOW_FAMILY[word] for word in who)}")
    elif not {Referrer.SCHOOL, Referrer.ANYONE} & set(who):
        yield Reason(None, "Professionals may refer: ask whether that includes you")
    if service.how_to_refer is None:
        yield Reason(None, "How to refer is not known: ask the service")


RULES = (need, district, phase, age, listed, running, route)
