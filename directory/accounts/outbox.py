"""Sends what is in the outbox: by SMTP where a server is set, else into files, so that a development machine writes to nobody."""

import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from functools import partial
from pathlib import Path
from uuid import uuid4

from flask import current_app
from sqlalchemy import Select, delete, select, update

from directory.accounts.models import Mail
from directory.config import Config, current
from directory.db import db, transaction

LEASE = timedelta(minutes=2)
MOST_TRIES = 8
KEPT = timedelta(days=30)
TIMEOUT_SECONDS = 15

Send = Callable[[EmailMessage], None]


def send_due(*, at: datetime) -> tuple[int, int]:
    """Send every message that is due; how many went and how many did not. Several processes may do this at once."""
    sent = failed = 0
    for mail_id in db.session.scalars(_due(at)).all():
        mail = _take(mail_id, at)
        if mail is None:
            continue
        try:
            _way(current())(_message(mail, current()))
        except (OSError, smtplib.SMTPException) as error:
            failed += 1
            current_app.logger.error("A message could not be sent, try %s of %s", mail.tries, MOST_TRIES, exc_info=error)
        else:
            sent += 1
            _mark_sent(mail_id, at)
    return sent, failed


def sweep(*, at: datetime) -> int:
    """Remove messages of more than a month ago; return how many."""
    with transaction() as session:
        return int(session.execute(delete(Mail).where(Mail.made_at < at - KEPT)).rowcount)  # type: ignore[attr-defined]


def _due(at: datetime) -> Select[str]:
    return select(Mail.id).where(Mail.sent_at.is_(None), Mail.next_try_at <= at, Mail.tries < MOST_TRIES).order_by(Mail.made_at)


def _take(mail_id: str, at: datetime) -> Mail | None:
    """Take one message for a while, unless another process has: the next try comes later after each that failed."""
    with transaction() as session:
        taken = session.scalar(
            update(Mail)
            .where(Mail.id == mail_id, Mail.sent_at.is_(None), Mail.next_try_at <= at)
            .values(tries=Mail.tries + 1, next_try_at=at + LEASE)
            .returning(Mail)
        )
        if taken:
            taken.next_try_at = at + LEASE * 2 ** (taken.tries - 1)
            session.flush()
            session.expunge(taken)
        return taken


def _mark_sent(mail_id: str, at: datetime) -> None:
    """Note that it went, and forget the words: a link in them may still be good."""
    with transaction() as session:
        session.execute(update(Mail).where(Mail.id == mail_id).values(sent_at=at, text="(sent)"))


def _message(mail: Mail, config: Config) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = config.mail.sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.made_at)
    message["Message-ID"] = make_msgid(idstring=mail.id, domain=config.mail.sender.rpartition("@")[2].rstrip(">"))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _way(config: Config) -> Send:
    return partial(_by_smtp, config) if config.mail.host else partial(_to_file, config.instance / "mail")


def _by_smtp(config: Config, message: EmailMessage) -> None:
    """Over a connection of its own. TLS is checked against the certificates that this machine trusts."""
    settings, context = config.mail, ssl.create_default_context()
    whole = partial(smtplib.SMTP_SSL, context=context) if settings.tls == "tls" else smtplib.SMTP
    with whole(settings.host, settings.port, timeout=TIMEOUT_SECONDS) as server:
        if settings.tls == "starttls":
            server.starttls(context=context)
        if settings.user:
            server.login(settings.user, settings.password)
        server.send_message(message)


def _to_file(folder: Path, message: EmailMessage) -> None:
    """A file for people to read, so its lines are not folded: a link must stay whole."""
    message.set_content(message.get_content(), cte="8bit")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{uuid4()}.eml"
    path.touch(mode=0o600)
    path.write_bytes(bytes(message))
