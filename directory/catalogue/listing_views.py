"""The pages of one thing: a service and its referral preparation, a provider, a need; and the shortlist of several services."""

from flask import Blueprint, abort, render_template, request

from directory.access import public
from directory.catalogue import finder, queries
from directory.catalogue.models import Service
from directory.vocabulary import Level

blueprint = Blueprint("listing", __name__)

MOST_ON_SHORTLIST = 12


@blueprint.get("/services/<slug>")
@public
def service(slug: str) -> str:
    found = _service(slug)
    return render_template(
        "catalogue/service.html",
        service=found,
        standing=finder.current().standing(found),
        confirmed=finder.current().confirmed(found),
        alternatives=queries.alternatives(found),
        districts=queries.district_names(),
    )


@blueprint.get("/services/<slug>/prepare")
@public
def prepare(slug: str) -> str:
    found = _service(slug)
    return render_template("catalogue/prepare.html", service=found, standing=finder.current().standing(found))


@blueprint.get("/providers/<slug>")
@public
def provider(slug: str) -> str:
    found = queries.provider(slug) or abort(404)
    return render_template("catalogue/provider.html", provider=found, services=queries.services_of(found), standing=finder.current().standing)


@blueprint.get("/needs")
@public
def needs() -> str:
    return render_template("catalogue/needs.html", needs=queries.all_needs(), counts=queries.services_per_need())


@blueprint.get("/needs/<slug>")
@public
def need(slug: str) -> str:
    found = queries.need(slug) or abort(404)
    return render_template(
        "catalogue/need.html",
        need=found,
        by_level=[(level, queries.answering(found, level)) for level in Level],
        related=queries.needs_named(found.related),
        standing=finder.current().standing,
    )


@blueprint.get("/shortlist")
@public
def shortlist() -> str:
    """Side by side, from the address alone: nothing is kept."""
    slugs = list(dict.fromkeys(request.args.getlist("service")))[:MOST_ON_SHORTLIST]
    return render_template(
        "catalogue/shortlist.html", services=queries.by_slugs(slugs), standing=finder.current().standing, districts=queries.district_names()
    )


def _service(slug: str) -> Service:
    return queries.service(slug) or abort(404)
