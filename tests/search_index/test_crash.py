import random
import time
from pathlib import Path

import pytest

from search_index import folder
from search_index.document import Document
from search_index.index import Index, IndexBusy, IndexUnavailable
from search_index.query import Query
from tests.search_index import brute_force
from tests.search_index.test_threads import bring_up_to
from tests.search_index.writers import documents, put_one_by_one, write_for_ever

KILLS = 50


def test_a_writer_killed_at_any_moment_leaves_an_index_that_opens_and_can_be_reconciled(tmp_path, processes):
    chance = random.Random(7)
    Index(tmp_path).rebuild(documents(0))
    truth = documents(1000)
    for _ in range(KILLS):
        kill_while_writing(processes, tmp_path, chance.uniform(0.02, 0.15))
        index = Index(tmp_path)
        bring_up_to(index, truth)
        assert index.fingerprints() == {document.id: document.fingerprint() for document in truth}
        assert index.search(Query(words=("version1000",))) == brute_force.search(truth, Query(words=("version1000",)))


def kill_while_writing(processes, path, seconds):
    before = Index(path).fingerprints()
    writer = processes.Process(target=write_for_ever, args=(path,))
    writer.start()
    watched = Index(path)
    while watched.fingerprints() == before:
        time.sleep(0.005)
    time.sleep(seconds)
    assert writer.is_alive()
    writer.kill()
    writer.join()


def test_two_processes_may_write_and_each_sees_what_the_other_wrote(tmp_path, processes):
    index = Index(tmp_path)
    index.rebuild([])
    assert index.search(Query()).total == 0
    shares = [[f"{name}{number}" for number in range(10)] for name in ("a", "b")]
    writers = [processes.Process(target=put_one_by_one, args=(tmp_path, share)) for share in shares]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert set(index.search(Query(limit=50)).ids) == {*shares[0], *shares[1]}


def without_pointer(path):
    (path / "current").unlink()


def with_a_pointer_of_rubbish(path):
    (path / "current").write_bytes(b"\xff\x00build-nowhere")


def without_the_build(path):
    next(path.glob("build-*")).rename(path / "elsewhere")


def without_segments(path):
    for file in path.glob("build-*/*.seg"):
        file.unlink()


def with_cut_segments(path):
    for file in path.glob("build-*/*.seg"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def with_spoilt_contents(path):
    for file in path.glob("build-*/*.toc"):
        file.write_bytes(file.read_bytes()[:40] + b"rubbish")


FAULTS = [without_pointer, with_a_pointer_of_rubbish, without_the_build, without_segments, with_cut_segments, with_spoilt_contents]


# Whoosh leaves a damaged file that it has opened to the garbage collector, which complains.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_index_says_so_by_name_until_it_is_rebuilt(tmp_path, fault):
    Index(tmp_path).rebuild(documents(0))
    fault(tmp_path)
    index = Index(tmp_path)
    for attempt in (lambda: index.search(Query()), index.fingerprints, lambda: index.search(Query())):
        with pytest.raises(IndexUnavailable):
            attempt()
    index.rebuild(documents(1))
    assert index.search(Query()).total == 30


def test_where_there_is_no_index_yet_nothing_is_found_to_be_empty(tmp_path):
    index = Index(tmp_path / "not" / "yet")
    with pytest.raises(IndexUnavailable):
        index.search(Query())
    with pytest.raises(IndexUnavailable):
        index.update(put=documents(0))
    index.rebuild([])
    assert index.search(Query()).total == 0


def test_a_place_that_cannot_be_written_says_so_by_name(tmp_path):
    (tmp_path / "file").write_text("not a directory")
    with pytest.raises(IndexUnavailable):
        Index(tmp_path / "file").rebuild([])


def test_a_writer_does_not_wait_for_ever_for_another(tmp_path, monkeypatch):
    index = Index(tmp_path)
    index.rebuild([])
    monkeypatch.setattr(folder, "PATIENCE_SECONDS", 0.05)
    with folder.Folder(tmp_path).writing(), pytest.raises(IndexBusy):
        index.update(put=documents(0))
    index.update(put=documents(0))
    assert index.search(Query()).total == 30


def test_an_update_that_fails_leaves_the_index_as_it_was(tmp_path):
    index = Index(tmp_path)
    index.rebuild(documents(0))
    with pytest.raises(IndexUnavailable):
        index.update(put=[Document(id="new", title="New"), Document(id="bad", title=None)], remove=["1"])
    assert index.fingerprints().keys() == {document.id for document in documents(0)}
    index.update(put=documents(1))
    assert index.search(Query(words=("version1",))).total == 30


def test_a_rebuild_that_fails_leaves_nothing_behind(tmp_path):
    index = Index(tmp_path)
    index.rebuild(documents(0))
    with pytest.raises(IndexUnavailable):
        index.rebuild([Document(id="bad", title=None)])
    assert index.search(Query()).total == 30
    assert len(list(tmp_path.glob("build-*"))) == 1


def test_no_file_stays_open(tmp_path):
    index = Index(tmp_path)
    index.rebuild(documents(0))
    for version in range(10):
        index.update(put=documents(version, count=3))
        index.search(Query())
    opened = [file.resolve() for file in Path("/proc/self/fd").iterdir() if file.exists()]
    assert not [file for file in opened if file.is_relative_to(tmp_path)]
