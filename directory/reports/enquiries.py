"""Asking a provider: the letter to its people, and that it was asked, are one write."""

from collections.abc import Iterable
from datetime import datetime

from directory.access import Actor
from directory.accounts.letters import Letter
from directory.accounts.operations import new_id, post, record
from directory.db import transaction
from directory.reports.models import Enquiry


def ask(*, organisation_id: str, to: Iterable[str], letter: Letter, by: Actor, at: datetime) -> None:
    """Put the letter in the outbox for each of these addresses (none, where it went another way), and keep the day."""
    with transaction() as session:
        row = Enquiry(id=new_id(), organisation_id=organisation_id, asked_on=at.date(), asked_by=by.id)
        session.add(row)
        for address in to:
            post(session, to=address, subject=letter.subject, text=letter.text, at=at)
        record(session, by=by, verb="asked a provider what is not known", kind="organisation", about=organisation_id, at=at)
