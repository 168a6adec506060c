"""The compiled vocabulary kept in a file, because compiling takes seconds and reading it back a tenth of that.

The file is a pickle, as the index holds them too: it belongs in a folder that nobody else may write to. It is believed only if it was made
from the same files by the same code; where it cannot be read or written, the vocabulary is compiled as if it had never been.
"""

import hashlib
import logging
import os
import pickle
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from search_index import vocabulary
from search_index.vocabulary import Vocabulary

FILE = "vocabulary.pickle"
DIGEST_LENGTH = 64
log = logging.getLogger(__name__)


def load(folder: Path, keep_in: Path) -> Vocabulary:
    """The vocabulary of the folder, from the file in `keep_in` if that is still good; else compiled and put there."""
    digest, path = _digest(folder), keep_in / FILE
    known = _kept(path, digest)
    if known is None:
        known = vocabulary.load(folder)
        _keep(known, path, digest)
    return known


def _digest(folder: Path) -> bytes:
    """Of every file of the folder, of the code that compiles it, and of the libraries whose words and stems are in it."""
    made_from = hashlib.sha256(f"{sys.version} {version('pyspellchecker')} {version('whoosh')} {version('numpy')}".encode())
    for path in sorted([*folder.rglob("*.yaml"), *Path(__file__).parent.glob("*.py")]):
        made_from.update(path.name.encode() + path.read_bytes())
    return made_from.hexdigest().encode()


def _kept(path: Path, digest: bytes) -> Vocabulary | None:
    try:
        with path.open("rb") as file:
            if file.read(DIGEST_LENGTH) != digest:
                return None
            with vocabulary.without_collecting():
                known = pickle.load(file)
    except Exception:  # What is damaged can fail in any way, and compiling mends it.
        return None
    return known if isinstance(known, Vocabulary) else None


def _keep(known: Vocabulary, path: Path, digest: bytes) -> None:
    """Whole or not at all, and readable to nobody else."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.touch(mode=0o600)
        new.write_bytes(digest + pickle.dumps(known, protocol=pickle.HIGHEST_PROTOCOL))
        new.replace(path)
    except OSError as error:
        log.warning("The compiled vocabulary cannot be kept, so the next start compiles it again: %s", error)
        with suppress(OSError):
            new.unlink()
