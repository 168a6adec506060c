"""Every write of the second step: a code from a phone, each good once, or a recovery code, each good once."""

import secrets
from datetime import datetime

import pyotp
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from directory.access import Actor
from directory.accounts import tokens
from directory.accounts.joining import NotYours
from directory.accounts.models import Person, RecoveryCode, SignIn
from directory.accounts.operations import end_all, new_id, record
from directory.db import transaction
from directory.errors import DirectoryError

STEP_SECONDS = 30
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODES, CODE_LENGTH = 10, 12


class AlreadySetUp(DirectoryError):
    """The second step stands already; another phone needs an administrator."""

    status = 409
    heading = "Your second step is set up already"

    def __init__(self) -> None:
        super().__init__("To use another phone, ask an administrator of accounts.")


def secret_for(*, by: Actor) -> str:
    """The secret to set a phone up with, made at the first asking. Once a code has been checked it is never shown again."""
    with transaction() as session:
        person = session.get_one(Person, by.id)
        if person.totp_since:
            raise AlreadySetUp
        person.totp_secret = person.totp_secret or pyotp.random_base32()
        return person.totp_secret


def address(secret: str, email: str, issuer: str) -> str:
    """What the picture for the phone says."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def set_up(*, code: str, token: str, by: Actor, at: datetime) -> list[str] | None:
    """Check the first code, finish the step, and give the recovery codes, once. None where the code is wrong."""
    with transaction() as session:
        person = session.get_one(Person, by.id)
        if person.totp_since:
            raise AlreadySetUp
        if not _is_code_of(person, code, at):
            return None
        person.totp_since = at
        session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
        codes = [_recovery_code() for _ in range(CODES)]
        session.add_all(RecoveryCode(id=new_id(), person_id=person.id, code_hash=_kept(person.id, code)) for code in codes)
        _pass(session, by=by, token=token, verb="set up the second step", at=at)
    return codes


def check(*, code: str, token: str, by: Actor, at: datetime) -> bool:
    """Check a code; where it is right the sign-in has done its second step, under a new secret."""
    with transaction() as session:
        person = session.get_one(Person, by.id, with_for_update=True)
        if person.totp_since is None:
            return False
        if not _is_code_of(person, code, at) and not _spend_recovery(session, person, code, at):
            return False
        _pass(session, by=by, token=token, verb="did the second step", at=at)
    return True


def reset(*, person_id: str, by: Actor, at: datetime) -> None:
    """Take the second step off an account whose phone is lost. Every sign-in ends; the next one sets the step up again."""
    with transaction() as session:
        person = session.get(Person, person_id)
        if person is None or not by.is_administrator or person.id == by.id:
            raise NotYours
        person.totp_secret = person.totp_since = person.totp_last_step = None
        session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
        end_all(session, person_id=person.id, at=at)
        record(session, by=by, verb="took the second step off", kind="person", about=person.id, at=at)


def _pass(session: Session, *, by: Actor, token: str, verb: str, at: datetime) -> None:
    """The sign-in may do more from now on, so its secret changes: a cookie from before is dead."""
    session.execute(update(SignIn).where(SignIn.id == by.sign_in_id).values(second_step_at=at, token_hash=tokens.hashed(token)))
    record(session, by=by, verb=verb, kind="person", about=by.id, at=at)


def _is_code_of(person: Person, code: str, at: datetime) -> bool:
    """A code of this half minute or a neighbour, later than the last one that was used."""
    figures = "".join(code.split())
    if not person.totp_secret or len(figures) != 6 or not (figures.isascii() and figures.isdecimal()):
        return False
    totp, now = pyotp.TOTP(person.totp_secret), int(at.timestamp()) // STEP_SECONDS
    for step in (now - 1, now, now + 1):
        if secrets.compare_digest(totp.generate_otp(step), figures) and step > (person.totp_last_step or 0):
            person.totp_last_step = step
            return True
    return False


def _spend_recovery(session: Session, person: Person, code: str, at: datetime) -> bool:
    kept = _kept(person.id, "".join(letter for letter in code.lower() if letter in LETTERS))
    unused = (RecoveryCode.person_id == person.id, RecoveryCode.code_hash == kept, RecoveryCode.used_at.is_(None))
    return bool(session.scalar(update(RecoveryCode).where(*unused).values(used_at=at).returning(RecoveryCode.id)))


def _recovery_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def _kept(person_id: str, code: str) -> str:
    return tokens.hashed(f"{person_id}:{code}")
