"""Whether a selection means a service that is at hand: the same question that queries.py asks of the database. Pure."""

from directory.catalogue.models import Service
from directory.pathways.document import Selection
from directory.vocabulary import Referrer, Strength

# Whoever else a selection names, what is open to anyone is open to them.
OPEN_TO_ALL = frozenset({Referrer.ANYONE.value})


def selected_by(selection: Selection, service: Service) -> bool:
    """The same as the statement asks, for one service that is already at hand."""
    strengths = {answered.need.slug: answered.strength for answered in service.needs}
    answers = any(strengths.get(need) == Strength.MAIN or (need in strengths and not selection.main_only) for need in selection.needs)
    stated = (
        (selection.levels, service.levels),
        (selection.audiences, service.audiences),
        (selection.kinds, [service.kind]),
        (selection.referrers and selection.referrers | OPEN_TO_ALL, service.who_can_refer),
    )
    return answers and all(not wanted or not words or wanted & {str(word) for word in words} for wanted, words in stated)
