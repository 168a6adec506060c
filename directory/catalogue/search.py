"""A search from what was asked to what was found: the words read, what was dropped of that, and the query put to the index. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from directory.catalogue.documents import FITS, PHASE_AGES
from search_index.index import Index
from search_index.query import Query
from search_index.reading import Reading
from search_index.snapshot import query_terms
from search_index.understanding import Reader

PAGE_SIZE = 20
FACETS = ("need", "level", "phase", "district", "referrer", "audience", "kind")

# Weights of a query; a main need is worth 12 for each 1.0.
NEED = 1.0
RELATED_NEED = 0.22
AUDIENCE_BOOST = 2.0
KIND_BOOST = 2.0
LOCAL_BOOST = 0.5
# Of the words typed, by rarity, that a service must contain when no need or name was understood: fewer is chance ("form", "free").
COVERAGE_ALONE = 0.45
COVERAGE_OF_TOPIC = 0.15  # the words of a topic say one thing in several ways: a telling one is enough


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `chosen` are filters (facet -> values); `dropped` are readings that the person took away."""

    words: str = ""
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    age: int | None = None
    dropped: frozenset[str] = frozenset()
    page: int = 1


@dataclass(frozen=True)
class Chip:
    """One thing understood. `drop` is the value that takes it away; `choices` are given where only the person can say which is meant."""

    kind: str
    value: str
    because: str
    drop: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """One page of answers. `reading` is what is left of the understanding after drops; `near` are ids of near misses, best first;
    `degraded` says that the index could not be asked and only the database was."""

    asked: Asked
    reading: Reading
    chips: tuple[Chip, ...]
    ids: tuple[str, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    degraded: bool = False

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


class Ended(NamedTuple):
    """Services that may have ended, found by a name: their ids, and the needs they were for."""

    ids: tuple[str, ...]
    needs: tuple[str, ...]


ASKED = (
    "waiting list lists time times wait long phone telephone number contact contacts details email address website link form forms "
    "referral refer referrals criteria threshold thresholds opening hours open cost price free leaflet"
)
ASKED_OF_A_SERVICE = frozenset(query_terms(ASKED.split()))


@dataclass(frozen=True)
class Searcher:
    """Everything a search asks: the reader of words, the index, and of the catalogue: needs related to each need, ids of services by slug,
    the home districts, what may have ended, by the slug of the service or of a provider that has nothing else, and ids to favour."""

    reader: Reader
    index: Index
    related: Mapping[str, tuple[str, ...]]
    ids_by_slug: Mapping[str, str]
    home: frozenset[str]
    ended: Mapping[str, Ended]
    favours: Mapping[str, float] = field(default_factory=dict)

    def read(self, asked: Asked) -> Reading:
        return without(self.reader.read(asked.words), asked.dropped)

    def find(self, asked: Asked) -> Found:
        """The page of answers; raises `IndexUnavailable` when there is no index to ask."""
        reading = self.read(asked)
        results = self.index.search(self.query(reading, asked))
        ended = dict.fromkeys(id for gone in self._ended(reading) for id in gone.ids)
        return Found(asked, reading, tuple(chips_of(reading)), results.ids, results.total, results.facets, (*ended, *results.near))

    def query(self, reading: Reading, asked: Asked) -> Query:
        """What is put to the index for this reading and these filters."""
        concepts = dict.fromkeys(self._needs(reading), NEED)
        near = {slug: RELATED_NEED for need in concepts for slug in self.related.get(need, ()) if slug not in concepts}
        return Query(
            words=_words(reading),
            concepts=concepts,
            # Of a need that is only chosen, what is made for it comes first too; that alone makes nothing a hit.
            related=near if concepts else dict.fromkeys(asked.chosen.get("need", ()), NEED),
            names=self._named(reading),
            filters={facet: values for facet, values in asked.chosen.items() if values},
            fits=self._fits(reading, asked),
            ages=(asked.age, asked.age) if asked.age is not None else reading.stage.ages,
            boosts=_boosts(reading),
            favours=self.favours,
            minimum_coverage=COVERAGE_OF_TOPIC if reading.topics and not reading.needs else COVERAGE_ALONE,
            offset=(asked.page - 1) * PAGE_SIZE,
            limit=PAGE_SIZE,
        )

    def _fits(self, reading: Reading, asked: Asked) -> dict[str, frozenset[str]]:
        """The phase and place in the words exclude what cannot fit, unless that filter was chosen; with no place, the home districts."""
        fits = {}
        if "district" not in asked.chosen:
            fits["district"] = frozenset(reading.place.districts) if reading.place else self.home
        if "phase" not in asked.chosen and (phases := phases_of(reading, asked)):
            fits["phase"] = phases
        return fits | dict.fromkeys(reading.situations, FITS)

    def _needs(self, reading: Reading) -> list[str]:
        """The needs understood; else those that a named service which may have ended was for, so that others are offered in its place."""
        return [need.slug for need in reading.needs] or [need for gone in self._ended(reading) for need in gone.needs]

    def _ended(self, reading: Reading) -> list[Ended]:
        return [self.ended[name.slug] for name in reading.names if name.slug in self.ended]

    def _named(self, reading: Reading) -> tuple[str, ...]:
        """Ids of the services named, when the name is most of what was typed and not a part of a longer question. What is asked of a
        service (its waiting list, its phone number) leaves it the thing that was meant."""
        said = query_terms([name.because for name in reading.names])
        if reading.needs or len(said) * 2 < len([term for term in query_terms(reading.words) if term not in ASKED_OF_A_SERVICE]):
            return ()
        named = (name.slug for name in reading.names if name.kind == "service")
        return tuple(self.ids_by_slug[slug] for slug in named if slug in self.ids_by_slug)


def without(reading: Reading, dropped: Iterable[str]) -> Reading:
    """The reading less what the person dropped: need slugs, or `stage`, `place`, `audience`."""
    dropped = frozenset(dropped)
    reading = replace(reading, needs=tuple(need for need in reading.needs if need.slug not in dropped))
    if "stage" in dropped:
        reading = replace(reading, stage=type(reading.stage)())
    if "place" in dropped:
        reading = replace(reading, place=None)
    if "audience" in dropped:
        reading = replace(reading, audience=None, audience_because="")
    return reading


def chips_of(reading: Reading) -> Iterable[Chip]:
    for need in reading.needs:
        yield Chip("need", need.slug, need.because, need.slug)
    if reading.stage.said:
        first, last = reading.stage.said[0]
        yield Chip("stage", reading.stage.phase or "", reading.text[first:last], "stage")
    if reading.place:
        yield Chip("place", reading.place.name, reading.place.because, "place", reading.place.districts)
    if reading.audience:
        yield Chip("audience", reading.audience, reading.audience_because, "audience")


def phases_of(reading: Reading, asked: Asked) -> frozenset[str]:
    """The phase said, else those that the age said or chosen falls into."""
    if reading.stage.phase:
        return frozenset({reading.stage.phase})
    ages = (asked.age, asked.age) if asked.age is not None else reading.stage.ages
    if ages is None:
        return frozenset()
    return frozenset(phase.value for phase, (first, last) in PHASE_AGES.items() if ages[0] <= last and first <= ages[1])


def _words(reading: Reading) -> tuple[str, ...]:
    """The words to look for; where no need was understood but a topic was, the topic's own words."""
    topics = tuple(word for topic in reading.topics for word in topic.split())
    if reading.names and not reading.needs:
        return tuple(word for word in reading.words if not ASKED_OF_A_SERVICE.issuperset(query_terms([word]))) + topics
    return reading.words + topics if reading.needs or not topics else topics


def _boosts(reading: Reading) -> dict[tuple[str, str], float]:
    boosts = {("kind", kind): KIND_BOOST for kind in reading.intents}
    if reading.audience:
        boosts["audience", reading.audience] = AUDIENCE_BOOST
    if reading.place:
        boosts |= {("local", district): LOCAL_BOOST for district in reading.place.districts}
    return boosts
