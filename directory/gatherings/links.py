"""From a listing to its dates: what the page of a service shows of networks and training, without the catalogue knowing of them."""

from dataclasses import dataclass

from flask import Flask

from directory.accounts.operations import now
from directory.catalogue.models import Service
from directory.gatherings import queries, times
from directory.gatherings.choosing import programme
from directory.gatherings.models import Gathering


@dataclass(frozen=True)
class Link:
    """A gathering that belongs to a listing, and when it meets next (empty: nobody knows)."""

    gathering: Gathering
    coming: list[str]


def init_app(app: Flask) -> None:
    """Give the templates of the catalogue the way to networks and training."""
    app.jinja_env.globals.update(gatherings_of_service=of_service)


def of_service(service: Service) -> list[Link]:
    """The gatherings of a listing with their coming dates, by name."""
    on = times.today(now())
    found = queries.gatherings_of_service(service.id)
    return [Link(gathering, [times.in_words(each) for each in programme(dated, on).coming]) for gathering, dated in found]
