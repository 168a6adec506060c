"""The door to search: one vocabulary and one index for the process, with the names and places of the catalogue as it stands now."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock, Thread
from typing import cast

from flask import Flask, current_app

from directory.catalogue import fallback, queries, said_back
from directory.catalogue.models import Service
from directory.catalogue.said_back import SaidBack
from directory.catalogue.search import Asked, Found, Searcher
from directory.catalogue.standing import Freshness, last_confirmed, read_freshness
from directory.config import Config
from directory.kept import Kept
from directory.vocabulary import FactGroup, Standing
from search_index import compiled
from search_index.index import Index, IndexUnavailable
from search_index.names import Name
from search_index.suggest import Lexicon
from search_index.understanding import Reader
from search_index.vocabulary import Vocabulary, VocabularyError

log = logging.getLogger("directory")
HALF_LIVES = "half_lives.yaml"
# Enough to decide between equals; a main need is worth 12, a district of one's own more than this.
STANDING_WEIGHT = {Standing.CONFIRMED: 0.5, Standing.DUE: 0.25}


@dataclass(frozen=True)
class Words:
    """The vocabulary of the seed folder with the wordings that people have published in it, and how many of these there were."""

    published: int
    vocabulary: Vocabulary


@dataclass(frozen=True)
class Known:
    """What was made from the catalogue at one state of it."""

    stamp: str
    searcher: Searcher
    lexicon: Lexicon


@dataclass(frozen=True)
class WaitingTime:
    """How long the wait is, in words, and the day on which the provider last said so; None if it comes from other sources."""

    words: str
    said_on: date | None


class Finder:
    """Made once per process. What depends on the catalogue is made again when the catalogue has changed, and swapped whole; wordings that
    people publish are learned beside the searches, which go on with the old ones for that second."""

    def __init__(self, config: Config) -> None:
        self.index = Index(config.search_index)
        self._folder, self._keep_in = config.seed_data / "vocabulary", config.instance
        self._unsaid = said_back.read(config.seed_data / said_back.FILE)
        self._freshness = Kept(seed=config.seed_data / HALF_LIVES, instance=config.instance, read=read_freshness)
        self._known: Known | None = None
        self._making, self._learning = Lock(), Lock()
        self._words: Words | None = None

    @cached_property
    def filed(self) -> Vocabulary:
        """The vocabulary as the seed folder has it."""
        return compiled.load(self._folder, self._keep_in)

    @property
    def words(self) -> Words:
        """The vocabulary that searches are read with now."""
        return self._words or Words(0, self.filed)

    @cached_property
    def said_back(self) -> SaidBack:
        """Which of the words typed a page may say back."""
        return SaidBack.of(self._unsaid, self.filed.stems)

    def means_more_than_a_place(self, name: str) -> bool:
        """Whether a school that types these words may mean a danger by them or, by a single one, a need or a year: no place may hide it."""
        read, single = Reader.of(self.words.vocabulary).read(name), len(name.split()) == 1
        return not read.corrected and bool(read.urgent or (single and (read.needs or read.stage.said)))

    @property
    def freshness(self) -> Freshness:
        """How long facts count, as it is settled now."""
        return self._freshness.current()

    def lexicon(self) -> Lexicon:
        """Everything that can be suggested while somebody types."""
        return self._current().lexicon

    def standing(self, service: Service) -> Standing:
        """How far to trust the listing today."""
        stated = service.stated if service.confirmations else list(FactGroup)
        return self.freshness.standing(service.status, service.confirmations, stated, date.today())

    def waiting_time(self, service: Service) -> WaitingTime | None:
        """What to say of the wait; None when nobody has said, or it was said too long ago."""
        said_on = last_confirmed(service.confirmations).get(FactGroup.WAITING)
        old = said_on is not None and self.freshness.due_on(FactGroup.WAITING, said_on) < date.today()
        return WaitingTime(service.waiting_time, said_on) if service.waiting_time and not old else None

    def confirmed(self, service: Service) -> dict[FactGroup, date]:
        """The day each group of facts was last confirmed by somebody who should know."""
        return last_confirmed(service.confirmations)

    def stamp(self) -> str:
        """Changes with the catalogue, with the day, and with how long facts count: whatever is derived from them is made again then."""
        return f"{queries.catalogue_stamp()} {date.today()} {self.freshness}"

    def reader(self) -> Reader:
        """Reads what is typed, as the search does now."""
        return self._current().searcher.reader

    def follow(self) -> None:
        """Learn the wordings that were published since: at the first search at once, later in a thread of its own."""
        published = queries.wordings_published()
        if published == self.words.published or not self._learning.acquire(blocking=False):
            return
        wordings = queries.published_wordings()
        if self._known is None:
            self._learn(published, wordings)
        else:
            Thread(target=self._learn, args=(published, wordings), name="words", daemon=True).start()

    def _learn(self, published: int, wordings: Mapping[str, queries.Lists]) -> None:
        """A wording that cannot be any more, because the seed folder has lost a word class that it names, leaves everything as it was."""
        try:
            self._words = Words(published, self.filed.reworded(wordings))
        except VocabularyError as fault:
            log.error("Published wordings cannot be used, so the search goes on without them: %s", fault)
            self._words = Words(published, self.words.vocabulary)
        finally:
            self._learning.release()

    def _current(self) -> Known:
        self.follow()
        stamp, known = f"{self.stamp()} {self.words.published}", self._known
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
            return fallback.find(searcher.read(asked), asked)

    def matched(self, found: Found) -> Callable[[Service], tuple[str, ...]]:
        """Names the words that a service was found by, when it was found by its words alone and they may be said back."""
        reading = found.reading
        alone = not (found.degraded or reading.urgent or reading.needs or reading.names)
        words = [word for word in reading.words if self.said_back.may(word)] if alone else []
        return lambda service: self._matched(service.id, words)

    def _matched(self, id: str, words: Sequence[str]) -> tuple[str, ...]:
        try:
            return tuple(dict.fromkeys(self.index.matched(id, words))) if words else ()
        except IndexUnavailable:
            return ()

    def _favours(self) -> dict[str, float]:
        """What was confirmed comes before its unconfirmed equals."""
        return {service.id: weight for service in queries.confirmed_at_all() if (weight := STANDING_WEIGHT.get(self.standing(service)))}

    def _make(self, stamp: str) -> Known:
        names = [Name(*named) for named in queries.all_names()]
        reader = Reader.of(self.words.vocabulary, names, queries.places(), queries.outcodes(), queries.needs_of_danger())
        searcher = Searcher(
            reader, self.index, queries.related_needs(), queries.ids_by_slug(), queries.home_districts(), queries.ended(), self._favours()
        )
        return Known(stamp, searcher, Lexicon(queries.suggested()))


def init_app(app: Flask) -> None:
    """One Finder for the process; the vocabulary is read now, so that a fault in it stops the start with one sentence."""
    finder = Finder(app.config["DIRECTORY"])
    app.extensions["finder"] = finder
    app.jinja_env.globals["waiting_time"] = finder.waiting_time
    try:
        _ = finder.filed, finder.said_back
    except VocabularyError as fault:
        raise SystemExit(f"The vocabulary of the search cannot be used. {fault}") from fault


def current() -> Finder:
    return cast(Finder, current_app.extensions["finder"])
