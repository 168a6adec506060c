"""The worklist: who is asked first and why, and a letter with exactly what a provider's listings leave open."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.models import AuditEntry, Mail
from directory.catalogue import queries as catalogue
from directory.catalogue.models import Contact, Service
from directory.db import db, transaction
from directory.reports import queries
from directory.reports.worklist import Offer, tasks
from directory.vocabulary import ContactKind
from tests import factories
from tests.markup import links, main, parsed, text
from tests.people import editor, person, post, sign_in_as

PLACES = [("ebsa", "targeted"), ("ebsa", "specialist"), ("sleep", "universal")]
offers = st.builds(
    Offer,
    name=st.just("A"),
    provider=st.sampled_from(["one", "two", "three"]),
    places=st.frozensets(st.sampled_from(PLACES)),
    questions=st.lists(st.just("Which?"), max_size=3).map(tuple),
    confirmed=st.booleans(),
    paused=st.booleans(),
)


def offer(provider, *places, questions=(), confirmed=False, paused=False):
    return Offer(provider, provider, frozenset(places), questions, confirmed, paused)


@given(st.lists(offers, max_size=8))
def test_everybody_with_something_to_answer_is_there_once_and_nobody_else(all_offers):
    found = tasks(all_offers, {})
    assert sorted(task.provider for task in found) == sorted({each.provider for each in all_offers if each.questions or not each.confirmed})
    for task in found:
        assert task.questions == sum(len(each.questions) for each in all_offers if each.provider == task.provider)
        for place in task.alone:
            running = [each for each in all_offers if place in each.places and not each.paused]
            assert running and all(each.provider == task.provider and not each.confirmed for each in running)


def test_who_stands_alone_comes_first_then_who_has_most_questions_and_last_who_was_asked():
    found = tasks(
        [
            offer("asked", PLACES[0], PLACES[1], questions=("a", "b", "c")),
            offer("alone", PLACES[2]),
            offer("few", questions=("a",)),
            offer("many", questions=("a", "b")),
            offer("done", confirmed=True),
        ],
        {"asked": date(2026, 11, 3)},
    )
    assert [task.provider for task in found] == ["alone", "many", "few", "asked"]
    assert [task.alone for task in found] == [[PLACES[2]], [], [], sorted(PLACES[:2])]


def test_nobody_stands_alone_beside_a_confirmed_or_another_provider_but_does_beside_a_paused_one():
    alone = lambda *others: tasks([offer("one", PLACES[0]), *others], {})[0].alone  # noqa: E731 - said once, read thrice
    assert alone(offer("one", PLACES[0], confirmed=True)) == []
    assert alone(offer("two", PLACES[0])) == []
    assert alone(offer("two", PLACES[0], paused=True)) == [PLACES[0]]


def test_one_place_shows_only_those_behind_it():
    both = [offer("one", PLACES[0]), offer("two", PLACES[1])]
    assert [task.provider for task in tasks(both, {}, PLACES[1])] == ["two"]


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


def questions_of(slug):
    return [question for service in catalogue.services_of(catalogue.provider(slug)) for question in service.to_confirm]


@pytest.mark.one_database
def test_every_letter_lists_exactly_the_questions_of_its_provider(app, chief):
    with app.app_context():
        wanted = {slug: questions_of(slug) for slug in catalogue.provider_names() if slug not in catalogue.rung_by_everyone()}
        withheld = [value for (value,) in db.session.query(Contact.value).filter(~Contact.publish)]
    assert withheld and sum(map(len, wanted.values())) > 150
    for slug, questions in wanted.items():
        said = chief.get(f"/editor/worklist/{slug}").text
        lines = [line.removeprefix("- ") for line in "".join(main(parsed(said)).itertext()).split("\n") if line.startswith("- ")]
        assert [line for line in lines if line != "Is everything on the page still right?"] == questions, slug
        assert [value for value in withheld if value in said] == [], slug


@pytest.mark.one_database
def test_a_letter_greets_and_is_signed_by_the_editor_who_writes(app):
    with app.app_context():
        alex = sign_in_as(app.test_client(), editor(name="Alex Example"))
    said = text(main(parsed(alex.get("/editor/worklist/compass").text)))
    assert said.index("Hello, Schools in Chorley") < said.index("Thank you for your help. Alex Example One of the editors of")


@pytest.mark.one_database
def test_nobody_writes_to_999_or_111_and_without_an_address_a_letter_is_only_printed_or_copied(chief):
    every = chief.get("/editor/worklist").text
    for slug in ("emergency-services", "nhs"):
        assert f"/worklist/{slug}" not in every and chief.get(f"/editor/worklist/{slug}").status_code == 404
    page = main(parsed(chief.get("/editor/worklist/primary-mental-health-workers").text))
    assert "Print this page, or copy the words" in text(page)
    assert not [button for button in page.iter("button") if text(button) == "Send it by e-mail"]
    assert not [address for _, address in links(page) if address.startswith("mailto:")]


def test_a_letter_is_sent_once_to_each_of_its_people_dated_and_logged(app, chief):
    with app.app_context():
        for address in ("one@example.org", "two@example.org"):
            person("compass", email=address)
    assert "Not asked yet" in text(main(parsed(chief.get("/editor/worklist/compass").text)))
    assert post(chief, "/editor/worklist/compass/send").status_code == 303
    with app.app_context():
        sent = db.session.query(Mail).filter(Mail.subject == "Questions from schools about Compass").all()
        assert sorted(mail.to for mail in sent) == ["one@example.org", "two@example.org"]
        assert all(question in sent[0].text for question in questions_of("compass")) and "/desk" in sent[0].text
        assert queries.last_asked() == {"compass": date.today()}
        assert db.session.query(AuditEntry).filter_by(verb="asked a provider what is not known").count() == 1
    assert "Asked on" in text(main(parsed(chief.get("/editor/worklist/compass").text)))
    rows = [text(row) for row in main(parsed(chief.get("/editor/worklist").text)).iter("li")]
    assert rows[-1].startswith("Compass")


def test_asking_in_another_way_is_dated_too_and_sends_nothing(app, chief):
    assert post(chief, "/editor/worklist/kooth/asked").status_code == 303
    with app.app_context():
        assert queries.last_asked() == {"kooth": date.today()} and db.session.query(Mail).count() == 0


@pytest.mark.one_database
def test_9_the_link_to_ones_own_mail_carries_the_letter_and_no_other_header(app, chief):
    with app.app_context(), transaction() as session:
        provider = factories.organisation(slug="quokka", name="Quokka & Sons?bcc=x@example.org")
        listed = factories.service(organisation=provider, to_confirm=["Cost & time\r\nBcc: y@example.org"])
        listed.contacts = [
            factories.contact("hidden@example.org", ContactKind.EMAIL, publish=False),
            factories.contact("help+us@example.org", ContactKind.EMAIL),
        ]
        session.add(listed)
    page = main(parsed(chief.get("/editor/worklist/quokka").text))
    (link,) = [each.get("href") for each in page.iter("a") if (each.get("href") or "").startswith("mailto:")]
    parts = urlsplit(link)
    assert parts.path == "help+us@example.org" and "hidden" not in link
    fields = parse_qs(parts.query, strict_parsing=True)
    assert sorted(fields) == ["body", "subject"]
    assert fields["subject"] == ["Questions from schools about Quokka & Sons?bcc=x@example.org"] and "Cost & time" in fields["body"][0]


@pytest.mark.one_database
def test_a_cell_that_is_not_confirmed_leads_to_those_behind_it(app, chief):
    page = main(parsed(chief.get("/editor/coverage").text))
    (link,) = [
        each.get("href")
        for each in page.iter("a")
        if "need=parent-anxiety&level=specialist" in (each.get("href") or "") and "worklist" in each.get("href")
    ]
    found = {
        each.get("href").rsplit("/", 1)[1] for each in main(parsed(chief.get(link).text)).iter("a") if "/worklist/" in each.get("href")
    }
    with app.app_context():
        behind = catalogue.services(Service.visible() & Service.needs.any(need=catalogue.need("parent-anxiety")))
        assert found == {
            each.organisation.slug
            for each in behind
            if "specialist" in each.levels and set(each.districts or ["chorley"]) & {"chorley", "south-ribble"}
        }
