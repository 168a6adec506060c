"""From matched wordings to what is understood: negation, the longest wording first, and how much evidence is enough."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul

from search_index.affinity import Affinity
from search_index.patterns import Match, Sentence

WEIGHT = {"strong": 1.0, "weak": 0.5}
ENOUGH = 1.0  # one strong wording, or two different weak ones
BEST_GUESS = 0.5  # one weak wording, when nothing else at all is understood
NEGATORS = frozenset({"not", "no", "never", "without", "nolong", "stop", "deni", "cant", "wont", "quit", "rule", "neither", "nor"})
CARRIED = frozenset(
    {"longer", "current", "activ", "ani", "sign", "actual", "feel", "or", "about", "evid", "think", "thought", "use"}
    | {"bad", "enough", "need", "urgent", "sever"}
)
LOOSE_SHARE, WEAK_SHARE = 0.8, 0.5

# A logistic model of few features, fitted to judged everyday queries whose words nobody had used for a wording (`make eval` says how well
# it does on others): the chance that the words express a need. It only chooses needs; no learned weight ever hides urgent help.
BIAS = -3.92
MATCHED = 0.07
STRONG, TIGHT, APART, MANY = 0.73, 0.44, 0.38, 1.38
SPECIFIC, SPECIFIC_OF_BEST = -0.04, 1.2
AFFINITY, BEST_AFFINITY, AFFINITY_LEAD = 0.07, 0.62, 0.049
NAMED = 1.67
WEIGHTS = (BIAS, MATCHED, STRONG, TIGHT, APART, MANY, SPECIFIC, SPECIFIC_OF_BEST, AFFINITY, BEST_AFFINITY, AFFINITY_LEAD, NAMED)
LIKELY = 0.33
POSSIBLE = 0.2  # the best guess alone is offered down to here
ALARMING = 0.1  # the least of the three: enough to show urgent help, where a need of danger is not likely enough to be read as meant


@dataclass(frozen=True)
class Understood:
    """One thing said (`need:ebsa`), its evidence, and the words that carried most of it (first, past-last)."""

    slug: str
    evidence: float
    first: int
    last: int


def understood(matches: Iterable[Match], sentence: Sentence) -> list[Understood]:
    """By rule: every thing with enough evidence, most first; the best guess alone when nothing has enough."""
    weighed = [_weighed(slug, found) for slug, found in _kept(matches, sentence).items()]
    weighed.sort(key=lambda thing: (-thing.evidence, thing.first))
    enough = [thing for thing in weighed if thing.evidence >= ENOUGH]
    return enough or [thing for thing in weighed[:1] if thing.evidence >= BEST_GUESS]


def needs_understood(
    matches: Iterable[Match], sentence: Sentence, affinity: Affinity, outside: frozenset[int] = frozenset()
) -> tuple[list[Understood], list[Understood]]:
    """The needs that the words express, most likely first, and those likely enough to be of danger; `evidence` is the chance. One need that
    is only possible is offered alone. The words `outside` name something and say nothing else."""
    weighed = _weighed_needs(matches, sentence, affinity, outside)
    likely = [thing for thing in weighed if thing.evidence >= LIKELY]
    guesses = [thing for thing in weighed if not outside.issuperset(range(thing.first, thing.last))]
    return (
        likely or [thing for thing in guesses[:1] if thing.evidence >= POSSIBLE],
        guesses,
    )


def _weighed_needs(matches: Iterable[Match], sentence: Sentence, affinity: Affinity, outside: frozenset[int]) -> list[Understood]:
    """Every need that is likely enough to matter, most likely first; but one whose every wording is denied or means another is not guessed
    at from its words."""
    matches = [match for match in matches if match.name in affinity.used and not (match.strength == "weak" and match.covered_by(outside))]
    kept = {slug.partition(":")[2]: found for slug, found in _kept(matches, sentence).items()}
    ruled_out = {match.name for match in matches} - kept.keys()
    scores = affinity.scores(sentence.telling(outside))
    ranked = sorted(scores.values(), reverse=True)
    telling = {need: max(_telling(match, sentence, affinity) for match in found) for need, found in kept.items()}
    most_telling = max(telling.values(), default=0.0) or 1.0
    weighed = []
    for need, score in scores.items():
        if need not in ruled_out:
            lead = score - next((other for other in ranked[:2] if other != score), score)
            found, tells = kept.get(need, []), telling.get(need, 0.0)
            evidence = Evidence(found, tells, tells / most_telling, score, lead, score == ranked[0], _named(need, found, sentence))
            if (chance := evidence.chance()) >= ALARMING:
                weighed.append(Understood(f"need:{need}", chance, *_best_words(need, found, sentence, affinity, outside)))
    return sorted(weighed, key=lambda thing: (-thing.evidence, thing.first))


@dataclass(frozen=True)
class Evidence:
    """What speaks for one need: its wordings found, how telling the best of them is, alone and beside other needs' best, and how well the
    words go with the need, alone and beside the need that they go with best, and whether the need is called by its name."""

    found: Sequence[Match]
    telling: float
    telling_of_best: float
    affinity: float
    lead: float
    has_best_affinity: bool
    named: bool

    def features(self) -> tuple[float, ...]:
        return (
            1.0,
            bool(self.found),
            any(match.strength == "strong" for match in self.found),
            any(match.strength == "strong" and not match.loose for match in self.found),
            min(_apart(self.found), 4),
            math.log1p(len(self.found)),
            self.telling,
            self.telling_of_best,
            self.affinity,
            self.has_best_affinity,
            self.lead,
            self.named,
        )

    def chance(self) -> float:
        return 1 / (1 + math.exp(-sum(map(mul, WEIGHTS, self.features()))))


def _named(need: str, found: Sequence[Match], sentence: Sentence) -> bool:
    """Whether a wording found has every word of what the need is called: `low mood` for low-mood."""
    called = set(need.split("-"))
    return any(called <= {word.plain for word in sentence.words[match.first : match.last]} for match in found if match.strength == "strong")


def _best_words(need: str, found: Sequence[Match], sentence: Sentence, affinity: Affinity, outside: frozenset[int]) -> tuple[int, int]:
    """The words (first, past-last) that say most for the need: those of its most telling wording, else the one that goes with it best."""
    if found:
        best = max(found, key=lambda match: (_telling(match, sentence, affinity), match.first))
        return best.first, best.last
    places = [place for place in range(len(sentence.words)) if place not in outside]
    word = max(places, key=lambda place: affinity.weight(need, sentence.all_keys[place]), default=0)
    return word, word + 1


def _telling(match: Match, sentence: Sentence, affinity: Affinity) -> float:
    """How telling the words of the match are for its need; less when other words may stand between them, or it is only a hint."""
    keys = [sentence.all_keys[place] for place in range(match.first, match.last) if not sentence.is_filler(place)]
    share = (LOOSE_SHARE if match.loose else 1.0) * (WEAK_SHARE if match.strength == "weak" else 1.0)
    return share * affinity.specificity(match.name, keys)


def _kept(matches: Iterable[Match], sentence: Sentence) -> dict[str, list[Match]]:
    """Matches by what they say, without those negated, excepted by a `not` wording, or swallowed by a longer one."""
    matches = list(matches)
    excepted = [match for match in matches if match.strength == "not"]
    kept = [match for match in matches if match.strength != "not" and not negated(match.first, sentence)]
    kept = [match for match in kept if not any(_shields(shield, match) for shield in excepted)]
    kept = [match for match in kept if not any(_swallows(other, match) for other in kept)]
    by_slug: dict[str, list[Match]] = defaultdict(list)
    for match in kept:
        by_slug[match.slug].append(match)
    return by_slug


def _weighed(slug: str, found: list[Match]) -> Understood:
    best = max(found, key=lambda match: (WEIGHT[match.strength], match.last - match.first))
    strong = best.strength == "strong"
    evidence = WEIGHT["strong"] + 0.01 * len(found) if strong else WEIGHT["weak"] * _apart(found)
    return Understood(slug, evidence, best.first, best.last)


def _apart(found: Iterable[Match]) -> int:
    """How many of the matches stand in different words."""
    apart: list[Match] = []
    for match in sorted(found, key=lambda match: match.first):
        if not any(match.overlaps(other) for other in apart):
            apart.append(match)
    return len(apart)


def _shields(shield: Match, match: Match) -> bool:
    """A `not` wording of the same thing stands over the match."""
    return shield.slug == match.slug and shield.overlaps(match)


def _swallows(other: Match, match: Match) -> bool:
    """A longer wording of another need says something else with the same words: `panic attack` is not `panic`."""
    return not other.loose and other.strength == "strong" and other.slug != match.slug and match.within(other)


def negated(first: int, sentence: Sentence) -> bool:
    """Whether the words just before say that it is not so: `not suicidal`, `no longer self-harming`, `no sign of anxiety`."""
    words = sentence.words
    joined = 0
    for place in range(first - 1, max(first - 6, -1), -1):
        if words[place + 1].opens_clause:
            return False
        if words[place].stem in NEGATORS:
            return words[place + 1].plain not in ("only", "just")
        joined += words[place].stem == "or"  # what is denied of `suicidal or anxious` is denied of both
        if not sentence.is_filler(place) and words[place].stem not in CARRIED:
            if not joined:
                return False
            joined -= 1
    return False
