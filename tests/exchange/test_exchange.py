"""Listings out as files and in again: nothing is lost, nothing withheld goes out, and nothing comes in that was not looked at."""

from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.accounts.models import AuditEntry
from directory.catalogue import queries
from directory.catalogue.models import Contact, Service
from directory.catalogue.seed_entry import Entry
from directory.catalogue.seed_files import _service
from directory.db import db, transaction
from directory.exchange import catalogue, files, planning
from directory.exchange.files import Listed
from directory.forms import one_line, tidied
from directory.review import importing, publishing, rules
from directory.review.errors import StaleRevision
from directory.review.fields import FIELDS, blank
from directory.review.models import PublishedVersion
from directory.vocabulary import ContactKind, FactGroup
from tests import factories
from tests.exchange.exchanging import HEAD, NEW, everything, exported, rows_of, said, send, sheet, take_over, upload
from tests.people import editor, person, sign_in_as
from tests.review.listings import LETTER, proposed, stamp


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


@pytest.mark.one_database
def test_what_goes_out_comes_back_and_changes_nothing(app, chief):
    before = everything(app)
    for path, name in (("listings.csv", "file.csv"), ("listings.yaml", "file.yaml")):
        content = chief.get(f"/editor/exchange/{path}").data
        answer = upload(chief, content, name)
        assert answer.status_code == 200 and "No listings would be new or changed. 96 are as the file says already." in said(answer), said(
            answer
        )[:900]
    assert everything(app) == before


@pytest.mark.one_database
def test_the_seed_reads_the_yaml_as_the_same_listings(app, chief):
    problems = []
    read = [_service(Entry(item["slug"], item, problems)) for item in yaml.safe_load(chief.get("/editor/exchange/listings.yaml").text)]
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


@pytest.mark.one_database
def test_no_contact_that_is_kept_from_the_public_leaves_in_a_file(app, chief):
    with app.app_context():
        withheld = [value for (value,) in db.session.query(Contact.value).filter(~Contact.publish)]
    for path in ("listings.csv", "listings.yaml"):
        assert withheld and not [value for value in withheld if value in chief.get(f"/editor/exchange/{path}").text]


def test_a_change_in_a_file_is_shown_then_published_with_its_source_and_found(app, chief, client):
    row = next(row for row in rows_of(exported(app)) if row["slug"] == "kooth")
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


def test_a_dry_run_that_is_older_than_the_catalogue_does_nothing_and_is_shown_anew(app, chief):
    first, second = (upload(chief, sheet(("kooth", words), head=("slug", "summary"))) for words in ("One.", "Two."))
    assert take_over(chief, first).status_code == 303
    before = everything(app)
    answer = take_over(chief, second)
    assert answer.status_code == 409 and "so nothing was done" in said(answer) and "One." in said(answer) and everything(app) == before
    assert take_over(chief, answer).status_code == 303


def test_a_file_that_was_changed_between_the_look_and_the_press_is_not_believed(app, chief):
    answer = upload(chief, sheet(("kooth", "One."), head=("slug", "summary")))
    before = everything(app)
    fields = {"text": sheet(("kooth", "Other."), head=("slug", "summary")).decode("utf-8-sig"), "source": "x", "digest": "0" * 64}
    again = send(chief, "take-over", fields)
    assert again.status_code == 409 and everything(app) == before and answer.status_code == 200


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


def test_where_two_people_must_see_every_change_a_file_is_refused(app, chief, monkeypatch):
    monkeypatch.setitem(app.extensions, "review", rules.Rules(True, app.extensions["review"].cautions))
    assert upload(chief, sheet(NEW)).status_code == 403 and "switched off" in said(chief.get("/editor/exchange"))


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
    for file in (files.as_sheet([listed]), files.as_yaml([listed], {}).encode()):
        found, faults = files.given(file)
        assert faults == []
        stated, faults = files.stated(found[0], listed.content)
        assert faults == [] and {name: stated.get(name, listed.content[name]) for name in listed.content} == listed.content


def test_every_field_of_a_listing_is_a_column():
    assert set(files.COLUMNS) == {"slug", "provider", "version", *(field.name for field in FIELDS)} and len(HEAD) == len(NEW)


@pytest.mark.one_database
def test_the_plan_of_the_same_file_over_the_same_catalogue_has_the_same_digest(app):
    content = sheet(NEW, ("kooth", *[""] * 2, "Other name", *[""] * 6)[: len(HEAD)])
    with app.app_context():
        plans = [planning.plan(*files.given(content), catalogue.current()) for _ in range(2)]
        assert plans[0].digest == plans[1].digest and queries.provider("kooth")


@pytest.mark.one_database
def test_the_longest_file_that_is_looked_at_can_be_taken_over_too(app, chief):
    whole = dict(zip(HEAD, NEW, strict=True))
    rows = [tuple({**whole, "slug": f"quokka-{number}", "description": "x" * 2_000}.values()) for number in range(113)]
    content = sheet(*rows)
    assert files.MOST_BYTES * 0.97 < len(content) <= files.MOST_BYTES
    assert take_over(chief, upload(chief, content)).status_code == 303
