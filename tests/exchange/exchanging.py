"""Files for tests, sent as the page would send them."""

import csv
from io import BytesIO, StringIO

from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from directory.db import Base, db
from tests.markup import main, parsed, text
from tests.people import csrf

HEAD = ("slug", "provider", "version", "name", "summary", "description", "audiences", "levels", "coverage", "needs")
NEW = ("quokka-calls", "kooth", "", "Quokka calls", "A call.", "A weekly call.", "pupil", "targeted", "county", "ebsa: main")
LIVE = {"sign_in", "person", "audit_entry"}
# A new one of each kind, whole.
GOOD = {
    "services": dict(zip(HEAD, NEW, strict=True)),
    "providers": {
        "slug": "quokka-trust", "name": "Quokka Trust", "kind": "charity", "aliases": "The Quokkas", "website": "www.quokka.example",
        "about": "It helps.",
    },
    "schools": {
        "urn": "900001", "name": "Quokka Primary", "phase": "Primary", "type": "Community school", "district": "Chorley",
        "postcode": "PR7 3DU", "status": "Open",
    },
    "sessions": {
        "network": "school-attendance-network", "title": "Quokka meeting", "day": "2027-05-03", "starts": "09:30", "note": "Bring tea.",
        "status": "planned", "source": "A phone call", "dated": "2026-11", "counts": "expected | 20 | schools",
    },
}  # fmt: skip
# A column of each kind that holds any text.
TEXT = {"services": "description", "providers": "about", "schools": "type", "sessions": "note"}


def new(kind, /, **cells):
    """A sheet of one new thing of this kind, with these cells instead or besides."""
    return some(kind, cells)


def some(kind, *lines):
    """A sheet of new things of this kind, each with these cells instead or besides."""
    head = list(dict.fromkeys([*GOOD[kind], *(name for cells in lines for name in cells)]))
    return sheet(*([{**GOOD[kind], **cells}.get(name, "") for name in head] for cells in lines), head=head)


def sheet(*rows, head=HEAD):
    """A CSV file of these rows, as Excel would write it."""
    written = StringIO(newline="")
    csv.writer(written).writerows([head, *rows])
    return written.getvalue().encode("utf-8-sig")


def upload(client, content, kind="services", name="file.csv", source="A phone call"):
    """Choose this file on the page of its kind, and look at what it would change."""
    return send(client, f"/editor/exchange/{kind}/upload", {"file": FileStorage(BytesIO(content), name), "source": source})


def take_over(client, answer, **instead):
    """Press the button of a dry run."""
    (form,) = (form for form in main(parsed(answer.text)).iter("form") if form.get("action", "").endswith("/take-over"))
    fields = {field.get("name"): field.get("value") or "" for field in form.iter("input")}
    return send(client, form.get("action"), {**{name: fields[name] for name in ("text", "source", "digest")}, **instead})


def send(client, where, fields):
    """As a browser sends a form with a file. The body is made here, because the test client would leave a long one open on disk."""
    boundary, body = encode_multipart({**fields, "csrf_token": csrf(client)})
    return client.post(where, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def said(answer):
    return text(main(parsed(answer.text)))


def rows_of(content):
    """The lines of a sheet, each as its cells by their columns."""
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def taken_out(client, kind, ending="csv"):
    """What the page of this kind gives out."""
    answer = client.get(f"/editor/exchange/{kind}.{ending}")
    assert answer.status_code == 200
    return answer.data


def of(row, *names):
    """A sheet of one line with these cells of a row."""
    return sheet(tuple(row[name] for name in names), head=names)


def everything(app):
    """Every row of every table but those that signing in writes."""
    with app.app_context():
        tables = [table for table in Base.metadata.sorted_tables if table.name not in LIVE]
        return {table.name: sorted(map(repr, db.session.execute(select(table)))) for table in tables}
