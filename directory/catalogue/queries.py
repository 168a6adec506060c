"""Every read of the catalogue. The public ones ask `Service.visible()`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select, true, tuple_
from sqlalchemy.orm import joinedload, load_only, selectinload
from sqlalchemy.sql.base import ExecutableOption

from directory.catalogue.models import (
    Confirmation,
    Contact,
    District,
    Need,
    NeedVersion,
    Organisation,
    Outcode,
    Place,
    Service,
    ServiceNeed,
)
from directory.catalogue.search import Ended
from directory.db import db
from directory.vocabulary import ContactKind, Strength
from search_index.suggest import Entry
from search_index.vocabulary import STRENGTHS

Value = TypeVar("Value")
Lists = Mapping[str, Sequence[str]]
MOST_ALTERNATIVES = 8

# What a result shows of a service beyond its own columns, and what its page shows besides.
HOW_FAR_TRUSTED = (selectinload(Service.confirmations), selectinload(Service.contacts))
RESULT = (joinedload(Service.organisation), selectinload(Service.needs), *HOW_FAR_TRUSTED)
LISTING = (*RESULT, selectinload(Service.public_contacts), selectinload(Service.sources))


COUNTED = (
    Service.levels, Service.phases, Service.age_min, Service.age_max, Service.coverage, Service.districts, Service.who_can_refer,
    Service.audiences, Service.kind, Service.not_when, Service.status, Service.paused_on, Service.name, Service.to_confirm,
    Service.how_to_refer, Service.consent, Service.cost, Service.waiting_time,
)  # fmt: skip


def services(wanted: ColumnElement[bool], shown: Iterable[ExecutableOption] = LISTING) -> Sequence[Service]:
    """Services by name, with what a listing shows of them."""
    return db.session.scalars(select(Service).where(wanted).options(*shown).order_by(Service.name)).all()


def listed(ids: Sequence[str]) -> list[Service]:
    """The visible services among these ids, in the order given: a stale index can never show what is not public."""
    return _in_order(ids, Service.visible())


def _in_order(ids: Sequence[str], allowed: ColumnElement[bool]) -> list[Service]:
    found = {service.id: service for service in services(allowed & Service.id.in_(ids), RESULT)} if ids else {}
    return [found[id] for id in ids if id in found]


def all_listed() -> Sequence[Service]:
    """Everything the public may see, by name."""
    return services(Service.visible())


def ended_count() -> int:
    """How many listings are kept back because they may have ended."""
    return db.session.scalar(select(func.count(Service.id)).where(~Service.visible())) or 0


def wordings_published() -> int:
    """How many versions of needs people have published: it grows with each, and so says whether there are newer wordings."""
    return db.session.scalar(select(func.count(NeedVersion.id))) or 0


def published_wordings() -> dict[str, Lists]:
    """The wordings that people have published, by the slug of the need and by strength; only the newest of each."""
    newest = select(NeedVersion.slug, func.max(NeedVersion.number)).group_by(NeedVersion.slug)
    rows = db.session.scalars(select(NeedVersion).where(tuple_(NeedVersion.slug, NeedVersion.number).in_(newest)))
    return {version.slug: {name: version.content[name] for name in STRENGTHS} for version in rows}


def catalogue_stamp() -> str:
    """Changes whenever a service or a provider does, or somebody confirms a service, or a district or a place in one changes."""
    confirmed = select(func.count(Confirmation.id)).scalar_subquery()
    others = (select(func.max(model.changed_at)).scalar_subquery() for model in (Organisation, District))
    return " ".join(map(str, db.session.execute(select(func.count(Service.id), func.max(Service.changed_at), confirmed, *others)).one()))


def confirmed_at_all() -> Sequence[Service]:
    """The visible services of which the provider has confirmed anything."""
    return services(Service.visible() & Service.confirmations.any(), HOW_FAR_TRUSTED)


def all_names() -> list[tuple[str, str, str]]:
    """(kind, slug, name or nickname) of every provider and service; those that may have ended too, so that their alternatives are found."""
    providers = db.session.execute(select(Organisation.slug, Organisation.name, Organisation.aliases)).all()
    listings = db.session.execute(select(Service.slug, Service.name, Service.also_known_as)).all()
    return [
        (kind, slug, text)
        for kind, rows in (("provider", providers), ("service", listings))
        for slug, name, also in rows
        for text in (name, *also)
    ]


def suggested() -> list[Entry]:
    """What is offered while somebody types: needs and their other names, visible services with their nicknames, providers, places."""
    needs = [Entry(text, "need", need.slug) for need in all_needs() for text in (need.name, *need.also_called)]
    listed = services(Service.visible())
    listings = [Entry(text, "service", service.slug) for service in listed for text in (service.name, *service.also_known_as)]
    run = select(Organisation).where(Organisation.services.any(Service.visible()))
    providers = [Entry(provider.name, "provider", provider.slug) for provider in db.session.scalars(run)]
    return [*needs, *listings, *providers, *(Entry(name, "place", "") for name in places())]


def withheld_keys() -> frozenset[str]:
    """The contacts that no public text may give away."""
    return frozenset(key for key in db.session.scalars(select(Contact.key).where(~Contact.publish)) if key)


def ids_by_slug() -> dict[str, str]:
    """Ids of visible services."""
    return _pairs(select(Service.slug, Service.id).where(Service.visible()))


def ended() -> dict[str, Ended]:
    """Services that may have ended, by their slug, and by the slug of a provider that has nothing else."""
    still_run = set(db.session.scalars(select(Service.organisation_id).where(Service.visible())))
    found: dict[str, Ended] = {}
    for service in services(~Service.visible()):
        needs = tuple(answered.need.slug for answered in service.needs)
        found[service.slug] = Ended((service.id,), needs)
        if service.organisation_id not in still_run:
            ids, others = found.get(service.organisation.slug, Ended((), ()))
            found[service.organisation.slug] = Ended((*ids, service.id), tuple(dict.fromkeys((*others, *needs))))
    return found


def listed_or_ended(ids: Sequence[str]) -> list[Service]:
    """The services with these ids in the order given, those that may have ended too: for near misses, which say so."""
    return _in_order(ids, true())


def matching(words: Iterable[str], needs: Iterable[str]) -> Sequence[Service]:
    """Visible services that answer one of the needs or hold one of the words in name or summary: the search when there is no index."""
    texts = [Service.name.icontains(word, autoescape=True) | Service.summary.icontains(word, autoescape=True) for word in words]
    answers = Service.needs.any(ServiceNeed.need.has(Need.slug.in_(list(needs))))
    return services(Service.visible() & or_(answers, *texts))


def all_needs() -> Sequence[Need]:
    """All needs in the order of the vocabulary."""
    return db.session.scalars(select(Need).order_by(Need.position)).all()


def need_names() -> dict[str, str]:
    return _pairs(select(Need.slug, Need.name).order_by(Need.position))


def related_needs() -> dict[str, tuple[str, ...]]:
    return {slug: tuple(related) for slug, related in db.session.execute(select(Need.slug, Need.related))}


def needs_of_danger() -> Sequence[str]:
    """The slugs of the needs with which urgent help comes first."""
    return db.session.scalars(select(Need.slug).where(Need.safety)).all()


def district_names() -> dict[str, str]:
    """All districts that services name, home districts first."""
    return _pairs(select(District.slug, District.name).order_by(~District.home, District.name))


def mapped_districts() -> list[tuple[str, str, bool, int, int]]:
    """(slug, name, whether this directory is for it, column, row) of every district on the map, home districts first."""
    tiles = select(District.slug, District.name, District.home, District.tile_x, District.tile_y)
    mapped = tiles.where(District.tile_x.is_not(None), District.tile_y.is_not(None))
    rows = db.session.execute(mapped.order_by(~District.home, District.name))
    return [(slug, name, home, x or 0, y or 0) for slug, name, home, x, y in rows]


def for_the_grid() -> Sequence[Service]:
    """Everything the public may see, with no more than where it counts, how far to trust it, and what it leaves open."""
    provider = joinedload(Service.organisation).load_only(Organisation.slug)
    return services(Service.visible(), (load_only(*COUNTED), provider, selectinload(Service.needs), *HOW_FAR_TRUSTED))


def rung_by_everyone() -> frozenset[str]:
    """The providers, by slug, behind numbers of three digits: nobody at 999 or 111 answers a letter."""
    short = (Contact.kind == ContactKind.PHONE) & (func.length(Contact.key) == 3)
    return frozenset(db.session.scalars(select(Organisation.slug).where(Organisation.services.any(Service.contacts.any(short)))))


def home_districts() -> frozenset[str]:
    return frozenset(db.session.scalars(select(District.slug).where(District.home)))


def places() -> dict[str, Sequence[str]]:
    """Every place and district name with the districts (slugs) it can be in."""
    named: dict[str, Sequence[str]] = {name: [slug] for slug, name in district_names().items()}
    for name, districts in _pairs(select(Place.name, Place.districts)).items():
        named[name] = list(dict.fromkeys((*named.get(name, ()), *districts)))
    return named


def outcodes() -> Mapping[str, Sequence[str]]:
    return _pairs(select(Outcode.code, Outcode.districts))


def by_slugs(slugs: Iterable[str]) -> list[Service]:
    """The visible services with these slugs, in the order given."""
    wanted = list(dict.fromkeys(slugs))
    found = {service.slug: service for service in services(Service.visible() & Service.slug.in_(wanted))}
    return [found[slug] for slug in wanted if slug in found]


def _pairs(query: Select[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in db.session.execute(query)}  # noqa: C416 - a Row is no pair to mypy


def service(slug: str) -> Service | None:
    """One service with everything its page shows, also one that may have ended: its page says so."""
    return next(iter(services(Service.slug == slug)), None)


def alternatives(service: Service) -> Sequence[Service]:
    """Visible services made for a need of this one that may have ended; first those made for most of its needs."""
    shared = [answered.need_id for answered in service.needs]
    made_for = (ServiceNeed.strength == Strength.MAIN) & ServiceNeed.need_id.in_(shared)
    found = services(Service.visible() & Service.needs.any(made_for))
    return sorted(found, key=lambda other: -sum(answered.need_id in shared for answered in other.needs))[:MOST_ALTERNATIVES]


def provider(slug: str) -> Organisation | None:
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def provider_names() -> dict[str, str]:
    """Every provider by its slug."""
    return _pairs(select(Organisation.slug, Organisation.name))


def provider_kinds() -> list[str]:
    """What sorts of provider there are."""
    return list(db.session.scalars(select(Organisation.kind).distinct().order_by(Organisation.kind)))


def services_of(provider: Organisation) -> Sequence[Service]:
    """The visible services of a provider."""
    return services(Service.visible() & (Service.organisation_id == provider.id))


def need(slug: str) -> Need | None:
    return db.session.scalar(select(Need).where(Need.slug == slug))


def needs_named(slugs: Iterable[str]) -> Sequence[Need]:
    return db.session.scalars(select(Need).where(Need.slug.in_(list(slugs))).order_by(Need.position)).all()


def services_per_need() -> dict[str, int]:
    """How many visible services answer each need (by slug)."""
    counted = select(Need.slug, func.count(Service.id)).join(ServiceNeed, ServiceNeed.need_id == Need.id).join(ServiceNeed.service)
    return _pairs(counted.where(Service.visible()).group_by(Need.slug))


def answering(need: Need) -> Sequence[Service]:
    """The visible services that answer a need, by name."""
    return services(Service.visible() & Service.needs.any(ServiceNeed.need_id == need.id))
