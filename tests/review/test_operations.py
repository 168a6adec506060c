"""A change from its first words to what the public reads, and everything that must not happen on the way."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.accounts.models import AuditEntry, Mail
from directory.catalogue.models import IndexChange
from directory.db import db
from directory.review import operations, publishing, queries
from directory.review.errors import NotWhole, NotYours, SecondPerson, StaleRevision, WrongState
from directory.review.models import RevisionKind, RevisionState, Verdict
from directory.vocabulary import FactGroup, ListingStatus
from tests.people import editor, person
from tests.review.listings import AT, LETTER, SLUG, drafted, partner, proposed, published, revision, service, stamp

pytestmark = pytest.mark.usefixtures("session")
NEW = "A new sentence about what it does."


def decide(id, by=None, two_people=False, of=None):
    publishing.publish(revision_id=id, stamp=of or stamp(id), by=by or editor(), at=AT, two_people=two_people, letter=LETTER)


def test_an_edit_is_seen_only_after_it_is_published():
    before = service().summary
    id = proposed(partner(), summary=NEW)
    assert service().summary == before != NEW
    decide(id)
    assert service().summary == NEW
    assert revision(id).state == RevisionState.PUBLISHED


def test_publishing_moves_the_version_keeps_both_and_asks_for_the_index():
    first = service().version
    decide(proposed(partner(), summary=NEW))
    assert service().version == first + 1
    kept = queries.versions(service().id)
    assert [(each.version, each.content["summary"] == NEW) for each in kept] == [(first + 1, True), (first, False)]
    assert service().id in db.session.scalars(select(IndexChange.service_id)).all()


def test_everything_that_is_done_is_in_the_log_under_who_did_it():
    by, chief = partner(), editor()
    decide(proposed(by, summary=NEW), by=chief)
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.person_id, entry.verb) for entry in entries] == [
        (by.id, "began a change"),
        (by.id, "proposed a change"),
        (chief.id, "published a change"),
    ]
    assert NEW not in str([entry.details for entry in entries])


def test_the_editors_are_told_of_a_proposal_and_the_proposer_of_the_decision():
    chief, by = editor(), partner()
    id = proposed(by, summary=NEW)
    decide(id, by=chief)
    assert [mail.to for mail in db.session.scalars(select(Mail).order_by(Mail.made_at, Mail.id))].count(chief.email) == 1
    assert by.email in [mail.to for mail in db.session.scalars(select(Mail))]


@pytest.mark.parametrize("step", ["start", "save", "propose", "take_back", "withdraw", "rebase", "propose_status"])
def test_1_a_foreign_partner_is_told_that_there_is_no_such_thing(step):
    id, stranger = drafted(partner(), summary=NEW), person("lscft")
    common = {"by": stranger, "at": AT}
    steps = {
        "start": lambda: operations.start(service_id=service().id, **common),
        "save": lambda: operations.save(revision_id=id, stamp=stamp(id), changes={}, page="about", **common),
        "propose": lambda: operations.propose(revision_id=id, stamp=stamp(id), note="", letter=LETTER, **common),
        "take_back": lambda: operations.take_back(revision_id=id, stamp=stamp(id), **common),
        "withdraw": lambda: operations.withdraw(revision_id=id, stamp=stamp(id), **common),
        "rebase": lambda: operations.rebase(revision_id=id, stamp=stamp(id), **common),
        "propose_status": lambda: operations.propose_status(
            service_id=service().id, status=ListingStatus.POSSIBLY_ENDED, note="", letter=LETTER, **common
        ),
    }
    with pytest.raises(NotYours):
        steps[step]()
    assert revision(id).changes == {"summary": NEW}


def test_3_whoever_is_no_editor_publishes_nothing_not_even_their_own():
    by = partner()
    id = proposed(by, summary=NEW)
    with pytest.raises(NotYours):
        decide(id, by=by)
    with pytest.raises(NotYours):
        publishing.send_back(revision_id=id, stamp=stamp(id), comment="No", by=by, at=AT, letter=LETTER)
    assert revision(id).state == RevisionState.PROPOSED


def test_3_with_two_people_an_editor_publishes_nothing_that_they_wrote_or_touched():
    both = partner(is_editor=True)
    id = proposed(both, summary=NEW)
    with pytest.raises(SecondPerson):
        decide(id, by=both, two_people=True)
    other = editor()
    publishing.edit(revision_id=id, stamp=stamp(id), changes={"summary": "Put right."}, by=other, at=AT)
    with pytest.raises(SecondPerson):
        decide(id, by=other, two_people=True)
    decide(id, two_people=True)
    assert service().summary == "Put right."


def test_3_and_36_a_decision_about_what_has_changed_since_is_refused():
    by = partner()
    id = proposed(by, summary=NEW)
    read = stamp(id)
    operations.take_back(revision_id=id, stamp=read, by=by, at=AT)
    operations.save(revision_id=id, stamp=stamp(id), changes={"summary": "Quite other words."}, page="about", by=by, at=AT)
    operations.propose(revision_id=id, stamp=stamp(id), note="", by=by, at=AT, letter=LETTER)
    for chief in (editor(), editor()):
        with pytest.raises(StaleRevision):
            decide(id, by=chief, of=read)
    assert service().summary not in (NEW, "Quite other words.")


def test_37_a_second_decision_on_the_same_revision_has_no_effect():
    id = proposed(partner(), summary=NEW)
    read = stamp(id)
    decide(id, of=read)
    for again in (
        lambda: decide(id, of=read),
        lambda: publishing.send_back(revision_id=id, stamp=read, comment="No", by=editor(), at=AT, letter=LETTER),
    ):
        with pytest.raises(WrongState):
            again()
    assert [decision.verdict for decision in revision(id).decisions] == [Verdict.PUBLISHED]


def test_36_a_save_on_an_older_stamp_is_refused_and_changes_nothing():
    by = partner()
    id = drafted(by, summary=NEW)
    with pytest.raises(StaleRevision):
        operations.save(revision_id=id, stamp=stamp(id) - 1, changes={"summary": "Late."}, page="about", by=by, at=AT)
    assert revision(id).changes == {"summary": NEW}


def test_a_change_on_a_listing_that_moved_waits_until_the_partner_has_seen_both():
    by = partner()
    id = drafted(by, summary=NEW, cost="Free.")
    service().name = "Moved meanwhile"
    db.session.commit()
    with pytest.raises(StaleRevision):
        operations.propose(revision_id=id, stamp=stamp(id), note="", by=by, at=AT, letter=LETTER)
    operations.rebase(revision_id=id, stamp=stamp(id), by=by, at=AT)
    assert revision(id).changes == {"summary": NEW, "cost": "Free."}
    operations.propose(revision_id=id, stamp=stamp(id), note="", by=by, at=AT, letter=LETTER)
    decide(id)
    assert (service().name, service().summary) == ("Moved meanwhile", NEW)


def test_a_proposal_on_a_listing_that_moved_is_not_published():
    id = proposed(partner(), summary=NEW)
    service().name = "Moved meanwhile"
    db.session.commit()
    with pytest.raises(StaleRevision):
        decide(id)
    assert service().summary != NEW


def test_what_is_returned_carries_the_comment_and_can_be_sent_again():
    by = partner()
    id = proposed(by, summary=NEW)
    publishing.send_back(revision_id=id, stamp=stamp(id), comment="Say who pays.", by=editor(), at=AT, letter=LETTER)
    assert (revision(id).state, revision(id).last_decision.comment) == (RevisionState.RETURNED, "Say who pays.")
    operations.save(revision_id=id, stamp=stamp(id), changes={"cost": "Free."}, page="route", by=by, at=AT)
    operations.propose(revision_id=id, stamp=stamp(id), note="", by=by, at=AT, letter=LETTER)
    decide(id)
    assert service().cost == "Free."


def test_what_is_withdrawn_comes_to_nothing():
    by = partner()
    id = proposed(by, summary=NEW)
    operations.withdraw(revision_id=id, stamp=stamp(id), by=by, at=AT)
    with pytest.raises(WrongState):
        decide(id)
    assert operations.start(service_id=service().id, by=by, at=AT) != id


def test_going_on_with_what_is_under_way_begins_nothing_new():
    by, colleague = partner(), partner()
    id = drafted(by, summary=NEW)
    assert operations.start(service_id=service().id, by=colleague, at=AT) == id


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"levels": []},
        {"age_min": 12, "age_max": 5},
        {"coverage": "districts", "districts": []},
        {"needs": [["no-such-need", "main"]]},
        {"contacts": [{"kind": "website", "value": "javascript:alert(1)", "note": None, "as_of": None, "publish": True}]},
        {"contacts": [{"kind": "phone", "value": "0906 123 4567", "note": None, "as_of": None, "publish": True}]},
    ],
)
def test_a_listing_that_is_not_fit_to_be_read_is_not_even_proposed(changes):
    by = partner()
    id = drafted(by, **changes)
    with pytest.raises(NotWhole):
        operations.propose(revision_id=id, stamp=stamp(id), note="", by=by, at=AT, letter=LETTER)


def test_words_that_give_a_withheld_contact_away_are_not_proposed():
    by = partner()
    hidden = {"kind": "phone", "value": "01257 555 123", "note": None, "as_of": None, "publish": False}
    id = drafted(by, contacts=[hidden], summary="Ring +44 1257 555123 at night.")
    with pytest.raises(NotWhole, match="kept from the public"):
        operations.propose(revision_id=id, stamp=stamp(id), note="", by=by, at=AT, letter=LETTER)


def test_a_new_service_is_nowhere_until_it_is_published_and_then_is_a_listing_like_any_other():
    by = partner()
    id = operations.start_new(organisation_id=service().organisation_id, name="Lunch club", by=by, at=AT)
    filled = {
        "summary": "A place to eat together.", "description": "Every Tuesday.", "audiences": ["pupil"], "levels": ["universal"],
        "needs": [["anxiety", "main"]], "coverage": "districts", "districts": ["chorley"],
    }  # fmt: skip
    operations.save(revision_id=id, stamp=stamp(id), changes=filled, page="about", by=by, at=AT)
    operations.propose(revision_id=id, stamp=stamp(id), note="", by=by, at=AT, letter=LETTER)
    decide(id)
    made = service("lunch-club")
    assert (made.version, made.organisation.slug, made.needs[0].need.slug) == (1, service().organisation.slug, "anxiety")
    assert [kept.version for kept in queries.versions(made.id)] == [1]


def test_two_services_of_the_same_name_have_two_addresses():
    by = partner()
    for slug in ("lunch-club", "lunch-club-2"):
        id = operations.start_new(organisation_id=service().organisation_id, name="Lunch club", by=by, at=AT)
        filled = {"summary": "S.", "description": "D.", "audiences": ["pupil"], "levels": ["universal"], "needs": [["anxiety", "main"]]}
        operations.save(revision_id=id, stamp=stamp(id), changes=filled, page="about", by=by, at=AT)
        operations.propose(revision_id=id, stamp=stamp(id), note="", by=by, at=AT, letter=LETTER)
        decide(id)
        assert service(slug).name == "Lunch club"


def test_an_ending_is_proposed_once_and_hides_the_listing_when_it_is_published():
    by = partner()
    end = {"service_id": service().id, "status": ListingStatus.POSSIBLY_ENDED, "note": "Funding ended.", "letter": LETTER}
    id = operations.propose_status(**end, by=by, at=AT)
    with pytest.raises(WrongState):
        operations.propose_status(**end, by=by, at=AT)
    decide(id)
    assert service().status == ListingStatus.POSSIBLY_ENDED


def test_an_earlier_version_comes_back_as_a_new_change():
    by, chief = partner(), editor()
    before, first = service().summary, service().version
    published(by, summary=NEW)
    id = publishing.restore(service_id=service().id, version=first, by=chief, at=AT)
    assert service().summary == NEW
    assert (revision(id).kind, revision(id).state) == (RevisionKind.RESTORE, RevisionState.PROPOSED)
    decide(id)
    assert (service().summary, service().version) == (before, first + 2)
    with pytest.raises(NotYours):
        publishing.restore(service_id=service().id, version=first, by=by, at=AT)


def test_facts_that_a_provider_states_are_confirmed_by_that_and_old_confirmations_of_them_are_gone():
    by = partner()
    published(by, cost="Free.", at=AT + timedelta(days=3))
    confirmed = {each.fact_group: each.confirmed_on for each in service().confirmations}
    assert confirmed == {FactGroup.ROUTE: AT.date()}
    assert [source.dated for source in service().sources if source.title == publishing.PROVIDER_SAYS] == [AT.date().isoformat()]


def test_what_an_editor_wrote_is_not_confirmed_by_the_provider():
    id = proposed(partner(), cost="Free.")
    publishing.edit(revision_id=id, stamp=stamp(id), changes={"cost": "Free of charge."}, by=editor(), at=AT)
    decide(id)
    assert service().confirmations == []


def test_the_seed_files_leave_alone_what_people_have_changed(app):
    from directory.catalogue import seeding

    published(partner(), summary=NEW)
    seeding.seed(app.config["DIRECTORY"].seed_data)
    assert service().summary == NEW


def test_8_hostile_words_are_kept_as_they_are_and_published_as_text():
    words = "<script>alert(1)</script> {{7*7}} ${7*7} %(x)s {0.__class__}"
    published(partner(), slug=SLUG, summary=words)
    assert service().summary == words
