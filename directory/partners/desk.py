"""What a partner's desk shows: each listing with its standing and what is due, and each change with how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.access import Actor
from directory.catalogue import finder
from directory.catalogue.models import Service
from directory.freshness import asking
from directory.freshness import queries as freshness
from directory.freshness.asking import Held
from directory.freshness.models import Problem
from directory.review import queries as review
from directory.review.models import Revision, RevisionKind
from directory.vocabulary import Standing


@dataclass(frozen=True)
class Listing:
    """One of my services."""

    held: Held
    standing: Standing
    open_change: Revision | None

    @property
    def service(self) -> Service:
        return self.held.service


@dataclass(frozen=True)
class Desk:
    """Everything on the first page of the desk."""

    listings: Sequence[Listing]
    changes: Sequence[Revision]
    problems: Sequence[Problem]

    @property
    def due(self) -> int:
        """How many listings have something to confirm."""
        return sum(bool(listing.held.due) and listing.standing != Standing.POSSIBLY_ENDED for listing in self.listings)


def of(person: Actor) -> Desk:
    """The desk of this person."""
    changes = review.of_providers(person.organisations)
    under_way = [change for change in changes if change.kind == RevisionKind.CHANGE and change.is_under_way]
    open_changes = {change.service_id: change for change in under_way}
    services = freshness.services_of(person.organisations)
    listings = [listing_of(service, open_changes.get(service.id)) for service in services]
    return Desk(listings, changes, freshness.problems_of(person.organisations))


def listing_of(service: Service, open_change: Revision | None) -> Listing:
    """One listing as the desk shows it."""
    return Listing(asking.held(service), finder.current().standing(service), open_change)
