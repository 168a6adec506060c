"""The editors' pages about changes: the queue, one change field by field, and what they decide."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.access import editor_required, signed_in
from directory.accounts.forms import PressForm
from directory.accounts.operations import now
from directory.catalogue import finder, indexing
from directory.forms import StampForm, stamp_of
from directory.review import changes, messages, publishing, queries, rules
from directory.review.changes import Change
from directory.review.errors import NotWhole, StaleRevision, WrongState
from directory.review.forms import TITLES, CommentForm, PageForm
from directory.review.models import RevisionState

blueprint = Blueprint("review", __name__, url_prefix="/editor")


@blueprint.get("/changes")
@editor_required
def queue() -> str:
    return render_template("review/queue.html", waiting=queries.awaiting_review())


@blueprint.get("/changes/<revision_id>")
@editor_required
def change(revision_id: str) -> ResponseReturnValue:
    return _page(_change(revision_id))


@blueprint.post("/changes/<revision_id>/publish")
@editor_required
def publish(revision_id: str) -> ResponseReturnValue:
    """The page reads the database, so it is right at once; search follows within the same request, or as soon as it can."""
    found, form = _change(revision_id), StampForm()
    letter = changes.decided_letter(found, "published")
    try:
        publishing.publish(
            revision_id=revision_id, stamp=stamp_of(form), by=signed_in(), at=now(), two_people=rules.current().two_people, letter=letter
        )
    except (StaleRevision, WrongState, NotWhole) as error:
        return _page(_change(revision_id), said=error.sentence), error.status
    indexing.follow(finder.current().index)
    service = found.revision.service
    if found.ends and service:
        messages.tell_of_closing(service, at=now())
        return _to(revision_id, "ended")
    return _to(revision_id, "published", service.version if service else None)


@blueprint.post("/changes/<revision_id>/return")
@editor_required
def send_back(revision_id: str) -> ResponseReturnValue:
    found, form = _change(revision_id), CommentForm()
    if not form.validate():
        return _page(found, comment=form), 400
    comment = str(form.comment.data)
    letter = changes.decided_letter(found, "returned", comment=comment)
    try:
        publishing.send_back(revision_id=revision_id, stamp=stamp_of(form), comment=comment, by=signed_in(), at=now(), letter=letter)
    except (StaleRevision, WrongState) as error:
        return _page(_change(revision_id), said=error.sentence, comment=form), error.status
    return _to(revision_id, "returned")


@blueprint.get("/changes/<revision_id>/preview")
@editor_required
def preview(revision_id: str) -> str:
    return changes.preview_page(_change(revision_id), back=url_for("review.change", revision_id=revision_id))


@blueprint.route("/changes/<revision_id>/edit/<page>", methods=["GET", "POST"])
@editor_required
def edit(revision_id: str, page: str) -> ResponseReturnValue:
    """Edit, then publish: the editor's words take the place of the proposed ones, and are marked as the editor's."""

    def save(found: Change, form: PageForm) -> None:
        publishing.edit(revision_id=revision_id, stamp=stamp_of(form), changes=form.content(found.after), by=signed_in(), at=now())

    return changes.edit_page(lambda: _change(revision_id), page, save, back=url_for("review.change", revision_id=revision_id))


@blueprint.get("/listings/<slug>/versions")
@editor_required
def versions(slug: str) -> str:
    service = queries.service(slug) or abort(404)
    kept, changes_of_it = queries.versions(service.id), queries.of_listing(service.id)
    return render_template("review/versions.html", service=service, versions=kept, changes=changes_of_it)


@blueprint.route("/listings/<slug>/versions/<int:number>", methods=["GET", "POST"])
@editor_required
def version(slug: str, number: int) -> ResponseReturnValue:
    """One version beside the one before it and beside the listing as it is; posting proposes it again."""
    service = queries.service(slug) or abort(404)
    kept = queries.version(service.id, number) if number < 10**9 else None
    if kept is None:
        abort(404)
    form = PressForm()
    if form.validate_on_submit():
        id = publishing.restore(service_id=service.id, version=number, by=signed_in(), at=now())
        return _to(id, "restored")
    before = queries.version_before(service.id, number)
    return render_template(
        "review/version.html",
        service=service,
        kept=kept,
        before=before,
        then=changes.rows_between(before.content, kept.content) if before else [],
        since=changes.rows_between(queries.held(service), kept.content),
        form=form,
    )


def _change(revision_id: str) -> Change:
    """A change that an editor may see: what a partner has not sent is the partner's alone."""
    found = queries.revision(revision_id)
    if found is None or found.proposed_at is None:
        abort(404)
    if found.state == RevisionState.DRAFT:
        raise WrongState("The provider has taken this change back to work on it, so nothing was done. You are told when it is sent again.")
    return changes.shown(found)


def _to(revision_id: str, done: str, number: int | None = None) -> ResponseReturnValue:
    return redirect(url_for("review.change", revision_id=revision_id, done=done, number=number), 303)


def _page(found: Change, said: str = "", comment: CommentForm | None = None) -> str:
    """The form of the decision is about the change as this page shows it."""
    stamp = str(found.revision.stamp)
    publish, comment = StampForm(formdata=None, stamp=stamp), comment or CommentForm(stamp=stamp)
    return render_template("review/change.html", change=found, said=said, publish=publish, comment=comment, titles=TITLES)
