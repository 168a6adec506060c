"""Glue for the pages of a change: what they show of it, the same for the partner's desk and the editor's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for

from directory.accounts import letters
from directory.accounts.letters import Letter
from directory.catalogue import preparing
from directory.catalogue import queries as catalogue
from directory.review import diff, preview, rules
from directory.review.diff import Names, Row
from directory.review.fields import BY_NAME, Content, Page, content_of
from directory.review.forms import PageForm, page_form
from directory.review.models import Revision, RevisionKind
from directory.review.operations import proposed_content
from directory.review.wording import Ease, ease

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
    def name(self) -> str:
        return str(self.before.get("name") or self.after.get("name") or "New service")

    @property
    def moved(self) -> bool:
        """Whether the listing was published anew since the change was begun."""
        return self.revision.service is not None and self.revision.service.version != self.revision.base_version


def shown(revision: Revision) -> Change:
    """The change with everything that its pages say about it."""
    before = content_of(revision.service) if revision.service else {}
    after = proposed_content(revision)
    names = Names(catalogue.need_names(), catalogue.district_names())
    rows = diff.changed(before, _told(revision), names)
    return Change(revision, before, after, rows, rules.current().cautions.of(_texts(revision.changes)), ease(_prose(after)))


def form_of(revision: Revision, page: Page) -> PageForm:
    """The form of one short page of this change."""
    names = Names(catalogue.need_names(), catalogue.district_names())
    return page_form(page, proposed_content(revision), revision.stamp, names.needs, names.districts)


def form_page(change: Change, form: PageForm, *, back: str, said: str = "") -> str:
    """The page of a form. `said` is why it was not saved; then what is saved now stands beside what was typed."""
    form.stamp.data = str(change.revision.stamp)
    now = rows_between(change.after, form.content(change.after)) if said else []
    return render_template("review/form.html", change=change, form=form, back=back, said=said, differing=now)


def rows_between(before: Content, after: Mapping[str, Any]) -> list[Row]:
    """What differs between two states of a listing."""
    return diff.changed(before, after, Names(catalogue.need_names(), catalogue.district_names()))


def preview_words(change: Change) -> dict[str, Any]:
    """What the templates of a public listing need, for a listing that is not one yet."""
    needs = {need.slug: need for need in catalogue.all_needs()}
    listing = preview.listing(change.after, change.revision.service, change.revision.organisation, needs)
    return {
        "service": listing,
        "districts": catalogue.district_names(),
        "for_a_child": preparing.is_for_a_child(listing),
        "takes_referrals": preparing.takes_referrals(listing),
    }


def letter(name: str, change: Change, path: str, **words: str) -> Letter:
    """A letter about this change, with a link to its page."""
    return letters.letter(name, listing=change.name, provider=change.revision.organisation.name, link=letters.address(path), **words)


def editors_letter(change: Change) -> Letter:
    """What the editors are told when a change is sent to them."""
    return letter("change_proposed", change, url_for("review.change", revision_id=change.revision.id))


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
