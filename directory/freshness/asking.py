"""Glue for asking: the schedule of this application, and the letters and pages that say what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import Flask, current_app, url_for

from directory.accounts import letters
from directory.accounts.letters import Letter
from directory.catalogue import finder
from directory.catalogue.models import Service
from directory.config import Config
from directory.freshness import due, queries
from directory.freshness.due import Fact, Schedule
from directory.freshness.models import Topic
from directory.freshness.reminding import DueFact, Rules


@dataclass(frozen=True)
class Held:
    """One listing with the state of its facts, and what a form remembers of it."""

    service: Service
    facts: list[Fact]
    seen: str

    @property
    def due(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.is_due]


def init_app(app: Flask) -> None:
    """Read the schedule now, so that a fault in it stops the start."""
    config: Config = app.config["DIRECTORY"]
    app.extensions["asking"] = due.read_schedule(config.seed_data / "reminders.yaml")


def schedule() -> Schedule:
    """The schedule of the application that is answering."""
    return cast(Schedule, current_app.extensions["asking"])


def held(service: Service) -> Held:
    """The listing with the state of its facts today."""
    return Held(service, due.facts(service, finder.current().freshness, date.today()), due.seen(service))


def rules() -> Rules:
    """What a run of reminders goes by in this application."""
    return Rules(finder.current().freshness, schedule(), _to_provider, _to_editors)


def problem_letter(service: Service, topic: Topic) -> Letter:
    """What the provider and the editors are told when a reader reports a problem."""
    link = letters.address(url_for("listing.service", slug=service.slug))
    return letters.letter("problem_reported", listing=service.name, topic=topic.label, link=link, desk=letters.address("/desk"))


def _to_provider(name: str, facts: Sequence[DueFact], token: str) -> Letter:
    with current_app.test_request_context():
        link = letters.address(url_for("freshness.still_right", token=token))
    return letters.letter("reminder", provider=name, services=_by_service(facts), link=link, desk=letters.address("/desk"))


def _to_editors(overdue: Sequence[tuple[str, Sequence[DueFact]]]) -> Letter:
    providers = [(name, _by_service(facts), _people(facts)) for name, facts in overdue]
    return letters.letter("overdue", providers=providers, desk=letters.address("/editor"))


def _people(facts: Sequence[DueFact]) -> list[str]:
    """The names of those who look after these listings, so that an editor knows whom to ring."""
    return [person.name for person, _ in queries.people_of(facts[0].service.organisation_id)]


def _by_service(facts: Sequence[DueFact]) -> list[tuple[str, list[DueFact]]]:
    names = dict.fromkeys(each.service.name for each in facts)
    return [(name, [each for each in facts if each.service.name == name]) for name in names]
