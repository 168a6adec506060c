"""A file that people may replace while the application runs: the settled one where there is one, else the one of the seed folder.

It is read again when it changes. One that cannot be read changes nothing: what was good stays, because the urgent numbers hang on it.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

Content = TypeVar("Content")
FOLDER = "settled"
log = logging.getLogger("directory")


class Kept(Generic[Content]):
    """What `read` makes of the file. The seed file is read at once, so that a fault in it stops the start."""

    def __init__(self, *, seed: Path, instance: Path, read: Callable[[Path], Content]) -> None:
        self._read, self._settled = read, instance / FOLDER / seed.name
        self._content = read(seed)
        self._signature: tuple[int, int] | None = None

    def current(self) -> Content:
        """What holds now; one look at the file system where nothing has changed."""
        signature = self._look()
        if signature != self._signature:
            self._signature = signature
            self._take()
        return self._content

    def _look(self) -> tuple[int, int] | None:
        try:
            found = self._settled.stat()
        except OSError:
            return self._signature  # A folder that cannot be seen takes nothing back.
        return found.st_mtime_ns, found.st_size

    def _take(self) -> None:
        try:
            self._content = self._read(self._settled)
        except (Exception, SystemExit) as error:
            log.error("A settled file cannot be used, so what held before still holds", exc_info=error)
