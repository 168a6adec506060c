"""What every engine must make: the whole of a search page."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from benchmarks.services import Asked
from search_index.document import Document
from search_index.snippet import Part, snippet

SIZE = 20


class Page(NamedTuple):
    ids: list[str]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    snippets: list[list[Part]] | list[str]


class Engine(Protocol):
    name: str

    def page(self, asked: Asked) -> Page: ...


class Texts:
    """The descriptions of the services, as the database would give them for the twenty rows shown."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._texts = {document.id: document.description for document in documents}

    def snippets(self, ids: Iterable[str], words: tuple[str, ...]) -> list[list[Part]]:
        return [snippet(self._texts[id], words) for id in ids]
