"""The page on which editors record which schools came to a session, and the page of the take-up that comes of it."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import sheets
from directory.access import editor_required, signed_in
from directory.accounts.operations import now
from directory.catalogue import queries as catalogue
from directory.gatherings import asked, chart, operations, queries, school_list, take_up_page, times
from directory.gatherings.editor_views import meeting
from directory.gatherings.errors import UnknownSchools, WrongState
from directory.gatherings.school_forms import CameForm
from directory.gatherings.school_page import SchoolChoice

blueprint = Blueprint("came", __name__, url_prefix="/editor/gatherings")
CSV_TYPE = f"{sheets.TYPE}; charset=utf-8"


@blueprint.route("/dates/<meeting_id>/schools", methods=["GET", "POST"])
@editor_required
def schools(meeting_id: str) -> ResponseReturnValue:
    """Tick the schools that came, or paste their numbers. Schools that the page does not show stay as they are."""
    found, choice, form = meeting(meeting_id), SchoolChoice.asked(), CameForm()
    came, ticked, said, faults, status = queries.came_to([meeting_id]).get(meeting_id, set()), None, "", list[str](), 200
    if form.is_submitted() and form.validate():
        ticked = set(request.form.getlist("school")) & choice.urns
        try:
            pasted = queries.known_urns(*form.numbers())
            operations.record_schools(session_id=found.id, shown=choice.urns, came=ticked | pasted, by=signed_in(), at=now())
            return redirect(url_for("came.schools", meeting_id=meeting_id, **choice.query), 303)
        except UnknownSchools as error:
            said, faults, status = error.sentence, error.faults, error.status
        except WrongState as error:
            said, status = error.sentence, error.status
    page = render_template(
        "gatherings/came.html",
        meeting=found,
        choice=choice,
        form=form,
        ticked=came if ticked is None else ticked,
        total=len(came),
        said=said,
        faults=faults,
        saved="saved" in request.args,
        in_words=times.in_words,
        districts=catalogue.district_names(),
        list=school_list.current(),
    )
    return page, 400 if form.errors else status


@blueprint.get("/take-up")
@editor_required
def take_up() -> str:
    shown = take_up_page.read(asked.one("by", take_up_page.BY), asked.one("district", asked.choices()["district"]))
    return render_template(
        "gatherings/take_up.html",
        shown=shown,
        chart=chart.drawn(shown.counted),
        by=take_up_page.BY,
        home=asked.choices()["district"],
        list=school_list.current(),
    )


@blueprint.get("/take-up.csv")
@editor_required
def take_up_csv() -> Response:
    made = sheets.written(take_up_page.as_rows(asked.one("district", asked.choices()["district"])))
    return Response(made, content_type=CSV_TYPE, headers={"Content-Disposition": 'attachment; filename="take-up-by-school.csv"'})
