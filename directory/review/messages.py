"""Who is told about a change: the editors when one is proposed, whoever proposed it when it is decided, the provider of what editors do."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts import letters
from directory.accounts import queries as accounts
from directory.accounts.letters import Letter
from directory.accounts.models import Person, PersonState
from directory.accounts.operations import post
from directory.catalogue import closing
from directory.catalogue.models import Service
from directory.db import transaction
from directory.review.models import Revision


def to_editors(session: Session, letter: Letter, *, at: datetime) -> None:
    """Put the letter in the outbox for every editor, inside an open transaction."""
    for editor in accounts.editors():
        post(session, to=editor.email, subject=letter.subject, text=letter.text, at=at)


def to_proposer(session: Session, revision: Revision, letter: Letter, *, at: datetime) -> None:
    """Put the letter in the outbox for whoever proposed the change, if they are still there."""
    person = session.get(Person, revision.proposed_by) if revision.proposed_by else None
    if person and person.state is PersonState.ACTIVE:
        post(session, to=person.email, subject=letter.subject, text=letter.text, at=at)


def to_provider(session: Session, organisation_id: str, letter: Letter, *, at: datetime) -> None:
    """Put the letter in the outbox for everybody who looks after the provider's listings, inside an open transaction."""
    for person in accounts.members(organisation_id):
        post(session, to=person.email, subject=letter.subject, text=letter.text, at=at)


def tell_provider(service: Service, letter: Letter, *, at: datetime) -> None:
    """Tell the people of the provider what the editors did live."""
    with transaction() as session:
        to_provider(session, service.organisation_id, letter, at=at)


def tell_of_closing(service: Service, *, at: datetime) -> None:
    """Tell the editors that a service takes no referrals, with the pathway steps that ask for it and must be looked at."""
    found, link = closing.to_look_at(service.id), letters.address(url_for("listing.service", slug=service.slug))
    letter = letters.letter("service_closed", listing=service.name, found=found, link=link)
    with transaction() as session:
        to_editors(session, letter, at=at)
