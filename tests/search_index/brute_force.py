"""The same answers worked out the slow and obvious way, one document at a time, to hold the snapshot against."""

import math

from search_index.postings import CONCEPT_IMPACT, LENGTH_SHARE, SATURATION
from search_index.query import Results
from search_index.schema import weighted_terms
from search_index.snapshot import NEAR_MISSES, query_terms


def search(documents, query):
    found = _Collection(documents).judged(query)
    best = sorted(found, key=lambda hit: (hit.place, -hit.score, hit.document.title.casefold(), hit.document.id))
    passing = [hit for hit in best if hit.fits and not hit.failed]
    page = passing[query.offset : query.offset + query.limit]
    asked = query_terms(query.words) or query.concepts or query.names
    near = [hit for hit in best if not hit.fits and not hit.failed][:NEAR_MISSES] if asked else []
    return Results(
        ids=tuple(hit.document.id for hit in page),
        scores=tuple(hit.score for hit in page),
        total=len(passing),
        facets=_facets(documents, found),
        near=tuple(hit.document.id for hit in near),
    )


class _Hit:
    def __init__(self, document, score, query):
        self.document, self.score = document, score
        self.place = query.names.index(document.id) if document.id in query.names else len(query.names)
        self.failed = {facet for facet, values in query.filters.items() if values and not _has(document, facet, values)}
        self.fits = document.id in query.names or _fits(document, query)


class _Collection:
    def __init__(self, documents):
        self.documents = documents
        self.weights = {document.id: weighted_terms(document) for document in documents}
        self.lengths = {id: sum(w for term, w in weights.items() if term[0] != "#") for id, weights in self.weights.items()}
        self.average = sum(self.lengths.values()) / len(documents) if any(self.lengths.values()) else 1.0

    def judged(self, query):
        return [_Hit(document, self.score(document, query), query) for document in self.documents if self.is_hit(document, query)]

    def is_hit(self, document, query):
        words, weights = query_terms(query.words), self.weights[document.id]
        if not (words or query.concepts or query.names):
            return True
        named = document.id in query.names
        needed = any("#" + concept in weights for concept in [*query.concepts, *(query.related if query.concepts else ())])
        covered = sum(self.rarity(word) for word in words if word in weights)
        return named or needed or (covered > 0 and covered >= query.minimum_coverage * sum(map(self.rarity, words)))

    def score(self, document, query):
        weights = self.weights[document.id]
        score = 0.0
        for word in query_terms(query.words):
            if word in weights:
                score += self.impact(word, document)
        for concepts in (query.concepts, query.related):
            for concept, weight in concepts.items():
                score += weight * (CONCEPT_IMPACT * weights.get("#" + concept, 0.0))
        for (facet, value), boost in query.boosts.items():
            score += boost if _has(document, facet, {value}) else 0.0
        return score + query.favours.get(document.id, 0.0) + document.prior

    def impact(self, word, document):
        weight = self.weights[document.id][word]
        share = 1 - LENGTH_SHARE + LENGTH_SHARE * self.lengths[document.id] / self.average
        return self.rarity(word) * weight * (SATURATION + 1) / (weight + SATURATION * share)

    def rarity(self, word):
        containing = sum(word in weights for weights in self.weights.values())
        return math.log(1 + (len(self.documents) - containing + 0.5) / (containing + 0.5))


def _fits(document, query):
    fits = all(_has(document, facet, values) for facet, values in query.fits.items() if values)
    youngest, oldest = query.ages or (-math.inf, math.inf)
    too_young = document.age_min is not None and document.age_min > oldest
    too_old = document.age_max is not None and document.age_max < youngest
    return fits and not too_young and not too_old


def _has(document, facet, values):
    return bool(document.facets.get(facet, frozenset()) & set(values))


def _facets(documents, found):
    known = {(facet, value) for document in documents for facet, values in document.facets.items() for value in values}
    counts = {}
    for facet, value in sorted(known):
        counted = [hit for hit in found if hit.fits and hit.failed <= {facet} and _has(hit.document, facet, {value})]
        counts.setdefault(facet, {})[value] = len(counted)
    return counts
