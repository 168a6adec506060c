"""Vocabularies for tests: the one that is shipped, and tiny ones in a folder, so that a test shows the words its rule is about."""

import yaml

from benchmarks.judged import reader
from search_index import vocabulary
from search_index.understanding import Reader

EMPTY = {
    "forms.yaml": {"words": {}, "groups": {}},
    "fillers.yaml": ["the a is was my"],
    "classes.yaml": {},
    "places.yaml": {"also": {}, "only_after_a_preposition": [], "prepositions": []},
    **{f"{kind}.yaml": {} for kind in ("urgent", "intent", "audience", "situation", "topic")},
}


def write(folder, files):
    """The vocabulary folder with these files (name -> content) in place of empty ones."""
    (folder / "needs").mkdir(exist_ok=True)
    for name, content in (EMPTY | files).items():
        (folder / name).write_text(content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return folder


def tiny(folder, files=None, **needs):
    """A vocabulary of these needs, each with its strong wordings or with lists by strength."""
    wordings = {f"needs/{slug}.yaml": given if isinstance(given, dict) else {"strong": given} for slug, given in needs.items()}
    return vocabulary.load(write(folder, wordings | (files or {})))


def tiny_reader(folder, files=None, names=(), places=None, outcodes=None, **needs):
    return Reader.of(tiny(folder, files, **needs), names, places, outcodes)


def needs_of(reading):
    return [need.slug for need in reading.needs]


def shipped():
    """The reader as the product makes it, made once."""
    return reader()


def needs_in(text):
    """What the shipped vocabulary understands of the text."""
    return needs_of(shipped().read(text))
