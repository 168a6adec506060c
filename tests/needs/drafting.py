"""Drafts of needs for tests, judged by a few queries instead of thousands."""

from datetime import UTC, datetime

from directory.catalogue import queries as catalogue
from directory.catalogue.judged import Judged
from directory.needs import comparing, operations, queries

AT = datetime(2026, 11, 28, 10, tzinfo=UTC)
FEW = [
    Judged("he lies awake every night", ("sleep",), False),
    Judged("she counts sheep until two", ("sleep",), False),
    Judged("wants to die and has a plan", ("suicidal-thoughts",), True),
]


def begun(by, slug="sleep"):
    """A draft of the need as it stands; returns the row."""
    operations.begin(slug=slug, version=None, by=by, at=AT)
    return queries.draft(slug)


def changed(by, slug="sleep", **values):
    """The draft after these changes."""
    operations.save(slug=slug, stamp=queries.draft(slug).stamp, values=values, by=by, at=AT)
    return queries.draft(slug)


def judged(draft, found=None):
    """What the judged queries say of the draft, as if they had been read."""
    words = catalogue.wordings_published()
    operations.begin_judging(slug=draft.slug, stamp=draft.stamp, words=words, at=AT)
    found = found or comparing.compared([], [])
    operations.keep_judgement(slug=draft.slug, stamp=draft.stamp, words=words, found=found)
    return queries.draft(draft.slug)


def published(by, slug="sleep", **values):
    """Begin, change, judge and publish; the number of the version."""
    begun(by, slug)
    draft = judged(changed(by, slug, **values))
    return operations.publish(slug=slug, stamp=draft.stamp, by=by, at=AT)
