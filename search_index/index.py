"""The index: searched by any number of threads and processes, written by one at a time. Whoosh keeps it, a snapshot answers."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from search_index.document import Document
from search_index.folder import Folder, IndexBusy, IndexUnavailable, State
from search_index.query import Query, Results
from search_index.schema import fields
from search_index.segment import Segment, decode
from search_index.snapshot import Snapshot

__all__ = ["Index", "IndexBusy", "IndexUnavailable"]

# What a writer may sort its postings in; beyond it Whoosh goes through temporary files.
WRITER_MEGABYTES = 256

# Finding out that an index is broken takes half a second, because Whoosh tries again and again; until then the answer is remembered.
SECONDS_BEFORE_ANOTHER_LOOK = 5.0

Segments = Mapping[tuple[str, str], Segment]


@dataclass(frozen=True)
class Held:
    """What is being searched: the state of the folder that was read, its snapshot, and its segments as decoded, by build and segment id."""

    state: State
    snapshot: Snapshot
    segments: Segments


@dataclass(frozen=True)
class Broken:
    """A state of the folder that could not be read, and when to look again."""

    state: State
    until: float


class Index:
    """Nothing is opened before it is needed. Until `rebuild` has run once there is no index, and every other method raises
    IndexUnavailable: an index that began empty by itself would answer "nothing found" where the truth is "not known"."""

    def __init__(self, path: Path | str) -> None:
        self._folder = Folder(Path(path))
        self._held: Held | None = None
        self._broken: Broken | None = None
        self._opening = Lock()

    def search(self, query: Query) -> Results:
        return self._current().search(query)

    def matched(self, id: str, words: Iterable[str]) -> tuple[str, ...]:
        """Those of the words typed that the document contains, so that a page can say why it is listed."""
        return self._current().matched(id, words)

    def fingerprints(self) -> Mapping[str, str]:
        """Every id with the fingerprint of its document as indexed, to be compared with the documents as they should be."""
        return self._current().fingerprints()

    def update(self, put: Iterable[Document] = (), remove: Iterable[str] = ()) -> None:
        """Removes, then puts, in one commit: all of it or nothing. Afterwards every search sees it."""
        documents = {document.id: document for document in put}
        gone = {*remove, *documents}
        if not gone:
            return
        self._folder.state()
        with _faults_named("written"), self._folder.writing():
            _commit(self._folder.opened(), documents.values(), gone)
        self._current(wait=True)

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Builds a new index aside and then switches to it. Until then every search answers from the old one."""
        by_id = {document.id: document for document in documents}
        with _faults_named("written"):
            self._folder.make()
            with self._folder.writing(), self._folder.building() as new:
                _commit(new, by_id.values())
        self._current(wait=True)

    def close(self) -> None:
        """Lets the memory go. No file is ever kept open, and a search after this reads the index again."""
        self._held = None

    def _current(self, wait: bool = False) -> Snapshot:
        """The snapshot of the last commit. While one thread reads a new commit the others go on with the old one, unless they must wait."""
        held = self._held
        if held and self._folder.is_still(held.state):
            return held.snapshot
        if not self._opening.acquire(blocking=wait or held is None) and held:
            return held.snapshot
        try:
            self._held = self._read_again()
            return self._held.snapshot
        finally:
            self._opening.release()

    def _read_again(self) -> Held:
        """Reads what is there now. A fault counts only if nothing has moved: a commit elsewhere may remove a file before it is opened."""
        while True:
            state, held = self._folder.state(), self._held
            if held and held.state == state:
                return held
            if self._broken and self._broken.state == state and monotonic() < self._broken.until:
                raise IndexUnavailable("the search index cannot be read")
            try:
                with _faults_named("read"):
                    return _read(self._folder.opened(), state, held.segments if held else {})
            except IndexUnavailable:
                if self._folder.state() == state:
                    self._broken = Broken(state, monotonic() + SECONDS_BEFORE_ANOTHER_LOOK)
                    raise


def _read(index: Any, state: State, known: Segments) -> Held:
    """Decodes only the segments that are new; an edit makes a small one."""
    segments, alive = {}, []
    reader = index.reader()
    try:
        for part, _ in reader.leaf_readers():
            if part.doc_count_all():
                key = (state.build, part.segment().segment_id())
                segments[key] = known.get(key) or decode(part)
                alive.append(segments[key].only(frozenset(part.all_doc_ids())))
    finally:
        reader.close()
    return Held(state, Snapshot(alive), segments)


def _commit(index: Any, put: Iterable[Document], gone: Iterable[str] = ()) -> None:
    writer = index.writer(limitmb=WRITER_MEGABYTES)
    try:
        for id in gone:
            writer.delete_by_term("id", id)
        for document in put:
            writer.add_document(**fields(document))
        writer.commit()
    except BaseException:
        with suppress(Exception):
            writer.cancel()
        raise


@contextmanager
def _faults_named(done: str) -> Iterator[None]:
    """Whoosh unpickles what it reads, so a damaged file can raise anything at all; a full disk raises OSError."""
    try:
        yield
    except IndexUnavailable:
        raise
    except Exception as fault:
        raise IndexUnavailable(f"the search index cannot be {done}") from fault
