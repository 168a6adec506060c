"""From a need or a service to its pathway: what the pages of the catalogue show of it, without the catalogue knowing of pathways."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import Flask

from directory.catalogue.models import Need, Service
from directory.pathways import plan, queries
from directory.pathways.document import Pathway, Stage

LIKELIEST = 2


class Slugged(Protocol):
    """A need as the search read it."""

    @property
    def slug(self) -> str:
        """Which need it is."""


@dataclass(frozen=True)
class Link:
    """A pathway, and the stages at which a service stands in it (none for a need)."""

    pathway: Pathway
    stages: tuple[Stage, ...] = ()


def init_app(app: Flask) -> None:
    """Give the templates of the catalogue both ways to a pathway."""
    app.jinja_env.globals.update(pathway_of_need=of_need, pathways_of_needs=of_needs, pathways_of_service=of_service)


def of_need(need: Need) -> Link | None:
    """The pathway that this need leads to."""
    return next((Link(pathway) for pathway in _current() if need.slug in pathway.needs), None)


def of_needs(needs: Sequence[Slugged]) -> list[Pathway]:
    """The pathways that the needs which somebody's words express lead to: of the likeliest two, so that the way on stays plain."""
    likeliest = {need.slug: None for need in needs[:LIKELIEST]}
    pathways = _current() if likeliest else []
    found = (next((pathway for pathway in pathways if slug in pathway.needs), None) for slug in likeliest)
    return list({pathway.slug: pathway for pathway in found if pathway}.values())


def of_service(service: Service) -> list[Link]:
    """Every pathway that asks for this service at some stage, by name or by its selection: first those for its own needs."""
    own = {answered.need.slug for answered in service.needs}
    found = [Link(pathway, tuple(stage for stage in pathway.stages if _asks(stage, service))) for pathway in _current()]
    return sorted((link for link in found if link.stages), key=lambda link: (not own & set(link.pathway.needs), link.pathway.name))


def _asks(stage: Stage, service: Service) -> bool:
    return any(plan.asked_for(ask, [service]) for ask in stage.asks)


def _current() -> list[Pathway]:
    return [queries.content_of(version) for version in queries.versions()]
