"""The index of this project."""

from pathlib import Path

from benchmarks.page import Page, Texts
from benchmarks.services import Asked
from search_index.document import Document
from search_index.index import Index


class Ours:
    name = "this project"

    def __init__(self, documents: list[Document], path: Path) -> None:
        self.index = Index(path / "ours")
        self.index.rebuild(documents)
        self._texts = Texts(documents)

    def page(self, asked: Asked) -> Page:
        results = self.index.search(asked.query())
        return Page(list(results.ids), results.total, results.facets, self._texts.snippets(results.ids, asked.words))
