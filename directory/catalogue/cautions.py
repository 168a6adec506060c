"""Looks at words before they become public: flags what could do harm, to whoever writes them and whoever publishes them.

It refuses nothing, because only a person can tell."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from directory import yaml_file
from directory.catalogue import finder
from directory.catalogue.identifying import may_tell_who

FILE, KEY = "method_words.yaml", "cautions"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
# Every word in a draft that a reader sees stands under one of these names, whatever it is a draft of.
READ = frozenset(
    {"name", "plain", "also_called", "about", "say", "ask", "hint", "label", "then", "title", "change", "exit_strategy"}
    | {"intended_outcomes", "activity", "planned", "impact", "summary"}
)


@dataclass(frozen=True)
class Cautions:
    """Words about how people harm themselves, with what to do instead of naming a method."""

    methods: re.Pattern[str]

    def of(self, texts: Iterable[str], unsaid: Iterable[str] = ()) -> list[str]:
        """One sentence for each thing that somebody should look at again. `unsaid` are words among them that no page says back."""
        found, all_text = [], "\n".join(texts)
        if methods := sorted({match.group().casefold() for match in self.methods.finditer(all_text)}):
            found.append(f"{_quoted(methods)}: these words may name a way of self-harm. Leave methods out and say only “self-harm”.")
        if may_tell_who(all_text):
            found.append("There is something like a date of birth or a pupil’s number. Nothing about a pupil may stand here.")
        if mixed := sorted({word for word in WORD.findall(all_text) if len(_scripts(word)) > 1}):
            found.append(f"{_quoted(mixed)}: letters of two alphabets in one word. It may only look like the word it seems to be.")
        if others := sorted({word.casefold() for word in unsaid if not self.methods.search(word)}):
            found.append(
                f"{_quoted(others)}: this directory never says these words back to a reader, because they blame, are out of date or "
                "tell of danger. Keep them only where they are needed."
            )
        return found


def of(texts: Iterable[str]) -> list[str]:
    """What should be looked at again in these texts."""
    cautions: Cautions = current_app.extensions[KEY]
    texts = list(texts)
    return cautions.of(texts, (word for text in texts for word in finder.current().said_back.unsaid_in(text)))


def of_draft(draft: Any, published: Any = None) -> list[str]:
    """The same of what a draft says to readers and the published version does not, each as plain values."""
    before = set(_read(published))
    return of(text for text in _read(draft) if text not in before)


def init_app(app: Flask) -> None:
    """Read the words now, so that a fault in them stops the start."""
    app.extensions[KEY] = read_cautions(app.config["DIRECTORY"].seed_data / FILE)


def read_cautions(path: Path) -> Cautions:
    """From a file with the words of methods; a word ending in * also stands for what begins so."""
    content: dict[str, Any] = yaml_file.read(path)
    return Cautions(_pattern(content["methods"]))


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    parts = [re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


def _read(value: Any, name: str = "") -> Iterable[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _read(each, key)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _read(each, name)
    elif isinstance(value, str) and name in READ:
        yield value


def _quoted(words: Iterable[str]) -> str:
    return f"“{'”, “'.join(words)}”"


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(letter, "") for letter in word)
    return {script for name in names for script in SCRIPTS if name.startswith(script)}
