"""The editors' pages on which listings go out as files and come in again, after a look at what a file would change."""

from datetime import date

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import sheets
from directory.access import editor_required, signed_in
from directory.accounts.operations import now
from directory.catalogue import finder, indexing
from directory.exchange import catalogue, files, planning
from directory.exchange.forms import TakeOverForm, UploadForm
from directory.exchange.planning import Plan
from directory.review import importing, rules
from directory.review.errors import NotWhole, StaleRevision
from directory.review.fields import FIELDS

blueprint = Blueprint("exchange", __name__, url_prefix="/editor/exchange")
YAML = "application/yaml"
MOVED = "The catalogue was changed since you looked, so nothing was done. This is what the file would change now."


@blueprint.get("")
@editor_required
def show() -> str:
    return _page(UploadForm(formdata=None), taken=request.args.get("taken", ""))


@blueprint.get("/listings.csv")
@editor_required
def sheet() -> Response:
    return _file(files.as_sheet(catalogue.listings()), sheets.TYPE, "csv")


@blueprint.get("/listings.yaml")
@editor_required
def seed() -> Response:
    return _file(files.as_yaml(catalogue.listings(), catalogue.sources()).encode(), YAML, "yaml")


@blueprint.post("/upload")
@editor_required
def upload() -> ResponseReturnValue:
    """A dry run: what the file would change, or every fault in it. Nothing is changed here."""
    _refuse_where_two_must_see()
    form = UploadForm()
    content = form.file.data.read(files.MOST_BYTES + 1) if form.file.data else b""
    if not form.validate() or not content:
        return _page(form, missing=not content), 400
    planned = _planned(content)
    if planned.faults:
        return _page(form, planned), 400
    return _dry_run(content.decode("utf-8-sig"), str(form.source.data), planned)


@blueprint.post("/take-over")
@editor_required
def take_over() -> ResponseReturnValue:
    """Do what the dry run showed, and only that."""
    _refuse_where_two_must_see()
    form = TakeOverForm()
    text, source = form.text.data or "", (form.source.data or "").strip()[:200]
    planned = _planned(text.encode(errors="replace"))
    if not form.validate() or planned.faults or not source:
        return _page(UploadForm(formdata=None, source=source), planned), 400
    if planned.digest != form.digest.data:
        return _dry_run(text, source, planned, MOVED), 409
    try:
        taken = importing.take_over(listings=[each.taken for each in planned.changes], source=source, by=signed_in(), at=now())
    except (StaleRevision, NotWhole) as error:
        return _dry_run(text, source, _planned(text.encode()), error.sentence), error.status
    indexing.follow(finder.current().index)
    return redirect(url_for("exchange.show", taken=taken), 303)


def _refuse_where_two_must_see() -> None:
    """A file publishes at once, which is no way where two people must have seen every change."""
    if rules.current().two_people:
        abort(403)


def _planned(content: bytes) -> Plan:
    return planning.plan(*files.given(content), catalogue.current())


def _file(content: bytes, kind: str, ending: str) -> Response:
    file = Response(content, mimetype=kind)
    file.headers.set("Content-Disposition", "attachment", filename=f"listings-{date.today().isoformat()}.{ending}")
    return file


def _dry_run(text: str, source: str, planned: Plan, said: str = "") -> str:
    form = TakeOverForm(formdata=None, text=text, source=source, digest=planned.digest)
    return render_template("exchange/dry_run.html", plan=planned, form=form, said=said, source=source)


def _page(form: UploadForm, planned: Plan | None = None, *, missing: bool = False, taken: str = "") -> str:
    return render_template(
        "exchange/show.html",
        form=form,
        faults=planned.faults if planned else [],
        missing=missing and form.is_submitted(),
        taken=taken if taken.isdecimal() else "",
        fields=FIELDS,
        closed=rules.current().two_people,
    )
