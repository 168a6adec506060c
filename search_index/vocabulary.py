"""The vocabulary folder (YAML) read and compiled: forms, fillers, word classes, and the wordings of each need, of urgency and of intent.

A wordings file holds `strong` (one is enough), `weak` (two different ones are enough, or one when nothing else is understood) and
`not` (where one of these matches, the wordings inside it do not count). Beside the wordings stand examples: texts as people type them, with
the needs that a person judged them to say. They are never matched whole; their words are counted."""

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import yaml

from search_index.affinity import Affinity, Said
from search_index.patterns import Pattern, PatternError, PatternSet, compile_pattern
from search_index.spelling import Speller, english_words
from search_index.words import Forms, plain, read_words, split, tidy

SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C reads a megabyte ten times faster
STRENGTHS = ("strong", "weak", "not")
WEAK_SHARE = 0.5


class VocabularyError(ValueError):
    """A vocabulary file that cannot be used; the message names the file and the entry."""


@dataclass(frozen=True)
class Wordings:
    """The wordings of one thing that can be said: a need, a kind of danger, an intent. `slug` is `need:ebsa`, `urgent:overdose` ..."""

    slug: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    excluded: tuple[str, ...]

    @property
    def family(self) -> str:
        return self.slug.partition(":")[0]

    @property
    def name(self) -> str:
        return self.slug.partition(":")[2]


@dataclass(frozen=True)
class Vocabulary:
    """Everything a `Reader` needs, compiled once at start. `classes` are the word classes with their members as they are written."""

    forms: Forms
    fillers: frozenset[str]
    patterns: PatternSet
    wordings: tuple[Wordings, ...]
    places: Mapping[str, Any]
    speller: Speller
    classes: Mapping[str, Sequence[str]]
    worded: Mapping[str, Sequence[tuple[set[str], float]]]
    examples: Mapping[str, Sequence[Said]]
    affinity: Affinity

    def leaving_out_each(self) -> Iterator[tuple[str, "Vocabulary"]]:
        """For each file of examples, the vocabulary as it would be if that had never been read, to be judged by it."""
        for name, affinity in Affinity.leaving_out_each(self.worded, self.examples):
            yield name, replace(self, affinity=affinity)

    def reworded(self, wordings: Mapping[str, Mapping[str, Sequence[str]]]) -> "Vocabulary":
        """As it would be with these wordings of needs, by slug and strength, in place of the ones that they have, or of none.
        `VocabularyError` names the wording that cannot be."""
        compiler = _Compiler(self.forms, self.fillers)
        things = [_wordings(f"need:{slug}", lists, Path(slug)) for slug, lists in wordings.items()]
        patterns = self.patterns.without({thing.slug for thing in things})
        for thing in things:
            compiler.add(thing, Path(thing.name), patterns)
        worded = dict(self.worded) | {thing.name: compiler.worded(thing) for thing in things}
        new_words = {word: uses for word, uses in compiler.words().items() if not any(word in known for known in self.speller.uses)}
        return replace(
            self,
            patterns=patterns,
            wordings=tuple({**{thing.slug: thing for thing in self.wordings}, **{thing.slug: thing for thing in things}}.values()),
            speller=self.speller.plus(Counter(new_words)),
            worded=worded,
            affinity=Affinity.of(worded, chain.from_iterable(self.examples.values())),
        )

    def fault(self, wording: str) -> str | None:
        """What is wrong with a wording, or None."""
        try:
            _Compiler(self.forms, self.fillers).compiled(wording, self.classes)
        except PatternError as error:
            return str(error)
        return None

    def stems(self, text: str) -> list[str]:
        return [word.stem for word in read_words(tidy(text), self.forms)]


def load(folder: Path) -> Vocabulary:
    """Every file of the folder; raises `VocabularyError` naming the file and the entry that is wrong."""
    with without_collecting():
        return _load(folder)


@contextmanager
def without_collecting() -> Iterator[None]:
    """The collector of garbage would pass again and again over a million objects of which none is garbage: half of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _load(folder: Path) -> Vocabulary:
    forms = _forms(_yaml(folder / "forms.yaml"))
    fillers = frozenset(forms.stem(plain(word)) for line in _yaml(folder / "fillers.yaml") for word in line.split())
    compiler = _Compiler(forms, fillers)
    classes = compiler.classes(folder / "classes.yaml")
    wordings = list(_wordings_of(folder))
    patterns = PatternSet(fillers, classes)
    for thing, path in wordings:
        compiler.add(thing, path, patterns)
    worded = {thing.name: compiler.worded(thing) for thing, _ in wordings if thing.family == "need"}
    examples = {path.stem: [*_examples(path, patterns, forms, set(worded))] for path in sorted((folder / "examples").glob("*.yaml"))}
    return Vocabulary(
        forms=forms,
        fillers=fillers,
        patterns=patterns,
        wordings=tuple(thing for thing, _ in wordings),
        places=_yaml(folder / "places.yaml"),
        speller=Speller((english_words(), frozenset(compiler.spellings))).plus(compiler.words()),
        classes=_written(folder / "classes.yaml"),
        worded=worded,
        examples=examples,
        affinity=Affinity.of(worded, chain.from_iterable(examples.values())),
    )


def _yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=SafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise VocabularyError(f"{path.name} cannot be read: {error}") from error


def _written(path: Path) -> dict[str, list[str]]:
    """The word classes with their members as they are written."""
    return {name: [member.strip() for member in str(members).split(",")] for name, members in _yaml(path).items()}


def _forms(data: Mapping[str, Mapping[str, str]]) -> Forms:
    return Forms(
        {plain(str(typed)): str(meant) for typed, meant in data["words"].items()},
        {tuple(plain(part) for part in typed.split()): str(meant) for typed, meant in data["groups"].items()},
    )


def _examples(path: Path, patterns: PatternSet, forms: Forms, known: set[str]) -> Iterator[Said]:
    for number, entry in enumerate(_yaml(path), 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("q"), str) or not isinstance(entry.get("needs"), list):
            raise VocabularyError(f"{path.name}: entry {number}: expected `q`, a text, and `needs`, a list")
        if unknown := set(entry["needs"]) - known:
            raise VocabularyError(f"{path.name}: entry {number}: {sorted(unknown)[0]!r} is no need")
        yield patterns.sentence(read_words(tidy(entry["q"]), forms)).telling(), entry["needs"]


def _wordings_of(folder: Path) -> Iterator[tuple[Wordings, Path]]:
    for path in sorted((folder / "needs").glob("*.yaml")):
        yield _wordings(f"need:{path.stem}", _yaml(path), path), path
    for kind in ("urgent", "intent", "audience", "situation", "topic"):
        path = folder / f"{kind}.yaml"
        for name, data in _yaml(path).items():
            yield _wordings(f"{kind}:{name}", data, path), path


def _wordings(slug: str, data: Any, path: Path) -> Wordings:
    if not isinstance(data, dict) or set(data) - set(STRENGTHS):
        raise VocabularyError(f"{path.name}: {slug}: expected only the lists {', '.join(STRENGTHS)}")
    lists = []
    for strength in STRENGTHS:
        entries = data.get(strength) or []
        if wrong := next((entry for entry in entries if not isinstance(entry, str) or not entry.strip()), None):
            raise VocabularyError(f"{path.name}: {slug}: {strength}: {wrong!r} is not a wording (quote numbers, braces and yes/no)")
        lists.append(tuple(dict.fromkeys(entries)))
    return Wordings(slug, *lists)


class _Compiler:
    def __init__(self, forms: Forms, fillers: frozenset[str]) -> None:
        self._forms, self._fillers = forms, fillers
        self._parts: Counter[str] = Counter()
        self._stems: dict[str, list[str]] = {}

    def stems(self, word: str) -> list[str]:
        if word not in self._stems:
            self._stems[word] = [read.stem for read in read_words(word, self._forms)]
        return self._stems[word]

    @property
    def spellings(self) -> set[str]:
        """Every other way of typing a word that the forms file has."""
        return self._forms.single.keys() | {part for group in self._forms.groups for part in group}

    def words(self) -> Counter[str]:
        """A mistake may be read as any word written in a pattern, but not as another way of typing a word, which is no mistake either."""
        spellings = self.spellings
        words: Counter[str] = Counter()
        for part, uses in self._parts.items():
            for word, *_ in split(" ".join(choice for choice in part.split("|") if not choice.startswith("{"))):
                words[word] += uses
        return Counter({word: uses for word, uses in words.items() if word not in spellings or word in english_words()})

    def add(self, thing: Wordings, path: Path, patterns: PatternSet) -> None:
        """Compile every wording of the thing into the set."""
        for strength, sources in zip(STRENGTHS, (thing.strong, thing.weak, thing.excluded), strict=True):
            for source in sources:
                patterns.add(f"{strength} {thing.slug}", source, self.pattern(source, path, patterns.classes))

    def pattern(self, source: str, path: Path, classes: Mapping[str, object]) -> Pattern:
        try:
            return self.compiled(source, classes)
        except PatternError as error:
            raise VocabularyError(f"{path.name}: {error}") from error

    def compiled(self, source: str, classes: Mapping[str, object]) -> Pattern:
        joined = self.joined(source)
        self._parts.update(joined.split())
        return compile_pattern(joined, self.stems, self._fillers, classes)

    def joined(self, source: str) -> str:
        """Word groups of the forms file written as one word, as the reader will see them in what is typed."""
        parts = source.split()
        position = 0
        while position < len(parts):
            for length in range(min(self._forms.longest_group, len(parts) - position), 1, -1):
                group = self._forms.groups.get(tuple(plain(part) for part in parts[position : position + length]))
                if group is not None:
                    parts[position : position + length] = [group]
                    break
            position += 1
        return " ".join(parts)

    def worded(self, thing: Wordings) -> list[tuple[set[str], float]]:
        """The keys of each of its wordings; a hint counts half."""
        return [(self.keys(source), share) for share, sources in ((1.0, thing.strong), (WEAK_SHARE, thing.weak)) for source in sources]

    def keys(self, source: str) -> set[str]:
        """What `Sentence.telling` would find in a text worded like this; every alternative counts, and none that may not come."""
        keys: set[str] = set()
        before = ""
        for part in self.joined(source).split():
            if part.startswith("-"):
                continue
            choices = part.rstrip("?").lstrip("!").split("|")
            stems = [stem for choice in choices if not choice.startswith("{") for stem in self.stems(choice) if stem not in self._fillers]
            keys.update(stems, ("{" + choice.strip("{}") for choice in choices if choice.startswith("{")))
            if len(choices) == 1:
                keys.update(map("_".join, pairwise([before, *stems] if before else stems)))
            if stems or ".." in choices:
                before = stems[-1] if len(choices) == 1 and stems else ""
        return keys

    def classes(self, path: Path) -> dict[str, Sequence[Pattern]]:
        """Every class with its members compiled; a member that is only another class's name in braces stands for all of that class."""
        written = _written(path)
        compiled: dict[str, Sequence[Pattern]] = {}
        for name in written:
            members = list(self._members(name, written, path, ()))
            compiled[name] = [self.pattern(member, path, {}) for member in members if self._says_something(member)]
        return compiled

    def _says_something(self, member: str) -> bool:
        return any(stem not in self._fillers for part in member.split() for stem in self.stems(part)) or "!" in member

    def _members(self, name: str, written: Mapping[str, list[str]], path: Path, above: tuple[str, ...]) -> Iterator[str]:
        if name in above or name not in written:
            raise VocabularyError(f"{path.name}: {name}: a class may not name itself or a class that is not there")
        for member in written[name]:
            if member.startswith("{") and member.endswith("}") and " " not in member:
                yield from self._members(member.strip("{}"), written, path, (*above, name))
            else:
                yield member
