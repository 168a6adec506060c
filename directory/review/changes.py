"""Glue for the pages of a change: what they show of it, the same for the partner's desk and the editor's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.accounts import letters
from directory.accounts.letters import Letter
from directory.catalogue import cautions, preparing
from directory.catalogue import queries as catalogue
from directory.review import diff, operations, preview
from directory.review.diff import Names, Row
from directory.review.errors import StaleRevision, WrongState
from directory.review.fields import BY_NAME, Content, Field, Page, content_of, on_page
from directory.review.forms import TITLES, PageForm, page_form
from directory.review.models import Revision, RevisionKind
from directory.review.wording import Ease, ease
from directory.vocabulary import ListingStatus

# The steps that whoever works on a change may take, each with what the next page says of it.
STEPS = {
    "withdraw": (operations.withdraw, "withdrawn"),
    "take_back": (operations.take_back, "taken-back"),
    "rebase": (operations.rebase, "rebased"),
}
PROSE = ("summary", "description", "how_to_refer", "consent")


@dataclass(frozen=True)
class Change:
    """One change as its pages show it."""

    revision: Revision
    before: Content
    after: Content
    rows: list[Row]
    cautions: list[str]
    ease: Ease | None

    @property
    def tasks(self) -> list["Task"]:
        """The short pages of the change, in their order."""
        done, changed = self.revision.pages_done, self.revision.changes
        return [Task(page, TITLES[page], page.value in done, [field for field in on_page(page) if field.name in changed]) for page in Page]

    @property
    def name(self) -> str:
        return str(self.before.get("name") or self.after.get("name") or "New service")

    @property
    def ends(self) -> bool:
        """Whether schools do not find the listing any more once this is published."""
        return self.revision.changes.get("status") == ListingStatus.POSSIBLY_ENDED

    @property
    def moved(self) -> bool:
        """Whether the listing was published anew since the change was begun."""
        return self.revision.service is not None and self.revision.service.version != self.revision.base_version


@dataclass(frozen=True)
class Task:
    """One short page of a change: what it changes, and whether it was saved."""

    page: Page
    title: str
    done: bool
    changed: Sequence[Field]


def shown(revision: Revision) -> Change:
    """The change with everything that its pages say about it."""
    before = content_of(revision.service) if revision.service else {}
    after = operations.proposed_content(revision)
    names = Names(catalogue.need_names(), catalogue.district_names())
    rows = diff.changed(before, _told(revision), names)
    return Change(revision, before, after, rows, cautions.of(_texts(revision.changes)), ease(_prose(after)))


def form_of(revision: Revision, page: Page) -> PageForm:
    """The form of one short page of this change."""
    names = Names(catalogue.need_names(), catalogue.district_names())
    return page_form(page, operations.proposed_content(revision), revision.stamp, names.needs, names.districts)


def form_page(change: Change, form: PageForm, *, back: str, said: str = "") -> str:
    """The page of a form. `said` is why it was not saved; then what is saved now stands beside what was typed."""
    form.stamp.data = str(change.revision.stamp)
    now = rows_between(change.after, form.content(change.after)) if said else []
    return render_template("review/form.html", change=change, form=form, back=back, said=said, differing=now)


def edit_page(read: Callable[[], Change], page: str, save: Callable[[Change, PageForm], None], back: str) -> ResponseReturnValue:
    """One short page. When somebody else has saved it meanwhile, what is saved stands beside what was typed, and nothing typed is lost."""
    found = read()
    form = form_of(found.revision, Page(page) if page in list(Page) else abort(404))
    status, said = 200, ""
    if form.is_submitted() and form.validate():
        try:
            save(found, form)
            return redirect(f"{back}?done=kept", 303)
        except (StaleRevision, WrongState) as error:
            found, status, said = read(), error.status, error.sentence
    return form_page(found, form, back=back, said=said), 400 if form.errors else status


def rows_between(before: Content, after: Mapping[str, Any]) -> list[Row]:
    """What differs between two states of a listing."""
    return diff.changed(before, after, Names(catalogue.need_names(), catalogue.district_names()))


def preview_page(change: Change, *, back: str) -> str:
    """The listing as schools will see it, which is not one yet."""
    needs = {need.slug: need for need in catalogue.all_needs()}
    listing = preview.listing(change.after, change.revision.service, change.revision.organisation, needs)
    return render_template(
        "review/preview.html",
        change=change,
        back=back,
        service=listing,
        districts=catalogue.district_names(),
        for_a_child=preparing.is_for_a_child(listing),
        takes_referrals=preparing.takes_referrals(listing),
    )


def letter(name: str, change: Change, path: str, **words: str) -> Letter:
    """A letter about this change, with a link to its page."""
    return letters.letter(name, listing=change.name, provider=change.revision.organisation.name, link=letters.address(path), **words)


def editors_letter(change: Change) -> Letter:
    """What the editors are told when a change is sent to them."""
    return letter("change_proposed", change, url_for("review.change", revision_id=change.revision.id))


def decided_letter(change: Change, verdict: str, **words: str) -> Letter:
    """What is told when a change is published or returned: to whoever proposed it, or, of one of the editors', as `publishing` says."""
    slug = change.revision.service.slug if change.revision.service else ""
    if not change.revision.by_editors:
        return letter(f"change_{verdict}", change, url_for("changes.show", revision_id=change.revision.id), **words)
    if verdict == "returned":
        return letter("change_returned", change, url_for("editing.change", slug=slug), **words)
    return letter("edited", change, url_for("desk.service", slug=slug), **words)


def _told(revision: Revision) -> dict[str, Any]:
    """Of a new listing, only what it says; that the rest is not stated needs no row."""
    if revision.kind != RevisionKind.NEW:
        return revision.changes
    return {name: value for name, value in revision.changes.items() if value not in (None, "", [], False)}


def _texts(changes: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for name, value in changes.items():
        if BY_NAME[name].words is None and name not in ("needs", "districts", "contacts"):
            found += [str(item) for item in value] if isinstance(value, list) else [str(value or "")]
    return found + [contact["note"] or "" for contact in changes.get("contacts") or ()]


def _prose(content: Content) -> str:
    return "\n".join(str(content.get(name) or "") for name in PROSE)
