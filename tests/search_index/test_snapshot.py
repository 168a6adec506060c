from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from search_index.document import Document
from search_index.index import Index
from search_index.query import Query
from tests.search_index import brute_force
from tests.search_index.strategies import collections, queries

SETTINGS = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@SETTINGS
@given(documents=collections, asked=queries)
def test_every_answer_is_what_going_through_the_documents_one_by_one_gives(tmp_path, documents, asked):
    index = Index(tmp_path)
    index.rebuild(documents)
    for query in variations(asked):
        assert index.search(query) == brute_force.search(documents, query)


def variations(query):
    yield query
    yield replace(query, names=())
    yield replace(query, words=(), concepts={}, names=())
    yield replace(query, concepts={}, names=(), fits={}, ages=None)
    yield replace(query, filters={}, fits={}, ages=None, offset=0, limit=20)


@SETTINGS
@given(before=collections, change=collections, asked=queries)
def test_an_updated_index_answers_as_one_built_from_the_same_documents(tmp_path, before, change, asked):
    index = Index(tmp_path)
    index.rebuild(before)
    gone = {document.id for document in before[:3]}
    index.update(put=change[:2], remove=gone)
    index.update(put=change[2:])
    kept = {document.id: document for document in before if document.id not in gone}
    truth = list((kept | {document.id: document for document in change}).values())
    assert index.search(asked) == brute_force.search(truth, asked)
    assert index.fingerprints() == {document.id: document.fingerprint() for document in truth}


def documents(*changes):
    return [replace(Document(id=str(number), title=f"Service {number}"), **change) for number, change in enumerate(changes)]


def made(path, documents):
    index = Index(path)
    index.rebuild(documents)
    return index


def test_a_word_in_the_title_outweighs_the_same_word_in_the_description(tmp_path):
    index = made(tmp_path, documents({"description": "grief"}, {"title": "Grief"}, {"summary": "grief"}, {"tags": "grief"}))
    assert index.search(Query(words=("grief",))).ids == ("1", "3", "2", "0")


def test_a_service_that_answers_the_need_comes_before_one_that_mentions_the_word(tmp_path):
    index = made(
        tmp_path, documents({"title": "Sleep sleep sleep", "tags": "sleep"}, {"concepts": {"sleep": 1.0}}, {"concepts": {"sleep": 0.5}})
    )
    assert index.search(Query(words=("sleep",), concepts={"sleep": 1.0})).ids == ("1", "2", "0")


def test_a_facet_that_is_filtered_still_counts_its_other_values(tmp_path):
    level = [{"facets": {"level": frozenset({value})}} for value in ("universal", "universal", "targeted", "specialist")]
    results = made(tmp_path, documents(*level)).search(Query(filters={"level": frozenset({"targeted"})}))
    assert results.ids == ("2",)
    assert results.facets == {"level": {"universal": 2, "targeted": 1, "specialist": 1}}


def test_a_fact_that_is_not_stated_may_fit(tmp_path):
    open_to_all = {"age_min": None, "age_max": None}
    index = made(tmp_path, documents(open_to_all, {"age_min": 11}, {"age_max": 10}, {"age_min": 5, "age_max": 13}))
    assert index.search(Query(ages=(12, 13))).ids == ("0", "1", "3")


def test_what_fails_only_the_context_is_a_near_miss(tmp_path):
    near = {"title": "Grief", "facets": {"district": frozenset({"preston"}), "level": frozenset({"targeted"})}}
    fitting = {"title": "Grief group", "facets": {"district": frozenset({"chorley"}), "level": frozenset({"targeted"})}}
    wrong_level = {"title": "Grief", "facets": {"district": frozenset({"preston"}), "level": frozenset({"universal"})}}
    index = made(tmp_path, documents(near, fitting, wrong_level, {"title": "Sleep"}))
    asked = Query(words=("grief",), fits={"district": frozenset({"chorley"})}, filters={"level": frozenset({"targeted"})})
    assert (index.search(asked).ids, index.search(asked).near) == (("1",), ("0",))


def test_a_named_service_comes_first_even_outside_the_context(tmp_path):
    index = made(tmp_path, documents({"title": "Grief"}, {"title": "Kooth", "age_min": 11}))
    assert index.search(Query(words=("grief",), names=("1",), ages=(5, 6))).ids == ("1", "0")


def test_words_that_nobody_uses_count_most_against_a_document(tmp_path):
    index = made(tmp_path, documents({"title": "Grief"}, {"title": "Sleep"}))
    assert index.search(Query(words=("grief", "zebra"), minimum_coverage=0.5)).total == 0
    assert index.search(Query(words=("grief", "zebra"), minimum_coverage=0.2)).ids == ("0",)


def test_related_needs_bring_in_services_only_beside_a_need(tmp_path):
    index = made(tmp_path, documents({"concepts": {"ebsa": 1.0}}, {"concepts": {"anxiety": 1.0}}, {"title": "Grief"}))
    assert index.search(Query(concepts={"ebsa": 1.0}, related={"anxiety": 0.3})).ids == ("0", "1")
    assert index.search(Query(words=("grief",), related={"anxiety": 0.3})).ids == ("2",)


def test_words_that_say_nothing_list_everything_by_prior_then_title(tmp_path):
    index = made(tmp_path, documents({"title": "b"}, {"title": "A"}, {"title": "c", "prior": 0.1}))
    assert index.search(Query(words=("the", "!!!"))).ids == ("2", "1", "0")


def test_the_words_that_matched_are_told(tmp_path):
    index = made(tmp_path, documents({"title": "School anxiety"}))
    assert index.matched("0", ("anxious", "schools", "the", "sleep")) == ("schools",)
    assert index.matched("gone", ("schools",)) == ()


SYNTAX = ["a*", "[a TO z]", "*", "NOT " * 200, "((((" * 1000, "AND AND OR", "a~9", "#ebsa"]
LETTERS = ["x" * 1_000_000, "\x00\ud800", "\u202e\u0301" * 5000, "٣"]


def test_nothing_typed_is_syntax_and_no_length_hurts(tmp_path):
    index = made(tmp_path, documents({"title": "Grief", "concepts": {"ebsa": 1.0}}))
    for text in SYNTAX + LETTERS:
        assert index.search(Query(words=(text,))).total in (0, 1)
    assert index.search(Query(words=("#ebsa",))).total == 0
    assert index.search(Query(words=("grief",) * 100_000)).ids == ("0",)
    assert index.search(Query(offset=10**30, limit=-1)).ids == ()
