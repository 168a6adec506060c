"""Keeps the search index equal to the database: after a change by the rows of `IndexChange`, at the start by comparing the whole."""

import logging
import threading
from collections.abc import Iterable, Sequence

from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError

from directory.catalogue import finder, queries
from directory.catalogue.documents import document_of
from directory.catalogue.models import IndexChange, Service
from directory.db import db, transaction
from search_index.document import Document
from search_index.index import Index, IndexBusy, IndexUnavailable

BATCH = 500
SECONDS_BETWEEN = 3
logger = logging.getLogger(__name__)


def catch_up(index: Index) -> int:
    """Put the pending changes into the index, then forget them; returns how many. Where there is no index, build one.

    A change that cannot be indexed stays for the next time."""
    pending = list(db.session.execute(select(IndexChange.id, IndexChange.service_id).order_by(IndexChange.id).limit(BATCH)))
    if not pending:
        return 0
    changed = {service_id for _, service_id in pending}
    documents = documents_of(changed)
    try:
        index.update(put=documents, remove=changed - {document.id for document in documents})
    except IndexBusy:
        raise
    except IndexUnavailable:
        return rebuild(index)
    _forget([row for row, _ in pending])
    return len(pending)


def follow(index: Index) -> None:
    """Right after a change: put it into the index. Where that fails the rows stay; the pages are right, and the next time will do. What is
    more than one batch is left to the thread that keeps following, because somebody waits here."""
    try:
        catch_up(index)
    except (IndexUnavailable, DBAPIError) as error:
        logger.warning("The search index will follow later", exc_info=error)


def keep_following(app: Flask) -> None:
    """For as long as this process lives, take over what was published: into the index, and into how the search reads words. What was put
    off because the index was busy or broken is done here too."""
    stop = threading.Event()

    def run() -> None:
        while not stop.wait(SECONDS_BETWEEN):
            with app.app_context():
                tend()

    threading.Thread(target=run, name="index", daemon=True).start()


def tend() -> None:
    """One look at what was published since the last. Whatever goes wrong, the next look may go well, and there must be one."""
    try:
        finder.current().follow()
        while catch_up(finder.current().index):
            pass
    except Exception as error:
        logger.warning("The search will follow later", exc_info=error)


def rebuild(index: Index) -> int:
    """Build the whole index anew from the database, beside the old one, and switch to it; returns how many services it holds."""
    pending = _pending()
    documents = documents_of(None)
    index.rebuild(documents)
    _forget(pending)
    return len(documents)


def reconcile(index: Index) -> int:
    """Make index and database equal, changing only what differs, or building an index where there is none; returns how many differed."""
    try:
        held = index.fingerprints()
    except IndexUnavailable:
        return rebuild(index)
    pending = _pending()
    documents = documents_of(None)
    stale = [document for document in documents if held.get(document.id) != document.fingerprint()]
    gone = held.keys() - {document.id for document in documents}
    index.update(put=stale, remove=gone)
    _forget(pending)
    return len(stale) + len(gone)


def documents_of(ids: Iterable[str] | None) -> Sequence[Document]:
    """The documents of these services, or of all; what the public may not see has none."""
    wanted = Service.visible() if ids is None else Service.visible() & Service.id.in_(ids)
    districts = queries.district_names()
    return [document_of(service, districts) for service in queries.services(wanted)]


def _pending() -> Sequence[int]:
    """The rows that are there before the services are read: what they tell of is read, whatever is written meanwhile comes next time."""
    return db.session.scalars(select(IndexChange.id)).all()


def _forget(rows: Sequence[int]) -> None:
    """A batch at a time; nothing is written where nothing was pending, so that a start needs no lock."""
    for first in range(0, len(rows), BATCH):
        with transaction() as session:
            session.execute(delete(IndexChange).where(IndexChange.id.in_(rows[first : first + BATCH])))
