"""What editors change of a listing by themselves: public at once, said to be theirs, and never in the provider's name."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from directory.accounts.models import AuditEntry, Mail
from directory.catalogue.models import Contact
from directory.db import db, transaction
from directory.review import editing, operations, publishing, queries, rules
from directory.review.editing import Said
from directory.review.errors import NotWhole, NotYours, SecondPerson, StaleRevision, WrongState
from directory.review.models import RevisionState
from directory.vocabulary import FactGroup, ListingStatus
from tests.markup import main, parsed, text
from tests.partners.pages import fill, form_on
from tests.people import editor, person, sign_in_as
from tests.review.listings import AT, LETTER, drafted, edited_by, partner, published, revision, service, stamp

SLUG = "compass-bloom-mhst"
LISTING = f"/editor/listings/{SLUG}"
TODAY = datetime.now(UTC).date()


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


def said(by, source="A call to the office", two_people=False):
    return Said(source, by, AT, two_people, LETTER, LETTER)


def finish(id, by, **values):
    editing.finish(revision_id=id, stamp=stamp(id), said=said(by, **values))


def page_of(client, path=f"/services/{SLUG}"):
    return text(main(parsed(client.get(path).text)))


def test_an_editor_finds_a_listing_changes_it_and_schools_read_it_at_once(app, chief, client):
    with app.app_context():
        person("compass", email="coordinator@example.org")
    assert SLUG in chief.get("/editor/listings?q=BLOOM+compass").text and "kooth" not in chief.get("/editor/listings?q=bloom").text
    assert fill(chief, LISTING, "Change this listing").status_code == 303
    assert fill(chief, f"{LISTING}/change/pages/route", cost="Free, says the editor.").status_code == 303
    assert "Free, says the editor." not in page_of(client)
    assert fill(chief, f"{LISTING}/change", "Publish", source="").status_code == 400
    assert fill(chief, f"{LISTING}/change", "Publish", source="A call to the office").status_code == 303
    assert "Free, says the editor." in page_of(client)
    assert f"The editors of this directory: A call to the office {TODAY.day} {TODAY:%B %Y}" in page_of(client)
    assert chief.get(f"{LISTING}/change").status_code == 404
    with app.app_context():
        assert service().confirmations == []
        told = db.session.scalars(select(Mail)).all()
        assert [mail.to for mail in told] == ["coordinator@example.org"] and "not said in your name" in told[0].text
        kept = queries.versions(service().id)
        assert [each.content["cost"] == "Free, says the editor." for each in kept] == [True, False]


def test_what_an_editor_changes_was_not_confirmed_by_anybody(session):
    published(partner(), how_to_refer="Ring us.", age_min=5)
    chief = editor()
    finish(edited_by(chief, age_min=6), chief)
    assert {each.fact_group for each in service().confirmations} == {FactGroup.ROUTE}
    assert [source.title for source in service().sources if "editors" in source.title] == [
        "The editors of this directory: A call to the office"
    ]


def test_where_two_people_must_see_it_another_editor_publishes_it(session):
    chief, other = editor(), editor()
    id = edited_by(chief, summary="New.")
    finish(id, chief, two_people=True)
    assert service().summary != "New." and revision(id).state == RevisionState.PROPOSED
    decide = {"revision_id": id, "stamp": stamp(id), "at": AT, "two_people": True, "letter": LETTER}
    with pytest.raises(SecondPerson):
        publishing.publish(**decide, by=chief)
    publishing.publish(**decide, by=other)
    assert service().summary == "New." and service().confirmations == []


def test_only_who_began_it_writes_it_so_that_two_people_are_two(session):
    id = edited_by(editor(), summary="New.")
    with pytest.raises(WrongState):
        operations.save(revision_id=id, stamp=stamp(id), changes={"summary": "Mine."}, page="about", by=editor(), at=AT)
    operations.withdraw(revision_id=id, stamp=stamp(id), by=editor(), at=AT)


def test_a_change_of_the_editors_stands_beside_one_of_the_provider_and_neither_is_lost(session):
    by, chief = partner(), editor()
    theirs, mine = drafted(by, cost="Free."), edited_by(chief, summary="New.")
    assert theirs != mine
    finish(mine, chief)
    with pytest.raises(StaleRevision):
        operations.propose(revision_id=theirs, stamp=stamp(theirs), note="", by=by, at=AT, letter=LETTER)
    operations.rebase(revision_id=theirs, stamp=stamp(theirs), by=by, at=AT)
    assert revision(theirs).changes == {"cost": "Free."}


def test_31_no_partner_reaches_a_change_of_the_editors_and_no_editor_sends_one_of_a_partner(session):
    by, chief = partner(), editor()
    mine, theirs = edited_by(chief, summary="New."), drafted(by, cost="Free.")
    with pytest.raises(NotYours):
        operations.start(service_id=service().id, by=by, at=AT, by_editors=True)
    with pytest.raises(NotYours):
        operations.save(revision_id=mine, stamp=stamp(mine), changes={"summary": "Mine."}, page="about", by=by, at=AT)
    for take in (operations.withdraw, operations.take_back, operations.rebase):
        with pytest.raises(NotYours):
            take(revision_id=mine, stamp=stamp(mine), by=by, at=AT)
    for id, who in ((mine, by), (theirs, by), (theirs, chief)):
        with pytest.raises(NotYours):
            finish(id, who)
    with pytest.raises(NotYours):
        editing.say_status(service_id=service().id, status=ListingStatus.POSSIBLY_ENDED, said=said(by))


def test_a_source_gives_away_no_contact_that_is_kept_from_the_public(session):
    with transaction() as open:
        open.add(Contact(id="c", service_id=service("kooth").id, kind="phone", value="01257 999 888", position=9, publish=False))
    chief = editor()
    id = edited_by(chief, summary="New.")
    with pytest.raises(NotWhole):
        finish(id, chief, source="Rang 01257 999888")


def test_an_editor_pauses_at_once_and_readers_and_the_provider_hear_who_said_so(app, chief, client):
    with app.app_context():
        desk = sign_in_as(app.test_client(), person("compass", email="coordinator@example.org"))
    assert fill(chief, LISTING, "Pause referrals").status_code == 303
    assert "Not taking referrals since" in page_of(client) and "The editors of this directory say so, not the provider." in page_of(client)
    with app.app_context():
        assert "coordinator@example.org" in [mail.to for mail in db.session.scalars(select(Mail))]
    assert "The editors of this directory say that you have taken no referrals" in page_of(desk, f"/desk/services/{SLUG}")
    assert fill(desk, f"/desk/services/{SLUG}", "Take referrals again").status_code == 303
    assert "Not taking referrals" not in page_of(client)
    with app.app_context():
        verbs = [entry.verb for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)) if entry.kind == "service"]
    assert verbs == ["paused referrals", "resumed referrals"]


def test_an_editor_says_that_a_service_may_have_ended_and_lists_it_again(app, chief, client):
    assert fill(chief, f"{LISTING}/ending", "Say that it may have ended", source="A call to the council").status_code == 303
    assert client.get("/services.json?q=bloom+mhst").get_json()["results"][:1] != [SLUG]
    ended = page_of(client)
    assert "may have ended" in ended.casefold() and "The editors of this directory: A call to the council" in ended
    assert fill(chief, f"{LISTING}/running", "List it again", source="A call to the service").status_code == 303
    with app.app_context():
        assert service().status == ListingStatus.CURRENT and service().confirmations == []


def test_saying_it_twice_where_it_waits_for_a_second_person_says_so(app, chief):
    with app.app_context():
        app.extensions["review"] = rules.Rules(two_people=True)
    assert fill(chief, f"{LISTING}/ending", "Say that it may have ended", source="A call").status_code == 303
    again = fill(chief, f"{LISTING}/ending", "Say that it may have ended", source="A call")
    assert again.status_code == 409 and "waits for another editor already" in again.text
    with app.app_context():
        assert service().status == ListingStatus.CURRENT


def test_a_form_that_was_opened_before_somebody_saved_is_refused_and_keeps_what_was_typed(app, chief):
    fill(chief, LISTING, "Change this listing")
    action, values = form_on(chief.get(f"{LISTING}/change/pages/about").text, "Save")
    assert fill(chief, f"{LISTING}/change/pages/about", summary="First.").status_code == 303
    values["summary"] = "Second."
    answer = chief.post(action or f"{LISTING}/change/pages/about", data=values)
    assert answer.status_code == 409 and "First." in answer.text and "Second." in answer.text


def test_every_problem_and_every_history_leads_to_the_listing(app, chief, client):
    client.post(f"/services/{SLUG}/report", data={"topic": "closed"})
    for path in ("/editor/problems", f"{LISTING}/versions"):
        assert f'href="{LISTING}"' in chief.get(path).text
    assert "A reader reports a problem" in chief.get(LISTING).text
    assert "/editor/" not in client.get(f"/services/{SLUG}").text
