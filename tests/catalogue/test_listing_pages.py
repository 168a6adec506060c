"""The pages of one thing: a service, its checklist, a provider, a need; and what they say of unknown facts and of services that ended."""

from datetime import date

import pytest

from directory.catalogue import need_groups, queries
from directory.catalogue.need_page import by_first_level, first_level, other_names
from directory.db import transaction
from directory.vocabulary import Kind, Level, ListingStatus
from tests.factories import answers, need, service
from tests.markup import assert_sound, by_id, headings, href, links, main, parsed, text, with_class

ORDER = [
    "Who may refer",
    "How to refer",
    "What to have tried, and what to send",
    "What happens next, and how long it takes",
    "Cost",
    "Contact",
]
LAST = ["Sources and dates", "Something wrong here?"]
REFERRED_TO = {Kind.PUPIL_SUPPORT, Kind.PARENT_SUPPORT, Kind.CONSULTATION, Kind.PANEL, Kind.PROCESS}
only_sqlite = pytest.mark.one_database


@pytest.fixture
def page(client):
    def opened(address):
        answer = client.get(address)
        assert answer.status_code == 200, address
        document = parsed(answer.text)
        assert_sound(document)
        return document

    return opened


@pytest.fixture
def listed(session):
    return queries.all_listed()


@pytest.fixture
def ended(session):
    return queries.services(~queries.Service.visible())


@only_sqlite
def test_a_listing_answers_the_questions_of_a_school_in_order(page, listed):
    for each in listed:
        said = headings(page(f"/services/{each.slug}"), "h1", "h2")
        assert said[:2] in ([each.name, "Is it for this child?"], [each.name, "Is it right for you?"])
        wanted = [*ORDER, *(["What is not known yet"] if each.to_confirm else []), *LAST]
        assert [heading for heading in said if heading in {*ORDER, "What is not known yet", *LAST}] == wanted


@only_sqlite
def test_a_listing_shows_every_fact_that_is_known_and_says_which_is_not(page, listed):
    for each in listed:
        said = text(main(page(f"/services/{each.slug}")))
        known = [each.summary, each.description, each.how_to_refer, each.cost, each.waiting_time, each.consent, *each.criteria]
        assert [fact for fact in [*known, *each.not_for, *each.to_confirm] if fact and " ".join(fact.split()) not in said] == []
        assert ("Whether consent is needed is not known" in said) == (each.consent is None)
        assert ("Not known. Ask how long the wait is" in said) == (each.waiting_time is None)
        assert "Not yet confirmed by the provider" in said


@only_sqlite
def test_a_listing_names_its_sources_with_dates_as_people_say_them(page):
    said = text(by_id(page("/services/compass-bloom-mhst"), "sources"))
    assert "9 March 2022" in said and "No date given" in said
    assert "2022-03-09" not in said


URGENT = ["tel:999", "tel:111"]


@only_sqlite
@pytest.mark.parametrize("address", ["/services/{}", "/services/{}/prepare", "/shortlist?service={}"])
def test_a_service_for_danger_whose_contact_is_not_known_gives_the_urgent_numbers(page, address):
    for slug in ("lscft-initial-response", "lscft-eating-disorders"):
        assert [number for _, number in links(main(page(address.format(slug)))) if number.startswith("tel:")] == URGENT
    for slug in ("kooth", "suicide-first-aid-orange-button"):
        assert not [number for _, number in links(main(page(address.format(slug)))) if number.startswith("tel:")]


@only_sqlite
def test_a_problem_can_be_reported_from_every_listing(page):
    assert href(by_id(page("/services/kooth"), "report"), "Report a problem") == "/services/kooth/report"


@only_sqlite
def test_a_service_that_may_have_ended_says_so_and_shows_others_but_no_way_to_reach_it(page, ended):
    assert ended
    for each in ended:
        for address in (f"/services/{each.slug}", f"/services/{each.slug}/prepare"):
            document = page(address)
            said = text(main(document))
            assert "May have ended" in said and "What there is instead" in said
            assert with_class(document, "app-contacts") == []
            addresses = [address or "" for _, address in links(main(document))]
            assert not [address for address in addresses if address.startswith(("tel:", "sms:", "http"))]
            assert [address for address in addresses if address.startswith("/needs/")]


@only_sqlite
def test_what_is_offered_instead_is_listed_and_made_for_one_of_its_needs(ended, listed):
    offered = queries.alternatives(next(each for each in ended if each.slug == "n-compass-butterfly-phoenix"))
    assert offered and {each.id for each in offered} <= {each.id for each in listed}
    for each in offered:
        assert any(answered.need.slug == "self-harm" and answered.strength == "main" for answered in each.needs)


@only_sqlite
def test_a_service_that_may_have_ended_is_on_no_list(page, ended):
    for each in ended:
        needs = [f"/needs/{answered.need.slug}" for answered in each.needs]
        for address in (f"/providers/{each.organisation.slug}", *needs, f"/shortlist?service={each.slug}", "/services"):
            assert f"/services/{each.slug}" not in [address for _, address in links(page(address))]


@only_sqlite
def test_a_checklist_holds_what_to_check_send_and_ask(page, listed):
    for each in listed:
        said = text(main(page(f"/services/{each.slug}/prepare")))
        assert "1. Check that it fits" in said
        facts = [*each.criteria, *each.not_for, *each.to_confirm, each.consent if "Agree it with the family" in said else None]
        assert [fact for fact in facts if fact and " ".join(fact.split()) not in said] == []
        assert ("Agree it with the family" in said) == (each.kind in REFERRED_TO and each.who_can_refer != ["young-person"])


@only_sqlite
def test_a_checklist_asks_for_nothing_to_be_typed(page, listed):
    for each in listed[:10]:
        tags = {element.tag for element in main(page(f"/services/{each.slug}/prepare")).iter()}
        assert tags.isdisjoint({"form", "input", "textarea", "select", "button"})


@only_sqlite
def test_a_need_shows_each_of_its_services_once_in_the_order_of_the_levels(page, session):
    for each in queries.all_needs():
        document = page(f"/needs/{each.slug}")
        expected = queries.answering(each)
        shown = [address for _, address in links(main(document)) if address and address.startswith("/services/")]
        assert sorted(shown) == sorted(f"/services/{found.slug}" for found in expected)
        levels = [heading for heading in headings(document, "h2") if heading in [level.label for level in Level]]
        assert levels == [level.label for level in Level if any(first_level(found) == level for found in expected)]
        assert ("No listing names this need yet." in text(main(document))) == (not expected)


@only_sqlite
def test_a_need_about_safety_begins_with_the_urgent_numbers(page, session):
    for each in queries.all_needs():
        assert bool(with_class(page(f"/needs/{each.slug}"), "app-urgent-panel")) == each.safety


def test_a_service_stands_under_the_first_level_it_works_at_and_what_is_made_for_the_need_comes_first():
    sleep, other = need(slug="sleep"), need(slug="other")
    both = service(levels=[Level.SPECIALIST, Level.TARGETED], needs=[answers(other)], name="B")
    made_for = service(levels=[Level.TARGETED], needs=[answers(sleep)], name="C")
    for each in (both, made_for):
        each.needs[0].need_id = each.needs[0].need.id
    (step,) = by_first_level(sleep, [both, made_for])
    assert (step.level, list(step.made_for_it), list(step.also_helps)) == (Level.TARGETED, [made_for], [both])


@only_sqlite
@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("lancashire-ep-consultation", "The provider’s own website: lancashire.gov.uk"),
        ("pmhw-consultation", "No way to reach it is known here. Ask your SENCO"),
    ],
)
def test_where_no_contact_is_published_the_page_says_what_else_there_is(page, slug, said):
    for address in (f"/services/{slug}", f"/services/{slug}/prepare", f"/shortlist?service={slug}"):
        assert said in text(main(page(address))), address


def test_a_paused_service_stands_last_at_its_level():
    sleep = need(slug="sleep")
    paused = service(needs=[answers(sleep)], paused_on=date(2026, 11, 2))
    running = service(needs=[answers(sleep)])
    for each in (paused, running):
        each.needs[0].need_id = sleep.id
    (step,) = by_first_level(sleep, [paused, running])
    assert list(step.made_for_it) == [running, paused]


def test_what_its_name_says_is_not_said_again():
    assert other_names(need(name="Self-harm", also_called=["self-harm", "self-injury"])) == ["self-injury"]


@only_sqlite
def test_all_needs_stand_once_in_groups(page, session):
    document = page("/needs")
    shown = [address for _, address in links(main(document)) if address.startswith("/needs/")]
    assert sorted(shown) == sorted(f"/needs/{each.slug}" for each in queries.all_needs())
    assert len(headings(document, "h2")) == 8


def test_a_need_in_no_group_stands_under_other():
    known, new = need(slug="known"), need(slug="new")
    groups = need_groups.grouped({"First": ["known", "gone"], "Empty": []}, [new, known])
    assert [(group.name, list(group.needs)) for group in groups] == [("First", [known]), ("Other", [new])]


def test_a_file_of_groups_that_is_none_refuses_the_start(tmp_path):
    path = tmp_path / "need_groups.yaml"
    path.write_text("- name: Without needs\n")
    with pytest.raises(SystemExit, match="must be a list of groups"):
        need_groups.read(path)


@only_sqlite
def test_the_start_has_one_box_urgent_help_and_the_needs_with_most_services(page, session):
    document = page("/")
    assert headings(document, "h1") == ["What does the pupil need help with?"]
    assert href(main(document), "Urgent help: who to call, and what to do first") == "/urgent-help"
    shown = [address for _, address in links(main(document)) if address.startswith("/needs/")]
    assert len(shown) == 12 and {"/needs/ebsa", "/needs/anxiety", "/needs/low-mood"} <= set(shown)
    assert href(main(document), "See all 35 needs") == "/needs"


@only_sqlite
def test_a_provider_shows_its_services_and_only_a_website_that_may_be_shown(page):
    document = page("/providers/lscft")
    assert "/services/lscft-camhs" in [address for _, address in links(main(document))]


@pytest.mark.parametrize("address", ["/services/none", "/services/none/prepare", "/providers/none", "/needs/none", "/services/KOOTH"])
def test_what_is_not_there_is_not_found_and_urgent_help_is(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "tel:999" in answer.text


def test_a_service_becomes_unlisted_when_it_may_have_ended(client, app):
    with app.app_context(), transaction() as session:
        session.query(queries.Service).filter_by(slug="kooth").one().status = ListingStatus.POSSIBLY_ENDED
    assert "May have ended" in client.get("/services/kooth").text
    assert 'href="/services/kooth"' not in client.get("/needs/anxiety").text
    assert "kooth" not in [result["slug"] for result in client.get("/services.json?q=kooth").json["results"]]
