"""The public pages of networks and training, and their calendars."""

from flask import Blueprint, Response, abort, render_template

from directory.access import public
from directory.accounts.letters import address
from directory.accounts.operations import now
from directory.catalogue import queries as catalogue
from directory.gatherings import asked, feed, queries, times
from directory.gatherings.choosing import programme

blueprint = Blueprint("gatherings", __name__)
EVERYTHING = "Networks and training"


@blueprint.get("/gatherings")
@public
def show_all() -> str:
    choice = asked.chosen()
    return render_template(
        "gatherings/all.html",
        gatherings=list(filter(choice.fits, queries.gatherings())),
        programme=programme(filter(choice.fits_session, queries.public_sessions()), times.today(now())),
        filters=asked.options(choice),
        chosen=sum(map(len, choice.values.values())),
        calendar=address(asked.calendar_path(choice)),
        districts=catalogue.district_names(),
        in_words=times.in_words,
    )


@blueprint.get("/gatherings/<slug>")
@public
def show(slug: str) -> str:
    found = queries.gathering(slug) or abort(404)
    return render_template(
        "gatherings/one.html",
        gathering=found,
        programme=programme(queries.public_sessions(found.id), times.today(now())),
        calendar=address(f"/gatherings/{found.slug}.ics"),
        districts=catalogue.district_names(),
        in_words=times.in_words,
    )


@blueprint.get("/gatherings.ics")
@public
def all_sessions() -> Response:
    names = {gathering.slug: gathering.name for gathering in queries.gatherings()}
    if asked.unknown(names):
        abort(404)
    choice = asked.wanted()
    made = feed.calendar(filter(choice.fits_session, queries.public_sessions()), name=EVERYTHING, address=address(""))
    return _as_calendar(made, "networks-and-training")


@blueprint.get("/gatherings/<slug>.ics")
@public
def sessions_of(slug: str) -> Response:
    found = queries.gathering(slug) or abort(404)
    made = feed.calendar(queries.public_sessions(found.id), name=found.name, address=address(""))
    return _as_calendar(made, found.slug)


def _as_calendar(made: bytes, name: str) -> Response:
    """The name of the file is a slug of ours: small letters, digits and hyphens."""
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return Response(made, content_type="text/calendar; charset=utf-8", headers=headers)
