"""What can go wrong, how it is said, and the one handler that says it. Every answer carries the urgent numbers."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, Response, current_app, jsonify, request
from markupsafe import escape
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, ServiceUnavailable

from directory.access import given_back
from directory.page_kit import error_page
from directory.urgent_help import UrgentHelp

RETRY_AFTER_SECONDS = 30
OUR_MISTAKES = (IntegrityError, NotSupportedError, ProgrammingError)


class DirectoryError(Exception):
    """The root of the errors that this product raises: each carries its status, its heading and its sentence."""

    status = 500
    heading = "Something went wrong"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Words:
    """How an error is said."""

    heading: str
    sentence: str
    next_steps: tuple[str, ...] = ()


SAID = {
    400: Words("We cannot read that request", "Something in the address or the form was not as it should be.", ("Go back and try again.",)),
    403: Words("You cannot open this page", "This page is not open to you."),
    404: Words("Page not found", "There is no page at this address.", ("Check the address.", "Search for what you need.")),
    405: Words("That cannot be done here", "This page does not take that kind of request.", ("Go back and use the links of the page.",)),
    413: Words("That was too long", "You sent more than this page can take.", ("Go back and shorten what you wrote.",)),
    429: Words("Too many requests", "You asked for a lot in a short time.", ("Wait a minute and try again.",)),
    500: Words("Something went wrong", "The mistake is ours, and we have made a note of it.", ("Try again in a few minutes.",)),
    503: Words("Part of this service is not working", "We cannot reach the list of services just now.", ("Try again in a few minutes.",)),
}

UNSAVED = Words(
    "That could not be saved",
    "The database did not take it just now, and nothing is ever half saved.",
    ("Wait a minute.", "Go back, look whether it is there, and send it once more if it is not."),
)


def init_app(app: Flask) -> None:
    """Answer every error with a page, or in JSON where JSON was asked for."""
    app.register_error_handler(DirectoryError, of_ours)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(DBAPIError, _of_the_database)
    app.register_error_handler(PoolTimeoutError, _of_the_database)
    app.register_error_handler(Exception, _unforeseen)


def of_ours(error: DirectoryError) -> Response:
    """The page of an error of this product."""
    return _page(error.status, Words(error.heading, error.sentence))


def of_http(error: HTTPException) -> Response:
    """The page of an error that has a status."""
    if error.code is None or error.code < 400 or error.response is not None:
        return cast(Response, error.get_response())
    return _page(error.code, SAID.get(error.code) or Words(error.name, "That cannot be done."), error)


def _of_the_database(error: DBAPIError | PoolTimeoutError) -> Response:
    """A value that no database could hold is the request's fault, a wrong statement is ours; for the rest the database is not well. Whoever
    was sending something gets back what was typed."""
    if isinstance(error, DataError):
        return of_http(BadRequest())
    if isinstance(error, OUR_MISTAKES):
        return _unforeseen(error)
    current_app.logger.error("The database did not answer", exc_info=error)
    away = ServiceUnavailable(retry_after=RETRY_AFTER_SECONDS)
    return _page(503, UNSAVED, away, _typed()) if request.method == "POST" else of_http(away)


def _typed() -> str:
    """The page with what was typed; empty where nothing was, or where the page cannot be made without the database."""
    try:
        page, _ = given_back(unsaved=True) or ("", 503)
        return page
    except Exception as error:
        current_app.logger.error("What was typed could not be given back", exc_info=error)
        return ""


def _unforeseen(error: Exception) -> Response:
    """The address is not logged: people type names into addresses."""
    if current_app.testing:
        raise error
    current_app.logger.error("Failed on %s", request.url_rule, exc_info=error)
    return of_http(InternalServerError())


def _page(status: int, words: Words, error: HTTPException | None = None, html: str = "") -> Response:
    """The page, with the headers that belong to its status, such as Allow and Retry-After."""
    if request.path.endswith(".json"):
        response = jsonify({"error": words.sentence})
    else:
        response = Response(html or _html(status, words), content_type="text/html; charset=utf-8")
    response.status_code = status
    for name, value in error.get_headers() if error else ():
        if name != "Content-Type":
            response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response


def _html(status: int, words: Words) -> str:
    try:
        return error_page(status=status, title=words.heading, sentence=words.sentence, next_steps=words.next_steps)
    except Exception as error:  # Whatever is wrong with the templates, the urgent numbers must still be shown.
        current_app.logger.error("The error page could not be made", exc_info=error)
        return _last_resort(current_app.extensions["urgent_help"])


def _last_resort(urgent_help: UrgentHelp) -> str:
    """A page that needs no template: only what is in memory."""
    lines = "".join(f"<li>{escape(line.name)}: <a href='{escape(line.href)}'>{escape(line.value)}</a></li>" for line in urgent_help.lines)
    return (
        "<!doctype html><html lang='en-GB'><meta charset='utf-8'><meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>Something went wrong</title><main><h1>Something went wrong</h1><p>The mistake is ours. Try again in a few minutes.</p>"
        f"<h2>Urgent help</h2><ul>{lines}</ul></main></html>"
    )
