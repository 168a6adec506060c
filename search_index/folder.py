"""Where the index lies on disk: one directory for each build, a file `current` that names the one in use, and a lock for whoever writes."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.util.filelock import FileLock, try_for

from search_index.schema import schema

# How long a writer waits for another. A commit takes a fraction of a second, a rebuild of a whole county some seconds.
PATIENCE_SECONDS = 10.0


class State(NamedTuple):
    """Which build is in use, since when, and the file of contents of its last commit with the one that the next commit will write."""

    build: str
    since: int
    contents: Path
    next_contents: Path


class IndexUnavailable(Exception):
    """There is no index, or it cannot be read or written. `Index.rebuild` makes a good one from the documents."""


class IndexBusy(IndexUnavailable):
    """Another writer held the index for longer than we wait. Nothing was written; try again later."""


class Folder:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._pointer = path / "current"

    def state(self) -> State:
        try:
            since, build = self._pointer.stat().st_mtime_ns, self._pointer.read_text()
        except (OSError, ValueError) as fault:
            raise IndexUnavailable(f"no search index in {self._path}") from fault
        # Whoosh has no public name for these two; it is pinned, and will not change.
        commits = TOC._latest_generation(self._storage(build), "MAIN")
        return State(build, since, *(self._path / build / TOC._filename("MAIN", commits + later) for later in (0, 1)))

    def is_still(self, state: State) -> bool:
        """Whether nobody, in any process, has committed or rebuilt since. Every search asks, so it takes three looks at the disk, no more.
        A commit writes the next file of contents and removes the last; both are looked for, as a writer may die in between."""
        try:
            return self._pointer.stat().st_mtime_ns == state.since and state.contents.exists() and not state.next_contents.exists()
        except OSError:
            return False

    def opened(self) -> Any:
        """Whoosh's own index object for the build in use."""
        return FileIndex(self._storage(self.state().build))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keeps every other writer out, in this process and in others. The system frees the lock of a process that dies."""
        lock = FileLock(str(self._path / "lock"))
        if not try_for(lock.acquire, timeout=PATIENCE_SECONDS, delay=0.02):
            raise IndexBusy(f"another process has been writing to {self._path} for {PATIENCE_SECONDS:.0f} seconds")
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def building(self) -> Iterator[Any]:
        """A new, empty Whoosh index that nobody reads until the block has ended well."""
        build = self._path / f"build-{uuid4().hex}"
        build.mkdir()
        try:
            yield FileIndex.create(self._storage(build.name), schema())
        except BaseException:
            shutil.rmtree(build, ignore_errors=True)
            raise
        self._switch_to(build)

    def make(self) -> None:
        self._path.mkdir(parents=True, exist_ok=True)

    def _switch_to(self, build: Path) -> None:
        new = self._path / "current.new"
        new.write_text(build.name)
        new.replace(self._pointer)
        for other in self._path.glob("build-*"):  # the build before, and any that a killed process left unfinished
            if other != build:
                shutil.rmtree(other, ignore_errors=True)

    def _storage(self, build: str) -> FileStorage:
        return FileStorage(str(self._path / build))
