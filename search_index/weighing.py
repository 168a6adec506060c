"""From matched wordings to what is understood: negation, longest match first, and how much evidence is enough."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search_index.patterns import Match
from search_index.words import Word

WEIGHT = {"strong": 1.0, "weak": 0.5}
ENOUGH = 1.0  # one strong wording, or two different weak ones
BEST_GUESS = 0.5  # one weak wording, when nothing else at all is understood
NEGATORS = frozenset({"not", "no", "never", "without", "nolong", "stop", "deni", "cant", "wont", "quit", "rule", "neither", "nor"})
CARRIED = frozenset(
    {"longer", "current", "activ", "ani", "sign", "actual", "feel", "or", "about", "evid", "think", "thought", "use"}
    | {"bad", "enough", "need", "urgent", "sever"}
)


@dataclass(frozen=True)
class Understood:
    """One thing said (`need:ebsa`), its evidence, and the words that carried most of it (first, past-last)."""

    slug: str
    evidence: float
    first: int
    last: int


def understood(matches: Iterable[Match], words: Sequence[Word], fillers: frozenset[str]) -> list[Understood]:
    """Every thing with enough evidence, most first; the best guess alone when nothing has enough."""
    weighed = sorted(_weighed(list(matches), words, fillers), key=lambda thing: (-thing.evidence, thing.first))
    enough = [thing for thing in weighed if thing.evidence >= ENOUGH]
    return enough or [thing for thing in weighed[:1] if thing.evidence >= BEST_GUESS]


def _weighed(matches: list[Match], words: Sequence[Word], fillers: frozenset[str]) -> Iterable[Understood]:
    excluded = [match for match in matches if match.strength == "not"]
    kept = [match for match in matches if match.strength != "not" and not negated(match.first, words, fillers)]
    kept = [match for match in kept if not any(_shields(shield, match) for shield in excluded)]
    kept = [match for match in kept if not any(_swallows(other, match) for other in kept)]
    by_slug: dict[str, list[Match]] = defaultdict(list)
    for match in kept:
        by_slug[match.slug].append(match)
    for slug, found in by_slug.items():
        best = max(found, key=lambda match: (WEIGHT[match.strength], match.last - match.first))
        yield Understood(slug, _evidence(found), best.first, best.last)


def _evidence(found: list[Match]) -> float:
    """Strong wordings count once; weak ones add up when they are in different words."""
    if any(match.strength == "strong" for match in found):
        return WEIGHT["strong"] + 0.01 * len(found)
    apart: list[Match] = []
    for match in sorted(found, key=lambda match: match.first):
        if not any(match.overlaps(other) for other in apart):
            apart.append(match)
    return WEIGHT["weak"] * len(apart)


def _shields(shield: Match, match: Match) -> bool:
    """A `not` wording of the same thing stands over the match (or begins with it)."""
    return shield.slug == match.slug and shield.overlaps(match)


def _swallows(other: Match, match: Match) -> bool:
    """A longer wording of another need says something else with the same words: `panic attack` is not `panic`."""
    return not other.loose and other.strength == "strong" and other.slug != match.slug and match.within(other)


def negated(first: int, words: Sequence[Word], fillers: frozenset[str]) -> bool:
    """Whether the words just before say that it is not so: `not suicidal`, `no longer self-harming`, `no sign of anxiety`."""
    for position in range(first - 1, max(first - 6, -1), -1):
        word = words[position]
        if words[position + 1].opens_clause:
            return False
        if word.stem in NEGATORS:
            return not (position + 1 < len(words) and words[position + 1].plain in ("only", "just"))
        if word.stem not in fillers and word.stem not in CARRIED:
            return False
    return False
