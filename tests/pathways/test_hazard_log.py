"""The hazard log names only tests that exist, and says so where there is none."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = re.findall(r"^\| (H\d+) \|(.+)$", (ROOT / "docs/hazard-log.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("number", "row"), ROWS, ids=[number for number, _ in ROWS])
def test_every_hazard_names_a_test_that_exists_or_says_that_there_is_no_control_yet(number, row):
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row)
    assert bool(named) != ("No control yet" in row)
    for path, test in named:
        assert f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), f"{number}: {path}::{test}"


def test_no_hazard_is_left_out_between_the_first_and_the_last():
    assert [number for number, _ in ROWS] == [f"H{n}" for n in range(1, len(ROWS) + 1)]
    assert len(ROWS) >= 14
