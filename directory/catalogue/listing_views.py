"""The pages of one thing: a service and its referral preparation, a provider, a need; and the shortlist of several services."""

from flask import Blueprint, abort, has_request_context, render_template, request

from directory.access import public
from directory.catalogue import finder, need_groups, preparing, queries, shortlist
from directory.catalogue.models import Service
from directory.catalogue.need_page import by_first_level, other_names
from directory.vocabulary import Standing

blueprint = Blueprint("listing", __name__)


@blueprint.get("/services/<slug>")
@public
def service(slug: str) -> str:
    found = _service(slug)
    standing = finder.current().standing(found)
    if standing == Standing.POSSIBLY_ENDED:
        return _may_have_ended(found)
    kept = shortlist.read(request.args.getlist("shortlist"))
    return render_template(
        "catalogue/service.html",
        service=found,
        standing=standing,
        confirmed=finder.current().confirmed(found),
        districts=queries.district_names(),
        for_a_child=preparing.is_for_a_child(found),
        takes_referrals=preparing.takes_referrals(found),
        to_prepare=preparing.is_offered(found),
        prepare_words=preparing.called(found),
        on_shortlist=slug in kept,
        shortlist_href=shortlist.address(dict.fromkeys((*kept, slug))),
    )


@blueprint.get("/services/<slug>/prepare")
@public
def prepare(slug: str) -> str:
    found = _service(slug)
    standing = finder.current().standing(found)
    if standing == Standing.POSSIBLY_ENDED:
        return _may_have_ended(found)
    return render_template(
        "catalogue/prepare.html",
        service=found,
        standing=standing,
        districts=queries.district_names(),
        takes_referrals=preparing.takes_referrals(found),
        prepare_words=preparing.called(found),
    )


@blueprint.get("/providers/<slug>")
@public
def provider(slug: str) -> str:
    found = queries.provider(slug) or abort(404)
    return render_template(
        "catalogue/provider.html", provider=found, services=queries.services_of(found), standing=finder.current().standing
    )


@blueprint.get("/needs")
@public
def needs() -> str:
    groups = need_groups.in_groups(queries.all_needs())
    return render_template("catalogue/needs.html", groups=groups, counts=queries.services_per_need())


@blueprint.get("/needs/<slug>")
@public
def need(slug: str) -> str:
    found = queries.need(slug) or abort(404)
    return render_template(
        "catalogue/need.html",
        need=found,
        also_called=other_names(found),
        by_level=by_first_level(found, queries.answering(found)),
        related=queries.needs_named(found.related),
        standing=finder.current().standing,
    )


@blueprint.get("/shortlist")
@public
def show_shortlist() -> str:
    """Side by side, from the address alone: nothing is kept."""
    slugs = shortlist.read(request.args.getlist("service"))
    found = queries.by_slugs(slugs)
    slugs = tuple(service.slug for service in found)
    return render_template(
        "catalogue/shortlist.html",
        services=found,
        paper_address=shortlist.address(slugs),
        more_href=shortlist.carried("/services", slugs),
        without={slug: shortlist.address(shortlist.toggled(slugs, slug)) for slug in slugs},
        standing=finder.current().standing,
        districts=queries.district_names(),
    )


def _service(slug: str) -> Service:
    return queries.service(slug) or abort(404)


def _may_have_ended(service: Service) -> str:
    """The same page at both addresses: what it was, why it is not listed, and what there is instead. No way to reach it is shown."""
    return render_template(
        "catalogue/service_ended.html",
        service=service,
        standing=Standing.POSSIBLY_ENDED,
        alternatives=queries.alternatives(service),
        standing_of=finder.current().standing,
    )


@blueprint.app_template_global("with_shortlist")
def with_shortlist(href: str) -> str:
    """A link of the navigation that takes the shortlist along, which is kept in no other place than the address."""
    if not has_request_context() or href not in ("/services", "/shortlist"):
        return href
    slugs = shortlist.read(request.args.getlist("service" if request.path == "/shortlist" else "shortlist"))
    return href if not slugs else shortlist.address(slugs) if href == "/shortlist" else shortlist.carried(href, slugs)
