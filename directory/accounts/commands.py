"""The commands about people and their mail, the thread that sends it, and the two demonstration people of a development machine."""

import threading
from urllib.parse import urlsplit

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from directory.accounts import demonstration, joining, letters, limits, operations, outbox, tokens
from directory.accounts.forms import tidy_email
from directory.config import LOOPBACK, current

SECONDS_BETWEEN = 3

mail = AppGroup("mail", help="Send messages.")
people = AppGroup("people", help="Look after who may sign in.")


@mail.command("send")
@with_appcontext
def send() -> None:
    """Send what is in the outbox, and clear links, sign-ins, counts and messages that are over."""
    sent, failed = outbox.send_due(at=operations.now())
    for sweep in (operations.sweep, limits.sweep, outbox.sweep):
        sweep(at=operations.now())
    click.echo(f"Sent {sent} messages." if sent != 1 else "Sent 1 message.")
    if failed:
        raise click.ClickException(f"{failed} could not be sent; they are tried again later.")


def keep_sending(app: Flask) -> None:
    """Send messages for as long as this process lives, apart from the requests: how long a mail takes must not show."""
    stop = threading.Event()

    def run() -> None:
        while not stop.wait(SECONDS_BETWEEN):
            with app.app_context():
                try:
                    outbox.send_due(at=operations.now())
                except SQLAlchemyError as error:
                    app.logger.warning("The outbox could not be read", exc_info=error)

    threading.Thread(target=run, name="outbox", daemon=True).start()


@people.command("invite-editor")
@click.argument("email")
@with_appcontext
def invite_editor(email: str) -> None:
    """E-mail an invitation to become an editor."""
    token = tokens.new()
    written = letters.letter("invitation", link=letters.address(f"/invitations/{token}"), invited_by="The directory", provider=None)
    joining.invite(email=tidy_email(email), to=joining.Post(as_editor=True), token=token, written=written, by=None, at=operations.now())
    click.echo("The invitation is in the outbox.")


@people.command("make-administrator")
@click.argument("email")
@with_appcontext
def make_administrator(email: str) -> None:
    """Let an editor look after accounts too."""
    if not joining.make_administrator(email=tidy_email(email), at=operations.now()):
        raise click.ClickException("No editor has that address.")
    click.echo("Done.")


def demonstrate() -> None:
    """On a development machine print a link each for a demonstration partner and editor; in production shut both out."""
    if current().production:
        demonstration.shut_out(at=operations.now())
    elif urlsplit(current().base_url).hostname in (*LOOPBACK, "::1"):
        for who, link in demonstration.links(at=operations.now()):
            click.echo(f"Sign in as {who}, once: {link}")
