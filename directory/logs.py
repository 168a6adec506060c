"""The log of the application: one JSON object a line, and nothing in it that a visitor typed."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from flask import Flask, request
from flask.logging import default_handler

CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x1f\x7f-\x9f\u2028\u2029]")
ROUTE = "directory.route"


class JsonLine(logging.Formatter):
    """One record as one line. Of an error only its kind and the way to it are kept: its words may quote a visitor."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        facts = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": clean(record.getMessage()),
        }
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            facts["error"] = record.exc_info[0].__qualname__
            facts["at"] = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        return json.dumps(facts, ensure_ascii=False)


class NoRequestWords(logging.Filter):
    """Gunicorn quotes a request that it cannot read; the quotation is left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, cut after its first words."""
        if str(record.msg).startswith(("Invalid request", "Error handling request")):
            record.msg, record.args = str(record.msg).split(" from", 1)[0].split(" %", 1)[0], ()
        return True


def clean(text: str) -> str:
    """Without line ends, colours and other control characters, so that nobody can write a log line of their own."""
    return CONTROL.sub(" ", text)


def init_app(app: Flask) -> None:
    """Write our log as JSON lines, and tell the access log the route of a request, never its address."""
    app.logger.removeHandler(default_handler)
    if not any(isinstance(handler.formatter, JsonLine) for handler in app.logger.handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLine())
        app.logger.addHandler(handler)
    app.before_request(_note_route)


def _note_route() -> None:
    request.environ[ROUTE] = request.url_rule.rule if request.url_rule else "(no page)"
