"""The compiled vocabulary in a file: read back as it was, never older than what it was made from, and never in the way."""

import pickle

import pytest

from search_index import compiled, vocabulary
from search_index.understanding import Reader
from tests.search_index.vocabularies import needs_of, write

SLEEP = {"needs/sleep.yaml": {"strong": ["cant sleep"]}}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "words").mkdir()
    return write(tmp_path / "words", SLEEP)


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "instance"


@pytest.fixture
def compilings(monkeypatch):
    """How often something was compiled."""
    done = []
    compile_it = vocabulary.load
    monkeypatch.setattr(vocabulary, "load", lambda folder: done.append(folder) or compile_it(folder))
    return done


def read(known, text="she cant sleep"):
    return needs_of(Reader.of(known).read(text))


def test_the_second_start_reads_what_the_first_compiled(folder, kept, compilings):
    assert [read(compiled.load(folder, kept)) for _ in range(2)] == [["sleep"], ["sleep"]]
    assert len(compilings) == 1


def test_a_changed_file_is_compiled_again(folder, kept, compilings):
    compiled.load(folder, kept)
    write(folder, {"needs/sleep.yaml": {"strong": ["yawns"]}})
    assert read(compiled.load(folder, kept)) == [] and len(compilings) == 2
    assert read(compiled.load(folder, kept), "he yawns") == ["sleep"] and len(compilings) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:-20],
        lambda whole: b"0" * 64 + whole[64:],
        lambda whole: whole[:64] + pickle.dumps({"no": 1}),
        lambda whole: whole[:64] + b"cbuiltins\nint\n(]tR.",
    ],
    ids=["empty", "cut short", "of other files", "something else", "what cannot be made"],
)
def test_a_file_that_is_not_whole_is_made_anew(folder, kept, compilings, damage):
    compiled.load(folder, kept)
    path = kept / compiled.FILE
    path.write_bytes(damage(path.read_bytes()))
    assert read(compiled.load(folder, kept)) == ["sleep"] and len(compilings) == 2
    compiled.load(folder, kept)
    assert len(compilings) == 2


def test_40_where_it_cannot_be_kept_the_start_goes_on(folder, kept, caplog):
    kept.write_text("a file where the folder should be")
    assert read(compiled.load(folder, kept)) == ["sleep"]
    assert "cannot be kept" in caplog.text


def test_nobody_else_may_read_it_and_nothing_half_written_stays(folder, kept):
    compiled.load(folder, kept)
    assert [path.name for path in kept.iterdir()] == [compiled.FILE]
    assert (kept / compiled.FILE).stat().st_mode & 0o077 == 0
