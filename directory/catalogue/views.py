"""The public pages of the catalogue that search it: the start, the results, the same as JSON, and suggestions while typing."""

from dataclasses import dataclass, replace

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.access import public
from directory.catalogue import explaining, finder, need_groups, queries, searched
from directory.catalogue.explaining import Hit
from directory.catalogue.forms import SearchForm
from directory.catalogue.search_page import SearchPage
from search_index.suggest import Entry

blueprint = Blueprint("catalogue", __name__)

SUGGESTIONS = 8
LONGEST_PREFIX = 60
NEEDS_ON_START = 12


@dataclass(frozen=True)
class Answer:
    """A search with its results and near misses explained."""

    page: SearchPage
    hits: list[Hit]
    near: list[Hit]


@blueprint.get("/")
@public
def home() -> str:
    needs = queries.all_needs()
    shown = need_groups.most_answered(needs, queries.services_per_need(), NEEDS_ON_START)
    return render_template("catalogue/home.html", needs=shown, total=len(needs))


@blueprint.get("/services")
@public
def search() -> ResponseReturnValue:
    answer = _answer()
    searched.tell(answer.page)
    return render_template("catalogue/search.html", page=answer.page, found=answer.page.found, hits=answer.hits, near=answer.near)


@blueprint.get("/services.json")
@public
def search_json() -> Response:
    answer = _answer()
    return jsonify(explaining.as_json(answer.page.found, answer.hits, answer.near))


@blueprint.get("/suggestions.json")
@public
def suggestions() -> Response:
    found = finder.current().lexicon().starting_with(request.args.get("q", "")[:LONGEST_PREFIX], SUGGESTIONS)
    return jsonify({"suggestions": [{"text": entry.text, "kind": entry.kind, "url": _page_of(entry)} for entry in found]})


def _page_of(entry: Entry) -> str | None:
    """Only a service's own name leads straight to its page; the rest is searched for."""
    return url_for("listing.service", slug=entry.slug) if entry.kind == "service" else None


def _answer() -> Answer:
    """The search that the address asks for."""
    search, needs, districts = finder.current(), queries.all_needs(), queries.district_names()
    names = {need.slug: need.name for need in needs}
    form = SearchForm(request.args, names, districts)
    found = search.find(form.asked())
    case = explaining.case_of(found, names, {need.slug: need.related for need in needs}, districts, queries.home_districts())
    hits = explaining.hits(queries.listed(found.ids), case, search.standing, search.matched(found))
    near = [hit for hit in explaining.hits(queries.listed_or_ended(found.near), case, search.standing) if hit.explained.why_not]
    said = replace(found, reading=search.said_back.discreet(found.reading, (need.slug for need in needs if need.safety)))
    return Answer(SearchPage(form, said, names, districts), hits, near)
