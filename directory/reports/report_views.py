"""The half-term reports on the editors' desk: begun, written, looked at, issued, withdrawn, taken away as a Word file."""

import re
from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from directory import beside
from directory.access import editor_required, given_back, signed_in
from directory.accounts.operations import now
from directory.catalogue import cautions
from directory.config import current
from directory.errors import DirectoryError, of_ours
from directory.forms import StampForm, stamp_of
from directory.page_kit import locality
from directory.pathways import terms
from directory.reports import figures, half_terms, operations, paper, queries, shown
from directory.reports.content import Priority, priority
from directory.reports.errors import AlreadyIssued, NoSuchReport, NothingToIssue, ReportMoved, Withdrawn
from directory.reports.forms import PeriodForm, PriorityForm, WithdrawForm, period_shown, priority_shown
from directory.reports.models import LocalityReport

PLACE = re.compile(r"[1-9]\d?", re.ASCII)
blueprint = Blueprint("reports", __name__, url_prefix="/editor/reports")


@blueprint.get("")
@editor_required
def every() -> str:
    return render_template("reports/all.html", reports=[(each, shown.status(each), shown.period(each)) for each in queries.every()])


@blueprint.route("/new", methods=["GET", "POST"])
@editor_required
def begin() -> ResponseReturnValue:
    asked = queries.report(request.args.get("after", ""))
    before = asked if asked and not asked.withdrawn_on else queries.last()
    form = PeriodForm(obj=half_terms.current(date.today(), terms.current()))
    if form.validate_on_submit():
        go_on_from = before.id if before else None
        id = operations.begin(period=form.period(), go_on_from=go_on_from, opening=figures.places(), by=signed_in(), at=now())
        return _to(id, None)
    return render_template("reports/period.html", form=form, report=None, before=before, said=""), 400 if form.errors else 200


@blueprint.get("/<report_id>")
@editor_required
def show(report_id: str) -> str:
    report = _report(report_id)
    if report.withdrawn_on:
        return render_template("reports/withdrawn.html", report=report, status=shown.status(report))
    return _page(report)


@blueprint.get("/<report_id>/word")
@editor_required
def word(report_id: str) -> Response:
    page, place = shown.of(_standing(report_id)), locality(current().seed_data / "locality.yaml").place
    file = Response(paper.word(page, place=place, at=now()), mimetype=paper.TYPE)
    file.headers.set("Content-Disposition", "attachment", filename=f"{page.name or 'report'}.docx")
    return file


@blueprint.route("/<report_id>/period", methods=["GET", "POST"])
@editor_required
def period(report_id: str) -> ResponseReturnValue:
    report, said, boxes, status = _draft(report_id), "", [], 200
    form = PeriodForm(data=period_shown(report))
    if form.validate_on_submit():
        try:
            operations.save_period(report_id=report_id, stamp=stamp_of(form), period=form.period(), at=now())
            return _to(report_id, "kept")
        except ReportMoved as error:
            said, status = error.sentence, error.status
            boxes = beside.meanwhile(form, period_shown(_draft(report_id)))
    page = render_template("reports/period.html", form=form, report=report, before=None, said=said, boxes=boxes)
    return page, 400 if form.errors else status


@blueprint.route("/<report_id>/priorities/<place>", methods=["GET", "POST"])
@editor_required
def edit(report_id: str, place: str) -> ResponseReturnValue:
    """One priority, counted from 1, or a new one."""
    report, said, boxes, status = _draft(report_id), "", [], 200
    at_place = None if place == "new" else _place(place)
    form = PriorityForm(data=priority_shown(report, _written(report, at_place)))
    if form.validate_on_submit():
        try:
            operations.save_priority(report_id=report_id, stamp=stamp_of(form), place=at_place, written=form.priority(), at=now())
            return _to(report_id, "kept")
        except ReportMoved as error:
            said, status = error.sentence, error.status
            report = _draft(report_id)
            boxes = beside.meanwhile(form, priority_shown(report, _written(report, at_place)))
    page = render_template("reports/priority.html", form=form, report=report, place=place, said=said, boxes=boxes)
    return page, 400 if form.errors else status


@blueprint.post("/<report_id>/priorities/<place>/remove")
@editor_required
def remove(report_id: str, place: str) -> ResponseReturnValue:
    _draft(report_id)
    at_place = _place(place)
    return _pressed(report_id, lambda stamp: operations.remove_priority(report_id=report_id, stamp=stamp, place=at_place, at=now()), "kept")


@blueprint.get("/<report_id>/issue")
@editor_required
def look_once_more(report_id: str) -> str:
    """The whole report as its readers will get it, before it is issued."""
    return _before_issue(_draft(report_id))


@blueprint.post("/<report_id>/issue")
@editor_required
def issue(report_id: str) -> ResponseReturnValue:
    counted = shown.figures_of(_draft(report_id))
    return _pressed(
        report_id,
        lambda stamp: operations.issue(report_id=report_id, stamp=stamp, figures=counted, by=signed_in(), at=now()),
        "issued",
    )


@blueprint.route("/<report_id>/withdraw", methods=["GET", "POST"])
@editor_required
def withdraw(report_id: str) -> ResponseReturnValue:
    report, said, status = _standing(report_id), "", 200
    if not report.can_be_withdrawn:
        raise NoSuchReport
    form = WithdrawForm(data={"stamp": str(report.stamp)})
    if form.validate_on_submit():
        try:
            reason = str(form.reason.data)
            id = operations.withdraw(report_id=report_id, stamp=stamp_of(form), reason=reason, by=signed_in(), at=now())
            return _to(id, "report-withdrawn")
        except ReportMoved as error:
            said, status = error.sentence, error.status
    page = render_template("reports/withdraw.html", report=report, status=shown.status(report), form=form, said=said)
    return page, 400 if form.errors else status


@blueprint.post("/<report_id>/discard")
@editor_required
def discard(report_id: str) -> ResponseReturnValue:
    _draft(report_id)
    return _pressed(report_id, lambda stamp: operations.discard(report_id=report_id, stamp=stamp, by=signed_in(), at=now()), "discarded")


@blueprint.errorhandler(AlreadyIssued)
@blueprint.errorhandler(Withdrawn)
@blueprint.errorhandler(NoSuchReport)
def gone(error: DirectoryError) -> ResponseReturnValue:
    """What was typed into a form of a draft that was issued or thrown away meanwhile is given back."""
    id = str((request.view_args or {}).get("report_id"))
    now_at = url_for("reports.show", report_id=id) if queries.report(id) else url_for("reports.every")
    return given_back(now_at=now_at, status=error.status) or of_ours(error)


def _report(report_id: str) -> LocalityReport:
    found = queries.report(report_id)
    if found is None:
        raise NoSuchReport
    return found


def _standing(report_id: str) -> LocalityReport:
    """A report that was not withdrawn."""
    found = _report(report_id)
    if found.withdrawn_on:
        raise Withdrawn
    return found


def _draft(report_id: str) -> LocalityReport:
    found = _standing(report_id)
    if not found.is_draft:
        raise AlreadyIssued
    return found


def _place(typed: str) -> int:
    """A place of a priority, counted from 0."""
    if not PLACE.fullmatch(typed):
        raise NoSuchReport
    return int(typed) - 1


def _written(report: LocalityReport, place: int | None) -> Priority:
    if place is None:
        return Priority("")
    if not 0 <= place < len(report.priorities):
        raise NoSuchReport
    return priority(report.priorities[place])


def _to(report_id: str, done: str | None, number: int | None = None) -> AnyResponse:
    return redirect(url_for("reports.show", report_id=report_id, done=done, number=number), 303)


def _pressed(report_id: str, press: Callable[[int], object], done: str) -> ResponseReturnValue:
    """A button of a draft: done, or the report as it is now with the sentence that says why not."""
    try:
        press(stamp_of(StampForm()))
    except (ReportMoved, NothingToIssue) as error:
        return _page(_report(report_id), said=error.sentence), error.status
    if done == "discarded":
        return redirect(url_for("reports.every", done=done), 303)
    return _to(report_id, done, _report(report_id).number)


def _stamped(report: LocalityReport) -> StampForm:
    return StampForm(formdata=None, data={"stamp": str(report.stamp)})


def _page(report: LocalityReport, said: str = "") -> str:
    return render_template("reports/report.html", report=report, shown=shown.of(report), form=_stamped(report), said=said)


def _before_issue(report: LocalityReport) -> str:
    return render_template(
        "reports/issue.html",
        report=report,
        shown=shown.of(report),
        form=_stamped(report),
        missing=list(operations.faults(report)),
        look_again=cautions.of(shown.words(report)),
        not_over=report.ends_on > date.today(),
    )
