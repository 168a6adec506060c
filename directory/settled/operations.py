"""Every write: proposing, settling, refusing. The row is the truth; the file that every process reads is made from it afterwards."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.access import Actor
from directory.accounts import queries as accounts
from directory.accounts.letters import Letter
from directory.accounts.operations import new_id, post, record
from directory.catalogue import seed_places, seeding
from directory.db import transaction
from directory.kept import FOLDER
from directory.settled import matters, queries
from directory.settled.errors import Decided, OneIsWaiting, SecondPerson
from directory.settled.models import Matter, Settlement, SettlementState


def propose(
    *, matter: Matter, content: dict[str, Any], said: str, note: str, by: Actor, at: datetime, about: str = "", letter: Letter | None = None
) -> str:
    """Propose the whole content anew; return its id. `said` is what changes, in words, and `about` the key of the one urgent number that
    does. The other editors get the letter where a second person must settle it."""
    text = matters.checked(matter, content, queries.content(matter))
    try:
        with transaction() as session:
            before = queries.in_force(matter)
            row = Settlement(
                id=new_id(),
                matter=matter,
                about=about,
                state=SettlementState.PROPOSED,
                content=text,
                based_on=matters.digest(matters.part(before, about)),
                said=said,
                note=note,
                needs_two=matters.needs_two(matter, queries.content(matter), content),
                proposed_by=by.id,
                proposed_at=at,
            )
            session.add(row)
            record(session, by=by, verb=f"proposed: {matter.label.lower()}", kind="settlement", about=row.id, at=at, said=said)
            if letter and row.needs_two:
                _to_others(session, letter, by, at)
            return row.id
    except IntegrityError as error:
        raise OneIsWaiting from error


def settle(*, settlement_id: str, instance: Path, by: Actor, at: datetime) -> None:
    """Put a proposal in force. SecondPerson if whoever proposed it may not do that alone."""
    with transaction() as session:
        row = _waiting(session, settlement_id)
        if row.needs_two and by.id == row.proposed_by:
            raise SecondPerson
        before = queries.in_force(row.matter)
        if row.based_on != matters.digest(matters.part(before, row.about)):
            raise Decided
        if row.about:  # Other numbers may have been settled since.
            row.content = matters.with_part(before, row.content, row.about)
        row.number, row.state = queries.last_number(row.matter) + 1, SettlementState.SETTLED
        row.decided_by, row.decided_at = by.id, at
        record(session, by=by, verb=f"settled: {row.matter.label.lower()}", kind="settlement", about=row.id, at=at, number=row.number)
        if row.matter == Matter.PLACES:
            seeding.put_places(session, seed_places.of_text(row.content), at=at)
        matter = row.matter
    write(matter, instance)


def refuse(*, settlement_id: str, by: Actor, at: datetime) -> None:
    """Decide that a proposal is not taken, or take back one's own."""
    with transaction() as session:
        row = _waiting(session, settlement_id)
        row.state, row.decided_by, row.decided_at = SettlementState.REFUSED, by.id, at
        record(session, by=by, verb=f"did not take: {row.matter.label.lower()}", kind="settlement", about=row.id, at=at)


def write_all(instance: Path) -> None:
    """Make the files equal to what was settled: at the start, in case the last process died between the two."""
    for matter in Matter:
        write(matter, instance)


def write(matter: Matter, instance: Path) -> None:
    """Make one file equal to what was settled last, whole or not at all. Nothing settled leaves no file."""
    last = queries.last_settled(matter)
    path = instance / FOLDER / matters.FILES[matter].name
    if last is None or (path.exists() and path.read_text(encoding="utf-8") == last.content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        new.write_text(last.content, encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _to_others(session: Session, letter: Letter, by: Actor, at: datetime) -> None:
    for other in accounts.editors():
        if other.id != by.id:
            post(session, to=other.email, subject=letter.subject, text=letter.text, at=at)


def _waiting(session: Session, settlement_id: str) -> Settlement:
    wanted = select(Settlement).where(Settlement.id == settlement_id).with_for_update().execution_options(populate_existing=True)
    row = session.scalar(wanted)
    if row is None or row.state != SettlementState.PROPOSED:
        raise Decided
    return row
