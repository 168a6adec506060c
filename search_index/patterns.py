"""A small pattern language for everyday wording, and the matcher for it.

wont go in              these words in this order; filler words (his, just, really) may stand between
{wont} .. {school}      a word class, up to four other words, another word class
mum|dad died            either word here
proper? kicks off       this word or not
!be                     a filler word that must be there
mum !dead -tired|ill    neither of these words comes right after
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from operator import attrgetter

from search_index.words import Word

GAP = 4  # words that `..` may pass over: enough for "wont, no matter what we try, come in" to stay one thought
SKIPPED_FILLERS = 5
CLASS = re.compile(r"\{[^{}]+\}")


@dataclass(frozen=True, slots=True)
class Item:
    """One place in a pattern: any of these stems or classes, perhaps left out, perhaps after a gap, or none of them."""

    stems: frozenset[str]
    classes: frozenset[str]
    optional: bool = False
    after_gap: bool = False
    refused: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Its stems, and its classes as `{name`."""
        return self.stems | {"{" + name for name in self.classes}


Pattern = tuple[Item, ...]
Stem = Callable[[str], list[str]]
Start = tuple[str, str, Pattern]  # label, source, pattern
Starts = dict[str, list[Start]]  # by the stem or `{class` that begins it
Anchored = dict[str, list[tuple[frozenset[str], Start]]]  # the same, each with the keys of which one must be somewhere in the text


@dataclass(frozen=True, slots=True)
class Match:
    """Words `first` up to, not including, `last` match the pattern written as `source` under `label`."""

    label: str
    source: str
    first: int
    last: int

    @property
    def strength(self) -> str:
        """ "strong", "weak" or "not"."""
        return self.label.partition(" ")[0]

    @property
    def slug(self) -> str:
        return self.label.partition(" ")[2]

    @property
    def family(self) -> str:
        """What sort of thing is said: "need", "urgent", "intent" or "audience"."""
        return self.slug.partition(":")[0]

    @property
    def name(self) -> str:
        return self.slug.partition(":")[2]

    @property
    def loose(self) -> bool:
        """Whether other words may stand inside it."""
        return ".." in self.source

    def within(self, other: "Match") -> bool:
        return other.first <= self.first and self.last <= other.last and (self.last - self.first) < (other.last - other.first)

    def covered_by(self, places: frozenset[int]) -> bool:
        return places.issuperset(range(self.first, self.last))

    def overlaps(self, other: "Match") -> bool:
        return self.first < other.last and other.first < self.last


class PatternError(ValueError):
    """A pattern that cannot be read; the message names it."""


def compile_pattern(source: str, read: Stem, fillers: frozenset[str], classes: Iterable[str]) -> Pattern:
    """`read` turns a word as written into the stems it is compared by (none for a lone mark)."""
    items = _compiled(source, read, fillers, set(classes))
    if len(items) == 1 and not items[0].classes and len(source.split()) > 1:
        return _compiled(source, read, frozenset(), set(classes))  # `gets in` must not shrink to `in`
    return items


def _compiled(source: str, read: Stem, fillers: frozenset[str], known: set[str]) -> Pattern:
    after_gap = False
    items: list[Item] = []
    for part in source.split():
        if part == "..":
            after_gap = True
            continue
        if {"{", "}"} & set(CLASS.sub("", part)):
            raise PatternError(f"“{source}” has a brace that is not closed, or not opened")
        refused = part.startswith("-")
        optional, forced = refused or part.endswith("?"), refused or part.startswith("!")
        names: set[str] = set()
        stems: list[tuple[str, ...]] = []
        for choice in part.rstrip("?").lstrip("!-").split("|"):
            if choice.startswith("{"):
                names.add(choice.strip("{}"))
            else:
                stems.append(tuple(read(choice)))
        if unknown := names - known:
            raise PatternError(f"“{source}” names the word class “{sorted(unknown)[0]}”, which does not exist")
        new = [replace(item, refused=refused) for item in _items(names, stems, optional, after_gap, fillers, forced)]
        items += new
        after_gap = after_gap and not new  # a filler is no item, so the gap before it is still to come
    if not items or all(item.optional for item in items):
        raise PatternError(f"“{source}” has no word that must be there")
    return tuple(items)


def _items(
    names: set[str], stems: list[tuple[str, ...]], optional: bool, after_gap: bool, fillers: frozenset[str], forced: bool
) -> Iterator[Item]:
    if not names and len(stems) == 1:  # a hyphenated word is several items
        for position, stem in enumerate(stems[0]):
            if forced or stem not in fillers:
                yield Item(frozenset({stem}), frozenset(), optional, after_gap and position == 0)
    else:
        yield Item(frozenset(stem for word in stems for stem in word[:1]), frozenset(names), optional, after_gap)


class PatternSet:
    """Many labelled patterns, found together in one pass over the words. None is added any more once a text was read."""

    def __init__(self, fillers: frozenset[str], classes: Mapping[str, Sequence[Pattern]]) -> None:
        self._fillers = fillers
        self.classes = classes
        self._class_starts: Starts = defaultdict(list)
        for name, members in classes.items():
            for pattern in members:
                for key in _first_keys(pattern):
                    self._class_starts[key].append((name, name, pattern))
        self._labelled: list[Start] = []

    def add(self, label: str, source: str, pattern: Pattern) -> None:
        self._labelled.append((label, source, pattern))

    def without(self, slugs: Container[str]) -> "PatternSet":
        """Another set with the same patterns but those of these slugs, to add new ones to."""
        kept = PatternSet(self._fillers, self.classes)
        kept._labelled = [start for start in self._labelled if start[0].partition(" ")[2] not in slugs]
        return kept

    def sentence(self, words: Sequence[Word]) -> "Sentence":
        return Sentence(words, self._fillers, self._class_starts, self._anchored)

    @cached_property
    def _anchored(self) -> "Anchored":
        """Most texts hold the beginning of a thousand patterns and the rarest word of a few, so that is looked for first."""
        uses = Counter(key for _, _, pattern in self._labelled for item in pattern for key in item.keys)
        found: Anchored = defaultdict(list)
        for label, source, pattern in self._labelled:
            anchor = min((item.keys for item in pattern if not item.optional), key=lambda keys: sum(map(uses.__getitem__, keys)))
            for key in _first_keys(pattern):
                found[key].append((anchor, (label, source, pattern)))
        return found


class Sentence:
    """The words of one text with what is known of each place: which classes start there, and where a next word may stand."""

    def __init__(self, words: Sequence[Word], fillers: frozenset[str], class_starts: Starts, starts: Anchored) -> None:
        self.words = words
        self._fillers, self._starts = fillers, starts
        self._near = [list(_places(words, position, 0, fillers)) for position in range(len(words) + 1)]
        self._far = [list(_places(words, position, GAP, fillers)) for position in range(len(words) + 1)]
        self._classes: list[dict[str, set[int]]] = [{} for _ in words]
        for position, word in enumerate(words):
            for name, _, pattern in class_starts.get(word.stem, ()):
                if ends := self.ends(pattern, position):
                    self._classes[position].setdefault(name, set()).update(ends)
        self.all_keys = [set(self.keys(position)) for position in range(len(words))]

    def telling(self, outside: frozenset[int] = frozenset()) -> set[str]:
        """The keys of all words but those `outside`: stems, the classes of any word, and pairs of neighbouring stems as `one_two`."""
        places = [place for place in range(len(self.words)) if place not in outside]
        classes = {key for place in places for key in self.all_keys[place] if key.startswith("{")}
        stems = [self.words[place].stem for place in places if not self.is_filler(place)]
        return classes.union(stems, map("_".join, pairwise(stems)))

    def is_filler(self, position: int) -> bool:
        return self.words[position].stem in self._fillers

    def matches(self) -> list[Match]:
        """The longest match of each pattern at each place where it starts, in an order that is the same in every process."""
        found: dict[tuple[str, str, int], Match] = {}
        said = frozenset(chain.from_iterable(self.all_keys))
        for position, keys in enumerate(self.all_keys):
            for anchor, (label, source, pattern) in chain.from_iterable(self._starts.get(key, ()) for key in keys):
                if not anchor.isdisjoint(said) and (ends := self.ends(pattern, position)):
                    found[label, source, position] = Match(label, source, position, max(ends))
        return sorted(found.values(), key=attrgetter("first", "last", "label", "source"))

    def keys(self, position: int) -> Iterator[str]:
        yield self.words[position].stem
        yield from ("{" + name for name in self._classes[position])

    def ends(self, pattern: Pattern, start: int) -> set[int]:
        """Every place where the pattern, begun at `start`, can end; empty when it does not match."""
        reached, begun = {start}, False
        for item in pattern:
            if item.refused:
                reached = {place for place in reached if not self._comes_right_after(item, place)}
                continue
            after: set[int] = set()
            for place in reached if not begun else self._next_places(reached, item.after_gap):
                after |= self._step(item, place)
            begun = begun or bool(after)
            reached = after | reached if item.optional else after
            if not reached:
                return reached
        return reached

    def _next_places(self, reached: set[int], after_gap: bool) -> set[int]:
        reach = self._far if after_gap else self._near
        return {place for position in reached for place in reach[position]}

    def _comes_right_after(self, item: Item, place: int) -> bool:
        return place < len(self.words) and not self.words[place].opens_clause and bool(self._step(item, place))

    def _step(self, item: Item, place: int) -> set[int]:
        ends = {place + 1} if self.words[place].stem in item.stems else set()
        for name in item.classes:
            ends |= self._classes[place].get(name, set())
        return ends


def _places(words: Sequence[Word], position: int, gap: int, fillers: frozenset[str]) -> Iterator[int]:
    """Where the next item may start: here, after fillers, and with a gap after up to `gap` other words of the same sentence."""
    spare = SKIPPED_FILLERS
    for place in range(position, len(words)):
        if place > 0 and words[place].opens_sentence:
            return
        yield place
        if words[place].stem in fillers and spare:
            spare -= 1
        elif gap:
            gap -= 1
        else:
            return


def _first_keys(pattern: Pattern) -> set[str]:
    keys: set[str] = set()
    for item in pattern:
        keys |= item.keys
        if not item.optional:
            break
    return keys
