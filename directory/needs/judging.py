"""Glue: sentences are tried with a draft at once, and the judged queries read in a thread of its own, because that takes about a minute."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Thread
from time import sleep
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from directory.catalogue import finder, judged
from directory.config import current as settings
from directory.needs import comparing, content, operations
from directory.needs.models import NeedDraft

# How many seconds to wait before each try to keep what was found: it took a minute to find.
TRIES = (0, 15, 60)


@dataclass(frozen=True)
class Tried:
    """One sentence: the needs (slug, words that say so) that are read in it now and with the draft, whether urgent help shows, and each
    wording found with the draft: the words, the wording, its need and its list."""

    sentence: str
    now: Sequence[tuple[str, str]]
    then: Sequence[tuple[str, str]]
    urgent_now: bool
    urgent_then: bool
    wordings: Sequence[tuple[str, str, str, str]]

    @property
    def differs(self) -> bool:
        return ({slug for slug, _ in self.now}, self.urgent_now) != ({slug for slug, _ in self.then}, self.urgent_then)


def tried(draft: NeedDraft, sentences: Iterable[str]) -> list[Tried]:
    """What is understood of each sentence now, and would be with the draft. Nothing is kept of them."""
    reader = finder.current().reader()
    other = _with(draft)
    return [_tried(each, reader, other) for each in sentences]


def _tried(sentence: str, reader: Any, other: Any) -> Tried:
    now, then = reader.read(sentence), other.read(sentence)
    old, new = ([(need.slug, need.because) for need in reading.needs] for reading in (now, then))
    found = [(words, match.source, match.name, match.strength) for match, words in other.wordings(sentence)]
    return Tried(sentence, old, new, now.urgent, then.urgent, found)


def _with(draft: NeedDraft) -> Any:
    """The reader of today with the wordings of a draft."""
    known = finder.current()
    return known.reader().knowing(known.words.vocabulary.reworded({draft.slug: content.lists(draft.content)}))


def start(app: Flask, draft: NeedDraft) -> Thread:
    """Read the judged queries with the draft as it is, beside the requests, and keep what they say."""
    words, now, then = finder.current().words.published, finder.current().reader(), _with(draft)
    sets = judged.sets(settings().seed_data / "vocabulary")
    slug, stamp = draft.slug, draft.stamp

    def run() -> None:
        found = comparing.compared(comparing.outcomes(now, sets), comparing.outcomes(then, sets))
        for pause in TRIES:
            sleep(pause)
            if _keep(app, slug=slug, stamp=stamp, words=words, found=found):
                break

    thread = Thread(target=run, name="judging", daemon=True)
    thread.start()
    return thread


def _keep(app: Flask, **judgement: Any) -> bool:
    try:
        with app.app_context():
            operations.keep_judgement(**judgement)
    except SQLAlchemyError as error:
        app.logger.warning("What the judged queries say could not be kept", exc_info=error)
        return False
    return True
