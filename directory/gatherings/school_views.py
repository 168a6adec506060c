"""The editors' pages about the list of schools: look, correct one, and take over a file after seeing what it would change."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.access import editor_required, signed_in
from directory.accounts.operations import now
from directory.catalogue import queries as catalogue
from directory.errors import DirectoryError
from directory.forms import stamp_of
from directory.gatherings import queries, school_csv, school_list, schools
from directory.gatherings.errors import FileChanged
from directory.gatherings.school_csv import Read
from directory.gatherings.school_forms import SchoolForm, TakeOverForm, UploadForm, of_school
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
        changed=request.args.get("changed", "") if request.args.get("changed", "").isdecimal() else "",
    )


@blueprint.route("/<urn>", methods=["GET", "POST"])
@editor_required
def correct(urn: str) -> ResponseReturnValue:
    found = queries.school(urn) or abort(404)
    form, said, status = SchoolForm(data=of_school(found)), "", 200
    form.offer(catalogue.district_names())
    if form.is_submitted() and form.validate():
        try:
            schools.correct(urn=urn, stamp=stamp_of(form), values=form.values(), by=signed_in(), at=now())
            return redirect(url_for("schools.show_all", q=urn), 303)
        except DirectoryError as error:
            said, status = error.sentence, error.status
            form.stamp.data = str((queries.school(urn) or abort(404)).version)
    page = render_template("gatherings/school.html", form=form, school=found, said=said, list=school_list.current())
    return page, 400 if form.errors else status


@blueprint.route("/upload", methods=["GET", "POST"])
@editor_required
def upload() -> ResponseReturnValue:
    """A dry run: what the file would change, or every fault in it. Nothing is changed here."""
    form = UploadForm()
    if not form.is_submitted():
        return _page(form)
    content = form.file.data.read(school_csv.MOST_BYTES + 1) if form.file.data else b""
    read = school_csv.read(content, catalogue.district_names()) if content else None
    if not form.validate() or read is None or read.faults:
        return _page(form, read, missing=read is None), 400
    return _dry_run(content.decode("utf-8-sig"), str(form.source.data), read)


@blueprint.post("/take-over")
@editor_required
def take_over() -> ResponseReturnValue:
    """Do what the dry run showed, and only that: another dry run if the list has changed meanwhile."""
    form = TakeOverForm()
    text, source = form.text.data or "", form.source.data or ""
    read = school_csv.read(text.encode(errors="replace"), catalogue.district_names())
    if not form.validate() or read.faults or not source.strip():
        return _page(UploadForm(formdata=None, source=source), read), 400
    try:
        changed = schools.take_over(rows=read.rows, digest=form.digest.data or "", source=source[:300], by=signed_in(), at=now())
    except FileChanged as error:
        return _dry_run(text, source, read, error.sentence), error.status
    return redirect(url_for("schools.show_all", changed=changed), 303)


def _dry_run(text: str, source: str, read: Read, said: str = "") -> str:
    planned = queries.planned(read.rows)
    form = TakeOverForm(formdata=None, text=text, source=source, digest=planned.digest)
    return render_template("gatherings/schools_dry_run.html", plan=planned, form=form, said=said, list=school_list.current())


def _page(form: UploadForm, read: Read | None = None, *, missing: bool = False) -> str:
    faults = read.faults if read else []
    return render_template(
        "gatherings/schools_upload.html", form=form, faults=faults, missing=missing, needed=school_csv.NEEDED, list=school_list.current()
    )
