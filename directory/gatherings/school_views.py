"""The editors' pages about the list of schools: look, and correct one. Many at once come by a file, which is the exchange's."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory import beside
from directory.access import editor_required, signed_in
from directory.accounts.operations import now
from directory.catalogue import queries as catalogue
from directory.errors import DirectoryError
from directory.forms import stamp_of
from directory.gatherings import queries, school_list, schools
from directory.gatherings.errors import Stale
from directory.gatherings.school_forms import SchoolForm, of_school
from directory.gatherings.school_page import SchoolChoice

blueprint = Blueprint("schools", __name__, url_prefix="/editor/gatherings/schools")


@blueprint.get("")
@editor_required
def show_all() -> str:
    return render_template(
        "gatherings/schools.html",
        choice=SchoolChoice.asked(only_open=False),
        districts=catalogue.district_names(),
        list=school_list.current(),
    )


@blueprint.route("/<urn>", methods=["GET", "POST"])
@editor_required
def correct(urn: str) -> ResponseReturnValue:
    found = queries.school(urn) or abort(404)
    form, said, boxes, status = SchoolForm(data=of_school(found)), "", [], 200
    form.offer(catalogue.district_names())
    if form.is_submitted() and form.validate():
        try:
            schools.correct(urn=urn, stamp=stamp_of(form), values=form.values(), by=signed_in(), at=now())
            return redirect(url_for("schools.show_all", q=urn, done="saved"), 303)
        except DirectoryError as error:
            said, status = error.sentence, error.status
            if isinstance(error, Stale):
                boxes = beside.meanwhile(form, of_school(queries.school(urn) or abort(404)))
    page = render_template("gatherings/school.html", form=form, school=found, said=said, boxes=boxes, list=school_list.current())
    return page, 400 if form.errors else status
