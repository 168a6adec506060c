"""Two honest answers for whoever watches the service: is the process alive, and can it do its work."""

from flask import Blueprint, Response, jsonify
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from directory.access import public
from directory.catalogue.models import Service
from directory.db import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def alive() -> Response:
    """The process answers. It says nothing about the database, or a database at rest would have the process restarted."""
    return _uncached({"status": "ok"}, 200)


@blueprint.get("/readyz")
@public
def ready() -> Response:
    """Whether the catalogue can be read, and holds anything."""
    database = _database_state()
    ok = database == "ok"
    return _uncached({"status": "ok" if ok else "not ready", "database": database}, 200 if ok else 503)


def _database_state() -> str:
    try:
        found = db.session.scalar(select(Service.id).where(Service.visible()).limit(1))
    except SQLAlchemyError:
        db.session.rollback()
        return "cannot be read"
    return "ok" if found else "empty"


def _uncached(facts: dict[str, str], status: int) -> Response:
    response = jsonify(facts)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
