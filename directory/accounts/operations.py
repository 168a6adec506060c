"""Every write of signing in: links that are asked for and spent, sign-ins that begin and end, and the log of who did what."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from directory.access import Actor
from directory.accounts import tokens
from directory.accounts.models import AuditEntry, Mail, Person, PersonState, SignIn, SignInLink
from directory.db import transaction
from directory.errors import DirectoryError

LINK_LASTS = timedelta(minutes=10)
SIGN_IN_LASTS = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)
KEPT = timedelta(days=30)


class LinkNotGood(DirectoryError):
    """A link that was used, is too old, was replaced, or belongs to another browser. Which of these is nobody's business."""

    status = 410
    heading = "This link does not work any more"

    def __init__(self) -> None:
        super().__init__(
            "A link works once, for ten minutes, and only in the browser that asked for it. Ask for a new one on the sign-in page."
        )


def new_id() -> str:
    """The id of something that people make."""
    return str(uuid4())


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def record(session: Session, *, by: Actor | None, verb: str, kind: str, about: str, at: datetime, **details: object) -> None:
    """Write in the log who did what, inside the transaction that does it. Details never hold a secret or what a visitor typed."""
    session.add(AuditEntry(at=at, person_id=by.id if by else None, verb=verb, kind=kind, about=about, details=details))


def post(session: Session, *, to: str, subject: str, text: str, at: datetime) -> None:
    """Put a message in the outbox, inside the transaction that causes it. Line breaks in a subject would be headers, so none is kept."""
    one_line = " ".join(subject.split())[:200]
    session.add(Mail(id=new_id(), to=to, subject=one_line, text=text, made_at=at, next_try_at=at, tries=0))


def ask_for_link(*, email: str, token: str, browser: str, subject: str, text: str, at: datetime) -> None:
    """Send a link to whoever has this address. For an address that nobody has, do as much and send nothing."""
    with transaction() as session:
        person = session.scalar(select(Person).where(Person.email == email, Person.state == PersonState.ACTIVE))
        session.add(
            SignInLink(
                id=new_id(),
                token_hash=tokens.hashed(token),
                browser_hash=tokens.hashed(browser),
                person_id=person.id if person else None,
                made_at=at,
                ends_at=at + LINK_LASTS,
            )
        )
        if person:
            post(session, to=person.email, subject=subject, text=text, at=at)


def spend_link(*, token: str, browser: str, at: datetime) -> str:
    """Use a link up and begin a sign-in; return the secret of the new sign-in. LinkNotGood for any other link."""
    with transaction() as session:
        link = session.scalar(
            update(SignInLink)
            .where(
                SignInLink.token_hash == tokens.hashed(token),
                SignInLink.browser_hash == tokens.hashed(browser),
                SignInLink.used_at.is_(None),
                SignInLink.ends_at > at,
            )
            .values(used_at=at)
            .returning(SignInLink)
        )
        person = session.get(Person, link.person_id) if link and link.person_id else None
        if person is None or person.state is not PersonState.ACTIVE:
            raise LinkNotGood
        session.execute(update(SignInLink).where(SignInLink.person_id == person.id, SignInLink.used_at.is_(None)).values(used_at=at))
        return begin(session, person=person, at=at)


def begin(session: Session, *, person: Person, at: datetime) -> str:
    """Begin a sign-in for this person inside an open transaction; return its secret, which is kept nowhere here."""
    token = tokens.new()
    row = SignIn(id=new_id(), token_hash=tokens.hashed(token), person_id=person.id, created_at=at, seen_at=at, ends_at=at + SIGN_IN_LASTS)
    session.add(row)
    session.add(AuditEntry(at=at, person_id=person.id, verb="signed in", kind="sign-in", about=row.id, details={}))
    return token


def renew(*, sign_in_id: str, at: datetime) -> str:
    """Give a sign-in a new secret, because what it may do has changed. The old cookie is dead."""
    token = tokens.new()
    with transaction() as session:
        session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(token_hash=tokens.hashed(token)))
    return token


def note_seen(*, sign_in_id: str, at: datetime) -> None:
    """Note that a sign-in is in use."""
    with transaction() as session:
        session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=at))


def end(*, token: str, at: datetime) -> None:
    """End one sign-in. A copy of its cookie is worth nothing from now on."""
    with transaction() as session:
        session.execute(update(SignIn).where(SignIn.token_hash == tokens.hashed(token), SignIn.ended_at.is_(None)).values(ended_at=at))


def end_all(session: Session, *, person_id: str, at: datetime) -> None:
    """End every sign-in of a person and every link on its way to them, inside an open transaction."""
    session.execute(update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None)).values(ended_at=at))
    session.execute(update(SignInLink).where(SignInLink.person_id == person_id, SignInLink.used_at.is_(None)).values(used_at=at))


def end_everywhere(*, by: Actor, at: datetime) -> None:
    """End every sign-in of the person who asks for it."""
    with transaction() as session:
        end_all(session, person_id=by.id, at=at)
        record(session, by=by, verb="signed out everywhere", kind="person", about=by.id, at=at)


def sweep(*, at: datetime) -> int:
    """Remove links and sign-ins that have been over for a month; return how many."""
    old = at - KEPT
    with transaction() as session:
        links = session.execute(delete(SignInLink).where(SignInLink.ends_at < old))
        ended = session.execute(delete(SignIn).where(or_(SignIn.ends_at < old, SignIn.ended_at < old)))
        return int(links.rowcount + ended.rowcount)  # type: ignore[attr-defined]
