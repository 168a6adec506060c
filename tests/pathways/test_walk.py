"""The walk through the pages: urgency first whatever the address says, one question at a time, and nothing kept."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from directory.config import CHECKOUT
from directory.pathways import loading
from tests.conftest import URGENT_NUMBERS
from tests.markup import assert_sound, by_id, headings, href, links, main, parsed, text

SLUGS = [file.pathway.slug for file in loading.read(CHECKOUT / "seed_data")]
FLAGS = ["danger", "safeguarding", "self-harm", "suicidal-thoughts", "eating", "psychosis", "dont-know"]
pytestmark = pytest.mark.one_database


def fields(document):
    """What the form of the page sends, and what can be chosen."""
    form = next(element for element in document.iter("form") if "/pathways/" in (element.get("action") or ""))
    kept = {field.get("name"): field.get("value") for field in form.iter("input") if field.get("type") == "hidden"}
    radios = [field for field in form.iter("input") if field.get("type") == "radio"]
    return form.get("action"), kept, radios[0].get("name"), [radio.get("value") for radio in radios]


def choose(client, document, pick):
    """Answer the question of the page as a browser without a script does; the page that comes next, and its address."""
    action, kept, name, values = fields(document)
    answer = client.get(action, query_string={**kept, name: pick(name, values)}, follow_redirects=True)
    return answer.request.full_path.rstrip("?"), parsed(answer.text)


def walk(client, slug, pick):
    """From the start to the plan; the addresses on the way, and the page at the end."""
    address, document = f"/pathways/{slug}", parsed(client.get(f"/pathways/{slug}").text)
    seen = [address]
    while not address.startswith(f"/pathways/{slug}/plan") and len(seen) < 9:
        address, document = choose(client, document, pick)
        assert_sound(document)
        seen.append(address)
    return seen, document


def first_after_none(name, values):
    return "none" if name == "urgent" else values[0]


def last_known(name, values):
    return "none" if name == "urgent" else values[-2]


def unknown(name, values):
    return "none" if name == "urgent" else "dont-know"


@pytest.mark.parametrize("pick", [first_after_none, last_known, unknown])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_pathway_is_walked_to_a_plan_in_at_most_seven_questions(client, slug, pick):
    seen, document = walk(client, slug, pick)
    assert seen[-1].startswith(f"/pathways/{slug}/plan?") and len(seen) - 1 <= 7
    said = headings(document, "h2")
    assert said.index("Today") < said.index("This week") < said.index("Ask or refer now") < said.index("Not now, and why")


@pytest.mark.parametrize("slug", SLUGS)
def test_the_first_question_of_every_pathway_is_about_urgency_and_dont_know_is_its_last_answer(client, slug):
    _, kept, name, values = fields(parsed(client.get(f"/pathways/{slug}").text))
    assert name == "urgent" and values[0] == "danger" and values[1] == "safeguarding" and values[-2:] == ["none", "dont-know"]
    own = {"self-harm", "suicidal-thoughts", "eating"} & {slug}
    assert values == [flag for flag in FLAGS[:-1] if flag not in own] + ["none", "dont-know"] and kept == {"asked": "urgent"}


@pytest.mark.parametrize(
    "address",
    [
        "/pathways/ebsa/attendance",
        "/pathways/ebsa/tried?attendance=under-90",
        "/pathways/ebsa/district?attendance=under-90&tried=no-gain&phase=primary",
        "/pathways/ebsa/plan",
        "/pathways/ebsa/plan?attendance=under-90&tried=no-gain&alongside=nothing&phase=primary&district=chorley&listed=yes",
        "/pathways/ebsa/plan?urgent=&attendance=under-50",
        "/pathways/ebsa/plan?urgent=no-such-answer",
    ],
)
def test_a_deep_link_without_an_answer_about_urgency_asks_that_first(client, address):
    answer = client.get(address)
    assert answer.status_code == 302 and urlsplit(answer.location).path == "/pathways/ebsa/urgent"
    kept = dict(parse_qsl(urlsplit(answer.location).query))
    assert kept == {name: value for name, value in parse_qsl(urlsplit(address).query) if name != "urgent"}


def test_the_json_of_a_plan_without_an_answer_about_urgency_is_refused_and_says_what_to_ask(client):
    answer = client.get("/pathways/ebsa/plan.json?attendance=under-90")
    assert answer.status_code == 400 and answer.json["question"] == "urgent"
    assert answer.json["next"] == "/pathways/ebsa/urgent?attendance=under-90"


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("page", ["plan", "attendance", "district"])
def test_any_yes_leaves_at_once_to_its_fixed_page(client, flag, page):
    answer = client.get(f"/pathways/ebsa/{page}?urgent={flag}&attendance=under-90")
    assert answer.status_code == 302 and answer.location == f"/pathways/act-now/{flag}?from=ebsa"


CALLS = {
    "danger": "tel:999",
    "safeguarding": "tel:03001236720",
    "self-harm": "tel:999",
    "suicidal-thoughts": "tel:999",
    "eating": "tel:999",
    "psychosis": "tel:111",
    "dont-know": "tel:999",
}


@pytest.mark.parametrize("flag", FLAGS)
def test_a_fixed_page_begins_with_the_right_call_and_has_them_all(client, flag):
    document = parsed(client.get(f"/pathways/act-now/{flag}?from=ebsa").text)
    assert_sound(document)
    calls = [address for _, address in links(main(document)) if address.startswith("tel:")]
    assert calls[0] == CALLS[flag] and {"tel:999", "tel:111"} <= set(calls)


def test_a_fixed_page_never_links_to_what_is_no_plain_name(client):
    for given in ("//evil.example", "a/../b", "%0d%0a", "x" * 90, "javascript:alert(1)"):
        addresses = [address for _, address in links(parsed(client.get("/pathways/act-now/dont-know", query_string={"from": given}).text))]
        assert not any(given in address for address in addresses)


def test_the_fixed_pages_need_no_database(make_app):
    client = make_app(seeded=False).test_client()
    assert all(client.get(f"/pathways/act-now/{flag}").status_code == 200 for flag in FLAGS)


def test_a_question_without_an_answer_is_asked_again_and_says_so(client):
    answer = client.get("/pathways/ebsa/plan?urgent=none&asked=attendance", follow_redirects=True)
    document = parsed(answer.text)
    assert next(document.iter("title")).text.startswith("Error: ")
    assert href(main(document), "Choose one answer") == "#attendance" and by_id(document, "attendance") is not None


def test_back_and_change_keep_every_answer(client):
    query = "urgent=none&attendance=under-90&tried=no-gain&alongside=nothing&phase=secondary&district=chorley&listed=yes"
    document = parsed(client.get(f"/pathways/ebsa/plan?{query}").text)
    change = href(main(document), "Change What is the pupil's attendance now?")
    assert change == f"/pathways/ebsa/attendance?{query}"
    page = parsed(client.get(change).text)
    chosen = [field.get("value") for field in page.iter("input") if field.get("checked") is not None]
    assert chosen == ["under-90"] and href(page, "Back").startswith("/pathways/ebsa/urgent?urgent=none&")
    _, kept, name, _ = fields(page)
    assert {**kept, name: "under-90"} == {**dict(parse_qsl(query)), "asked": "attendance"}


def test_nothing_is_kept_and_nothing_can_be_typed(client):
    answer = client.get("/pathways/ebsa/attendance?urgent=none")
    assert answer.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in answer.headers
    boxes = [field for field in parsed(answer.text).iter("input") if field.get("type") not in ("hidden", "radio")]
    assert boxes == []


def test_what_is_asked_of_the_school_is_asked_only_where_it_changes_something(client):
    asked = {
        slug: [urlsplit(address).path.rsplit("/", 1)[1] for address in walk(client, slug, last_known)[0]] for slug in ("ebsa", "sleep")
    }
    assert "district" in asked["ebsa"] and "listed" not in asked["sleep"]


def test_a_need_without_a_pathway_of_its_own_name_leads_to_its_pathway(client):
    assert client.get("/pathways/autism").location == "/pathways/adhd-autism"
    assert client.get("/pathways/no-such-pathway").status_code == 404
    assert client.get("/pathways/ebsa/no-such-question?urgent=none").status_code == 404


def test_every_page_has_the_urgent_numbers(client):
    for address in ("/pathways", "/pathways/ebsa", "/pathways/ebsa/attendance?urgent=none", "/pathways/ebsa/at-a-glance"):
        assert all(number in client.get(address).text for number in URGENT_NUMBERS)


def test_the_list_has_every_pathway(client):
    assert {f"/pathways/{slug}" for slug in SLUGS} <= {address for _, address in links(main(parsed(client.get("/pathways").text)))}


def test_the_map_says_in_words_what_it_draws(client):
    document = parsed(client.get("/pathways/ebsa").text)
    words = text(by_id(document, "map-words"))
    drawn = "".join(text(element) for element in document.iter("{http://www.w3.org/2000/svg}text") or document.iter("text"))
    for number, name in enumerate(("Whole school", "Early signs", "Persistent", "Complex", "Acute"), start=1):
        assert name in words and f"{number}. {name}" in drawn
