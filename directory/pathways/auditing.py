"""Glue: the audit of the published pathways over the catalogue as it is now, and the table that people read."""

from functools import lru_cache
from threading import Lock

from directory.catalogue import finder
from directory.catalogue import queries as catalogue
from directory.catalogue.models import Service
from directory.db import db
from directory.pathways import audit, queries, urgency
from directory.pathways.audit import Catalogue, Report
from directory.pathways.document import Pathway
from directory.pathways.links import of_service

SHOWN = 200
_walking = Lock()


def report() -> Report:
    """Walk every current version. Also for the editors' desk, and whenever a service is paused or ends."""
    pathways = [queries.content_of(version) for version in queries.versions()]
    return audit.walk_all(pathways, urgency.current(), _catalogue())


def of_one(pathway: Pathway) -> Report:
    """The walk of one pathway as it would be, over the catalogue as it is."""
    return audit.walk_some([pathway], urgency.current(), _catalogue())


def latest() -> Report:
    """The report over the catalogue as it is, walked anew only after it changed: the walk takes seconds."""
    stamp = f"{db.engine.url} {finder.current().stamp()} {[version.id for version in queries.versions()]}"
    with _walking:
        return _report_at(stamp)


@lru_cache(maxsize=1)
def _report_at(stamp: str) -> Report:
    return report()


def when_closed(service_id: str) -> list[str]:
    """What an editor must look at now that this service takes no referrals: the weak spots of the stages that ask for it."""
    service = catalogue.services(Service.id == service_id)[0]
    links = of_service(service)
    found = audit.walk_some([link.pathway for link in links], urgency.current(), _catalogue())
    asked = {(link.pathway.slug, stage.id) for link in links for stage in link.stages}
    weak = [f"{spot.pathway}, {spot.stage}: {spot.what}" for spot in found.weak if (spot.pathway, spot.stage) in asked]
    return [*found.failures, *weak]


def _catalogue() -> Catalogue:
    return Catalogue(
        services={service.slug: service for service in queries.every_service()},
        needs=frozenset(catalogue.need_names()),
        districts=catalogue.district_names(),
        home=catalogue.home_districts(),
        standing=finder.current().standing,
    )


def table(report: Report) -> str:
    """The size of the walk, and the weak spots in columns."""
    size = f"Walked {report.pathways} pathways: {report.paths} paths, {report.plans} different plans, {len(report.failures)} failures."
    if not report.weak:
        return f"{size}\nNo weak spots."
    width = max(len(f"{spot.pathway} {spot.stage}") for spot in report.weak)
    rows = [f"  {f'{spot.pathway} {spot.stage}':{width}}  {spot.what}" for spot in report.weak[:SHOWN]]
    more = [f"  and {len(report.weak) - SHOWN} more"] if len(report.weak) > SHOWN else []
    return "\n".join([size, f"Weak spots ({len(report.weak)}), which hold but need an editor's eye:", *rows, *more])
