"""The plan says the same as a page, as JSON and at a glance; and what it says comes from the live catalogue."""

from datetime import date

import pytest

from directory.catalogue.models import Service
from directory.config import CHECKOUT
from directory.db import db, transaction
from directory.pathways import loading
from directory.vocabulary import ListingStatus
from tests.markup import by_id, headings, links, main, parsed, text, with_class

SLUGS = [file.pathway.slug for file in loading.read(CHECKOUT / "seed_data")]
WORST = "urgent=none&attendance=under-50&phase=secondary&district=chorley&listed=yes"
STUCK = "urgent=none&attendance=under-90&tried=no-gain&alongside=nothing&phase=secondary&district=chorley&listed=yes"
UNKNOWN = {"urgent": "none", "phase": "secondary", "district": "chorley", "listed": "yes"}
KEYS = {
    "pathway", "version", "answers", "stage", "level", "urgent", "today", "this_week", "refer", "not_now", "evidence", "review",
    "move_up_if", "sources",
}  # fmt: skip


@pytest.fixture
def plan_of(client):
    """The JSON of a plan: "I don't know" to every question of the pathway, unless an answer is given."""

    def ask(slug, **given):
        answers = {**UNKNOWN, **given}
        while (answer := client.get(f"/pathways/{slug}/plan.json", query_string=answers)).status_code == 400:
            answers[answer.json["question"]] = "dont-know"
        return answer.json, client.get(f"/pathways/{slug}/plan", query_string=answers).text

    return ask


def slugs(found):
    return [each["slug"] for each in found]


@pytest.mark.one_database
@pytest.mark.parametrize("slug", SLUGS)
def test_page_json_and_glance_agree_on_services_and_actions(client, plan_of, slug):
    plan, page = plan_of(slug)
    document = parsed(page)
    shown = [address.removeprefix("/services/") for _, address in links(main(document)) if address.startswith("/services/")]
    shown = [each for each in shown if "/prepare" not in each]
    assert shown == slugs(plan["refer"]) + slugs(plan["not_now"])
    said = text(main(document))
    for part in ("today", "this_week", "evidence", "move_up_if"):
        assert all(statement["say"] in said for statement in plan[part]), part
    glance = text(main(parsed(client.get(f"/pathways/{slug}/at-a-glance?phase=secondary&district=chorley").text)))
    assert all(each["name"] in glance for each in plan["refer"])
    assert all(statement["say"] in glance for statement in [*plan["today"], *plan["this_week"], *plan["move_up_if"]])


@pytest.mark.one_database
def test_every_service_to_ask_has_a_way_to_ask_it(plan_of):
    cards = with_class(parsed(plan_of("anxiety")[1]), "app-contacts")
    assert cards and all(links(each) or "No way to reach it is known here." in text(each) for each in cards)


@pytest.mark.one_database
@pytest.mark.parametrize("slug", SLUGS)
def test_json_has_its_keys_and_every_service_its_reasons(plan_of, slug):
    plan, _ = plan_of(slug)
    assert plan.keys() >= KEYS and plan["pathway"] == slug and plan["today"] and plan["refer"]
    assert all(each["why"] and each["how"] and each["group"] in ("consult", "refer", "parent", "staff") for each in plan["refer"])
    assert all(each["why_not"] for each in plan["not_now"]) and plan["review"].keys() >= {"school_weeks", "by", "basis"}
    groups = [each["group"] for each in plan["refer"]]
    assert groups == sorted(groups, key=["consult", "refer", "parent", "staff"].index)


@pytest.mark.one_database
def test_every_statement_says_where_it_comes_from_or_that_it_is_proposed(client):
    plan = client.get(f"/pathways/ebsa/plan.json?{STUCK}").json
    said = [*plan["today"], *plan["this_week"], *plan["avoid"], *plan["evidence"], *plan["move_up_if"]]
    assert all(statement["proposed"] != bool(statement["sources"]) for statement in said)
    page = client.get(f"/pathways/ebsa/plan?{STUCK}").text
    assert plan["awaiting_sign_off"] and "Awaiting sign-off" in page and "It is not Lancashire policy" in page


@pytest.mark.one_database
def test_who_it_is_for_stands_apart_from_what_to_send(session, plan_of):
    plan, page = plan_of("ebsa")
    facts = [(text(row.find("dt")), text(row.find("dd"))) for row in main(parsed(page)).iter("div") if row.find("dt") is not None]
    criteria = [each for slug in slugs(plan["refer"]) for each in db.session.query(Service).filter_by(slug=slug).one().criteria]
    assert criteria and all(any(each in said for name, said in facts if name == "Who it is for") for each in criteria)
    assert all(said.startswith("Consent: ") for name, said in facts if name == "What to send")


@pytest.mark.one_database
def test_lancashire_s_own_thresholds_lead_to_their_stages(client):
    def stage(**answers):
        return client.get("/pathways/ebsa/plan.json", query_string={**UNKNOWN, "alongside": "nothing", **answers}).json["level"]

    assert stage(attendance="90-and-over", tried="not-yet") == "universal"
    assert stage(attendance="under-90", tried="not-yet") == "targeted"
    assert stage(attendance="under-75", tried="not-yet") == "specialist"
    assert stage(attendance="under-75", tried="no-gain") == "crisis"
    assert stage(attendance="under-50") == "crisis"


@pytest.mark.one_database
def test_a_yes_to_urgency_is_a_plan_of_calls_in_json_too(client):
    plan = client.get("/pathways/ebsa/plan.json?urgent=danger").json
    assert plan.keys() >= KEYS and plan["level"] == "crisis" and plan["urgent"]["flag"] == "danger"
    assert plan["urgent"]["calls"][0]["lines"][0]["number"] == "999" and slugs(plan["refer"])[0] == "emergency-999"
    assert plan["not_now"] == [] and "999" in plan["today"][0]["say"]


@pytest.mark.one_database
def test_urgent_help_stands_before_the_first_thing_to_do(client):
    page = client.get(f"/pathways/ebsa/plan?{STUCK}").text
    assert 0 < page.index('id="urgent"') < page.index('id="today"') < page.index('id="refer"') < page.index('id="sources"')


@pytest.mark.one_database
def test_a_card_for_danger_whose_contact_is_not_known_gives_the_urgent_numbers(app, plan_of):
    with app.app_context():
        names = {service.name for service in db.session.query(Service) if service.for_danger}
    cards = [card for slug in ("self-harm", "crisis", "eating") for card in with_class(parsed(plan_of(slug)[1]), "app-card")]
    without = [card for card in cards if "No contact is published" in text(card)]
    calls = {links(card)[0][0]: [number for _, number in links(card) if number.startswith("tel:")] for card in without}
    assert calls.keys() & names and calls == {name: ["tel:999", "tel:111"] if name in names else [] for name in calls}


@pytest.mark.one_database
def test_a_withheld_number_is_on_no_page(client, plan_of):
    for slug in ("suicidal-thoughts", "self-harm", "crisis", "ebsa"):
        plan, page = plan_of(slug)
        for number in ("8009530110", "8000130708"):
            assert number not in page.replace(" ", "") and number not in str(plan).replace(" ", "")


def test_a_service_that_is_paused_or_has_ended_leaves_the_plan_at_once_and_says_why(client, app):
    before = slugs(client.get(f"/pathways/ebsa/plan.json?{STUCK}").json["refer"])
    assert {"lancashire-ep-consultation", "early-help-assessment"} <= set(before)
    with app.app_context(), transaction() as session:
        paused = session.query(Service).filter_by(slug="lancashire-ep-consultation").one()
        ended = session.query(Service).filter_by(slug="early-help-assessment").one()
        paused.paused_on, ended.status = date(2026, 11, 2), ListingStatus.POSSIBLY_ENDED
    plan = client.get(f"/pathways/ebsa/plan.json?{STUCK}").json
    why_not = {each["slug"]: each["why_not"] for each in plan["not_now"]}
    assert not {"lancashire-ep-consultation", "early-help-assessment"} & set(slugs(plan["refer"]))
    assert why_not["lancashire-ep-consultation"] == ["Not taking referrals since 2 November 2026: ask when it opens again"]
    assert why_not["early-help-assessment"][0].startswith("It may have ended")
    assert "lancashire-ep-consultation" not in client.get("/pathways/ebsa/at-a-glance").text
    assert set(slugs(plan["refer"])) <= set(before)


def test_a_school_that_is_not_listed_is_told_why_the_team_is_not_for_it(client, app):
    listed = client.get("/pathways/anxiety/plan.json", query_string={**UNKNOWN}).json
    assert "error" in listed  # the pathway's own questions come first
    with app.app_context():
        only = [service.slug for service in db.session.query(Service).filter_by(listed_schools_only=True)]
    answers = dict(UNKNOWN)
    while (answer := client.get("/pathways/anxiety/plan.json", query_string=answers)).status_code == 400:
        answers[answer.json["question"]] = "dont-know"
    shown = set(slugs(answer.json["refer"])) & set(only)
    assert shown
    changed = client.get("/pathways/anxiety/plan.json", query_string={**answers, "listed": "no"}).json
    assert not shown & set(slugs(changed["refer"]))
    assert all("yours is not on it" in each["why_not"][0] for each in changed["not_now"] if each["slug"] in shown)


def test_changing_district_never_shows_a_service_that_does_not_serve_it(client, app):
    with app.app_context():
        local = {service.slug: service.districts for service in db.session.query(Service) if service.coverage.value == "districts"}
        home = ("chorley", "south-ribble", "fylde", "lancaster", "preston", "west-lancashire", "wyre")
    for district in home:
        plan = client.get(f"/pathways/ebsa/plan.json?{STUCK.replace('chorley', district)}").json
        assert all(district in local.get(slug, [district]) for slug in slugs(plan["refer"])), district


@pytest.mark.one_database
def test_from_the_plan_a_referral_is_prepared_and_a_shortlist_made(client):
    plan = client.get(f"/pathways/ebsa/plan.json?{STUCK}").json
    addresses = [address for _, address in links(main(parsed(client.get(f"/pathways/ebsa/plan?{STUCK}").text)))]
    for slug in slugs(plan["refer"])[:3]:
        assert f"/services/{slug}/prepare" in addresses and f"/shortlist?service={slug}" in addresses


@pytest.mark.one_database
def test_what_is_assumed_for_an_answer_not_known_is_said(plan_of):
    _, page = plan_of("ebsa", attendance="dont-know")
    assert "You did not know: “What is the pupil&#39;s attendance now?” This plan takes it to be: " in page


@pytest.mark.one_database
def test_the_glance_has_its_address_its_version_and_a_code_to_scan(client):
    document = parsed(client.get("/pathways/ebsa/at-a-glance?phase=primary&district=chorley").text)
    said = text(main(document))
    assert "http://localhost:8000/pathways/ebsa/at-a-glance?phase=primary&district=chorley" in said and "Version 1" in said
    assert with_class(document, "app-glance__code")[0].get("role") == "img" and len(headings(document, "h2")) == 5
    assert by_id(document, "phase") is not None


@pytest.mark.one_database
def test_a_plan_says_the_answers_that_led_to_its_stage_and_on_paper_all_of_them(client):
    def parts_of(**answers):
        page = parsed(client.get("/pathways/ebsa/plan", query_string={**UNKNOWN, **answers}).text)
        return [text(next(each for each in page.iter() if each.get("id") == id)) for id in ("because", "answers")]

    because, paper = parts_of(attendance="90-and-over", tried="no-gain", alongside="nothing")
    assert because == "What has been tried so far? A plan that has been reviewed, without enough change"
    assert "attendance now? 90% or more" in paper and "None of these" in paper and "Where is your school? Chorley" in paper
    because, _ = parts_of(attendance="under-75", tried="no-gain", alongside="nothing")
    assert "75%" in because
