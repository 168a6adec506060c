"""Two honest answers for whoever watches the service: is the process alive, and can it do its work."""

from flask import Blueprint, Response, jsonify
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from directory.access import public
from directory.catalogue import finder
from directory.catalogue.models import Service
from directory.db import db
from search_index.folder import IndexUnavailable

OK = "ok"

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def alive() -> Response:
    """The process answers, and says how its parts are. Always 200: a database at rest is no reason to end the process."""
    parts = {"database": _database_state(), "search_index": _index_state()}
    return _uncached({"status": OK if set(parts.values()) == {OK} else "degraded", **parts}, 200)


@blueprint.get("/readyz")
@public
def ready() -> Response:
    """Whether visitors should be sent here: the catalogue can be read, and holds something."""
    database = _database_state()
    return _uncached({"status": OK if database == OK else "not ready", "database": database}, 200 if database == OK else 503)


def _database_state() -> str:
    try:
        found = db.session.scalar(select(Service.id).where(Service.visible()).limit(1))
    except SQLAlchemyError:
        db.session.rollback()
        return "cannot be read"
    return OK if found else "empty"


def _index_state() -> str:
    try:
        return OK if finder.current().index.fingerprints() else "empty"
    except IndexUnavailable:
        return "cannot be read"


def _uncached(facts: dict[str, str], status: int) -> Response:
    response = jsonify(facts)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
