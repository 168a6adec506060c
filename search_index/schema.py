"""How a document lies in Whoosh: one scored field that holds every term with its weight, and one stored row of what the snapshot needs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Existence

from search_index.document import Document
from search_index.terms import terms

# A word in the title says what the service is; tags were chosen by hand; a summary is written to be read first; a description mentions much
# that the service is not. One field with weighted terms ranks as well as four fields, at a quarter of the work.
TITLE_WEIGHT = 4.0
TAGS_WEIGHT = 3.0
SUMMARY_WEIGHT = 2.0
DESCRIPTION_WEIGHT = 1.0

# No word contains this sign, so a concept's term never meets a word.
CONCEPT = "#"


class WeightedTerms(FieldType):  # type: ignore[misc]
    """A field that is given its terms with their weights, where Whoosh's own would count words."""

    def __init__(self) -> None:
        # Lengths are kept though nobody reads them: without them, Whoosh looks for their file on disk at every posting it writes.
        super().__init__(format=Existence(), analyzer=None, scorable=True)

    def index(self, value: Mapping[str, float], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, weight in value.items():
            yield term.encode(), 1, weight, b""


class Row(NamedTuple):
    """What the snapshot keeps of a document besides its terms."""

    id: str
    fingerprint: str
    title: str
    facets: tuple[tuple[str, tuple[str, ...]], ...]
    age_min: int | None
    age_max: int | None
    prior: float


def schema() -> Schema:
    return Schema(id=ID(unique=True), terms=WeightedTerms(), row=STORED())


def fields(document: Document) -> dict[str, Any]:
    """The values that Whoosh is given for a document."""
    return {"id": document.id, "terms": weighted_terms(document), "row": tuple(_row(document))}


def weighted_terms(document: Document) -> dict[str, float]:
    """Every term of the document with the sum of the weights of the places where it stands, then its concepts."""
    weights: defaultdict[str, float] = defaultdict(float)
    for text, weight in (
        (document.title, TITLE_WEIGHT),
        (document.tags, TAGS_WEIGHT),
        (document.summary, SUMMARY_WEIGHT),
        (document.description, DESCRIPTION_WEIGHT),
    ):
        for term in terms(text):
            weights[term] += weight
    return dict(weights) | {CONCEPT + concept: weight for concept, weight in document.concepts.items()}


def _row(document: Document) -> Row:
    facets = tuple((facet, tuple(sorted(values))) for facet, values in sorted(document.facets.items()))
    return Row(document.id, document.fingerprint(), document.title, facets, document.age_min, document.age_max, document.prior)
