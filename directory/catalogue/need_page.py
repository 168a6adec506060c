"""The services of one need in the order of the graduated response, each once. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.catalogue.models import Need, Service
from directory.vocabulary import Level, Strength


@dataclass(frozen=True)
class Step:
    """One level of help with the services that begin there: those made for the need, then those that also help. Paused ones come last."""

    level: Level
    made_for_it: Sequence[Service]
    also_helps: Sequence[Service]

    @property
    def count(self) -> int:
        return len(self.made_for_it) + len(self.also_helps)


def by_first_level(need: Need, services: Sequence[Service]) -> list[Step]:
    """Each service under the first level that it works at; levels without any are left out."""
    steps = [_step(level, need, [service for service in services if first_level(service) == level]) for level in Level]
    return [step for step in steps if step.count]


def other_names(need: Need) -> list[str]:
    """What else it is called, without what its own name says already."""
    return [name for name in need.also_called if name.casefold() not in need.name.casefold()]


def first_level(service: Service) -> Level:
    """A service without a stated level is shown first: it may be for everyone."""
    order = list(Level)
    return min(service.levels, key=order.index, default=Level.UNIVERSAL)


def _step(level: Level, need: Need, services: Sequence[Service]) -> Step:
    ordered = sorted(services, key=lambda service: service.paused_on is not None)
    main = [service for service in ordered if _is_main(need, service)]
    return Step(level, main, [service for service in ordered if service not in main])


def _is_main(need: Need, service: Service) -> bool:
    return any(answered.need_id == need.id and answered.strength == Strength.MAIN for answered in service.needs)
