"""From what was asked to what was found, with a few words, a few services and an index of their own."""

import pytest

from directory.catalogue.documents import FITS, document_of
from directory.catalogue.search import (
    AUDIENCE_BOOST,
    COVERAGE_ALONE,
    KIND_BOOST,
    LOCAL_BOOST,
    NEED,
    PAGE_SIZE,
    RELATED_NEED,
    Asked,
    Chip,
    Ended,
    Found,
    Searcher,
    chips_of,
    without,
)
from directory.vocabulary import Audience, Coverage, Kind, Level, Phase, Situation, Strength
from search_index.index import Index, IndexUnavailable
from search_index.names import Name
from search_index.reading import Reading
from tests.factories import answers, need, organisation, service
from tests.search_index.vocabularies import tiny_reader

DISTRICTS = ["chorley", "south-ribble", "wyre"]
HOME = frozenset({"chorley", "south-ribble"})
WORDINGS = {
    "intent.yaml": {"training": {"strong": ["training"]}},
    "audience.yaml": {"staff": {"strong": ["staff"]}},
    "situation.yaml": {"no-ehcp": {"strong": ["no ehcp"]}},
    "topic.yaml": {"school nurse": {"strong": ["nursing"]}},
}
PLACES = {"Leyland": ["south-ribble"], "Buckshaw": ["chorley", "south-ribble"], "Fleetwood": ["wyre"]}
NAMES = [
    Name("service", "bloom", "Bloom"),
    Name("service", "gone", "Old Roots"),
    Name("provider", "gone-plc", "Roots Trust"),
]  # fmt: skip


def listed(slug, need_slug="sleep", strength=Strength.MAIN, **values):
    """A service for pupils in the index, answering one need."""
    plain = {
        "organisation": organisation(aliases=[]),
        "needs": [answers(need(slug=need_slug), strength)],
        "levels": [Level.TARGETED],
        "audiences": [Audience.PUPIL],
        **{names: [] for names in ("districts", "not_when", "criteria", "also_known_as")},
    }
    return service(slug=slug, **{**plain, **values})


SERVICES = [
    listed("bloom", "sleep"),
    listed("dream", "sleep", phases=[Phase.SECONDARY]),
    listed("wyre-nights", "sleep", coverage=Coverage.DISTRICTS, districts=["wyre"]),
    listed("ehcp-nights", "sleep", not_when=[Situation.NO_EHCP]),
    listed("calm", "worry", age_min=11, age_max=18),
    listed("course", "worry", kind=Kind.TRAINING, audiences=[Audience.STAFF]),
    listed("harm-help", "harm"),
]
IDS = {each.slug: each.id for each in SERVICES}
GONE = Ended(("id-of-gone",), ("harm",))


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vocabulary")
    reader = tiny_reader(
        folder, WORDINGS, NAMES, PLACES, {}, sleep=["cant sleep", "sleepless"], worry=["worried"], harm=["cuts"]
    )  # fmt: skip
    index = Index(tmp_path_factory.mktemp("index"))
    index.rebuild(document_of(each, DISTRICTS) for each in SERVICES)
    return Searcher(reader, index, {"sleep": ("worry",)}, IDS, HOME, {"gone": GONE, "gone-plc": GONE})


@pytest.fixture
def found(searcher):
    """The slugs found for these words and filters."""
    slugs = {id: slug for slug, id in IDS.items()}

    def find(words="", **asked):
        answer = searcher.find(Asked(words, **asked))
        return [slugs[id] for id in answer.ids], [slugs.get(id, id) for id in answer.near]

    return find


@pytest.fixture
def query(searcher):
    """What is put to the index for these words."""

    def ask(words="", **asked):
        put = Asked(words, **asked)
        return searcher.query(searcher.read(put), put)

    return ask


def test_nothing_asked_lists_everything_here(found):
    assert set(found()[0]) == set(IDS) - {"wyre-nights"}


def test_a_need_finds_what_answers_it_before_what_answers_a_related_one(found):
    slugs, _ = found("cant sleep")
    assert set(slugs) == {"bloom", "dream", "ehcp-nights", "calm", "course"}
    assert set(slugs[:3]) == {"bloom", "dream", "ehcp-nights"}


def test_a_need_understood_is_a_concept_and_its_related_needs_weigh_less(query):
    put = query("cant sleep")
    assert (put.concepts, put.related) == ({"sleep": NEED}, {"worry": RELATED_NEED})
    assert RELATED_NEED < NEED


def test_a_need_that_is_understood_is_not_related_as_well(query):
    put = query("sleepless, worried")
    assert set(put.concepts) == {"sleep", "worry"} and put.related == {}


def test_what_covers_only_another_district_is_a_near_miss(found):
    slugs, near = found("cant sleep")
    assert "wyre-nights" not in slugs and near == ["wyre-nights"]


def test_a_place_in_the_words_moves_the_search_there(found):
    slugs, near = found("cant sleep, fleetwood")
    assert "wyre-nights" in slugs and near == []


def test_with_no_place_the_home_districts_are_meant(query):
    assert query("worried").fits["district"] == HOME


def test_a_place_in_two_districts_fits_both(query):
    assert query("worried, buckshaw").fits["district"] == {"chorley", "south-ribble"}


def test_a_district_chosen_stands_over_the_place_in_the_words(query):
    put = query("worried, fleetwood", chosen={"district": frozenset({"chorley"})})
    assert put.filters == {"district": {"chorley"}} and "district" not in put.fits


def test_a_filter_leaves_out_and_makes_no_near_miss(found):
    slugs, near = found("cant sleep", chosen={"district": frozenset({"wyre"})})
    assert "wyre-nights" in slugs and near == []
    assert found("cant sleep", chosen={"kind": frozenset({"training"})}) == (["course"], [])


def test_a_filter_without_a_value_filters_nothing(query):
    assert query("worried", chosen={"kind": frozenset()}).filters == {}


def test_a_phase_in_the_words_makes_another_phase_a_near_miss(found):
    slugs, near = found("cant sleep year 5")
    assert "dream" not in slugs and "dream" in near


def test_a_phase_chosen_stands_over_the_one_in_the_words(query):
    put = query("cant sleep year 5", chosen={"phase": frozenset({"secondary"})})
    assert "phase" not in put.fits and put.ages == (9, 10)


def test_an_age_chosen_stands_over_the_year_in_the_words(query):
    assert query("worried year 5", age=15).ages == (15, 15)


@pytest.mark.parametrize(
    ("age", "phases"), [(3, {"early-years"}), (4, {"early-years", "primary"}), (11, {"primary", "secondary"}), (17, {"post-16"})]
)
def test_an_age_alone_fits_every_phase_it_falls_into(query, age, phases):
    assert query("worried", age=age).fits["phase"] == phases


def test_with_no_year_age_or_phase_every_phase_fits(query):
    assert "phase" not in query("worried").fits and query("worried").ages is None


def test_an_age_outside_makes_a_near_miss(found):
    assert "calm" in found("worried", age=12)[0]
    assert "calm" in found("worried", age=6)[1]


def test_a_situation_leaves_out_what_is_wrong_in_it(found, query):
    assert query("cant sleep, no ehcp").fits["no-ehcp"] == FITS
    slugs, near = found("cant sleep, no ehcp")
    assert "ehcp-nights" not in slugs and "ehcp-nights" in near


def test_what_kind_of_help_is_asked_for_and_for_whom_comes_higher(query):
    assert query("training for staff worried").boosts == {("kind", "training"): KIND_BOOST, ("audience", "staff"): AUDIENCE_BOOST}


def test_what_is_in_the_place_itself_comes_a_little_higher(query):
    assert query("worried, leyland").boosts == {("local", "south-ribble"): LOCAL_BOOST}


def test_a_service_that_is_named_comes_first(found, query):
    assert query("bloom").names == (IDS["bloom"],)
    assert found("bloom")[0][0] == "bloom"


def test_a_name_inside_a_longer_question_is_not_all_that_is_asked(query):
    assert query("bloom told family about autumn lego club").names == ()
    assert query("bloom for worried").names == ()


def test_the_name_of_what_may_have_ended_is_a_near_miss_and_offers_others_in_its_place(found):
    slugs, near = found("old roots")
    assert slugs == ["harm-help"] and near[0] == "id-of-gone"


def test_the_name_of_a_provider_that_has_nothing_else_does_the_same(found):
    slugs, near = found("roots trust")
    assert slugs == ["harm-help"] and near[0] == "id-of-gone"


def test_a_need_said_beside_an_ended_name_is_the_need_that_is_answered(query):
    assert set(query("old roots, cant sleep").concepts) == {"sleep"}


def test_words_alone_must_say_enough_to_find_something(query):
    put = query("lego club")
    assert (put.words, put.concepts, put.minimum_coverage) == (("lego", "club"), {}, COVERAGE_ALONE)


def test_a_topic_alone_gives_its_own_words_and_beside_a_need_adds_them(query):
    assert query("nursing").words == ("school", "nurse")
    assert query("nursing, worried").words == ("nursing", "worried", "school", "nurse")


def test_pages_follow_each_other(query):
    assert (query("worried").offset, query("worried").limit) == (0, PAGE_SIZE)
    assert query("worried", page=3).offset == 2 * PAGE_SIZE


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2)])
def test_there_is_always_a_page(total, pages):
    assert Found(Asked(), Reading(""), (), (), total).pages == pages


FULL = "sleepless, worried, year 5, leyland, staff"


def test_everything_understood_is_a_chip_that_says_how_to_take_it_away(searcher):
    assert set(chips_of(searcher.read(Asked(FULL)))) == {
        Chip("need", "sleep", "sleepless", "sleep"),
        Chip("need", "worry", "worried", "worry"),
        Chip("stage", "primary", "year 5", "stage"),
        Chip("place", "Leyland", "leyland", "place", ("south-ribble",)),
        Chip("audience", "staff", "staff", "audience"),
    }


def test_a_place_in_two_districts_gives_the_choice(searcher):
    assert [chip.choices for chip in chips_of(searcher.read(Asked("buckshaw")))] == [("chorley", "south-ribble")]


def test_where_nothing_is_understood_there_is_no_chip(searcher):
    assert list(chips_of(searcher.read(Asked("lego club")))) == []


@pytest.mark.parametrize("drop", ["sleep", "worry", "stage", "place", "audience"])
def test_what_is_dropped_is_gone_and_all_else_is_kept(searcher, drop):
    before, after = (set(chips_of(searcher.read(Asked(FULL, dropped=frozenset(gone))))) for gone in ((), {drop}))
    assert after == {chip for chip in before if chip.drop != drop} and len(after) == len(before) - 1


def test_what_is_dropped_no_longer_searches(query):
    put = query(FULL, dropped=frozenset({"sleep", "worry", "stage", "place", "audience"}))
    assert (put.concepts, put.ages, put.boosts, put.fits) == ({}, None, {}, {"district": HOME})


def test_dropping_what_is_not_there_changes_nothing(searcher):
    reading = searcher.read(Asked(FULL))
    assert without(reading, {"ocd", "nothing-at-all"}) == reading


def test_dropping_a_need_of_danger_keeps_urgent_help(tmp_path):
    reading = tiny_reader(tmp_path, **{"self-harm": ["cuts"]}).read("cuts")
    assert without(reading, {"self-harm"}).needs == () and without(reading, {"self-harm"}).urgent


def test_what_was_found_says_what_was_asked_and_understood(searcher):
    asked = Asked("cant sleep")
    found = searcher.find(asked)
    assert (found.asked, found.reading, found.total, found.degraded) == (asked, searcher.read(asked), len(found.ids), False)
    assert found.facets["kind"]["training"] == 1


def test_without_an_index_the_search_says_so(searcher, tmp_path):
    lost = Searcher(searcher.reader, Index(tmp_path / "gone"), {}, {}, HOME, {})
    with pytest.raises(IndexUnavailable):
        lost.find(Asked("cant sleep"))
