"""Reading: the words a person types become needs, a place in school, a place on the map, names, danger and intent. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from search_index.context import read_stage
from search_index.names import Name, Names
from search_index.patterns import Match, Sentence
from search_index.places import Gazetteer
from search_index.reading import Corrected, NameRead, NeedRead, Reading
from search_index.spelling import Speller
from search_index.vocabulary import Vocabulary
from search_index.weighing import LIKELY, Understood, needs_understood, negated, understood
from search_index.words import Word, read_words, split, tidy

# Where one of these is understood, or well may be meant, urgent help shows, whatever the rules of danger say. Nothing learned hides it.
DANGEROUS = frozenset({"self-harm", "suicidal-thoughts", "crisis", "safeguarding", "eating", "domestic-abuse", "exploitation"})

# What a place is followed by where it is part of a school's name.
SCHOOL = frozenset(
    {"primary", "infant", "infants", "junior", "juniors", "high", "secondary", "grammar", "community", "school", "academy", "college"}
)


@dataclass(frozen=True)
class Reader:
    """Reads what is typed. Holds no state of a request, so one serves every thread."""

    vocabulary: Vocabulary
    names: Names
    gazetteer: Gazetteer
    speller: Speller
    dangerous: frozenset[str] = DANGEROUS

    @classmethod
    def of(
        cls,
        known: Vocabulary,
        names: Iterable[Name] = (),
        places: Mapping[str, Sequence[str]] | None = None,
        outcodes: Mapping[str, Sequence[str]] | None = None,
        dangerous: Iterable[str] = (),
    ) -> "Reader":
        """`places` and `outcodes` give the districts (slugs) each can be in; `dangerous` are further needs of danger."""
        named = Names(names, known.forms)
        gazetteer = Gazetteer.of(places or {}, outcodes or {}, known.places)
        return cls(known, named, gazetteer, known.speller.plus(named.single_words | gazetteer.single_words), DANGEROUS.union(dangerous))

    def knowing(self, vocabulary: Vocabulary) -> "Reader":
        """The same names and places, read with another vocabulary."""
        speller = vocabulary.speller.plus(self.names.single_words | self.gazetteer.single_words)
        return replace(self, vocabulary=vocabulary, speller=speller)

    def read(self, text: str) -> Reading:
        """Everything understood of the text; any text is read, however odd or long."""
        text = tidy(text)
        sentence = self._sentence(text)
        by_family = defaultdict(list)
        for match in sentence.matches():
            by_family[match.family].append(match)
        named = [found for found in self.names.read(text, sentence.words) if not negated(found[1], sentence)]
        place, place_span = self.gazetteer.read(text, sentence.words)
        stage = read_stage(text)
        spent = [place_span, *stage.said]
        outside = _names_of_several_words(named) | frozenset(_within(sentence.words, spent)) | _school_named(sentence.words, place_span)
        needs, alarming = needs_understood(by_family["need"], sentence, self.vocabulary.affinity, outside)
        dangers = [need for need in (*needs, *alarming) if _name(need) in self.dangerous]
        said = {family: understood(by_family[family], sentence) for family in ("urgent", "intent", "audience", "situation", "topic")}
        return Reading(
            text=text,
            needs=tuple(NeedRead(_name(need), _typed(need, sentence, text), need.evidence >= LIKELY) for need in needs),
            stage=stage,
            place=place,
            audience=next(map(_name, said["audience"]), None),
            audience_because=next((_typed(thing, sentence, text) for thing in said["audience"]), ""),
            names=tuple(name for name, _, _ in named),
            intents=tuple(map(_name, said["intent"])),
            situations=tuple(map(_name, said["situation"])),
            topics=tuple(map(_name, said["topic"])),
            corrected=self._corrected(text),
            urgent_because=tuple(dict.fromkeys(_typed(thing, sentence, text) for thing in (*said["urgent"], *dangers))),
            words=_left_over(sentence.words, spent),
        )

    def wordings(self, text: str) -> list[tuple[Match, str]]:
        """Every wording of a need that is found in the text, whether or not it then counts, with the words that it was found in."""
        text = tidy(text)
        sentence = self._sentence(text)
        found = [match for match in sentence.matches() if match.family == "need"]
        return [(match, text[sentence.words[match.first].start : sentence.words[match.last - 1].end]) for match in found]

    def _sentence(self, text: str) -> Sentence:
        return self.vocabulary.patterns.sentence(read_words(text, self.vocabulary.forms, self._respell))

    def _corrected(self, text: str) -> tuple[Corrected, ...]:
        typed = ((said, text[start:end]) for said, start, end, _, _ in split(text))
        return tuple(Corrected(as_typed, right) for said, as_typed in typed if (right := self._respell(said)) != said)

    def _respell(self, said: str) -> str:
        return said if said in self.vocabulary.forms.single else self.speller.read(said)


def _names_of_several_words(named: Iterable[tuple[NameRead, int, int]]) -> frozenset[int]:
    """The places of their words, which say nothing else: the butterfly of a service's name is no worry."""
    return frozenset(place for _, first, last in named if last - first > 1 for place in range(first, last))


def _name(thing: Understood) -> str:
    return thing.slug.partition(":")[2]


def _typed(thing: Understood, sentence: Sentence, text: str) -> str:
    return text[sentence.words[thing.first].start : sentence.words[thing.last - 1].end]


def _within(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    return (place for place, word in enumerate(words) if any(start <= word.start < end for start, end in spans))


def _school_named(words: Sequence[Word], place: tuple[int, int]) -> frozenset[int]:
    """The places of the words that make a school's name of a place before them: nobody at Leyland High School is starting high school."""
    after = [position for position, word in enumerate(words) if word.start >= place[1] > place[0]]
    return frozenset(takewhile(lambda position: words[position].plain in SCHOOL, after))


def _left_over(words: Sequence[Word], spent: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The words outside the spans of text that were read as a place or a stage of school."""
    taken = set(_within(words, spent))
    return tuple(word.plain for place, word in enumerate(words) if place not in taken)
