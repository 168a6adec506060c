"""Every write of joining and leaving: invitations, requests to look after listings, and what an administrator does to an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.access import Actor
from directory.accounts import queries, tokens
from directory.accounts.letters import Letter
from directory.accounts.models import Claim, ClaimState, Invitation, Membership, Person, PersonState
from directory.accounts.operations import begin, end_all, new_id, post, record
from directory.catalogue.models import Organisation
from directory.db import transaction
from directory.errors import DirectoryError

INVITATION_LASTS = timedelta(hours=48)


class InvitationNotGood(DirectoryError):
    """An invitation that was used, is too old, was replaced, or never was."""

    status = 410
    heading = "This invitation does not work any more"

    def __init__(self) -> None:
        super().__init__("An invitation works once, for 48 hours, and a newer one takes its place. Ask whoever invited you for another.")


class NotYours(DirectoryError):
    """Something that is not this person's to do, or is not there. Which of the two is not said."""

    status = 404
    heading = "Page not found"

    def __init__(self) -> None:
        super().__init__("There is no page at this address.")


class AlreadyDecided(DirectoryError):
    """Another editor was faster."""

    status = 409
    heading = "This was decided already"

    def __init__(self) -> None:
        super().__init__("Another editor has decided this request. Nothing was changed.")


class LastAdministrator(DirectoryError):
    """The last one who could let people in again."""

    status = 409
    heading = "You cannot disable yourself"

    def __init__(self) -> None:
        super().__init__("Ask another administrator to do it. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What somebody is asked to join: a provider, the editors, the administrators."""

    organisation_id: str | None = None
    as_editor: bool = False


def invite(*, email: str, to: Post, token: str, written: Letter | None, by: Actor | None, at: datetime) -> None:
    """Ask somebody to join. Members may ask for their own provider, editors for any; without `by` it is the operator of the machine."""
    allowed = by is None or by.is_administrator or (not to.as_editor and (by.is_editor or by.may_edit(to.organisation_id or "")))
    with transaction() as session:
        if not allowed or (to.organisation_id and session.get(Organisation, to.organisation_id) is None):
            raise NotYours
        _ask(session, email=email, to=to, token=token, written=written, by=by, at=at)


def _ask(session: Session, *, email: str, to: Post, token: str, written: Letter | None, by: Actor | None, at: datetime) -> None:
    same = (Invitation.email == email, Invitation.organisation_id == to.organisation_id, Invitation.used_at.is_(None))
    session.execute(update(Invitation).where(*same).values(used_at=at))
    row = Invitation(
        id=new_id(),
        token_hash=tokens.hashed(token),
        email=email,
        organisation_id=to.organisation_id,
        is_editor=to.as_editor,
        invited_by=by.id if by else None,
        made_at=at,
        ends_at=at + INVITATION_LASTS,
    )
    session.add(row)
    if written:
        post(session, to=email, subject=written.subject, text=written.text, at=at)
    record(session, by=by, verb="invited", kind="invitation", about=row.id, at=at, organisation=to.organisation_id, editor=to.as_editor)


def accept(*, token: str, name: str, at: datetime) -> str:
    """Use an invitation up, join, and begin a sign-in; return its secret. InvitationNotGood for any other."""
    with transaction() as session:
        invitation = session.scalar(
            update(Invitation)
            .where(Invitation.token_hash == tokens.hashed(token), Invitation.used_at.is_(None), Invitation.ends_at > at)
            .values(used_at=at)
            .returning(Invitation)
        )
        person = _person_of(session, invitation, name, at) if invitation else None
        if invitation is None or person is None or person.state is not PersonState.ACTIVE:
            raise InvitationNotGood
        person.is_editor = person.is_editor or invitation.is_editor
        _join(session, person=person, organisation_id=invitation.organisation_id, at=at)
        session.flush()
        record(session, by=None, verb="joined", kind="person", about=person.id, at=at, invitation=invitation.id)
        return begin(session, person=person, at=at)


def _person_of(session: Session, invitation: Invitation, name: str, at: datetime) -> Person:
    person = session.scalar(select(Person).where(Person.email == invitation.email))
    if person is None:
        person = Person(id=new_id(), name=name, email=invitation.email, made_at=at)
        session.add(person)
        session.flush()
    return person


def _join(session: Session, *, person: Person, organisation_id: str | None, at: datetime) -> None:
    if organisation_id and session.get(Membership, (person.id, organisation_id)) is None:
        session.add(Membership(person_id=person.id, organisation_id=organisation_id, since=at))


def claim(*, organisation_id: str, name: str, email: str, work: str, written: Letter, at: datetime) -> None:
    """Keep a request, and tell the editors of it. The same request, while it waits, is kept once."""
    with transaction() as session:
        same = select(Claim.id).where(Claim.organisation_id == organisation_id, Claim.email == email, Claim.state == ClaimState.WAITING)
        if session.scalar(same) is None:
            row = Claim(id=new_id(), organisation_id=organisation_id, name=name, email=email, work=work, made_at=at)
            session.add(row)
            for editor in queries.editors():
                post(session, to=editor.email, subject=written.subject, text=written.text, at=at)
            record(session, by=None, verb="asked to join", kind="claim", about=row.id, at=at, organisation=organisation_id)


def grant(*, claim_id: str, token: str, written: Letter, by: Actor, at: datetime) -> None:
    """Grant a request: an invitation goes to the address it came from, which proves that somebody reads it."""
    with transaction() as session:
        row = _decide(session, claim_id=claim_id, state=ClaimState.GRANTED, by=by, at=at)
        _ask(session, email=row.email, to=Post(organisation_id=row.organisation_id), token=token, written=written, by=by, at=at)


def refuse(*, claim_id: str, written: Letter, by: Actor, at: datetime) -> None:
    """Refuse a request, and say so kindly."""
    with transaction() as session:
        row = _decide(session, claim_id=claim_id, state=ClaimState.REFUSED, by=by, at=at)
        post(session, to=row.email, subject=written.subject, text=written.text, at=at)


def _decide(session: Session, *, claim_id: str, state: ClaimState, by: Actor, at: datetime) -> Claim:
    """One decision only, however many editors press at once."""
    if not by.is_editor or session.get(Claim, claim_id) is None:
        raise NotYours
    waiting = (Claim.id == claim_id, Claim.state == ClaimState.WAITING)
    row: Claim | None = session.scalar(update(Claim).where(*waiting).values(state=state, decided_by=by.id, decided_at=at).returning(Claim))
    if row is None:
        raise AlreadyDecided
    record(session, by=by, verb=state.value, kind="claim", about=claim_id, at=at, organisation=row.organisation_id)
    return row


def set_state(*, person_id: str, state: PersonState, by: Actor, at: datetime) -> None:
    """Disable a person, which ends every sign-in, or let them in again."""
    with transaction() as session:
        person = session.get(Person, person_id)
        if person is None or not by.is_administrator:
            raise NotYours
        if person.id == by.id:
            raise LastAdministrator
        if person.state is not state:
            person.state = state
            end_all(session, person_id=person.id, at=at)
            record(session, by=by, verb="enabled" if state is PersonState.ACTIVE else "disabled", kind="person", about=person.id, at=at)


def make_administrator(*, email: str, at: datetime) -> bool:
    """Let an active editor look after accounts; False where no editor has the address. The operator of the machine does this."""
    with transaction() as session:
        person = session.scalar(select(Person).where(Person.email == email, Person.is_editor, Person.state == PersonState.ACTIVE))
        if person:
            person.is_administrator = True
            record(session, by=None, verb="made an administrator", kind="person", about=person.id, at=at)
        return person is not None
