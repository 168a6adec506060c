"""The search page: what was understood and how to take it back, filters, near misses, paging, and what helps when nothing is found."""

import pytest

from directory.catalogue import queries
from tests.markup import assert_sound, by_id, href, links, main, parsed, shown_fields, text, with_class

pytestmark = pytest.mark.one_database
STAFFROOM = "yr 9 girl wont come in, leyland"


@pytest.fixture
def page(client):
    """Open the search page with these parameters, or at this address."""

    def opened(address="/services", **query):
        answer = client.get(address, query_string=query or None)
        assert answer.status_code == 200
        document = parsed(answer.text)
        assert_sound(document)
        return document

    return opened


def total(document):
    return int(text(by_id(document, "results")).split()[0])


def names(document):
    return [text(title) for title in with_class(document, "app-card__title")]


def chips(document):
    return {said.removeprefix("Remove: "): address for said, address in links(main(document)) if said.startswith("Remove: ")}


def title(document):
    return text(next(document.iter("title")))


def outside_the_box(document):
    """Every word of the page and of its attributes, but for the person's own box and what carries it along in addresses and forms."""
    for box in document.iter("input"):
        if box.get("name") == "q":
            box.set("value", "")
    values = [value for element in document.iter() for name, value in element.attrib.items() if name not in ("href", "action")]
    return " ".join([text(document), *values]).casefold()


def test_with_nothing_typed_everything_that_may_serve_the_home_districts_is_listed(page, session):
    areas = [set(service.districts) for service in queries.all_listed()]
    assert total(page()) == sum(not area or not area.isdisjoint({"chorley", "south-ribble"}) for area in areas)


def test_each_result_says_why_it_is_there_who_may_refer_how_and_how_far_to_trust_it(page):
    cards = with_class(page(q=STAFFROOM), "app-card")
    assert len(cards) == 20
    for card in cards:
        said = text(card)
        assert all(part in said for part in ("Shown because", "Who can refer", "How"))
        assert "Not yet confirmed by the provider" in said


def test_what_was_understood_stands_in_chips_with_the_words_that_said_so(page):
    document = page(q=STAFFROOM)
    assert list(chips(document)) == ["Emotionally based school avoidance (EBSA)", "Secondary, ages 13 to 14", "Leyland (South Ribble)"]
    assert "“wont come in” was read as EBSA." in text(main(document))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_wrong_reading_is_one_click_away(page, number):
    document = page(q=STAFFROOM)
    before = list(chips(document))
    after = page(chips(document)[before[number]])
    assert list(chips(after)) == [chip for chip in before if chip != before[number]]
    assert list(chips(page(href(main(after), "Read all of my words again")))) == before


def test_a_word_that_was_corrected_is_shown_with_what_it_was_read_as(page):
    assert "“anxeity” was read as" in text(main(page(q="anxeity")))


def test_a_place_in_two_districts_offers_both_and_guesses_neither(page, client):
    document = page(q="anxious, buckshaw village")
    assert "Buckshaw Village is in more than one district. Which do you mean?" in text(main(document))
    for district, slug in (("Chorley", "chorley"), ("South Ribble", "south-ribble")):
        chosen = page(href(main(document), district))
        assert f"District: {district}" in chips(chosen)
        assert by_id(chosen, f"facet-district-{slug}").get("checked") is not None
        assert "Which do you mean?" not in text(main(chosen))
    context = client.get("/services.json", query_string={"q": "anxious, buckshaw village"}).json["understood"]["context"]
    assert context["district"] is None


@pytest.mark.parametrize("words", ["she said she wants to die tonight", "he has taken an overdose", "going to kill himself"])
def test_dangerous_words_put_the_urgent_panel_first_still_search_and_are_not_said_back(page, words):
    document = page(q=words)
    first = next(element for element in main(document).iter() if element.tag in ("section", "h1"))
    assert first.get("class") == "app-urgent-panel"
    assert names(document)
    said = outside_the_box(document)
    assert words not in said
    assert "overdose" not in said.replace("overdoses", "") and "kill" not in said.replace("skill", "")


def test_everyday_words_put_no_panel_above_the_results(page):
    assert with_class(page(q="worried about exams"), "app-urgent-panel") == []


@pytest.mark.parametrize("words", ["school refuser year 5", "truant", "he is always kicking off and naughty"])
def test_blaming_words_are_understood_and_never_said_back(page, client, words):
    document = page(q=words)
    assert names(document)
    blaming = [word for word in ("refuser", "truant", "naughty", "kicking off") if word in words]
    assert not any(word in outside_the_box(document) for word in blaming)
    understood = client.get("/services.json", query_string={"q": words}).json["understood"]
    assert not any(word in need["because"] for word in blaming for need in understood["needs"])


@pytest.mark.parametrize("words", [STAFFROOM, "overdose", "zqzqzq"])
def test_the_title_never_holds_what_was_typed(page, words):
    said = title(page(q=words))
    assert not any(word in said for word in words.split())
    assert said.endswith(" - Find support for a pupil")


def test_the_title_tells_pages_and_results_apart(page):
    assert "page 1 of" in title(page())
    assert title(page()) != title(page(page=2)) != title(page(q="panic"))


def test_markup_typed_is_shown_as_words(page):
    document = page(q="<script>alert(1)</script><h1>Closed</h1>")
    assert len(list(document.iter("script"))) == 1
    assert by_id(document, "q").get("value") == "<script>alert(1)</script><h1>Closed</h1>"


def test_the_box_keeps_all_that_was_typed_and_the_page_says_that_only_the_first_part_was_read(page):
    words = "he is worried about school " * 60
    document = page(q=words)
    assert by_id(document, "q").get("value") == words.strip()
    assert by_id(document, "q").get("maxlength") is None
    assert "only the first part was read" in text(main(document))


def test_a_filter_that_is_on_is_shown_and_can_be_taken_off_alone(page):
    document = page("/services?q=anxious&level=targeted&level=specialist&district=chorley&age=14")
    on = [chip for chip in chips(document) if ": " in chip]
    assert on == ["Level of help: Targeted", "Level of help: Specialist", "District: Chorley", "Age: 14"]
    without = page(chips(document)["Level of help: Targeted"])
    assert [chip for chip in chips(without) if ": " in chip] == on[1:]
    assert [chip for chip in chips(page(href(main(document), "Take all filters away"))) if ": " in chip] == []


def test_the_form_of_filters_sends_everything_else_along(page):
    document = page("/services?q=anxious&drop=place&shortlist=kooth&level=targeted&page=2")
    form = next(form for form in document.iter("form") if form.get("aria-label") == "Filters")
    hidden = [(box.get("name"), box.get("value")) for box in form.iter("input") if box.get("type") == "hidden"]
    assert hidden == [("q", "anxious"), ("drop", "place"), ("shortlist", "kooth")]


def test_a_new_search_keeps_the_filters_and_the_shortlist_but_no_dropped_reading(page):
    document = page("/services?q=anxious&drop=anxiety&shortlist=kooth&level=targeted&age=9&page=2")
    form = next(form for form in document.iter("form") if form.get("role") == "search")
    hidden = [(box.get("name"), box.get("value")) for box in form.iter("input") if box.get("type") == "hidden"]
    assert hidden == [("level", "targeted"), ("age", "9"), ("shortlist", "kooth")]


def test_an_age_that_is_none_is_said_and_kept_in_its_box(page):
    document = page(q="anxious", age="banana")
    assert "“banana” is not an age from 0 to 25, so no age was used." in text(main(document))
    assert by_id(document, "age").get("value") == "banana"
    assert text(by_id(document, "age-error")).startswith("Error:")
    assert total(document) == total(page(q="anxious"))


def test_near_misses_stand_below_with_the_reason(page):
    document = page(q=STAFFROOM)
    near = with_class(document, "app-rows")[0]
    reasons = [text(row).rpartition("Left out: ")[2] for row in near.iter("li")]
    assert reasons and all(reason.startswith(("For ", "Only ")) for reason in reasons)


def test_every_result_comes_once_over_all_the_pages(page):
    first = page(q="anxious")
    shown = [name for number in range(1, -(-total(first) // 20) + 1) for name in names(page(q="anxious", page=number))]
    assert len(shown) == len(set(shown)) == total(first)


def test_a_page_past_the_end_leads_back(page):
    document = page(q="anxious", page=99)
    assert "There is no page 99" in text(main(document))
    assert names(page(href(main(document), "Go to the first one"))) == names(page(q="anxious"))


def test_where_nothing_is_found_the_page_says_what_to_do(page):
    document = page(q="zqzqzq xvxvxv")
    assert "Nothing matches what you asked for" in text(main(document))
    assert href(main(document), "look through the needs") == "/needs"
    assert "zqzqzq" not in outside_the_box(document)


def test_where_filters_leave_nothing_taking_them_away_is_offered(page):
    document = page("/services?q=school+avoidance+panel&kind=helpline&level=universal&age=1&need=ocd")
    assert href(main(document), "take all filters away") == "/services?q=school+avoidance+panel"


def test_words_that_matched_are_named_where_no_need_was_understood(page):
    card = with_class(page(q="zqzqzq makaton karate swimming lego"), "app-card")
    assert all("Words matched" in text(each) for each in card)


def test_a_named_service_comes_first(page):
    assert names(page(q="kooth"))[0] == "Kooth"


def test_a_named_service_that_may_have_ended_is_no_result_but_says_so_below(page):
    document = page(q="chathealth")
    assert "ChatHealth text service" not in names(document)
    assert "ChatHealth text service" in text(with_class(document, "app-rows")[0])
    assert "Left out: It may have ended." in text(main(document))


def test_every_box_of_the_page_has_a_name_that_the_address_knows(page):
    boxes = {box.get("name") for box in shown_fields(page(q=STAFFROOM))}
    assert boxes == {"q", "need", "level", "phase", "district", "referrer", "audience", "kind", "age"}


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cahms", "lscft-camhs"), ("camhs waiting list", "lscft-camhs"), ("cahms referral form", "lscft-camhs"),
        ("kooth phone number", "kooth"),
        ("yogi opening times", "yogi-group-school-sessions"),
    ],
)  # fmt: skip
def test_what_is_asked_of_a_service_leaves_it_the_thing_that_was_meant(client, typed, first):
    assert client.get("/services.json", query_string={"q": typed}).json["results"][0]["slug"] == first


@pytest.mark.one_database
def test_where_nobody_is_listed_for_a_need_the_page_says_so_above_what_is_related(client):
    assert "No service here is listed for Sleep." in client.get("/services?q=sleep").text
    assert "No service here is listed for" not in client.get("/services?q=ebsa").text
