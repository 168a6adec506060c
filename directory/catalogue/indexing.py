"""Keeps the search index equal to the database: drains the rows of `IndexChange`, rebuilds the whole, and reconciles at the start."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select

from directory.catalogue import queries
from directory.catalogue.documents import document_of
from directory.catalogue.models import IndexChange, Service
from directory.db import db, transaction
from search_index.document import Document
from search_index.index import Index, IndexUnavailable

BATCH = 500


def catch_up(index: Index) -> int:
    """Put every pending change into the index, then forget it; returns how many. A row that cannot be indexed stays for the next time."""
    pending = list(db.session.execute(select(IndexChange.id, IndexChange.service_id).order_by(IndexChange.id).limit(BATCH)))
    if not pending:
        return 0
    changed = {service_id for _, service_id in pending}
    documents = documents_of(changed)
    index.update(put=documents, remove=changed - {document.id for document in documents})
    with transaction() as session:
        session.execute(delete(IndexChange).where(IndexChange.id.in_([row for row, _ in pending])))
    return len(pending)


def rebuild(index: Index) -> int:
    """Build the whole index anew from the database, beside the old one, and switch to it; returns how many services it holds."""
    last = db.session.scalar(select(IndexChange.id).order_by(IndexChange.id.desc()).limit(1)) or 0
    documents = documents_of(None)
    index.rebuild(documents)
    with transaction() as session:
        session.execute(delete(IndexChange).where(IndexChange.id <= last))
    return len(documents)


def reconcile(index: Index) -> int:
    """After a crash: make index and database equal, changing only what differs; returns how many services differed."""
    documents = documents_of(None)
    try:
        held = index.fingerprints()
    except IndexUnavailable:
        index.rebuild(documents)
        return len(documents)
    wanted = {document.id: document for document in documents}
    stale = [document for document in documents if held.get(document.id) != document.fingerprint()]
    gone = held.keys() - wanted.keys()
    index.update(put=stale, remove=gone)
    return len(stale) + len(gone)


def documents_of(ids: Iterable[str] | None) -> Sequence[Document]:
    """The documents of these services, or of all; what the public may not see has none."""
    wanted = Service.visible() if ids is None else Service.visible() & Service.id.in_(ids)
    districts = queries.district_names()
    return [document_of(service, districts) for service in queries.services(wanted)]
