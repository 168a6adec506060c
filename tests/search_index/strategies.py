"""Small collections and queries in which ties, shared words and missing facts are common."""

from hypothesis import strategies as st

from search_index.document import Document
from search_index.query import Query

WORDS = ["worry", "worried", "school", "schools", "grief", "sleep", "anger", "panic", "mentor", "counselling", "the", "café", "won't"]
NEEDS = ["ebsa", "anxiety", "bereavement"]
VALUES = {"level": ["universal", "targeted", "specialist"], "phase": ["primary", "secondary"], "district": ["chorley", "south-ribble"]}

texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
weights = st.sampled_from([0.25, 0.5, 1.0, 2.0])
chosen = st.fixed_dictionaries(
    {}, optional={facet: st.frozensets(st.sampled_from([*values, "unheard-of"])) for facet, values in VALUES.items()}
)
ages = st.one_of(st.none(), st.integers(4, 18))
ids = [f"service-{number}" for number in range(14)]


@st.composite
def documents(draw, id):
    return Document(
        id=id,
        title=draw(texts),
        tags=draw(texts),
        summary=draw(texts),
        description=draw(texts),
        concepts=draw(st.dictionaries(st.sampled_from(NEEDS), weights, max_size=2)),
        facets=draw(chosen),
        age_min=draw(ages),
        age_max=draw(ages),
        prior=draw(st.sampled_from([0.0, 0.0, 0.5])),
    )


collections = (
    st.lists(st.sampled_from(ids), unique=True).flatmap(lambda chosen_ids: st.tuples(*[documents(id) for id in chosen_ids])).map(list)
)

queries = st.builds(
    Query,
    words=st.lists(st.sampled_from([*WORDS, "unheard"]), max_size=4).map(tuple),
    concepts=st.dictionaries(st.sampled_from([*NEEDS, "unheard-of"]), weights, max_size=2),
    related=st.dictionaries(st.sampled_from(NEEDS), st.sampled_from([0.1, 0.3]), max_size=2),
    names=st.lists(st.sampled_from([*ids, "gone"]), max_size=2, unique=True).map(tuple),
    filters=chosen,
    fits=chosen,
    ages=st.one_of(st.none(), st.tuples(st.integers(4, 11), st.integers(11, 18))),
    favours=st.dictionaries(st.sampled_from([*ids, "gone"]), weights, max_size=3),
    boosts=st.dictionaries(st.tuples(st.just("level"), st.sampled_from([*VALUES["level"], "unheard-of"])), weights, max_size=2),
    minimum_coverage=st.sampled_from([0.0, 0.3, 0.5, 1.0]),
    offset=st.integers(0, 4),
    limit=st.integers(0, 6),
)
