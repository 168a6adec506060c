"""What to ask whom next: providers in the order in which their answers change most. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Place = tuple[str, str]
PLACES_NAMED = 3


@dataclass(frozen=True)
class Offer:
    """One public listing as the worklist sees it. `places` are the needs and levels that it answers in the locality."""

    name: str
    provider: str
    places: frozenset[Place]
    questions: tuple[str, ...]
    confirmed: bool
    paused: bool


@dataclass(frozen=True)
class Task:
    """What to ask one provider. `alone` are the places where only this provider takes referrals, and has not confirmed that it does."""

    provider: str
    offers: Sequence[Offer]
    alone: Sequence[Place]
    asked_on: date | None

    @property
    def questions(self) -> int:
        return sum(len(offer.questions) for offer in self.offers)

    @property
    def unconfirmed(self) -> int:
        return sum(not offer.confirmed for offer in self.offers)


def tasks(offers: Iterable[Offer], asked: Mapping[str, date], place: Place | None = None) -> list[Task]:
    """A task for each provider with something to ask; only those behind one place, if it is given.

    First those who stand alone for most places, then those with most questions. Whoever was asked comes after who was not."""
    by_provider: defaultdict[str, list[Offer]] = defaultdict(list)
    behind: defaultdict[Place, list[Offer]] = defaultdict(list)
    for offer in offers:
        by_provider[offer.provider].append(offer)
        for each in () if offer.paused else offer.places:
            behind[each].append(offer)
    found = [Task(provider, mine, _alone(provider, mine, behind), asked.get(provider)) for provider, mine in by_provider.items()]
    wanted = [task for task in found if (task.questions or task.unconfirmed) and (place is None or _is_behind(task, place))]
    return sorted(wanted, key=lambda task: (task.asked_on is not None, -len(task.alone), -task.questions, task.provider))


def _alone(provider: str, mine: Iterable[Offer], behind: Mapping[Place, Sequence[Offer]]) -> list[Place]:
    places = {place for offer in mine if not offer.paused for place in offer.places}
    return sorted(place for place in places if all(offer.provider == provider and not offer.confirmed for offer in behind[place]))


def _is_behind(task: Task, place: Place) -> bool:
    return any(place in offer.places for offer in task.offers)
