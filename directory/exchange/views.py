"""The editors' pages on which things go out as files, and come in again after a look at what a file would change."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import sheets, tables
from directory.access import editor_required, signed_in
from directory.accounts.operations import now
from directory.catalogue import cautions, finder, indexing
from directory.errors import DirectoryError
from directory.exchange.forms import TakeOverForm, UploadForm, upload_form
from directory.exchange.kinds import KINDS
from directory.exchange.planning import Kind, Plan, plan
from directory.review import rules
from directory.tables import Fault

blueprint = Blueprint("exchange", __name__, url_prefix="/editor/exchange")
ONE = f"/<any({', '.join(KINDS)}):kind>"
YAML = "application/yaml"
MOVED = "Somebody changed something since you looked, so nothing was done. This is what the file would change now."


@blueprint.get("")
@editor_required
def show_all() -> str:
    return render_template("exchange/all.html", kinds=KINDS.values())


@blueprint.get(f"{ONE}.csv")
@editor_required
def sheet(kind: str) -> Response:
    return _file(tables.as_sheet(KINDS[kind].rows(), KINDS[kind].shape), sheets.TYPE, f"{kind}-{date.today().isoformat()}.csv")


@blueprint.get(f"{ONE}.yaml")
@editor_required
def seed(kind: str) -> Response:
    return _file(tables.as_yaml(KINDS[kind].entries()), YAML, f"{kind}-{date.today().isoformat()}.yaml")


@blueprint.get(ONE)
@editor_required
def show(kind: str) -> str:
    taken = request.args.get("taken", "")
    return _page(KINDS[kind], taken=taken if taken.isdecimal() else "")


@blueprint.post(f"{ONE}/upload")
@editor_required
def upload(kind: str) -> ResponseReturnValue:
    """A dry run: what the file would change, or every fault in it. Nothing is changed here."""
    of = _open(kind)
    form = upload_form(of.source)
    content = form.file.data.read(tables.MOST_BYTES + 1) if form.file.data else b""
    if not form.validate() or not content:
        return _page(of, form, missing=not content), 400
    planned = plan(content, of)
    if planned.faults:
        return _page(of, form, faults=planned.faults), 400
    return _dry_run(of, content.decode("utf-8-sig"), str(form.source.data) if of.source else "", planned)


@blueprint.post(f"{ONE}/take-over")
@editor_required
def take_over(kind: str) -> ResponseReturnValue:
    """Do what the dry run showed, and only that. A file that had no fault then and has one now is one over which something moved."""
    of, form = _open(kind), TakeOverForm()
    text, source = form.text.data or "", (form.source.data or "").strip()[:200]
    if not form.validate() or not text or (of.source and not source):
        return _page(of, upload_form(of.source, formdata=None, source=source), missing=True), 400
    content = text.encode(errors="replace")
    planned = plan(content, of)
    if planned.faults or planned.digest != form.digest.data:
        return _dry_run(of, text, source, planned, MOVED), 409
    try:
        taken = of.take_over(planned.taken, source, signed_in(), now())
    except DirectoryError as error:
        return _dry_run(of, text, source, plan(content, of), error.sentence), error.status
    indexing.follow(finder.current().index)
    return redirect(url_for("exchange.show", kind=kind, taken=taken), 303)


def _open(kind: str) -> Kind[Any]:
    """A file changes at once, which is no way where two people must have seen every change."""
    if _is_closed(KINDS[kind]):
        abort(403)
    return KINDS[kind]


def _is_closed(kind: Kind[Any]) -> bool:
    return kind.reviewed and rules.current().two_people


def _file(content: bytes, mimetype: str, name: str) -> Response:
    file = Response(content, mimetype=mimetype)
    file.headers.set("Content-Disposition", "attachment", filename=name)
    return file


def _dry_run(kind: Kind[Any], text: str, source: str, planned: Plan[Any], said: str = "") -> str:
    if planned.faults:
        return _page(kind, upload_form(kind.source, formdata=None, source=source), faults=planned.faults, said=said)
    form = TakeOverForm(formdata=None, text=text, source=source, digest=planned.digest)
    then, look_again = kind.then.format(source=source), cautions.of(planned.texts)
    return render_template("exchange/dry_run.html", kind=kind, plan=planned, form=form, said=said, then=then, look_again=look_again)


def _page(kind: Kind[Any], form: UploadForm | None = None, faults: Sequence[Fault] = (), **shown: object) -> str:
    form = form or upload_form(kind.source, formdata=None)
    return render_template(kind.page, kind=kind, form=form, faults=faults, closed=_is_closed(kind), **shown, **kind.facts())
