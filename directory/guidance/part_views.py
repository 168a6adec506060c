"""The editors' pages of one part of a draft: its short form, and the question before a part is taken out."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.access import editor_required, given_back, signed_in
from directory.accounts.operations import now
from directory.differing import Difference
from directory.errors import of_ours
from directory.forms import StampForm, stamp_of
from directory.guidance import operations, page, parts, queries
from directory.guidance.errors import DraftMoved, NoSuchPart
from directory.guidance.models import PathwayDraft
from directory.guidance.parts import Part

blueprint = Blueprint("part", __name__, url_prefix="/editor/pathways")


@blueprint.get("/<slug>/draft/<path:key>")
@editor_required
def edit(slug: str, key: str) -> str:
    """One short form."""
    draft, part = _part(slug, key)
    return _form(draft, part, parts.boxes(draft.content, part), _stamped(draft))


@blueprint.post("/<slug>/draft/<path:key>")
@editor_required
def save(slug: str, key: str) -> ResponseReturnValue:
    """What cannot be published yet is kept all the same, and the outline says what is still to be put right."""
    draft, part = _part(slug, key)
    form, typed = StampForm(), parts.typed(part, request.form)
    if refused := parts.refused(part, typed):
        return _form(draft, part, typed, form, refused=refused), 400
    try:
        operations.save(slug=slug, stamp=stamp_of(form), content=parts.put(draft.content, part, typed), by=signed_in(), at=now())
    except DraftMoved as error:
        draft, part = _part(slug, key)
        boxes = page.typed_beside(draft.content, part, typed)
        return _form(draft, part, typed, _stamped(draft), said=error.sentence, beside=boxes), error.status
    return redirect(url_for("part.edit", slug=slug, key=key, saved="yes") + "#saved", 303)


@blueprint.get("/<slug>/remove/<path:key>")
@editor_required
def remove(slug: str, key: str) -> str:
    """What goes when a question or a stage is taken out, before it is."""
    draft, part = _part(slug, key)
    if part.kind not in ("question", "stage"):
        raise NoSuchPart
    return render_template("guidance/remove.html", draft=draft, part=part, goes=page.goes_with(draft.content, part), form=_stamped(draft))


@blueprint.errorhandler(NoSuchPart)
def gone(error: NoSuchPart) -> ResponseReturnValue:
    """What was typed into a draft, or a part of it, that was published, moved or thrown away meanwhile is given back."""
    slug = str((request.view_args or {})["slug"])
    there = "guidance.draft" if queries.draft(slug) else "guidance.show"
    return given_back(now_at=url_for(there, slug=slug), status=error.status) or of_ours(error)


def _part(slug: str, key: str) -> tuple[PathwayDraft, Part]:
    """The draft and its part at this address, if it is still the question or the stage that the form was opened for."""
    draft = queries.draft(slug)
    if draft is None:
        raise NoSuchPart
    part = parts.part(draft.content["pathway"], key)
    if request.args.get("of", part.of) != part.of:
        raise NoSuchPart
    return draft, part


def _stamped(draft: PathwayDraft) -> StampForm:
    return StampForm(formdata=None, data={"stamp": str(draft.stamp)})


def _form(
    draft: PathwayDraft,
    part: Part,
    boxes: dict[str, Any],
    form: StampForm,
    *,
    said: str = "",
    beside: Sequence[Difference] = (),
    refused: Mapping[str, str] | None = None,
) -> str:
    """The form of a part, with what somebody saved meanwhile beside what was typed, where that is so."""
    shown = page.of_part(draft, part, boxes)
    saved = "saved" in request.args
    return render_template(
        "guidance/part.html", draft=draft, form=form, said=said, beside=beside, refused=refused or {}, saved=saved, **shown
    )
