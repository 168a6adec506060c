"""Files for tests, sent as the page would send them."""

import csv
from io import BytesIO, StringIO

from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from directory.db import Base, db
from directory.exchange import catalogue, files
from tests.markup import main, parsed, text
from tests.people import csrf

HEAD = ("slug", "provider", "version", "name", "summary", "description", "audiences", "levels", "coverage", "needs")
NEW = ("quokka-calls", "kooth", "", "Quokka calls", "A call.", "A weekly call.", "pupil", "targeted", "county", "ebsa: main")
LIVE = {"sign_in", "person", "audit_entry"}


def sheet(*rows, head=HEAD):
    """A CSV file of these rows, as Excel would write it."""
    written = StringIO(newline="")
    csv.writer(written).writerows([head, *rows])
    return written.getvalue().encode("utf-8-sig")


def upload(client, content, name="file.csv"):
    return send(client, "upload", {"file": FileStorage(BytesIO(content), name), "source": "A phone call"})


def take_over(client, answer):
    """Press the button of a dry run."""
    fields = {field.get("name"): field.get("value") for field in main(parsed(answer.text)).iter("input")}
    return send(client, "take-over", {name: fields[name] for name in ("text", "source", "digest")})


def send(client, where, fields):
    """As a browser sends a form with a file. The body is made here, because the test client would leave a long one open on disk."""
    boundary, body = encode_multipart({**fields, "csrf_token": csrf(client)})
    return client.post(f"/editor/exchange/{where}", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def said(answer):
    return text(main(parsed(answer.text)))


def exported(app):
    with app.app_context():
        return files.as_sheet(catalogue.listings())


def rows_of(content):
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def everything(app):
    """Every row of every table but those that signing in writes."""
    with app.app_context():
        tables = [table for table in Base.metadata.sorted_tables if table.name not in LIVE]
        return {table.name: sorted(map(repr, db.session.execute(select(table)))) for table in tables}
