"""The page behind the link of a reminder: it shows what is held, and its button confirms it. Opening it changes nothing."""

from datetime import UTC, datetime

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.access import Actor, public
from directory.accounts import queries as accounts
from directory.catalogue import queries as catalogue
from directory.freshness import asking, operations, queries
from directory.freshness.errors import LinkOver, Moved
from directory.freshness.forms import groups_named, shown_as
from directory.freshness.models import Reminder

blueprint = Blueprint("freshness", __name__)


@blueprint.get("/still-right/<token>")
@public
def still_right(token: str) -> ResponseReturnValue:
    reminder, _ = _whose(token)
    return _page(reminder, thanked="done" in request.args)


@blueprint.post("/still-right/<token>")
@public
def confirm(token: str) -> ResponseReturnValue:
    """Whoever has the message may say that things are right, and nothing else. What has changed since is shown again first."""
    reminder, person = _whose(token)
    seen = shown_as(request.form.getlist("seen"))
    try:
        operations.confirm(seen=seen, groups=groups_named(request.form.getlist("group")), by=person, at=datetime.now(UTC))
    except Moved as error:
        return _page(reminder, said=error.sentence, status=error.status)
    return redirect(url_for("freshness.still_right", token=token, done=1), 303)


def _whose(token: str) -> tuple[Reminder, Actor]:
    """The reminder and the person it was sent to, who must still look after the provider."""
    reminder = queries.reminder(token, datetime.now(UTC))
    person = accounts.actor(reminder.person_id) if reminder else None
    if reminder is None or person is None or not person.may_edit(reminder.organisation_id):
        raise LinkOver
    return reminder, person


def _page(reminder: Reminder, *, thanked: bool = False, said: str = "", status: int = 200) -> Response:
    held = [asking.held(service) for service in queries.listed_services_of(reminder.organisation_id)]
    page = render_template(
        "freshness/still_right.html",
        provider=reminder.organisation,
        listings=held,
        districts=catalogue.district_names(),
        thanked=thanked,
        said=said,
    )
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
