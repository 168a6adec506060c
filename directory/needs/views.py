"""The editors' pages of the needs: every need, a draft of one in two short forms, sentences tried, judged queries read, publication."""

import re
from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import beside
from directory.access import editor_required, given_back, signed_in
from directory.accounts.operations import now
from directory.catalogue import cautions, finder, need_groups
from directory.catalogue import queries as catalogue
from directory.errors import DirectoryError, of_ours
from directory.forms import StampForm, stamp_of
from directory.needs import judging, operations, queries
from directory.needs.content import STRENGTHS, Content, blank
from directory.needs.errors import NeedMoved, NoSuchDraft, NoSuchNeed, NotReady, SecondPerson
from directory.needs.forms import FactsForm, NewNeedForm, TryForm, WordsForm, facts_shown, words_shown
from directory.needs.models import NeedDraft

blueprint = Blueprint("needs_editor", __name__, url_prefix="/editor/needs")
NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)
# Longer than that, and the process that read them has gone.
TOO_LONG_SECONDS = 600


@blueprint.get("")
@editor_required
def every() -> str:
    return render_template("needs/all.html", rows=queries.rows(), drafts=queries.drafts())


@blueprint.route("/new", methods=["GET", "POST"])
@editor_required
def new() -> ResponseReturnValue:
    form = NewNeedForm()
    if not form.validate_on_submit():
        return render_template("needs/new.html", form=form), 400 if form.errors else 200
    slug = operations.begin_new(name=str(form.name.data), by=signed_in(), at=now())
    return redirect(url_for("needs_editor.facts", slug=slug), 303)


@blueprint.get("/<slug>")
@editor_required
def show(slug: str) -> str:
    return _overview(slug)


@blueprint.post("/<slug>/begin")
@blueprint.post("/<slug>/begin/<number>")
@editor_required
def begin(slug: str, number: str | None = None) -> ResponseReturnValue:
    """A draft of the need as it stands, or of an earlier version."""
    if number and not NUMBER.fullmatch(number):
        raise NoSuchNeed
    try:
        operations.begin(slug=slug, version=int(number) if number else None, by=signed_in(), at=now())
    except NeedMoved as error:
        return _overview(slug, error.sentence), error.status
    return redirect(url_for("needs_editor.draft", slug=slug), 303)


@blueprint.get("/<slug>/draft")
@editor_required
def draft(slug: str) -> str:
    return _outline(_draft(slug))


@blueprint.route("/<slug>/draft/facts", methods=["GET", "POST"])
@editor_required
def facts(slug: str) -> ResponseReturnValue:
    found = _draft(slug)
    return _form(found, _facts(slug, found.content, found.stamp), facts_shown, "needs/facts.html")


@blueprint.route("/<slug>/draft/words", methods=["GET", "POST"])
@editor_required
def words(slug: str) -> ResponseReturnValue:
    found = _draft(slug)
    form = WordsForm(data=words_shown(found.content, found.stamp))
    return _form(found, form, words_shown, "needs/words.html", classes=finder.current().filed.classes)


@blueprint.route("/<slug>/draft/try", methods=["GET", "POST"])
@editor_required
def attempt(slug: str) -> ResponseReturnValue:
    """What the search would understand of some sentences. They are posted, so that they stand in no address, and not kept."""
    found, form = _draft(slug), TryForm()
    if problems := queries.faults(found):
        return _outline(found, f"Put this right first: {problems[0]}"), 422
    tried = judging.tried(found, form.lines()) if form.validate_on_submit() else []
    page = render_template("needs/try.html", draft=found, form=form, tried=tried, names=_names(found), strengths=STRENGTHS)
    return page, 400 if form.errors else 200


@blueprint.post("/<slug>/draft/judge")
@editor_required
def judge(slug: str) -> ResponseReturnValue:
    """Have the judged queries read with the draft."""
    found = _draft(slug)
    if problems := queries.faults(found):
        return _outline(found, f"Put this right first: {problems[0]}"), 422
    return _pressed(found, lambda stamp: _judge(found, stamp), url_for("needs_editor.judged", slug=slug))


@blueprint.get("/<slug>/draft/judged")
@editor_required
def judged(slug: str) -> str:
    found = _draft(slug)
    judgement = queries.judgement(found)
    late = judgement is not None and (now() - judgement.begun_at).total_seconds() > TOO_LONG_SECONDS
    return render_template(
        "needs/judged.html", draft=found, judgement=judgement, late=late, names=_names(found), form=_stamped(found), said=""
    )


@blueprint.post("/<slug>/draft/publish")
@editor_required
def publish(slug: str) -> ResponseReturnValue:
    found = _draft(slug)
    done = url_for("needs_editor.show", slug=slug, done="published", number=queries.last_number(slug) + 1)
    return _pressed(found, lambda stamp: operations.publish(slug=slug, stamp=stamp, by=signed_in(), at=now()), done)


@blueprint.post("/<slug>/draft/discard")
@editor_required
def discard(slug: str) -> ResponseReturnValue:
    found = _draft(slug)
    done = url_for("needs_editor.every", done="discarded")
    return _pressed(found, lambda stamp: operations.discard(slug=slug, stamp=stamp, by=signed_in(), at=now()), done)


@blueprint.get("/<slug>/compare")
@editor_required
def compare(slug: str) -> str:
    """What one version says, or the draft, that another does not."""
    names = [request.args.get(name, "") for name in ("from", "to")]
    said = [queries.as_of(slug, name) for name in names]
    if said[1] is None or (said[0] is None and names[0] != "now"):
        raise NoSuchNeed
    facts, words = zip(*(_boxes(slug, content or blank("")) for content in said), strict=True)
    found = beside.between(*facts) + beside.between(*words)
    return render_template("needs/compare.html", slug=slug, found=found, old=names[0], new=names[1])


@blueprint.errorhandler(NoSuchDraft)
def gone(error: NoSuchDraft) -> ResponseReturnValue:
    """What was typed into a form of a draft that was published or thrown away meanwhile is given back."""
    slug = str((request.view_args or {})["slug"])
    now_at = url_for("needs_editor.show", slug=slug) if queries.published(slug) else url_for("needs_editor.every")
    return given_back(now_at=now_at, status=error.status) or of_ours(error)


def _draft(slug: str) -> NeedDraft:
    found = queries.draft(slug)
    if found is None:
        raise NoSuchDraft
    return found


def _facts(slug: str, content: Content, stamp: int = 0) -> FactsForm:
    form = FactsForm(data=facts_shown(content, stamp))
    form.offer({other: name for other, name in catalogue.need_names().items() if other != slug}, need_groups.headings())
    return form


def _boxes(slug: str, content: Content) -> tuple[FactsForm, WordsForm]:
    """The two forms as they would show this."""
    return _facts(slug, content), WordsForm(data=words_shown(content, 0))


def _stamped(found: NeedDraft) -> StampForm:
    return StampForm(formdata=None, data={"stamp": str(found.stamp)})


def _names(found: NeedDraft) -> dict[str, str]:
    return {**catalogue.need_names(), found.slug: found.content["name"]}


def _judge(found: NeedDraft, stamp: int) -> None:
    operations.begin_judging(slug=found.slug, stamp=stamp, words=catalogue.wordings_published(), at=now())
    judging.start(current_app._get_current_object(), found)  # type: ignore[attr-defined]


def _form(found: NeedDraft, form: Any, shown: Callable[[Content, int], dict[str, Any]], template: str, **more: Any) -> ResponseReturnValue:
    """One of the two forms of a draft: shown, or saved. When somebody else has saved it meanwhile, that stands beside what was typed."""
    said, boxes, status = "", [], 400 if form.errors else 200
    if form.validate_on_submit():
        try:
            operations.save(slug=found.slug, stamp=stamp_of(form), values=form.values(), by=signed_in(), at=now())
            return redirect(url_for("needs_editor.draft", slug=found.slug, done="kept"), 303)
        except NeedMoved as error:
            found, said, status = _draft(found.slug), error.sentence, error.status
            boxes = beside.meanwhile(form, shown(found.content, found.stamp))
    return render_template(template, draft=found, form=form, said=said, boxes=boxes, **more), 400 if form.errors else status


def _pressed(found: NeedDraft, press: Callable[[int], object], done: str) -> ResponseReturnValue:
    """A button of the outline: done, or the outline again with the sentence that says why not."""
    try:
        press(stamp_of(StampForm()))
    except (NeedMoved, NotReady, SecondPerson) as error:
        return _outline(_draft(found.slug), error), error.status
    return redirect(done, 303)


def _overview(slug: str, said: str = "") -> str:
    published = queries.published(slug)
    if published is None:
        raise NoSuchNeed
    return render_template(
        "needs/show.html",
        slug=slug,
        content=published,
        names=catalogue.need_names(),
        strengths=STRENGTHS,
        versions=queries.versions(slug),
        draft=queries.draft(slug),
        form=StampForm(formdata=None),
        said=said,
    )


def _outline(found: NeedDraft, said: DirectoryError | str = "") -> str:
    published = queries.published(found.slug)
    return render_template(
        "needs/outline.html",
        draft=found,
        published=published is not None,
        problems=queries.faults(found),
        look_again=cautions.of_draft(found.content, published),
        judgement=queries.judgement(found),
        two_people=queries.why_two_people(found),
        mine=found.changed_by == signed_in().id,
        strengths=STRENGTHS,
        said=said.sentence if isinstance(said, DirectoryError) else said,
        form=_stamped(found),
    )
