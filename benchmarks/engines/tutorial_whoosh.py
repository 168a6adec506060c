"""Whoosh as its documentation shows it: a field for each text, phrases for synonyms, `groupedby` for facets, its own highlighter."""

from pathlib import Path

from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, KEYWORD, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.qparser import MultifieldParser, OrGroup
from whoosh.query import And, Or, Term
from whoosh.sorting import Facets

from benchmarks.page import SIZE, Page
from benchmarks.services import FACETS, PHRASES, Asked
from search_index.document import Document

BOOSTS = {"title": 4.0, "tags": 3.0, "summary": 2.0, "description": 1.0}


class TutorialWhoosh:
    name = "Whoosh as its tutorial has it"

    def __init__(self, documents: list[Document], path: Path) -> None:
        (path / "whoosh").mkdir()
        self._index = FileStorage(str(path / "whoosh")).create_index(_schema())
        writer = self._index.writer(limitmb=256)
        for document in documents:
            texts = {name: getattr(document, name) for name in BOOSTS}
            writer.add_document(id=document.id, **texts, **{facet: " ".join(values) for facet, values in document.facets.items()})
        writer.commit()
        self._parser = MultifieldParser(list(BOOSTS), self._index.schema, fieldboosts=BOOSTS, group=OrGroup)

    def page(self, asked: Asked) -> Page:
        phrases = [f'"{phrase}"' for concept in asked.concepts for phrase in PHRASES[concept]]
        query = self._parser.parse(" ".join([*asked.words, *phrases]))
        filters = [Or([Term(facet, value) for value in values]) for facet, values in asked.filters.items()]
        facets = Facets()
        for facet in FACETS:
            facets.add_field(facet, allow_overlap=True)
        with self._index.searcher() as searcher:
            results = searcher.search(query, limit=SIZE, filter=And(filters) if filters else None, groupedby=facets)
            counts = {facet: {value: len(numbers) for value, numbers in results.groups(facet).items()} for facet in FACETS}
            best = [results[place] for place in range(min(SIZE, results.scored_length()))]
            return Page([hit["id"] for hit in best], len(results), counts, [hit.highlights("description") for hit in best])


def _schema() -> Schema:
    text = {name: TEXT(stored=name == "description", analyzer=StemmingAnalyzer()) for name in BOOSTS}
    return Schema(id=ID(stored=True, unique=True), **text, **dict.fromkeys(FACETS, KEYWORD))
