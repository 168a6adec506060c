"""The pages of the pathways: the list, the start, one question at a time, the plan, urgent help at once, and one side of paper."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.access import public
from directory.catalogue import finder, shortlist
from directory.catalogue import queries as catalogue
from directory.config import current
from directory.pathways import as_json, glance, planning, queries, terms, urgency
from directory.pathways.models import PathwayVersion
from directory.pathways.walk import URGENT, Step, Walk

blueprint = Blueprint("pathways", __name__, url_prefix="/pathways")
ASKED = "asked"


@dataclass(frozen=True)
class Found:
    """One pathway with the version that is current, and the walk that the address describes."""

    version: PathwayVersion
    walk: Walk


@blueprint.get("")
@public
def all_pathways() -> str:
    return render_template("pathways/all.html", **glance.overview(queries.versions()))


@blueprint.get("/act-now/<flag>")
@public
def act_now(flag: str) -> Response:
    """A fixed page: it reads nothing but memory. `from` is the pathway that it was reached from."""
    found = urgency.current().flag(flag) or abort(404)
    answer = make_response(render_template("pathways/act_now.html", flag=found, came_from=_came_from(), here="/pathways"))
    return _fresh(answer)


@blueprint.get("/<slug>")
@public
def start(slug: str) -> ResponseReturnValue:
    """What the pathway is for, its map, and the first question, which is always about urgency."""
    found = _found(slug)
    if found is None:
        return redirect(url_for("pathways.start", slug=_for_need(slug)), 302)
    step = found.walk.steps[0]
    page = render_template("pathways/start.html", found=found, **_asking(found.walk, step), drawing=glance.drawing_of(found.walk.pathway))
    return _fresh(make_response(page))


@blueprint.get("/<slug>/<question>")
@public
def question(slug: str, question: str) -> ResponseReturnValue:
    """One question. Without an answer about urgency in the address, that question comes first."""
    found = _found(slug) or abort(404)
    step = found.walk.step(question) or abort(404)
    if not found.walk.urgency_is_asked and step != found.walk.steps[0]:
        return redirect(_address_of(found.walk, found.walk.steps[0]), 302)
    if found.walk.flag and step != found.walk.steps[0]:
        return redirect(_act_now(found.walk), 302)
    return _fresh(make_response(render_template("pathways/question.html", found=found, **_asking(found.walk, step))))


@blueprint.get("/<slug>/plan")
@public
def plan(slug: str) -> ResponseReturnValue:
    """The plan, or the way to the next question that it needs; a flag leaves at once."""
    found = _found(slug) or abort(404)
    if found.walk.flag:
        return redirect(_act_now(found.walk), 302)
    step = _next_step(found.walk)
    if step:
        missed = {"missed": "1"} if request.args.get(ASKED) == step.id else {}
        return redirect(_address_of(found.walk, step, **missed), 302)
    made = planning.make(found.walk, found.version, terms.current(), date.today())
    return _fresh(make_response(render_template("pathways/plan.html", plan=made, **_beside(made))))


@blueprint.get("/<slug>/plan.json")
@public
def plan_json(slug: str) -> ResponseReturnValue:
    """The same as the plan. A question that is still open is an error that names it."""
    found = _found(slug) or abort(404)
    help = current_app.extensions["urgent_help"]
    if found.walk.flag:
        return _fresh(jsonify(as_json.of_flag(found.walk, found.version, found.walk.flag, help)))
    step = _next_step(found.walk)
    if step:
        answer = jsonify({"error": f"Answer this first: {step.ask}", "next": _address_of(found.walk, step), "question": step.id})
        answer.status_code = 400
        return _fresh(answer)
    return _fresh(jsonify(as_json.of_plan(planning.make(found.walk, found.version, terms.current(), date.today()), help)))


@blueprint.get("/<slug>/at-a-glance")
@public
def at_a_glance(slug: str) -> str:
    """The whole pathway on one side of paper, with the services of today."""
    found = _found(slug) or abort(404)
    school = {id: answer for id, answer in found.walk.answers.items() if id in ("phase", "district")}
    address = current().base_url + url_for("pathways.at_a_glance", slug=slug) + (f"?{urlencode(school)}" if school else "")
    return render_template("pathways/at_a_glance.html", page=glance.make(found.walk, found.version, address), today=date.today())


def _found(slug: str) -> Found | None:
    version = queries.version(slug)
    if version is None:
        return None
    given = {name: value for name, value in request.args.items() if len(value) <= 40}
    return Found(version, Walk(queries.content_of(version), urgency.current(), catalogue.district_names(), given))


def _for_need(slug: str) -> str:
    """A need leads to its pathway under its own name too."""
    return queries.slug_for_need(slug) or abort(404)


def _next_step(walk: Walk) -> Step | None:
    return walk.next_step() or walk.next_about_school(planning.matters(walk))


def _asking(walk: Walk, step: Step) -> dict[str, object]:
    """What the page of one question needs."""
    before = walk.step(walk.before(step.id) or "")
    back = _address_of(walk, before) if before else url_for("pathways.start", slug=walk.pathway.slug)
    kept = {id: answer for id, answer in walk.answers.items() if id != step.id}
    return {"step": step, "chosen": walk.answers.get(step.id), "kept": kept, "back": back, "missed": "missed" in request.args}


def _beside(made: planning.Plan) -> dict[str, object]:
    """What the page of a plan needs besides the plan: its cards, its date, and where its links lead."""
    last = list(made.walk.answers)[-1]
    slugs = [each.service.slug for each in made.advice.refer]
    return {
        "full": planning.in_full(made.advice),
        "standing": finder.current().standing,
        "names": {version.slug: version.name for version in queries.versions()} if made.pathway.see_also else {},
        "back": f"{url_for('pathways.question', slug=made.pathway.slug, question=last)}?{made.walk.as_address()}",
        "shortlist": shortlist.address(slugs[: shortlist.MOST]),
        "made_on": date.today(),
    }


def _address_of(walk: Walk, step: Step, **extra: str) -> str:
    query = walk.as_address(**extra)
    address = url_for("pathways.question", slug=walk.pathway.slug, question=step.id)
    return f"{address}?{query}" if query else address


def _act_now(walk: Walk) -> str:
    return f"{url_for('pathways.act_now', flag=walk.answers[URGENT])}?from={walk.pathway.slug}"


def _came_from() -> str | None:
    """The pathway to go on with: only a plain name is put into a link."""
    slug = request.args.get("from", "")
    return slug if slug.replace("-", "").isalnum() and len(slug) <= 80 and slug.isascii() else None


def _fresh(answer: Response) -> Response:
    """Answers about a pupil are not kept by the browser."""
    answer.headers["Cache-Control"] = "no-store"
    return answer
