"""The door to search: one vocabulary and one index for the process, with the names and places of the catalogue as it stands now."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import cast

from flask import Flask, current_app

from directory.catalogue import queries
from directory.catalogue.models import Service
from directory.catalogue.search import PAGE_SIZE, Asked, Found, Searcher, chips_of
from directory.catalogue.standing import last_confirmed, read_half_lives, standing
from directory.config import Config
from directory.vocabulary import FactGroup, Standing
from search_index import vocabulary
from search_index.index import Index, IndexUnavailable
from search_index.names import Name
from search_index.snapshot import query_terms
from search_index.suggest import Lexicon
from search_index.understanding import Reader
from search_index.vocabulary import Vocabulary


@dataclass(frozen=True)
class Known:
    """What was made from the catalogue at one state of it."""

    stamp: str
    searcher: Searcher
    lexicon: Lexicon


class Finder:
    """Made once per process. What depends on the catalogue is made again when the catalogue has changed, and swapped whole."""

    def __init__(self, config: Config) -> None:
        self.index = Index(config.search_index)
        self._folder: Path = config.seed_data / "vocabulary"
        self._half_lives = read_half_lives(config.seed_data / "half_lives.yaml")
        self._known: Known | None = None
        self._making = Lock()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary.load(self._folder)

    def lexicon(self) -> Lexicon:
        """Everything that can be suggested while somebody types."""
        return self._current().lexicon

    def standing(self, service: Service) -> Standing:
        """How far to trust the listing today."""
        return standing(service.status, service.confirmations, self._half_lives, date.today())

    def confirmed(self, service: Service) -> dict[FactGroup, date]:
        """The day each group of facts was last confirmed by somebody who should know."""
        return last_confirmed(service.confirmations)

    def _current(self) -> Known:
        stamp, known = queries.catalogue_stamp(), self._known
        if known and known.stamp == stamp:
            return known
        with self._making:
            if not self._known or self._known.stamp != stamp:
                self._known = self._make(stamp)
            return self._known

    def find(self, asked: Asked) -> Found:
        """The page of answers; from the database alone, and said to be, when the index cannot be asked."""
        searcher = self._current().searcher
        try:
            return searcher.find(asked)
        except IndexUnavailable:
            reading = searcher.read(asked)
            services = queries.matching(query_terms(reading.words), [need.slug for need in reading.needs])
            ids = tuple(service.id for service in services)
            first = (asked.page - 1) * PAGE_SIZE
            return Found(asked, reading, tuple(chips_of(reading)), ids[first : first + PAGE_SIZE], len(ids), degraded=True)

    def _make(self, stamp: str) -> Known:
        names = [Name(*named) for named in queries.all_names()]
        reader = Reader.of(self.vocabulary, names, queries.places(), queries.outcodes())
        searcher = Searcher(
            reader, self.index, queries.related_needs(), queries.ids_by_slug(), queries.home_districts(), queries.ended()
        )
        return Known(stamp, searcher, Lexicon(queries.suggested()))


def init_app(app: Flask) -> None:
    """One Finder for the process; the vocabulary is read now, so that a fault in it stops the start."""
    finder = Finder(app.config["DIRECTORY"])
    app.extensions["finder"] = finder
    _ = finder.vocabulary


def current() -> Finder:
    return cast(Finder, current_app.extensions["finder"])
