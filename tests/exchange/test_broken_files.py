"""Files that cannot be taken over: each is refused with its line and the reason, and nothing is changed (safety nos. 13, 18, 31 and 32)."""

import resource
import time
from contextlib import nullcontext, suppress

import pytest

from directory import tables
from directory.exchange.kinds import KINDS
from directory.sheets import SheetError
from tests.exchange import broken_of_kinds
from tests.exchange.broken import of_any_kind
from tests.exchange.exchanging import GOOD, everything, new, said, sheet, some, upload

OF_ITS_OWN = {
    "services": broken_of_kinds.SERVICES,
    "providers": broken_of_kinds.PROVIDERS,
    "schools": broken_of_kinds.SCHOOLS,
    "sessions": broken_of_kinds.SESSIONS,
}
WIDE = 20_000
every_kind = pytest.mark.parametrize("kind", KINDS)


def refused(client, kind, files):
    for name, (content, line, reason) in files.items():
        answer = upload(client, content, kind)
        assert answer.status_code == 400, (name, said(answer)[:500])
        found = said(answer)
        assert reason in found and (line is None or f"Line {line}: " in found), (name, found[:500])
        assert "Take all of this over" not in answer.text, name


@every_kind
@pytest.mark.one_database
def test_32_each_broken_file_is_refused_with_its_line_and_the_reason_and_nothing_changes(app, chief, kind):
    files = of_any_kind(kind)
    assert len(files) >= 30
    before = everything(app)
    refused(chief, kind, files)
    assert everything(app) == before


@every_kind
@pytest.mark.one_database
def test_32_each_file_that_says_what_cannot_be_is_refused_with_its_line_and_the_reason_and_nothing_changes(app, chief, kind):
    assert len(OF_ITS_OWN[kind]) >= 12
    before = everything(app)
    refused(chief, kind, OF_ITS_OWN[kind])
    assert everything(app) == before


def test_32_no_broken_file_takes_much_memory():
    files = [(kind, content) for kind in KINDS for content, _, _ in of_any_kind(kind).values()]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for kind, content in files:
        with suppress(SheetError):
            tables.read(content, KINDS[kind].shape)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


@every_kind
def test_32_no_file_of_very_many_columns_takes_long(kind):
    cells = [*GOOD[kind].values()] + ["x"] * WIDE
    file = sheet(cells, head=[*GOOD[kind], *(f"c{number:x}" for number in range(WIDE))])
    begun = time.process_time()
    with nullcontext() if KINDS[kind].shape.strangers else pytest.raises(SheetError, match="is not known here"):
        assert len(tables.read(file, KINDS[kind].shape)) == 1
    assert time.process_time() - begun < 8, "that is no longer in step with the columns"


@every_kind
def test_a_file_whose_lines_end_as_they_did_on_old_machines_is_read_all_the_same(kind):
    shape, cells = KINDS[kind].shape, GOOD[kind]
    assert tables.read(new(kind).replace(b"\r\n", b"\r"), shape) == tables.read(new(kind), shape)
    if not shape.within:
        entry = "# Ours.\n- " + "\n  ".join(f"{name}: '{cells[name]}'" for name in shape.needed) + "\n"
        assert tables.read(entry.replace("\n", "\r").encode(), shape) == tables.read(entry.encode(), shape)


@every_kind
@pytest.mark.one_database
@pytest.mark.parametrize("size", [2_000_000, 20_000_000])
def test_31_a_body_that_is_too_long_is_refused_before_it_is_read(chief, kind, size):
    assert upload(chief, b"x" * size, kind).status_code == 413


@pytest.mark.one_database
def test_every_fault_is_named_in_the_order_of_the_file(chief):
    found = said(upload(chief, some("schools", {"urn": "x"}, {}, {"phase": "Big", "postcode": "?"}, {}), "schools"))
    places = [
        found.index(words)
        for words in ("Line 2: “x” is not a URN", "Line 4: Phase: “Big”", "Line 4: “?” is not", "Line 5: “900001” is on line 3")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("spoil", [lambda content: content, lambda content: content.replace(b"Last", b"L\x92st")])
@pytest.mark.one_database
def test_lines_are_counted_as_a_spreadsheet_does_over_line_breaks_in_cells_and_empty_lines(chief, spoil):
    lines = some("providers", {"about": "Two\nlines."}, {"slug": "Not a slug", "name": "Last"}).split(b"\r\n")
    content = spoil(b"\r\n".join([lines[0], b"", *lines[1:]]))
    found = said(upload(chief, content, "providers"))
    assert "Line 4: " in found and "Line 5: " not in found


@every_kind
@pytest.mark.one_database
def test_of_very_many_faults_the_first_fifty_are_named(chief, kind):
    key = KINDS[kind].shape.needed[0]
    found = said(upload(chief, some(kind, *({key: f"Not {number}"} for number in range(70))), kind))
    assert "Line 51: " in found and "Line 52: " not in found


@every_kind
@pytest.mark.one_database
def test_a_page_with_faults_keeps_what_was_typed(chief, kind):
    answer = upload(chief, new(kind).replace(b",", b";"), kind, source="A quokka said so")
    assert ("A quokka said so" in answer.text) == bool(KINDS[kind].source)
