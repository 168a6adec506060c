"""The JSON of a search, as other systems rely on it."""

import pytest

from directory.catalogue import queries
from directory.vocabulary import Coverage, Level, Standing

pytestmark = pytest.mark.one_database
STAFFROOM = "yr 9 girl wont come in, leyland"


@pytest.fixture
def ask(client):
    def asked(**query):
        answer = client.get("/services.json", query_string=query)
        assert answer.status_code == 200
        assert answer.mimetype == "application/json"
        return answer.json

    return asked


def test_the_example_of_the_contract_is_answered_as_it_says(ask):
    understood = ask(q=STAFFROOM)["understood"]
    assert understood["needs"] == [{"slug": "ebsa", "because": "wont come in"}]
    wanted = {"phase": "secondary", "age_min": 13, "age_max": 14, "district": "south-ribble", "audience": None}
    assert wanted.items() <= understood["context"].items()
    assert understood["corrected"] == []
    assert understood["urgent"] is False


def test_a_result_has_these_facts(ask, session):
    answer = ask(q=STAFFROOM)
    for result in answer["results"]:
        assert {"slug", "name", "provider", "level", "standing", "why", "check"} <= result.keys()
        service = queries.service(result["slug"])
        assert (result["name"], result["provider"]) == (service.name, service.organisation.name)
        assert result["level"] in [None, *Level]
        assert result["standing"] in set(Standing) - {Standing.POSSIBLY_ENDED}
        assert all(isinstance(sentence, str) and sentence for sentence in (*result["why"], *result["check"]))
    assert "Covers all of Lancashire" in answer["results"][0]["why"]


def test_a_near_miss_says_why_it_is_not_shown(ask):
    answer = ask(q=STAFFROOM)
    shown = {result["slug"] for result in answer["results"]}
    assert answer["near_misses"]
    for near in answer["near_misses"]:
        assert near["slug"] not in shown
        assert near["why_not"]


@pytest.mark.parametrize(
    "words", ["cant sleep", "anxious", "self harm", "secondary, 9 year old, anxious", "no ehcp, adhd", "eating year 5"]
)
@pytest.mark.parametrize("filters", [{}, {"age": 9}, {"phase": "primary"}, {"district": "chorley"}])
def test_whatever_is_left_out_has_a_reason(ask, words, filters):
    assert [near["slug"] for near in ask(q=words, **filters)["near_misses"] if not near["why_not"]] == []


def test_a_near_miss_that_is_not_left_out_by_area_phase_or_age_is_none(ask, session):
    """Where the index is behind the database, it may leave out what nothing speaks against any more."""
    near = ask(q=STAFFROOM)["near_misses"][0]["slug"]
    service = queries.service(near)
    service.coverage, service.phases, service.age_min, service.age_max, service.not_when = Coverage.COUNTY, None, None, None, []
    session.commit()
    assert near not in {each["slug"] for each in ask(q=STAFFROOM)["near_misses"]}


def test_counts_stand_under_each_facet(ask):
    answer = ask(q=STAFFROOM)
    assert {"need", "level", "phase", "district", "referrer", "audience", "kind"} == answer["facets"].keys()
    assert all(isinstance(count, int) for counts in answer["facets"].values() for count in counts.values())
    assert answer["facets"]["need"]["ebsa"] > 0


def test_a_corrected_word_stands_with_what_it_was_read_as(ask):
    (corrected,) = ask(q="anxeity")["understood"]["corrected"]
    assert corrected == {"typed": "anxeity", "read": "anxiety"}


def test_danger_is_said_and_its_words_are_not(ask):
    understood = ask(q="she said she wants to die")["understood"]
    assert understood["urgent"] is True
    assert not any(need["because"] for need in understood["needs"])


def test_a_place_in_two_districts_gives_none_and_names_both(ask):
    understood = ask(q="anxious, buckshaw village")["understood"]
    assert understood["context"]["district"] is None
    assert understood["districts"] == ["chorley", "south-ribble"]


def test_dropping_a_reading_takes_it_out(ask):
    assert ask(q=STAFFROOM, drop="ebsa")["understood"]["needs"] == []
    assert ask(q=STAFFROOM, drop="place")["understood"]["context"]["district"] is None


def test_pages_are_counted_and_lead_to_every_result(ask):
    first = ask(q="anxious")
    pages = [ask(q="anxious", page=number) for number in range(1, first["pages"] + 1)]
    slugs = [result["slug"] for page in pages for result in page["results"]]
    assert [page["page"] for page in pages] == list(range(1, first["pages"] + 1))
    assert len(slugs) == len(set(slugs)) == first["total"]


def test_a_page_past_the_end_is_empty_and_no_fault(ask):
    answer = ask(q="anxious", page=400)
    assert answer["results"] == [] and answer["total"] > 0


def test_what_may_have_ended_is_never_a_result(ask, session):
    ended = {service.slug for service in queries.services(~queries.Service.visible())}
    for slug in ended:
        assert ended.isdisjoint(result["slug"] for result in ask(q=queries.service(slug).name)["results"])
    assert "chathealth" in {near["slug"] for near in ask(q="chathealth")["near_misses"]}


def test_suggestions_lead_to_services_and_search_for_the_rest(client):
    found = client.get("/suggestions.json?q=koo").json["suggestions"]
    assert {"text": "Kooth", "kind": "service", "url": "/services/kooth"} in found
    assert all(entry["url"] is None for entry in found if entry["kind"] != "service")
    assert client.get("/suggestions.json").json == {"suggestions": []}
    ended = {entry["url"] for entry in client.get("/suggestions.json?q=chathealth").json["suggestions"]}
    assert "/services/chathealth" not in ended


def test_one_telling_word_of_a_topic_is_enough(ask):
    found = {each["slug"] for each in ask(q="free counselling for a 15 year old in chorley")["results"]}
    assert found >= {"barnardos-getting-help", "kooth", "lancashire-mind-coaching"}


def test_the_name_of_a_school_says_nothing_of_a_move_to_it(ask):
    understood = ask(q="been off with tummy aches, clayton le woods high school")["understood"]
    assert "transition" not in {need["slug"] for need in understood["needs"]} and understood["context"]["district"] == "chorley"
    assert [need["slug"] for need in ask(q="moving up to high school")["understood"]["needs"]] == ["transition"]
