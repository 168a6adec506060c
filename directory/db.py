"""The database of the application: its engine and session, the declarative Base, migrations, and `transaction()`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid5

from flask import Flask
from flask_alembic import Alembic
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session

from directory import sqlite

NAMESPACE = UUID("0c4cf3f2-6f0b-5d3e-9f0c-7d7c4f9a2b11")
LOCK_TIMEOUT_MS = 5000


class Base(DeclarativeBase):
    """Parent of every table. Constraints have names, so that a migration can find them again."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


# Parameters stay out of error messages, and so out of logs: they hold what people typed.
db = SQLAlchemy(engine_options={"pool_timeout": 10, "hide_parameters": True})
migrations = Alembic(metadatas=Base.metadata, run_mkdir=False)


def stable_id(kind: str, key: str) -> str:
    """The same UUID for the same thing on every machine, so that links and other systems can keep it."""
    return str(uuid5(NAMESPACE, f"{kind}:{key}"))


@contextmanager
def transaction() -> Iterator[Session]:
    """One write, whole or not at all: committed on the way out, rolled back on any error.

    SQLite takes its write lock at the start. Taking it later, after a read, fails at once when another process has written in
    between and no timeout helps, so whatever was read before is read afresh here.
    """
    session = db.session
    if session.info.get("writing"):
        raise RuntimeError("a transaction is already open")
    session.rollback()
    session.info["writing"] = True
    try:
        session.connection(execution_options={"writes": True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["writing"] = False


def init_database(app: Flask) -> None:
    """Make the engine of this application and give it the rules of its database."""
    url: str = app.config["SQLALCHEMY_ENGINES"]["default"]
    app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url, **_engine_options(url)}}
    db.init_app(app)
    migrations.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            sqlite.set_rules(db.engine)
            _open_early(app)


def _engine_options(url: str) -> dict[str, Any]:
    """PostgreSQL: notice a restarted server before use, and wait for a connection or a lock only for a few seconds."""
    if url.startswith("sqlite"):
        return {}
    return {"pool_pre_ping": True, "connect_args": {"connect_timeout": 3, "options": f"-c lock_timeout={LOCK_TIMEOUT_MS}"}}


def _open_early(app: Flask) -> None:
    """A database that cannot be opened must not stop the start: urgent help is served without it."""
    try:
        sqlite.hold_one_connection(db.engine)
    except DBAPIError as error:
        app.logger.warning("The database cannot be opened yet: %s", error.orig)
