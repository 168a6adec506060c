"""Glue: the audit of the published pathways over the catalogue as it is now, its weak spots in sentences, and the table of both."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from directory.catalogue import finder
from directory.catalogue import queries as catalogue
from directory.catalogue.models import Service
from directory.db import db
from directory.pathways import audit, queries, urgency, weakness
from directory.pathways.audit import Report
from directory.pathways.document import Pathway
from directory.pathways.links import of_service
from directory.pathways.recommend import Catalogue
from directory.pathways.weak_spots import WeakSpot, where, why

SHOWN = 200
_walking = Lock()


@dataclass(frozen=True)
class Said:
    """A weak spot as people read it: where it is, and why it is one."""

    where: str
    why: str
    spot: WeakSpot
    pathway: Pathway

    @property
    def sentence(self) -> str:
        return f"{self.where}: {self.why}"


def report() -> Report:
    """Walk every current version."""
    return audit.walk_all(_current(), urgency.current(), _catalogue())


def of_one(pathway: Pathway) -> Report:
    """The walk of one pathway as it would be, over the catalogue as it is."""
    return audit.walk_some([pathway], urgency.current(), _catalogue())


def latest() -> Report:
    """The report over the catalogue as it is, walked anew only after it changed: the walk takes seconds."""
    with _walking:
        return _report_at(_stamp())


@lru_cache(maxsize=1)
def _report_at(stamp: str) -> Report:
    return report()


def weak_now() -> list[WeakSpot]:
    """The weak spots of the same report. They need no walk, so that a page which shows them is quick after every change."""
    return _weak_at(_stamp())


@lru_cache(maxsize=1)
def _weak_at(stamp: str) -> list[WeakSpot]:
    return weakness.weak_spots(_current(), _catalogue())


def said(spots: Iterable[WeakSpot], pathways: Iterable[Pathway] | None = None) -> list[Said]:
    """These weak spots in sentences; of the current versions, or of these pathways."""
    known = {pathway.slug: pathway for pathway in pathways or _current()}
    districts = catalogue.district_names()
    return [Said(where(spot, known[spot.pathway], districts), why(spot), spot, known[spot.pathway]) for spot in spots]


def by_reason(weak: Iterable[Said]) -> dict[str, list[Said]]:
    """The same, each reason once with all for which it is so; the gravest stay first."""
    found: dict[str, list[Said]] = {}
    for each in weak:
        found.setdefault(each.why, []).append(each)
    return found


def when_closed(service_id: str) -> list[str]:
    """What an editor must look at now that this service takes no referrals: the weak spots of the stages that ask for it."""
    links = of_service(catalogue.services(Service.id == service_id)[0])
    asked = {(link.pathway.slug, stage.id) for link in links for stage in link.stages}
    found = weakness.weak_spots([link.pathway for link in links], _catalogue())
    return [each.sentence for each in said(spot for spot in found if (spot.pathway, spot.stage) in asked)]


def _stamp() -> str:
    """Changes with whatever the audit looks at."""
    return f"{db.engine.url} {finder.current().stamp()} {[version.id for version in queries.versions()]}"


def _current() -> list[Pathway]:
    return [queries.content_of(version) for version in queries.versions()]


def _catalogue() -> Catalogue:
    return Catalogue(
        services={service.slug: service for service in queries.every_service()},
        needs=frozenset(catalogue.need_names()),
        districts=catalogue.district_names(),
        home=catalogue.home_districts(),
        standing=finder.current().standing,
    )


def table(report: Report) -> str:
    """The size of the walk, and every weak spot on a line of its own."""
    size = f"Walked {report.pathways} pathways: {report.paths} paths, {report.plans} different plans, {len(report.failures)} failures."
    if not report.weak:
        return f"{size}\nNo weak spots."
    rows = [f"  {each.sentence}" for each in said(report.weak[:SHOWN])]
    more = [f"  and {len(report.weak) - SHOWN} more"] if len(report.weak) > SHOWN else []
    return "\n".join([size, f"Weak spots ({len(report.weak)}), which hold but need an editor's eye:", *rows, *more])
