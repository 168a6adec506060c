"""The editors' pages about any listing: find it, change it in the short forms, pause it, or say that it may have ended.

The addresses name the listing and never a change: which change is meant, the editors' own that is open for it, is read from the database.
"""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.access import editor_required, signed_in
from directory.accounts import letters
from directory.accounts.forms import PressForm
from directory.accounts.letters import Letter
from directory.accounts.operations import now
from directory.catalogue import finder, indexing
from directory.catalogue.models import Service
from directory.forms import StampForm, one_line, stamp_of
from directory.freshness import operations as live
from directory.freshness import queries as freshness
from directory.review import changes, editing, messages, operations, queries, rules
from directory.review.changes import Change
from directory.review.editing import Said
from directory.review.errors import NotWhole, StaleRevision, WrongState
from directory.review.forms import PageForm, SourceForm
from directory.vocabulary import ListingStatus

blueprint = Blueprint("editing", __name__, url_prefix="/editor/listings")
LONGEST_WORDS = 100
STATUS = {"ending": ListingStatus.POSSIBLY_ENDED, "running": ListingStatus.CURRENT}


@blueprint.get("")
@editor_required
def show_all() -> str:
    words = one_line(request.args.get("q", ""))[:LONGEST_WORDS]
    found = queries.services_named(words)
    return render_template("review/listings.html", words=words, services=found, standing=finder.current().standing)


@blueprint.get("/<slug>")
@editor_required
def show(slug: str) -> str:
    found = _listing(slug)
    return render_template(
        "review/listing.html",
        service=found,
        standing=finder.current().standing(found),
        mine=queries.open_for(found.id, by_editors=True),
        theirs=queries.open_for(found.id),
        problems=freshness.problems_with(found.id),
        form=PressForm(),
        two_people=rules.current().two_people,
    )


@blueprint.post("/<slug>/<any(pause, resume):what>")
@editor_required
def referrals(slug: str, what: str) -> ResponseReturnValue:
    """Live at once, and the provider is told."""
    found, pausing = _listing(slug), what == "pause"
    taken = live.pause if pausing else live.resume
    if taken(service_id=found.id, by=signed_in(), at=now(), by_editors=True):
        messages.tell_provider(found, _letter(found), at=now())
        if pausing:
            messages.tell_of_closing(found, at=now())
    return _done(slug, f"{what}d")


@blueprint.route("/<slug>/<any(ending, running):what>", methods=["GET", "POST"])
@editor_required
def status(slug: str, what: str) -> ResponseReturnValue:
    """Say that a service may have ended, or that it runs after all, and how the editors know."""
    found, form, said, code = _listing(slug), SourceForm(), "", 200
    if form.validate_on_submit():
        try:
            given = _said(found, form, url_for("review.queue"))
            editing.say_status(service_id=found.id, status=STATUS[what], said=given)
            return _published(found, ends=what == "ending")
        except (NotWhole, StaleRevision, WrongState) as error:
            said, code = error.sentence, error.status
    page = render_template("review/status.html", service=found, form=form, ending=what == "ending", said=said)
    return page, 400 if form.errors else code


@blueprint.post("/<slug>/change")
@editor_required
def start(slug: str) -> ResponseReturnValue:
    operations.start(service_id=_listing(slug).id, by=signed_in(), at=now(), by_editors=True)
    return redirect(url_for("editing.change", slug=slug), 303)


@blueprint.get("/<slug>/change")
@editor_required
def change(slug: str) -> ResponseReturnValue:
    return _page(slug, _open(slug))


@blueprint.route("/<slug>/change/pages/<page>", methods=["GET", "POST"])
@editor_required
def edit(slug: str, page: str) -> ResponseReturnValue:
    def save(found: Change, form: PageForm) -> None:
        id, typed = found.revision.id, form.content(found.after)
        operations.save(revision_id=id, stamp=stamp_of(form), changes=typed, page=page, by=signed_in(), at=now())

    return changes.edit_page(lambda: _open(slug), page, save, back=url_for("editing.change", slug=slug))


@blueprint.get("/<slug>/change/preview")
@editor_required
def preview(slug: str) -> str:
    return changes.preview_page(_open(slug), back=url_for("editing.change", slug=slug))


@blueprint.post("/<slug>/change/publish")
@editor_required
def publish(slug: str) -> ResponseReturnValue:
    """Publish it, or send it to the other editors where two people must have seen it."""
    found, form = _open(slug), SourceForm()
    if not form.validate():
        return _page(slug, found, form), 400
    try:
        given = _said(_listing(slug), form, url_for("review.change", revision_id=found.revision.id))
        editing.finish(revision_id=found.revision.id, stamp=stamp_of(form), said=given)
    except (StaleRevision, WrongState, NotWhole) as error:
        return _page(slug, _open(slug), form, error.sentence), error.status
    return _published(_listing(slug), ends=found.ends)


@blueprint.post("/<slug>/change/<any(withdraw, take_back, rebase):what>")
@editor_required
def step(slug: str, what: str) -> ResponseReturnValue:
    """Give the change up, take it back from the other editors, or go on from the listing as it is now."""
    found = _open(slug)
    taken, done = changes.STEPS[what]
    try:
        taken(revision_id=found.revision.id, stamp=stamp_of(StampForm()), by=signed_in(), at=now())
    except (StaleRevision, WrongState) as error:
        return _page(slug, found, said=error.sentence), error.status
    return _done(slug, done) if what == "withdraw" else redirect(url_for("editing.change", slug=slug, done=done), 303)


def _listing(slug: str) -> Service:
    return queries.service(slug) or abort(404)


def _open(slug: str) -> Change:
    """The change that the editors have open for this listing."""
    found = queries.open_for(_listing(slug).id, by_editors=True) or abort(404)
    return changes.shown(queries.revision(found.id) or abort(404))


def _said(service: Service, form: SourceForm, path: str) -> Said:
    named = {"listing": service.name, "provider": "An editor"}
    to_editors = letters.letter("change_proposed", link=letters.address(path), **named)
    return Said(str(form.source.data), signed_in(), now(), rules.current().two_people, to_editors, _letter(service))


def _letter(service: Service) -> Letter:
    link = letters.address(url_for("desk.service", slug=service.slug))
    return letters.letter("edited", listing=service.name, provider=service.organisation.name, link=link)


def _published(service: Service, *, ends: bool) -> ResponseReturnValue:
    """Say what came of it. Search follows within the same request, or as soon as it can."""
    if rules.current().two_people:
        return _done(service.slug, "waits")
    if ends:
        messages.tell_of_closing(service, at=now())
        return _done(service.slug, "ended")
    return _done(service.slug, "published", number=service.version)


def _done(slug: str, done: str, number: int | None = None) -> ResponseReturnValue:
    indexing.follow(finder.current().index)
    return redirect(url_for("editing.show", slug=slug, done=done, number=number), 303)


def _page(slug: str, found: Change, form: SourceForm | None = None, said: str = "") -> str:
    """The buttons of the page are about the change as the page shows it."""
    stamp = str(found.revision.stamp)
    form = form or SourceForm(formdata=None)
    form.stamp.data = stamp
    press = StampForm(formdata=None, stamp=stamp)
    two_people = rules.current().two_people
    return render_template("review/edit.html", slug=slug, change=found, form=form, press=press, said=said, two_people=two_people)
