"""Drafts for tests, and what a browser would send of a part."""

from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict

from directory.guidance import operations, queries

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)


def begun(by, slug="sleep"):
    """A draft of the published version; returns the row."""
    operations.begin(slug=slug, number=queries.versions(slug)[0].number, by=by, at=AT)
    return queries.draft(slug)


def sent(part, boxes):
    """The fields of a form whose boxes show this."""
    fields = MultiDict()
    for name, value in boxes.items():
        if name == "rows":
            for number, row in enumerate(value):
                _add(fields, {f"r{number}-{box}": each for box, each in row.items()})
                fields.add(f"r{number}-at", str(number + 1))
        else:
            _add(fields, {name: value})
    return fields


def _add(fields, values):
    for name, value in values.items():
        if isinstance(value, bool):
            fields.setlist(name, ["yes"] if value else [])
        elif isinstance(value, list):
            fields.setlist(name, value)
        else:
            fields.add(name, value)
