from dataclasses import replace

import pytest

from search_index import index as index_module
from search_index.document import Document
from search_index.index import Index, IndexUnavailable
from search_index.query import Query

GRIEF = Document(id="grief", title="Grief group", facets={"level": frozenset({"targeted", "universal"})}, concepts={"bereavement": 1.0})
SLEEP = Document(id="sleep", title="Sleep clinic", description="help at night")


def found(index, *words):
    return index.search(Query(words=words)).ids


def test_what_is_put_is_found_and_what_is_removed_is_not(tmp_path):
    index = Index(tmp_path)
    index.rebuild([GRIEF])
    index.update(put=[SLEEP])
    assert found(index, "night") == ("sleep",)
    index.update(remove=["sleep", "never-there"])
    assert found(index, "night") == ()


def test_a_document_put_again_replaces_the_one_before(tmp_path):
    index = Index(tmp_path)
    index.rebuild([GRIEF, SLEEP, replace(SLEEP, title="Dream clinic")])
    assert found(index, "clinic") == ("sleep",)
    assert found(index, "dream") == ("sleep",)
    index.update(put=[SLEEP, replace(SLEEP, title="Snore clinic")], remove=["sleep"])
    assert (found(index, "dream"), found(index, "snore"), found(index, "clinic")) == ((), ("sleep",), ("sleep",))


def test_an_update_of_nothing_commits_nothing(tmp_path):
    index = Index(tmp_path)
    index.rebuild([GRIEF])
    before = {file.name for file in tmp_path.rglob("*")}
    index.update()
    assert {file.name for file in tmp_path.rglob("*")} == before


def test_another_index_on_the_same_folder_sees_every_commit_and_rebuild(tmp_path):
    ours, theirs = Index(tmp_path), Index(tmp_path)
    ours.rebuild([GRIEF])
    assert found(theirs, "grief") == ("grief",)
    ours.update(put=[SLEEP])
    assert found(theirs, "sleep") == ("sleep",)
    ours.rebuild([GRIEF])
    assert found(theirs, "sleep") == ()


def test_only_the_segments_that_are_new_are_read_after_an_update(tmp_path, monkeypatch):
    index = Index(tmp_path)
    index.rebuild([GRIEF, SLEEP])
    sizes, decode = [], index_module.decode
    monkeypatch.setattr(index_module, "decode", lambda reader: sizes.append(reader.doc_count_all()) or decode(reader))
    index.update(put=[replace(SLEEP, title="Dream clinic")])
    assert sizes == [1]
    assert found(index, "clinic") == ("sleep",)


def test_a_closed_index_opens_again_when_it_is_asked(tmp_path):
    index = Index(tmp_path)
    index.rebuild([GRIEF])
    index.close()
    assert found(index, "grief") == ("grief",)


def test_a_fault_that_passes_is_forgotten(tmp_path, monkeypatch):
    Index(tmp_path).rebuild([GRIEF])
    index, segment = Index(tmp_path), next(tmp_path.glob("build-*/*.seg"))
    segment.rename(tmp_path / "away")
    with pytest.raises(IndexUnavailable):
        found(index, "grief")
    (tmp_path / "away").rename(segment)
    with pytest.raises(IndexUnavailable):
        found(index, "grief")
    monkeypatch.setattr(index_module, "monotonic", lambda: float("inf"))
    assert found(index, "grief") == ("grief",)


CHANGES = [
    {"title": "Grief circle"},
    {"tags": "loss"},
    {"summary": "loss"},
    {"description": "loss"},
    {"concepts": {"bereavement": 0.5}},
    {"facets": {"level": frozenset({"targeted"})}},
    {"age_min": 4},
    {"age_max": 4},
    {"prior": 0.1},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_every_change_changes_the_fingerprint(change):
    assert replace(GRIEF, **change).fingerprint() != GRIEF.fingerprint()


def test_the_order_of_facets_and_concepts_does_not_change_the_fingerprint():
    one = replace(GRIEF, facets={"a": frozenset("xy"), "b": frozenset()}, concepts={"x": 1.0, "y": 0.5})
    other = replace(GRIEF, facets={"b": frozenset(), "a": frozenset("yx")}, concepts={"y": 0.5, "x": 1.0})
    assert one.fingerprint() == other.fingerprint()
