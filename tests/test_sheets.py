"""Sheets that people open in Excel: nothing in them is a formula, and everything comes back as it was (safety no. 13)."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.sheets import FORMULA, MARK, plain_cell, safe_cell, written

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
beginnings = st.sampled_from([*FORMULA, MARK, "", " "])


@pytest.mark.parametrize(
    "nasty", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "  =1", "'=1", "''", '="a",b\nc']
)
def test_13_no_cell_begins_as_a_formula_does(nasty):
    ((cell,),) = csv.reader(StringIO(written([[nasty]]).decode("utf-8-sig"), newline=""))
    assert cell.startswith(MARK) and plain_cell(cell) == nasty


@given(st.lists(st.lists(st.builds(str.__add__, beginnings, texts), min_size=1, max_size=4), min_size=1, max_size=4))
def test_13_every_sheet_reads_back_as_it_was_and_starts_no_formula(rows):
    read = list(csv.reader(StringIO(written(rows).decode("utf-8-sig"), newline="")))
    assert [[plain_cell(cell) for cell in row] for row in read] == rows
    assert not any(cell.lstrip(" ").startswith(FORMULA) for row in read for cell in row)


def test_what_is_not_known_is_an_empty_cell_and_a_zero_byte_is_none():
    assert [safe_cell(None), safe_cell(0), safe_cell("a\x00b")] == ["", "0", "ab"]
