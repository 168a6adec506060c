"""From matched wordings to what is understood: negation, the longest wording first, and how much evidence is enough."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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

# A logistic model of few features, fitted to judged everyday queries (`make eval` says how well it does on others): the chance that the
# words express a need. It only chooses needs; no learned weight ever decides whether urgent help is shown.
BIAS = -4.8
STRONG, TIGHT, APART, MANY = 0.65, 0.36, 0.31, 1.31
SPECIFIC, SPECIFIC_OF_BEST = 0.10, 1.38
AFFINITY, AFFINITY_OF_BEST, BEST_AFFINITY = 0.0235, 0.63, 0.94
LIKELY = 0.4
POSSIBLE = 0.2  # the best guess alone is offered down to here


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


def needs_understood(matches: Iterable[Match], sentence: Sentence, affinity: Affinity) -> list[Understood]:
    """The needs that the words express, most likely first; `evidence` is the chance. One that is only possible is offered alone."""
    kept = {slug: found for slug, found in _kept(matches, sentence).items() if slug.partition(":")[2] in affinity.weights}
    scores = affinity.scores(sentence.all_keys)
    best_score = max(scores.values(), default=0.0) or 1.0
    telling = {slug: max(_telling(match, sentence, affinity) for match in found) for slug, found in kept.items()}
    most_telling = max(telling.values(), default=0.0) or 1.0
    weighed = []
    for slug, found in kept.items():
        score = scores[slug.partition(":")[2]]
        chance = _chance(found, telling[slug], telling[slug] / most_telling, score, score / best_score)
        best = max(found, key=lambda match: (_telling(match, sentence, affinity), match.first))
        weighed.append(Understood(slug, chance, best.first, best.last))
    weighed.sort(key=lambda thing: (-thing.evidence, thing.first))
    likely = [thing for thing in weighed if thing.evidence >= LIKELY]
    return likely or [thing for thing in weighed[:1] if thing.evidence >= POSSIBLE]


def _chance(found: Sequence[Match], telling: float, telling_of_best: float, score: float, score_of_best: float) -> float:
    total = BIAS + MANY * math.log1p(len(found)) + APART * min(_apart(found), 4)
    total += STRONG * any(match.strength == "strong" for match in found)
    total += TIGHT * any(match.strength == "strong" and not match.loose for match in found)
    total += SPECIFIC * telling + SPECIFIC_OF_BEST * telling_of_best
    total += AFFINITY * score + AFFINITY_OF_BEST * score_of_best + BEST_AFFINITY * (score_of_best == 1)
    return 1 / (1 + math.exp(-total))


def _telling(match: Match, sentence: Sentence, affinity: Affinity) -> float:
    """How telling the words of the match are for its need; less when other words may stand between them, or it is only a hint."""
    keys = [sentence.all_keys[place] for place in range(match.first, match.last) if not sentence.is_filler(place)]
    share = (LOOSE_SHARE if match.loose else 1.0) * (WEAK_SHARE if match.strength == "weak" else 1.0)
    return share * affinity.specificity(match.slug.partition(":")[2], keys)


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
