"""Files that cannot be taken over: each is refused with its line and the reason, and nothing is changed (safety nos. 13, 18, 31 and 32)."""

import csv
import io
import resource
import zipfile

import pytest

from directory.exchange import files
from tests.exchange.exchanging import HEAD, NEW, everything, said, sheet, upload
from tests.people import editor, sign_in_as


def new(**cells):
    return tuple(cells.get(name, cell) for name, cell in zip(HEAD, NEW, strict=True))


def workbook():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 5_000_000)
    return made.getvalue()


def laughs():
    lines = [
        'a: &a ["lol"]',
        *(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
    return ("- slug: x\n  needs:\n" + "\n".join(f"    {line}" for line in lines)).encode()


HEADER = ",".join(HEAD)
BROKEN = {
    "nothing at all": (b"", 1, "Choose a file"),
    "only white space": (b"\n  \n\n", 1, "empty"),
    "a header alone": (HEADER.encode(), 1, "no listing"),
    "a workbook, which is a zip bomb": (workbook(), 1, "Excel workbook or a zip"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 100, 1, "old Excel workbook"),
    "a pdf": (b"%PDF-1.7 ...", 1, "PDF"),
    "packed with gzip": (b"\x1f\x8b\x08" + b"x" * 50, 1, "packed file"),
    "in the letters of Windows": (sheet(NEW).replace(b"Quokka calls", "Quokka’s calls".encode("cp1252")), 2, "not UTF-8"),
    "in UTF-16": ("slug\r\nkooth\r\n".encode("utf-16"), 1, "not UTF-8"),
    "in UTF-16 without its mark": ("slug\r\nkooth\r\n".encode("utf-16-le"), 1, "zero bytes"),
    "a zero byte in the middle": (sheet(NEW, new(slug="b\x00c")), 3, "zero bytes"),
    "longer than may be": (b"slug\n" + b"x" * 800_000, 1, "larger than"),
    "one cell that never ends": (sheet(new(description="x" * 200_000)), 2, "cannot be read as CSV"),
    "a cell that is too long": (sheet(new(description="x" * 5_000)), 2, "more than 4000 letters"),
    "more listings than may be": (sheet(*(new(slug=f"q-{number}") for number in range(1_001))), 1_002, "more than 1000"),
    "a quotation mark left open": (HEADER.encode() + b'\n"quokka,kooth', 2, "cannot be read as CSV"),
    "a quotation mark in the middle": (HEADER.encode() + b'\n"quokka"x,kooth,,,,,,,,', 2, "cannot be read as CSV"),
    "a last line half written": (sheet(NEW)[:-30], 2, "cells"),
    "a line with too many cells": (sheet((*NEW, "more")), 2, "11 cells, but 10 columns"),
    "parted by semicolons": (sheet(NEW).replace(b",", b";"), 1, "slug"),
    "no slug": (sheet(("Kooth",), head=("name",)), 1, "slug” is missing"),
    "a column that is not known": (sheet(("kooth", "x"), head=("slug", "sumary")), 1, "Did you mean “summary”?"),
    "a column that is there twice": (sheet(("kooth", "x", "y"), head=("slug", "cost", "cost")), 1, "there twice"),
    "a slug that is there twice": (sheet(NEW, NEW), 3, "on line 2 already"),
    "a slug that is a path": (sheet(new(slug="../../etc/passwd")), 2, "is no slug"),
    "a slug that is a formula": (sheet(new(slug="'=cmd|calc")), 2, "is no slug"),
    "a listing that is not there": (sheet(new(slug="kuth", version="1")), 2, "There is no listing"),
    "a version that is older": (sheet(("kooth", "999", "x"), head=("slug", "version", "cost")), 2, "changed since the file was made"),
    "a provider that is not known": (sheet(new(provider="koth")), 2, "Did you mean “kooth”?"),
    "a listing given to another": (sheet(("kooth", "compass"), head=("slug", "provider")), 2, "belongs to kooth"),
    "a level that is not known": (sheet(new(levels="targetted")), 2, "Did you mean “targeted”?"),
    "a need that is not known": (sheet(new(needs="ebsaa: main")), 2, "Did you mean “ebsa”?"),
    "a need that does not say how": (sheet(new(needs="ebsa")), 2, "ebsa: main"),
    "no need": (sheet(new(needs="")), 2, "at least one need"),
    "no name": (sheet(new(name="")), 2, "needs a name"),
    "a district that is not known": (
        sheet(("kooth", "districts", "chorly"), head=("slug", "coverage", "districts")),
        2,
        "Did you mean “chorley”?",
    ),
    "districts without an area of them": (
        sheet(("kooth", "national", "chorley"), head=("slug", "coverage", "districts")),
        2,
        "Districts are only named",
    ),
    "an age that is no number": (sheet(("kooth", "eleven"), head=("slug", "age_min")), 2, "not a whole number"),
    "an age in other figures": (sheet(("kooth", "١١"), head=("slug", "age_min")), 2, "not a whole number"),
    "ages the wrong way round": (sheet(("kooth", "18", "11"), head=("slug", "age_min", "age_max")), 2, "youngest first"),
    "neither yes nor no": (sheet(("kooth", "maybe"), head=("slug", "listed_schools_only")), 2, "neither yes nor no"),
    "a contact that runs": (sheet(("kooth", "website | javascript:alert(1)"), head=("slug", "contacts")), 2, "is not a web address"),
    "a contact that poses as another": (
        sheet(("kooth", "website | https://nhs.uk@evil.example"), head=("slug", "contacts")),
        2,
        "is not a web address",
    ),
    "a contact that costs money": (sheet(("kooth", "phone | 0906 000 0000"), head=("slug", "contacts")), 2, "costs the caller money"),
    "a contact without a kind": (sheet(("kooth", "01257 000 000"), head=("slug", "contacts")), 2, "is not a contact"),
    "a list that never ends": (sheet(("kooth", "x\n" * 100), head=("slug", "criteria")), 2, "at most 60 lines"),
    "YAML that laughs": (laughs(), 3, "Anchors and references"),
    "YAML that calls": (b"- slug: !!python/object/apply:os.system ['true']\n", 1, "Tags"),
    "YAML nested without end": (b"- " + b"[" * 100_000, 1, "nested too deep"),
    "YAML that breaks off": (b"- slug: kooth\n  name: [unclosed\n", 3, "cannot be read as YAML"),
    "YAML that is no list of listings": (b"- just\n- words\n", 1, "no listing"),
    "YAML with a field that is not known": (b"- slug: kooth\n  sumary: x\n", 2, "Did you mean “summary”?"),
    "YAML with a field twice": (b"- slug: kooth\n  cost: x\n  cost: y\n", 3, "there twice"),
    "YAML with a list where a text belongs": (b"- slug: kooth\n  needs: [[1, 2], 3]\n", 2, "not what “needs” can be"),
}


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


@pytest.mark.one_database
def test_32_each_broken_file_is_refused_with_its_line_and_the_reason_and_nothing_changes(app, chief):
    assert len(BROKEN) >= 30
    before = everything(app)
    for name, (content, line, reason) in BROKEN.items():
        answer = upload(chief, content)
        assert answer.status_code == 400, name
        assert reason in said(answer), (name, said(answer)[:500])
        assert not content or f"Line {line}:" in said(answer), (name, said(answer)[:500])
        assert "Publish all of this" not in answer.text, name
        assert everything(app) == before, name


@pytest.mark.one_database
def test_13_what_looks_like_a_formula_is_only_text_and_loses_exactly_one_mark(chief):
    answer = upload(chief, sheet(("kooth", "'=1+1"), head=("slug", "cost")))
    assert answer.status_code == 200 and "=1+1" in said(answer) and "'=1+1" not in said(answer)


def test_32_no_broken_file_takes_much_memory():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for content, _, _ in BROKEN.values():
        files.given(content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_31_a_body_that_is_too_long_is_refused_before_it_is_read(app, chief):
    assert upload(chief, b"x" * 2_000_000).status_code == 413


def test_two_faults_on_two_lines_are_both_named_in_the_order_of_the_file():
    rows = csv.reader(io.StringIO("slug,cost\n"))
    assert next(rows)
    found, faults = files.given(sheet(new(slug="a"), new(slug="a"), new(slug="b"), new(slug="b")))
    assert len(found) == 4 and [fault.line for fault in faults] == [3, 5]
