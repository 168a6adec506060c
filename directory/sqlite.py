"""How this application opens and uses a SQLite file: write-ahead log, foreign keys, patience, and reads that survive a full disk."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Dialect, Engine, event

BUSY_TIMEOUT_MS = 5000


def set_rules(engine: Engine) -> None:
    """Make every connection of this engine follow the rules below."""
    event.listen(engine, "do_connect", _open)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)


def hold_one_connection(engine: Engine) -> None:
    """Open a connection and leave it in the pool, which keeps what it once opened.

    The last connection to close takes the -wal and -shm files with it, and a full disk cannot make them again: reads would fail.
    """
    engine.connect().close()


def _open(dialect: Dialect, record: object, arguments: list[Any], options: dict[str, Any]) -> sqlite3.Connection:
    """Open the file; on a read-only file system, where the usual way cannot make its -shm file, open it as unchanging."""
    path = Path(arguments[0])
    connection: sqlite3.Connection = sqlite3.connect(path, **options)
    try:
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").close()
    except sqlite3.OperationalError:
        connection.close()
        if os.access(path.parent, os.W_OK) or not path.exists():
            raise
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", **{**options, "uri": True})
    return connection


def _prepare(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    """Python's driver would begin only at the first write; we say when, so that reads are consistent and savepoints work."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
