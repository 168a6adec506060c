"""Reading: the words a person types become needs, a place in school, a place on the map, names, danger and intent. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search_index.context import read_stage
from search_index.names import Name, Names
from search_index.patterns import Match
from search_index.places import Gazetteer
from search_index.reading import Corrected, NeedRead, Reading
from search_index.spelling import Speller
from search_index.vocabulary import Vocabulary
from search_index.weighing import ENOUGH, Understood, negated, understood
from search_index.words import Word, read_words, split, tidy


@dataclass(frozen=True)
class Reader:
    """Reads what is typed. Holds no state of a request, so one serves every thread."""

    vocabulary: Vocabulary
    names: Names
    gazetteer: Gazetteer
    speller: Speller

    @classmethod
    def of(
        cls,
        known: Vocabulary,
        names: Iterable[Name] = (),
        places: Mapping[str, Sequence[str]] | None = None,
        outcodes: Mapping[str, Sequence[str]] | None = None,
    ) -> "Reader":
        """`places` and `outcodes` give the districts (slugs) each can be in."""
        named = Names(names, known.forms)
        gazetteer = Gazetteer.of(places or {}, outcodes or {}, known.places)
        return cls(known, named, gazetteer, known.speller.plus(named.single_words | gazetteer.single_words))

    def read(self, text: str) -> Reading:
        """Everything understood of the text; any text is read, however odd or long."""
        text = tidy(text)
        words = read_words(text, self.vocabulary.forms, self._respell)
        matches = self.vocabulary.patterns.matches(words)
        place, place_span = self.gazetteer.read(text, words)
        stage = read_stage(text)
        names = [found for found in self.names.read(text, words) if not negated(found[1], words, self.vocabulary.fillers)]
        audience = self._understood("audience", matches, words)[:1]
        spent = [place_span, *stage.said]
        return Reading(
            text=text,
            needs=tuple(
                NeedRead(_name(thing), _typed(thing, words, text), thing.evidence >= ENOUGH)
                for thing in self._understood("need", matches, words)
            ),
            stage=stage,
            place=place,
            audience=_name(audience[0]) if audience else None,
            audience_because=_typed(audience[0], words, text) if audience else "",
            names=tuple(name for name, _, _ in names),
            intents=tuple(_name(thing) for thing in self._understood("intent", matches, words)),
            situations=tuple(_name(thing) for thing in self._understood("situation", matches, words)),
            topics=tuple(_name(thing) for thing in self._understood("topic", matches, words)),
            corrected=self._corrected(text),
            urgent_because=tuple(_typed(thing, words, text) for thing in self._understood("urgent", matches, words)),
            words=tuple(word.plain for word in words if not any(start <= word.start < end for start, end in spent)),
        )

    def _corrected(self, text: str) -> tuple[Corrected, ...]:
        typed = ((said, text[start:end]) for said, start, end, _, _ in split(text))
        return tuple(Corrected(as_typed, right) for said, as_typed in typed if (right := self._respell(said)) != said)

    def _respell(self, said: str) -> str:
        return said if said in self.vocabulary.forms.single else self.speller.read(said)

    def _understood(self, family: str, matches: Iterable[Match], words: Sequence[Word]) -> list[Understood]:
        return understood((match for match in matches if match.family == family), words, self.vocabulary.fillers)


def _name(thing: Understood) -> str:
    return thing.slug.partition(":")[2]


def _typed(thing: Understood, words: Sequence[Word], text: str) -> str:
    return text[words[thing.first].start : words[thing.last - 1].end]
