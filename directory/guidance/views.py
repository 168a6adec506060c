"""The editors' pages of the pathways: every version, a draft in short forms, a look at it, the check, publication."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import differing
from directory.access import editor_required, signed_in
from directory.accounts.operations import now
from directory.catalogue import cautions, finder
from directory.catalogue import queries as catalogue
from directory.forms import StampForm, stamp_of
from directory.guidance import faults, operations, page, parts, queries
from directory.guidance.errors import DraftMoved, NoSuchPart, NotSound
from directory.guidance.models import PathwayDraft
from directory.pathways import auditing, glance, planning, terms, urgency
from directory.pathways import queries as pathways
from directory.pathways.models import PathwayVersion
from directory.pathways.walk import Walk

blueprint = Blueprint("guidance", __name__, url_prefix="/editor/pathways")
NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)
DRAFT = "draft"


@blueprint.get("")
@editor_required
def every() -> str:
    rows = [(version, pathways.content_of(version)) for version in pathways.versions()]
    return render_template("guidance/all.html", rows=rows, drafts=queries.drafts())


@blueprint.get("/<slug>")
@editor_required
def show(slug: str) -> str:
    return _overview(slug)


@blueprint.post("/<slug>/begin/<number>")
@editor_required
def begin(slug: str, number: str) -> ResponseReturnValue:
    """Begin a draft from a version."""
    try:
        operations.begin(slug=slug, number=_number(number), by=signed_in(), at=now())
    except DraftMoved as error:
        return _overview(slug, error.sentence), error.status
    return redirect(url_for("guidance.draft", slug=slug), 303)


@blueprint.get("/<slug>/draft")
@editor_required
def draft(slug: str) -> str:
    return _outline(_draft(slug), checked="check" in request.args)


@blueprint.post("/<slug>/<any(add, remove, up):how>/<path:key>")
@editor_required
def shape(slug: str, how: str, key: str) -> ResponseReturnValue:
    """Add a question or a stage, take one out, or move it up."""
    draft = _draft(slug)
    if how == "add" and key not in ("questions", "stages"):
        raise NoSuchPart
    change = {"add": parts.added, "remove": parts.without, "up": parts.moved_up}[how]
    return _pressed(
        draft, lambda stamp: operations.save(slug=slug, stamp=stamp, content=change(draft.content, key), by=signed_in(), at=now())
    )


@blueprint.post("/<slug>/publish")
@editor_required
def publish(slug: str) -> ResponseReturnValue:
    draft = _draft(slug)
    return _pressed(draft, lambda stamp: operations.publish(slug=slug, stamp=stamp, by=signed_in(), at=now()), "published")


@blueprint.post("/<slug>/discard")
@editor_required
def discard(slug: str) -> ResponseReturnValue:
    draft = _draft(slug)
    return _pressed(draft, lambda stamp: operations.discard(slug=slug, stamp=stamp, by=signed_in(), at=now()), "discarded")


@blueprint.get("/<slug>/compare")
@editor_required
def compare(slug: str) -> str:
    """What one version says, or the draft, that another does not."""
    old, new = (page.read_out(_content(slug, request.args.get(name, ""))) for name in ("from", "to"))
    found = differing.beside(old, new)
    return render_template("guidance/compare.html", slug=slug, found=found, old=request.args["from"], new=request.args["to"])


@blueprint.get("/<slug>/preview")
@editor_required
def preview(slug: str) -> ResponseReturnValue:
    """The draft as schools would see it: all stages, or the plan for the answers that are chosen."""
    draft = _draft(slug)
    file, problems = queries.read(draft.content)
    if problems:
        return _outline(draft, "Put this right first: a pathway with faults cannot be shown."), 422
    version = queries.as_version(slug, file, draft.base)
    walk = Walk(file.pathway, urgency.current(), catalogue.district_names(), dict(request.args.items()))
    asking = [step for step in walk.steps[1:] if step.id not in walk.answers]
    if asking or not walk.urgency_is_asked or walk.flag:
        return render_template("guidance/preview.html", slug=slug, walk=walk, version=version, page=glance.make(walk, version, ""))
    made = planning.make(walk, version, terms.current(), date.today())
    return render_template("pathways/plan.html", plan=made, draft_of=slug, **_beside(made, slug))


def _beside(made: planning.Plan, slug: str) -> dict[str, Any]:
    names = {version.slug: version.name for version in pathways.versions()}
    back = url_for("guidance.preview", slug=slug)
    full, standing = planning.in_full(made.advice), finder.current().standing
    return {"full": full, "standing": standing, "names": names, "back": back, "shortlist": "/shortlist", "made_on": date.today()}


def _draft(slug: str) -> PathwayDraft:
    found = queries.draft(slug)
    if found is None:
        raise NoSuchPart
    return found


def _number(typed: str) -> int:
    if not NUMBER.fullmatch(typed):
        raise NoSuchPart
    return int(typed)


def _content(slug: str, which: str) -> dict[str, Any]:
    if which == DRAFT:
        return _draft(slug).content
    version = queries.version(slug, _number(which))
    if version is None:
        raise NoSuchPart
    return version.content


def _pressed(draft: PathwayDraft, press: Callable[[int], int | None], done: str = "kept") -> ResponseReturnValue:
    """A button of the outline: done, or the outline again with the sentence that says why not."""
    slug = draft.slug
    try:
        number = press(stamp_of(StampForm()))
    except (DraftMoved, NotSound) as error:
        return _outline(_draft(slug), error.sentence, checked=isinstance(error, NotSound)), error.status
    return redirect(url_for("guidance.draft" if done == "kept" else "guidance.show", slug=slug, done=done, number=number), 303)


def _overview(slug: str, said: str = "") -> str:
    found = queries.versions(slug)
    if not found:
        raise NoSuchPart
    current: PathwayVersion = found[0]
    pathway = pathways.content_of(current)
    form = StampForm(formdata=None)
    return render_template(
        "guidance/show.html", version=current, versions=found, pathway=pathway, draft=queries.draft(slug), form=form, said=said
    )


def _outline(draft: PathwayDraft, said: str = "", *, checked: bool = False) -> str:
    file, problems = queries.read(draft.content)
    report = auditing.of_one(file.pathway) if checked and not problems else None
    names = {**catalogue.need_names(), **{version.slug: version.name for version in pathways.versions()}}
    return render_template(
        "guidance/outline.html",
        draft=draft,
        parts=list(parts.parts(draft.content["pathway"])),
        look_again=cautions.of_draft(draft.content, version.content if (version := queries.version(draft.slug, draft.base)) else None),
        problems=faults.of_draft(problems, draft.content, names),
        report=report,
        failures=faults.of_walk(report.failures, draft.content, names) if report else [],
        weak=auditing.said(report.weak, [file.pathway]) if report else [],
        said=said,
        form=StampForm(formdata=None, data={"stamp": str(draft.stamp)}),
    )
