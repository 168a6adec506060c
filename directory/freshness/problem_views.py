"""Reporting a problem with a listing, and what the editors do with what was reported."""

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.access import editor_required, public, signed_in
from directory.accounts import limits
from directory.accounts.asking import place
from directory.accounts.forms import PressForm
from directory.accounts.operations import now
from directory.catalogue import queries as catalogue
from directory.freshness import asking, problems, queries
from directory.freshness.forms import ProblemForm

blueprint = Blueprint("problems", __name__)
OPEN_TO_ALL = ("directory.freshness.problem_views.send", "directory.freshness.views.confirm")


def init_app(app: Flask) -> None:
    """Two forms need no secret of the browser's, and so set no cookie: anyone may send the one, and the address of the other is one."""
    for view in OPEN_TO_ALL:
        app.extensions["csrf"].exempt(view)


@blueprint.get("/services/<slug>/report")
@public
def report(slug: str) -> str:
    service = catalogue.service(slug) or abort(404)
    told = queries.is_looked_after(service.organisation_id)
    return render_template("freshness/report.html", service=service, form=ProblemForm(), thanked="sent" in request.args, told=told)


@blueprint.post("/services/<slug>/report")
@public
def send(slug: str) -> ResponseReturnValue:
    service, form = catalogue.service(slug) or abort(404), ProblemForm(request.form)
    if not form.validate():
        return render_template("freshness/report.html", service=service, form=form, thanked=False), 400
    limits.count(problems.REPORTS, place(), key=str(current_app.secret_key), at=now())
    letter = asking.problem_letter(service, form.chosen())
    problems.report(service_id=service.id, topic=form.chosen(), letter=letter, at=now())
    return redirect(url_for("problems.report", slug=slug, sent=1), 303)


@blueprint.get("/editor/problems")
@editor_required
def all_open() -> str:
    told = {id for id, _ in queries.providers_with_people()}
    return render_template("freshness/problems.html", problems=queries.open_problems(), told=told, form=PressForm())


@blueprint.post("/editor/problems/<problem_id>/close")
@editor_required
def close(problem_id: str) -> ResponseReturnValue:
    problems.close(problem_id=problem_id, by=signed_in(), at=now())
    return redirect(url_for("problems.all_open", done="closed"), 303)
