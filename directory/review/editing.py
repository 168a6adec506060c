"""What editors change of a listing by themselves: a change of their own, and that a service may have ended or runs after all.

It is a change like any other and goes through `publishing`. It says nothing in the provider's name: it confirms nothing, and readers see
where the editors have it from. Where two people must see every change, it waits for a second editor.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from directory.access import Actor
from directory.accounts.letters import Letter
from directory.catalogue import queries as catalogue
from directory.catalogue.contact_values import named_in
from directory.catalogue.models import Service
from directory.db import transaction
from directory.review import queries
from directory.review.errors import NotWhole, NotYours, StaleRevision, WrongState
from directory.review.models import Revision, RevisionKind
from directory.review.operations import CHANGEABLE, begin, in_state, mine, put, same_stamp, send
from directory.review.publishing import make_public
from directory.review.soundness import GIVEN_AWAY
from directory.vocabulary import ListingStatus

WAITS = "This waits for another editor already. Read it among the changes to review."


@dataclass(frozen=True)
class Said:
    """Who says so and from where, and who is told: the editors where it must be seen twice, else the provider."""

    source: str
    by: Actor
    at: datetime
    two_people: bool
    editors: Letter
    provider: Letter


def finish(*, revision_id: str, stamp: int, said: Said) -> None:
    """Publish the change, or send it to the other editors. StaleRevision, with nothing done, if it is not what was on the page."""
    try:
        with transaction() as session:
            revision = mine(session, revision_id, said.by)
            if not revision.by_editors:
                raise NotYours
            in_state(revision, *CHANGEABLE)
            same_stamp(revision, stamp)
            _finish(session, revision, said)
    except StaleDataError as error:
        raise StaleRevision from error


def say_status(*, service_id: str, status: ListingStatus, said: Said) -> str:
    """Say that a service may have ended, or that it runs after all; return the id of the change."""
    kind = RevisionKind.ENDING if status == ListingStatus.POSSIBLY_ENDED else RevisionKind.RUNNING
    try:
        with transaction() as session:
            service = session.get(Service, service_id)
            if service is None or not said.by.is_editor:
                raise NotYours
            if queries.open_for(service_id, kind, by_editors=True):
                raise WrongState(WAITS)
            revision = begin(session, service=service, by=said.by, at=said.at, kind=kind, by_editors=True)
            put(revision, {"status": status.value})
            _finish(session, revision, said)
            return revision.id
    except IntegrityError as error:
        raise WrongState(WAITS) from error


def _finish(session: Session, revision: Revision, said: Said) -> None:
    if not said.source:
        raise NotWhole(["Say where the facts come from."])
    if named_in(said.source, catalogue.withheld_keys()):
        raise NotWhole([GIVEN_AWAY])
    revision.source = said.source
    send(session, revision, note="", by=said.by, at=said.at, letter=said.editors if said.two_people else None)
    if not said.two_people:
        make_public(session, revision, by=said.by, at=said.at, letter=said.provider)
