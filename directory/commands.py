"""The commands of `flask`: filling the catalogue and keeping the search index. Migrations are `flask db`."""

import logging

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from directory.catalogue import finder, indexing, seeding
from directory.config import current
from directory.errors import DirectoryError

search = AppGroup("search", help="Keep the search index.")


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app.cli.add_command(seed)
    app.cli.add_command(search)


@search.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Build the whole index anew from the database."""
    click.echo(f"Indexed {indexing.rebuild(finder.current().index)} services.")


@search.command("catch-up")
@with_appcontext
def catch_up() -> None:
    """Bring the index up to the database: what is pending, then whatever still differs."""
    index = finder.current().index
    pending = indexing.catch_up(index)
    click.echo(f"Caught up: {pending + indexing.reconcile(index)} services changed.")


@click.command()
@with_appcontext
def seed() -> None:
    """Bring the catalogue to what the files of the seed folder say."""
    try:
        changed = seeding.seed(current().seed_data)
    except DirectoryError as error:
        raise click.ClickException(error.sentence) from error
    click.echo(f"Seeded: {changed} rows changed." if changed else "Seeded: nothing had changed.")
