"""The commands of `flask`: setting up, filling the catalogue, keeping the search index. Migrations alone are `flask db`."""

import json
import logging
from datetime import UTC, date, datetime
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from directory import yaml_file
from directory.accounts import commands as account_commands
from directory.catalogue import finder, indexing, seeding
from directory.config import current
from directory.db import migrations
from directory.errors import DirectoryError
from directory.freshness import asking, reminding
from directory.gatherings import loading as gathering_loading
from directory.gatherings import seeding as gathering_seeding
from directory.pathways import auditing, loading, operations
from directory.reports import earlier
from directory.reports import operations as reports
from directory.settled import operations as settled

search = AppGroup("search", help="Keep the search index.")
pathways = AppGroup("pathways", help="Look after the pathways.")
freshness = AppGroup("freshness", help="Keep facts fresh.")
path = click.Path(path_type=Path)


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for command in (set_up, seed, search, pathways, freshness, account_commands.mail, account_commands.people):
        app.cli.add_command(command)


@click.command("set-up")
@with_appcontext
def set_up() -> None:
    """Bring the database, the catalogue and the search index up to date. Safe to run at every start."""
    current().instance.mkdir(parents=True, exist_ok=True)
    click.echo("Bringing the tables of the database up to date.")
    migrations.upgrade()
    _seed()
    _catch_up()
    account_commands.demonstrate()


@click.command()
@with_appcontext
def seed() -> None:
    """Bring the catalogue to what the files of the seed folder say."""
    _seed()


@search.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Build the whole index anew from the database."""
    click.echo(f"Indexed {indexing.rebuild(finder.current().index)} services.")


@search.command("catch-up")
@with_appcontext
def catch_up() -> None:
    """Bring the index up to the database: what is pending, then whatever still differs."""
    _catch_up()


@search.command("answer")
@click.argument("queries", type=path)
@click.argument("answers", type=path)
@with_appcontext
def answer(queries: Path, answers: Path) -> None:
    """Ask the search every query of a judged file and write its answers, for a scorer to judge."""
    asked = yaml_file.read(queries)
    client = current_app.test_client()
    given = {entry["id"]: _judged(client.get("/services.json", query_string={"q": entry["q"]}).get_json()) for entry in asked}
    answers.write_text(json.dumps(given, indent=1), encoding="utf-8")
    click.echo(f"Wrote the answers to {len(given)} queries to {answers}.")


def _judged(found: dict[str, object]) -> dict[str, object]:
    understood, results = found["understood"], found["results"]
    assert isinstance(understood, dict) and isinstance(results, list)
    return {
        "needs": [need["slug"] for need in understood["needs"]],
        "safety": understood["urgent"],
        "context": understood["context"],
        "results": [result["slug"] for result in results],
    }


@pathways.command("check")
@with_appcontext
def check_pathways() -> None:
    """Walk every pathway through every answer and every school; fail where one does not hold."""
    report = auditing.report()
    click.echo(auditing.table(report))
    for failure in report.failures:
        click.echo(f"FAILED {failure}", err=True)
    if report.failures:
        raise click.ClickException(f"{len(report.failures)} failures.")


@freshness.command("remind")
@with_appcontext
def remind() -> None:
    """Ask providers about what is due, and tell the editors of what nobody answers; run it once a day."""
    reminded, overdue = reminding.remind(rules=asking.rules(), at=datetime.now(UTC))
    click.echo(f"Reminded {reminded} providers; told the editors about {overdue}.")


def _seed() -> None:
    """What people settled is written first: the seed goes by the places that they settled, on a machine that is new as well."""
    settled.write_all(current().instance)
    try:
        files, gatherings = loading.read(current().seed_data), gathering_loading.read(current().seed_data)
        changed = seeding.seed(current().seed_data)
        gathered = gathering_seeding.seed(gatherings, at=datetime.now(UTC)) + gathering_seeding.seed_schools(current().seed_data)
        published = operations.publish(files, today=date.today())
        reports.keep_earlier(earlier.read(current().seed_data))
    except DirectoryError as error:
        raise click.ClickException(error.sentence) from error
    click.echo(f"Networks, dates and schools: {gathered} are new or changed." if gathered else "Networks, dates and schools are as filed.")
    click.echo(f"Filled the catalogue: {changed} entries are new or changed." if changed else "The catalogue is as the files say.")
    click.echo(f"Published {published} pathways anew." if published else "The pathways are as the files say.")


def _catch_up() -> None:
    index = finder.current().index
    differed = indexing.reconcile(index)
    while indexing.catch_up(index):
        pass
    click.echo(f"Brought the search index up to date: {differed} services." if differed else "The search index is up to date.")
