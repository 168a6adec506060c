"""tantivy-py: four boosted fields with English stems, concept tokens, facets by aggregation over fast fields."""

from pathlib import Path

import tantivy
from tantivy import Occur, Query

from benchmarks.page import SIZE, Page, Texts
from benchmarks.services import FACETS, Asked
from search_index.document import Document

BOOSTS = {"title": 4.0, "tags": 3.0, "summary": 2.0, "description": 1.0}
COUNTS = {facet: {"terms": {"field": facet, "size": 100}} for facet in FACETS}


class Tantivy:
    name = "tantivy-py, concept tokens"

    def __init__(self, documents: list[Document], path: Path) -> None:
        self._texts = Texts(documents)
        self._schema = _schema()
        (path / "tantivy").mkdir()
        self._index = tantivy.Index(self._schema, path=str(path / "tantivy"))
        writer = self._index.writer(num_threads=1)
        for document in documents:
            writer.add_document(_fields(document))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def page(self, asked: Asked) -> Page:
        query, searcher = self._query(asked), self._index.searcher()
        found = searcher.search(query, limit=SIZE, count=True)
        buckets = searcher.aggregate(query, COUNTS)
        facets = {facet: {bucket["key"]: bucket["doc_count"] for bucket in buckets[facet]["buckets"]} for facet in FACETS}
        ids = [searcher.doc(address)["id"][0] for _, address in found.hits]
        return Page(ids, int(found.count), facets, self._texts.snippets(ids, asked.words))  # type: ignore[attr-defined]

    def _query(self, asked: Asked) -> Query:
        words = self._index.parse_query(" ".join(f'"{word}"' for word in asked.words), list(BOOSTS), field_boosts=BOOSTS)
        concepts = [Query.boost_query(Query.term_query(self._schema, "concepts", concept), 6.0) for concept in asked.concepts]
        wanted = Query.boolean_query([(Occur.Should, part) for part in [words, *concepts]])
        filters = [Query.term_set_query(self._schema, facet, list(values)) for facet, values in asked.filters.items()]
        musts = [(Occur.Must, Query.const_score_query(part, 0.0)) for part in filters]
        return Query.boolean_query([(Occur.Must, wanted), *musts])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in BOOSTS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    for name in ("concepts", *FACETS):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _fields(document: Document) -> tantivy.Document:
    texts = {name: [getattr(document, name)] for name in BOOSTS}
    facets = {facet: sorted(values) for facet, values in document.facets.items()}
    return tantivy.Document(id=[document.id], concepts=list(document.concepts), **texts, **facets)
