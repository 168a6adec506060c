"""Files that no kind of thing can be taken over from: what is in them, the line that is named, and a part of the reason."""

import io
import zipfile

from directory.exchange.kinds import KINDS
from tests.exchange.exchanging import GOOD, TEXT, new, some


def workbook():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 5_000_000)
    return made.getvalue()


def laughs():
    """Ten lists of ten lists, and so on: a few lines that would become a billion."""
    lines = [
        'a: &a ["lol"]',
        *(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
    return ("- slug: x\n  more:\n" + "\n".join(f"    {line}" for line in lines)).encode()


def of_any_kind(kind):
    """Broken files by what is wrong with them."""
    shape, good, text = KINDS[kind].shape, GOOD[kind], TEXT[kind]
    header = ",".join(good).encode()
    needed = shape.needed[0]
    inside = shape.within is not None
    # Where the second field of an entry stands in YAML, and what stands before it.
    entry = "- slug: school-attendance-network\n  sessions:\n    - title: x\n      day: 2027-05\n" if inside else f"- {needed}: kooth\n"
    indent, line = ("      ", 5) if inside else ("  ", 2)
    files = {
        "nothing at all": (b"", None, "Choose a file"),
        "only white space": (b"\n  \n\n", 1, "empty"),
        "a header alone": (header, 1, f"There is no {shape.one} in the file"),
        "a workbook, which is a zip bomb": (workbook(), 1, "an Excel workbook or a zip file"),
        "an old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 100, 1, "an old Excel workbook"),
        "a pdf": (b"%PDF-1.7 ...", 1, "a PDF"),
        "packed with gzip": (b"\x1f\x8b\x08" + b"x" * 50, 1, "a packed file"),
        "in the letters of Windows": (new(kind, **{text: "Quokka’s"}).replace("’".encode(), b"\x92"), 2, "not UTF-8"),
        "in UTF-16": ((header + b"\r\n").decode().encode("utf-16"), 1, "not UTF-8"),
        "in UTF-16 without its mark": ((header + b"\r\n").decode().encode("utf-16-le"), 1, "zero bytes"),
        "a zero byte in the middle": (some(kind, {}, {text: "b\x00c"}), 3, "zero bytes"),
        "longer than may be": (header + b"\n" + b"x" * 800_000, 1, "larger than 240 kB"),
        "one cell that never ends": (new(kind, **{text: "x" * 200_000}), 2, "cannot be read as CSV"),
        "a cell that is too long": (new(kind, **{text: "x" * 5_000}), 2, "That is more than"),
        "more than may be": (b"\n".join([header] + [b"," * (len(good) - 1) + b"x"] * 1_501), 1_502, f"more than 1500 {shape.many}"),
        "a quotation mark left open": (header + b'\n"quokka,kooth', 2, "cannot be read as CSV"),
        "a quotation mark in the middle": (header + b'\n"quokka"x' + b"," * (len(good) - 1), 2, "cannot be read as CSV"),
        "a last line half written": (some(kind, {}, {})[:-40], 3, "cells, but"),
        "a line with too many cells": (new(kind).rstrip() + b",more", 2, f"There are {len(good) + 1} cells, but {len(good)} columns"),
        "parted by semicolons": (new(kind).replace(b",", b";"), 1, f"The column “{needed}” is missing"),
        "a column that is missing": (new(kind).replace(needed.encode(), b"x", 1), 1, f"The column “{needed}” is missing"),
        "a column that is there twice": (header + b"," + needed.encode() + b"\n" + b"," * len(good), 1, f"“{needed}” is there twice"),
        "the same thing twice": (some(kind, {}, {}), 3, "is on line 2 already"),
        "a formula": (new(kind, **{text: '=HYPERLINK("http://example.org")'}), 2, "begins like a formula"),
        "a formula of full width": (new(kind, **{text: "＝cmd"}), 2, "begins like a formula"),
        "a formula behind blanks": (new(kind, **{text: "  @SUM(1)"}), 2, "begins like a formula"),
        "an entity bomb": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 1, f"The column “{needed}” is missing"),
        "YAML that laughs": (laughs(), 3, "Anchors and references"),
        "YAML that calls": (b"- slug: !!python/object/apply:os.system ['true']\n", 1, "Tags"),
        "YAML nested without end": (b"- " + b"[" * 100_000, 1, "nested too deep"),
        "YAML that breaks off": (b"- slug: kooth\n  name: [unclosed\n", 3, "cannot be read as YAML"),
        "YAML that is two files": (b"--- \n- slug: x\n--- \n- slug: y\n", 3, "cannot be read as YAML"),
        "YAML with a bell in it": (b"- slug: kooth\n  name: '\x07'\n", 2, "a character that no text has"),
        "YAML that is no list": (b"{slug: kooth}\n", 1, f"This is not a list of {shape.many}"),
        "YAML that begins with a field": (f"{needed}: kooth\n".encode(), 1, f"This is not a list of {shape.many}"),
        "YAML that is set in": (b"  - just\n", 1, f"This is no {shape.one}"),
        "YAML that is a list of words": (b"- just\n- words\n", 1, f"This is no {shape.one}"),
        "YAML with a field twice": (f"{entry}{indent}{text}: x\n{indent}{text}: y\n".encode(), line + 1, "is there twice"),
        "YAML with fields where a text belongs": (f"{entry}{indent}{text}: {{a: b}}\n".encode(), line, f"not what “{text}” can be"),
        "YAML without what names it": (b"- summary: x\n" if inside else b"- name: x\n", 1, f"“{'slug' if inside else needed}” is missing"),
    }
    strangers = {
        "a column that is not known": (new(kind, **{f"{text}x": "x"}), 1, f"Did you mean “{text}”?"),
        "YAML with a field that is not known": (f"{entry}{indent}{text}x: x\n".encode(), line, f"Did you mean “{text}”?"),
    }
    return files | ({} if shape.strangers else strangers)
