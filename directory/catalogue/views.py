"""The public pages of the catalogue that search it: the start, the results, the same as JSON, and suggestions while typing."""


from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.access import public
from directory.catalogue import explaining, finder, queries
from directory.catalogue.forms import SearchForm
from directory.catalogue.search import Found
from directory.catalogue.search_page import SearchPage, understood_sentences
from search_index.suggest import Entry

blueprint = Blueprint("catalogue", __name__)

SUGGESTIONS = 8


@blueprint.get("/")
@public
def home() -> str:
    return render_template("catalogue/home.html", needs=queries.all_needs())


@blueprint.get("/services")
@public
def search() -> ResponseReturnValue:
    form, found, shown, near = _search()
    needs, districts = queries.need_names(), queries.district_names()
    page = SearchPage(form, found, needs, districts)
    return render_template(
        "catalogue/search.html", form=form, found=found, hits=shown, near=near, page=page, understood=understood_sentences(found, needs)
    )


@blueprint.get("/services.json")
@public
def search_json() -> Response:
    _, found, shown, near = _search()
    return jsonify(explaining.as_json(found, shown, near))


@blueprint.get("/suggestions.json")
@public
def suggestions() -> Response:
    found = finder.current().lexicon().starting_with(request.args.get("q", "")[:60], SUGGESTIONS)
    return jsonify({"suggestions": [{"text": entry.text, "kind": entry.kind, "url": _page_of(entry)} for entry in found]})


def _page_of(entry: Entry) -> str | None:
    """Only a service's own name leads straight to its page; the rest is searched for."""
    return url_for("listing.service", slug=entry.slug) if entry.kind == "service" else None


def _search() -> tuple[SearchForm, Found, list[explaining.Hit], list[explaining.Hit]]:
    """The search that the address asks for, with its results and near misses explained."""
    needs, districts = queries.need_names(), queries.district_names()
    form = SearchForm(request.args, needs, districts)
    found = finder.current().find(form.asked())
    case = explaining.case_of(found, needs, queries.related_needs(), districts)
    standing = finder.current().standing
    shown = explaining.hits(queries.listed(found.ids), case, standing)
    return form, found, shown, explaining.hits(queries.listed_or_ended(found.near), case, standing)
