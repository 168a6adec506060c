"""Listings as files: what is published from one, what stays, and what must be looked at again."""

from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from directory import tables
from directory.accounts.models import AuditEntry
from directory.catalogue.models import Contact, Service
from directory.catalogue.seed_entry import Entry
from directory.catalogue.seed_files import _service
from directory.db import db, transaction
from directory.exchange import listing_cells
from directory.exchange.listing_cells import SHAPE, Listed
from directory.forms import one_line, tidied
from directory.review import importing, publishing
from directory.review.errors import StaleRevision
from directory.review.fields import FIELDS, blank
from directory.review.models import PublishedVersion
from directory.vocabulary import ContactKind, FactGroup
from tests import factories
from tests.exchange.exchanging import HEAD, NEW, everything, rows_of, said, sheet, take_over, taken_out, upload
from tests.people import editor, person
from tests.review.listings import LETTER, proposed, stamp


@pytest.mark.one_database
def test_the_seed_reads_the_yaml_as_the_same_listings(app, chief):
    problems = []
    read = [_service(Entry(item["slug"], item, problems)) for item in yaml.safe_load(chief.get("/editor/exchange/services.yaml").text)]
    assert problems == [] and len(read) == 96
    with app.app_context():
        for seeded in read:
            service = db.session.query(Service).filter_by(slug=seeded.slug).one()
            kept = {name: getattr(service, name) for name in seeded.values if name != "waiting_time"}
            assert {**seeded.values, "thrive": seeded.values["thrive"]} | {"waiting_time": None} == kept | {"waiting_time": None}
            assert [(source.title, source.dated) for source in service.sources] == [
                (each["title"], each["dated"]) for each in seeded.sources
            ]
            assert [contact["value"] for contact in seeded.contacts] == [contact.value for contact in service.contacts if contact.publish]


def test_a_change_in_a_file_is_shown_then_published_with_its_source_and_found(app, chief, client):
    row = next(row for row in rows_of(taken_out(chief, "services")) if row["slug"] == "kooth")
    answer = upload(
        chief,
        sheet(
            ("kooth", row["version"], "Quokkaline counselling online."), NEW[:1] + NEW[2:3] + NEW[4:5], head=("slug", "version", "summary")
        )[:-1],
    )
    assert answer.status_code == 400
    content = sheet(("kooth", row["version"], "Quokkaline counselling online."), head=("slug", "version", "summary"))
    answer = upload(chief, content)
    assert (
        "1 listing would be new or changed" in said(answer) and "Line 2: Kooth" in said(answer) and "Nothing is changed yet" in said(answer)
    )
    assert "Quokkaline" not in client.get("/services/kooth").text
    assert take_over(chief, answer).status_code == 303
    page = client.get("/services/kooth").text
    assert "Quokkaline counselling online." in page and "A phone call" in page
    assert client.get("/services.json?q=quokkaline").json["results"][0]["slug"] == "kooth"
    with app.app_context():
        service = db.session.query(Service).filter_by(slug="kooth").one()
        assert service.edited_at and len(db.session.query(PublishedVersion).filter_by(service_id=service.id).all()) == 2
        assert db.session.query(AuditEntry).filter_by(verb="took over from a file", about=service.id).count() == 1


def test_a_new_listing_comes_in_from_a_file(app, chief, client):
    answer = upload(chief, sheet(NEW))
    assert "Line 2: Quokka calls New" in said(answer)
    assert take_over(chief, answer).status_code == 303
    assert client.get("/services/quokka-calls").status_code == 200
    assert "as the file says already" in said(upload(chief, sheet(NEW)))


def test_contacts_that_are_withheld_stay_when_a_file_changes_the_others(app, chief):
    with app.app_context():
        service = db.session.query(Service).join(Service.contacts).filter(~Contact.publish).order_by(Service.slug).first()
        slug, withheld = service.slug, sorted(contact.value for contact in service.contacts if not contact.publish)
    answer = upload(chief, sheet((slug, "phone | 01257 000 000 | New"), head=("slug", "contacts")))
    assert not [value for value in withheld if value in answer.text]
    assert take_over(chief, answer).status_code == 303
    with app.app_context():
        contacts = db.session.query(Service).filter_by(slug=slug).one().contacts
        assert sorted(contact.value for contact in contacts if not contact.publish) == withheld
        assert [contact.value for contact in contacts if contact.publish] == ["01257 000 000"]


def test_what_was_confirmed_of_the_old_words_goes_and_nothing_new_is_confirmed(app, chief):
    with app.app_context(), transaction() as session:
        service = session.query(Service).filter_by(slug="kooth").one()
        service.confirmations = [factories.confirmation(group) for group in FactGroup]
    take_over(chief, upload(chief, sheet(("kooth", "Free, always."), head=("slug", "cost"))))
    with app.app_context():
        kept = {each.fact_group for each in db.session.query(Service).filter_by(slug="kooth").one().confirmations}
        assert kept == set(FactGroup) - {FactGroup.ROUTE}


def test_a_change_of_a_partner_that_waits_is_not_lost_but_must_be_looked_at_again(app, chief):
    with app.app_context():
        waiting = proposed(person("compass"), "compass-bloom-mhst", summary="Mine.")
    take_over(chief, upload(chief, sheet(("compass-bloom-mhst", "Theirs."), head=("slug", "summary"))))
    with app.app_context(), pytest.raises(StaleRevision):
        publishing.publish(revision_id=waiting, stamp=stamp(waiting), by=editor(), at=datetime.now(UTC), two_people=False, letter=LETTER)


def test_a_version_that_is_no_more_the_newest_when_the_button_is_pressed_is_named_with_its_line(app, chief):
    row = next(row for row in rows_of(taken_out(chief, "services")) if row["slug"] == "kooth")
    answers = [upload(chief, sheet(("kooth", row["version"], words), head=("slug", "version", "cost"))) for words in ("One.", "Two.")]
    assert take_over(chief, answers[0]).status_code == 303
    before = everything(app)
    again = take_over(chief, answers[1])
    assert (
        again.status_code == 409
        and "so nothing was done" in said(again)
        and "Line 2: It has changed since the file was made" in said(again)
    )
    assert everything(app) == before


def test_one_listing_that_moved_stops_all_of_them(app, chief):
    with app.app_context():
        kooth = db.session.query(Service).filter_by(slug="kooth").one()
        taken = [
            importing.Taken(
                "quokka",
                "kooth",
                None,
                {
                    **blank("Quokka"),
                    "summary": "A.",
                    "description": "B.",
                    "audiences": ["pupil"],
                    "levels": ["targeted"],
                    "needs": [["ebsa", "main"]],
                },
            )
        ]
        taken.append(importing.Taken("kooth", "kooth", kooth.version + 1, {"summary": "New."}))
        who = editor()
    before = everything(app)
    with app.app_context(), pytest.raises(importing.StaleRevision):
        importing.take_over(listings=taken, source="x", by=who, at=datetime.now(UTC))
    assert everything(app) == before


words = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=20)
    .map(one_line)
    .filter(lambda text: text and text == tidied(text))
)
contents = st.fixed_dictionaries(
    {
        "summary": words,
        "criteria": st.lists(words, max_size=3),
        "also_known_as": st.lists(words, max_size=2),
        "cost": st.none() | words,
        "age_min": st.none() | st.integers(0, 9),
        "phases": st.none() | st.lists(st.sampled_from(["primary", "secondary"]), min_size=1, unique=True),
        "contacts": st.lists(
            st.fixed_dictionaries(
                {
                    "kind": st.sampled_from([kind.value for kind in ContactKind]),
                    "value": words,
                    "note": st.none() | words,
                    "as_of": st.none() | words,
                    "publish": st.booleans(),
                }
            ),
            max_size=3,
        ),
        "needs": st.lists(st.sampled_from([["ebsa", "main"], ["sleep", "also"]]), max_size=2, unique_by=lambda pair: pair[0]),
        "listed_schools_only": st.booleans(),
    }
)


@settings(max_examples=150)
@given(contents)
def test_any_listing_reads_back_from_both_files_as_it_was(content):
    whole = blank("A name") | content
    withheld_first = sorted(whole["contacts"], key=lambda contact: contact["publish"])
    listed = Listed("a-slug", "someone", 3, whole | {"contacts": withheld_first})
    for file in (tables.as_sheet([listing_cells.row(listed)], SHAPE), tables.as_yaml([listing_cells.entry(listed)])):
        (found,) = tables.read(file, SHAPE)
        stated, wrong = listing_cells.stated(found.cells, listed.content)
        assert wrong == [] and {name: stated.get(name, listed.content[name]) for name in listed.content} == listed.content


def test_every_field_of_a_listing_is_a_column():
    assert SHAPE.names == ["slug", "provider", "version", *(field.name for field in FIELDS)] and len(HEAD) == len(NEW)


@pytest.mark.one_database
def test_the_longest_file_that_is_looked_at_can_be_taken_over_too(app, chief):
    whole = dict(zip(HEAD, NEW, strict=True))
    rows = [tuple({**whole, "slug": f"quokka-{number}", "description": "x" * 2_000}.values()) for number in range(113)]
    content = sheet(*rows)
    assert tables.MOST_BYTES * 0.97 < len(content) <= tables.MOST_BYTES
    assert take_over(chief, upload(chief, content)).status_code == 303
