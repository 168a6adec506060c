"""SQLite FTS5 in memory: weighted columns, Porter stems, facets as bit masks that one pass counts."""

import sqlite3

from benchmarks.page import SIZE, Page, Texts
from benchmarks.services import FACETS, PHRASES, Asked
from search_index.document import Document

COLUMNS = {"title": 4.0, "tags": 3.0, "summary": 2.0, "description": 1.0, "concepts": 6.0}
WEIGHTS = ", ".join(map(str, COLUMNS.values()))
COUNTS = ", ".join(f"sum({facet} >> {bit} & 1)" for facet, values in FACETS.items() for bit in range(len(values)))


class SqliteFts5:
    name = "SQLite FTS5, concept tokens"

    def __init__(self, documents: list[Document], path: object = None) -> None:
        self._texts = Texts(documents)
        self._database = sqlite3.connect(":memory:")
        self._database.execute(f"CREATE VIRTUAL TABLE texts USING fts5({', '.join(COLUMNS)}, tokenize='porter unicode61')")
        self._database.execute(f"CREATE TABLE services (number INTEGER PRIMARY KEY, {', '.join(FACETS)})")
        for number, document in enumerate(documents):
            texts = (document.title, document.tags, document.summary, document.description, " ".join(map(token, document.concepts)))
            masks = (mask(facet, document.facets[facet]) for facet in FACETS)
            self._database.execute(f"INSERT INTO texts (rowid, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)", (number, *texts))
            self._database.execute("INSERT INTO services VALUES (?, ?, ?, ?, ?)", (number, *masks))
        self._database.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        self._ids = [document.id for document in documents]

    def page(self, asked: Asked) -> Page:
        match = self.match(asked)
        tests = "".join(f" AND {facet} & {mask(facet, values)}" for facet, values in asked.filters.items())
        hits = f"FROM texts JOIN services ON number = texts.rowid WHERE texts MATCH ?{tests}"
        best = self._database.execute(f"SELECT number {hits} ORDER BY bm25(texts, {WEIGHTS}), number LIMIT {SIZE}", (match,)).fetchall()
        total, *counts = self._database.execute(f"SELECT count(*), {COUNTS} {hits}", (match,)).fetchone()
        values = iter(counts)
        facets = {facet: {name: next(values) or 0 for name in names} for facet, names in FACETS.items()}
        ids = [self._ids[number] for (number,) in best]
        return Page(ids, total, facets, self._texts.snippets(ids, asked.words))

    def match(self, asked: Asked) -> str:
        return " OR ".join([f'"{word}"' for word in asked.words] + [token(concept) for concept in asked.concepts])


class SqliteFts5Phrases(SqliteFts5):
    name = "SQLite FTS5, phrase synonyms"

    def match(self, asked: Asked) -> str:
        phrases = [phrase for concept in asked.concepts for phrase in PHRASES[concept]]
        return " OR ".join(f'"{text}"' for text in [*asked.words, *phrases])


def token(concept: str) -> str:
    return "concept" + concept.replace("-", "")


def mask(facet: str, values: frozenset[str]) -> int:
    return sum(1 << FACETS[facet].index(value) for value in values)
