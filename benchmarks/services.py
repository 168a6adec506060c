"""Made-up services and questions: the same for the same seed, of any number, with words as common and as rare as in a real directory."""

import random
from dataclasses import dataclass, field
from itertools import accumulate, product

from search_index.document import Document
from search_index.query import Query

COMMON_WORDS = """
school family child young people parent carer support mental health service group team worker referral advice help anxiety mood wellbeing
emotional behaviour online face session weekly local free confidential qualified therapist counsellor practitioner assessment plan
strategy skill confidence resilience relationship home class teacher staff training workshop course programme one-to-one peer mentor
creative play art music sport outdoor community charity council nhs clinic hospital hub centre drop-in helpline text chat email form
waiting list term summer holiday transition primary secondary college sixth early years nursery reception autism adhd learning difficulty
speech language sensory eating sleep anger grief loss trauma abuse violence drug alcohol smoking exploitation gang bullying friendship
loneliness identity gender race faith refugee housing poverty debt food separation divorce fostering adoption kinship bereaved sibling
disability illness pain worry panic phobia stress exam pressure perfectionism self-esteem body image self-harm suicide crisis safety
danger risk refuge
"""
COMMON = COMMON_WORDS.split()

# Three of these make a name such as there are thousands of: places, people, charities.
SYLLABLES = (
    "chor ley south rib ble pen wor tham bam ber bridge lost ock hall euxt on adling ton brin scall mell cop pull wheel whit tle wood"
)

PHRASES = {
    "ebsa": ["school refusal", "anxious about school", "not coming in"],
    "anxiety": ["worries a lot", "panic attack", "anxious feelings"],
    "low-mood": ["low mood", "feeling down", "lost interest"],
    "bereavement": ["someone has died", "loss of a parent", "grief support"],
    "self-harm": ["hurting themselves", "self harm", "cutting"],
    "behaviour": ["challenging behaviour", "angry outbursts", "routines and boundaries"],
    "online-safety": ["social media", "screen time", "messaging at night"],
    "parent-anxiety": ["parents anxiety", "worried parent", "support for parents"],
    "sleep": ["trouble sleeping", "bedtime routine", "awake at night"],
    "eating": ["eating disorder", "not eating", "body image"],
    "trauma": ["traumatic event", "domestic abuse", "frightening memories"],
    "identity": ["gender identity", "questioning identity", "coming out"],
}
FACETS = {
    "level": ["universal", "targeted", "specialist", "crisis"],
    "phase": ["early-years", "primary", "secondary", "post-16", "special"],
    "district": [f"district-{number}" for number in range(14)],
    "audience": ["pupil", "parent", "staff", "school"],
}
SHAPES = {"title": 5, "tags": 6, "summary": 20, "description": 70}


@dataclass(frozen=True)
class Asked:
    """What a search page is asked. `concepts` were understood from `phrases`, before the engines are timed."""

    words: tuple[str, ...]
    concepts: tuple[str, ...] = ()
    filters: dict[str, frozenset[str]] = field(default_factory=dict)

    def query(self) -> Query:
        return Query(words=self.words, concepts=dict.fromkeys(self.concepts, 1.0), filters=self.filters)


class Words:
    """A vocabulary in which the n-th word is used about 1/n as often as the first, as in any language."""

    def __init__(self, chance: random.Random) -> None:
        names = [first + second + third for first, second, third in product(SYLLABLES.split(), repeat=3)]
        self.all = COMMON + chance.sample(names, 6000)
        self.cumulative = list(accumulate(1 / (rank + 8) for rank in range(len(self.all))))
        self.chance = chance

    def some(self, count: int) -> list[str]:
        return self.chance.choices(self.all, cum_weights=self.cumulative, k=count)


def services(count: int, seed: int = 1) -> list[Document]:
    chance = random.Random(seed)
    words = Words(chance)
    return [_service(number, words, chance) for number in range(count)]


def _service(number: int, words: Words, chance: random.Random) -> Document:
    concepts = {need: chance.choice([1.0, 0.5]) for need in chance.sample(list(PHRASES), chance.randint(1, 3))}
    texts = {name: words.some(count) for name, count in SHAPES.items()}
    for need in concepts:
        texts["description"].insert(chance.randrange(SHAPES["description"]), chance.choice(PHRASES[need]))
    facets = {facet: frozenset(chance.sample(values, chance.randint(1, min(4, len(values))))) for facet, values in FACETS.items()}
    return Document(id=str(number), concepts=concepts, facets=facets, **{name: " ".join(text) for name, text in texts.items()})  # type: ignore[arg-type]


def questions(count: int = 60, seed: int = 2) -> list[Asked]:
    """One to three words of their own; half say a need in one of its phrases; two of three are filtered by one or two facets."""
    chance = random.Random(seed)
    return [_question(number, chance) for number in range(count)]


def _question(number: int, chance: random.Random) -> Asked:
    words = chance.sample(COMMON, chance.randint(1, 3))
    need = chance.choice(list(PHRASES)) if number % 2 else None
    phrase = chance.choice(PHRASES[need]).split() if need else []
    facets = chance.sample(list(FACETS), chance.randint(1, 2)) if number % 3 else []
    filters = {facet: frozenset(chance.sample(FACETS[facet], 2)) for facet in facets}
    return Asked(tuple(dict.fromkeys([*words, *phrase])), (need,) if need else (), filters)
