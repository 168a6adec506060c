"""From a proposed date to one that schools read: nothing is public before, nobody decides about what they have not read, all are told."""

from urllib.parse import urlsplit

import pytest

from directory.accounts.models import Mail
from directory.catalogue.models import Contact
from directory.db import db
from directory.gatherings import queries
from directory.gatherings.models import GatheringSession
from directory.gatherings.words import SessionState
from tests.gatherings.making import gathering, session_of
from tests.partners.pages import fill, form_on, send

DESK, QUEUE = "/desk/gatherings", "/editor/gatherings/proposals"
DATE = {"title": "Quokkaline meeting", "day": "26 March 2027", "starts": "9:30am", "place": "Leyland", "note": "Room for 20."}
SEND = "Send to the editor"


def proposed(partner, network, **values):
    """Propose a date; the id of it."""
    answer = fill(partner, f"{DESK}/{network}/propose", SEND, **{**DATE, **values})
    assert answer.status_code == 303, answer.text
    return urlsplit(answer.headers["Location"]).path.rpartition("/")[2]


def the(app, id):
    with app.app_context():
        return queries.whole_session(id)


def letters(app):
    with app.app_context():
        return [(mail.to, mail.subject, mail.text) for mail in db.session.query(Mail).order_by(Mail.made_at, Mail.to)]


def addressed(app):
    return [(to, subject) for to, subject, _ in letters(app)]


def hidden(client, network):
    """Whether no public page or calendar says a word of it."""
    own = f"/gatherings/{network}"
    paths = ("/gatherings", "/gatherings.ics", own, f"{own}.ics", f"/gatherings.ics?network={network}", "/services?q=quokkaline")
    pages = [client.get(path).text.replace("“quokkaline”", "").replace('value="quokkaline"', "") for path in paths]
    return not any("Quokkaline" in page for page in pages)


def test_from_a_proposal_to_a_page_that_schools_read(partner, chief, client, network, app):
    id = proposed(partner, network)
    assert hidden(client, network)
    assert "With the editor" in partner.get(f"{DESK}/dates/{id}").text
    assert "1 proposed session waiting" in chief.get("/editor").text
    assert "Quokkaline meeting" in chief.get(QUEUE).text
    page = chief.get(f"{QUEUE}/{id}").text
    assert "Friday 26 March 2027, 9:30am" in page and "Room for 20." in page
    assert fill(chief, f"{QUEUE}/{id}", "Publish").status_code == 303
    assert "Quokkaline meeting" in client.get(f"/gatherings/{network}").text
    assert "Quokkaline meeting" in client.get("/gatherings.ics").text
    assert "Source: Compass (" in " ".join(client.get(f"/gatherings/{network}").text.split())
    assert ">Published<" in partner.get(DESK).text
    assert addressed(app) == [
        ("chief@example.org", "A date to review: Quiet network"),
        ("coordinator@example.org", "Published: Quokkaline meeting, Quiet network"),
    ]
    assert "No proposed sessions waiting" in chief.get("/editor").text


def test_a_returned_proposal_comes_back_with_the_comment_and_is_sent_again(partner, chief, client, network, app):
    id = proposed(partner, network)
    assert fill(chief, f"{QUEUE}/{id}", "Return it", comment="When does it end?").status_code == 303
    assert hidden(client, network)
    assert "When does it end?" in partner.get(f"{DESK}/dates/{id}").text and "When does it end?" in partner.get(DESK).text
    assert addressed(app)[-1] == ("coordinator@example.org", "Please look at this again: Quokkaline meeting, Quiet network")
    assert "When does it end?" in letters(app)[-1][2]
    assert "Publish</button>" not in chief.get(f"{QUEUE}/{id}").text
    assert fill(partner, f"{DESK}/dates/{id}/edit", SEND, ends="11am").status_code == 303
    assert fill(chief, f"{QUEUE}/{id}", "Publish").status_code == 303
    assert "9:30am to 11am" in client.get(f"/gatherings/{network}").text


@pytest.mark.one_database
def test_a_return_without_a_comment_comes_back(partner, chief, network, app):
    id = proposed(partner, network)
    answer = fill(chief, f"{QUEUE}/{id}", "Return it", comment=" ")
    assert answer.status_code == 400 and "Say what should be different." in answer.text
    assert the(app, id).state == SessionState.PROPOSED


@pytest.mark.parametrize("decision", ["Publish", "Return it"])
def test_3_nobody_decides_about_what_has_changed_since_they_read_it(partner, chief, client, network, app, decision):
    id = proposed(partner, network)
    action, values = form_on(chief.get(f"{QUEUE}/{id}").text, decision)
    assert fill(partner, f"{DESK}/dates/{id}/edit", SEND, note="Quokkaline: no room.").status_code == 303
    answer = send(chief, action, values, comment="Why?")
    assert answer.status_code == 409 and "Somebody saved it meanwhile" in answer.text
    assert the(app, id).state == SessionState.PROPOSED and hidden(client, network)


def test_37_two_editors_decide_and_one_is_told(partner, chief, network, app):
    id = proposed(partner, network)
    publish, values = form_on(chief.get(f"{QUEUE}/{id}").text, "Publish")
    back, comment = form_on(chief.get(f"{QUEUE}/{id}").text, "Return it")
    assert send(chief, publish, values).status_code == 303
    assert send(chief, publish, values).status_code == 409
    assert send(chief, back, comment, comment="Why?").status_code == 409
    comment["stamp"] = str(the(app, id).version)
    assert send(chief, back, comment, comment="Why?").status_code == 409
    assert the(app, id).state == SessionState.PUBLISHED
    assert len(letters(app)) == 2


def test_a_withdrawn_proposal_is_nothing_any_more(partner, chief, client, network, app):
    id = proposed(partner, network)
    publish, values = form_on(chief.get(f"{QUEUE}/{id}").text, "Publish")
    assert fill(partner, f"{DESK}/dates/{id}", "Withdraw it").status_code == 303
    values["stamp"] = str(the(app, id).version)
    assert send(chief, publish, values).status_code == 409
    assert hidden(client, network) and "Nothing is waiting." in chief.get(QUEUE).text
    assert partner.get(f"{DESK}/dates/{id}/edit").status_code == 409


def test_a_published_date_is_not_the_partners_to_change_any_more(partner, chief, network, app):
    id = proposed(partner, network)
    _, edit = form_on(partner.get(f"{DESK}/dates/{id}/edit").text, SEND)
    withdraw, press = form_on(partner.get(f"{DESK}/dates/{id}").text, "Withdraw it")
    fill(chief, f"{QUEUE}/{id}", "Publish")
    edit["stamp"] = press["stamp"] = str(the(app, id).version)
    assert send(partner, f"{DESK}/dates/{id}/edit", edit, title="Other").status_code == 409
    assert send(partner, withdraw, press).status_code == 409
    assert (the(app, id).title, the(app, id).state) == ("Quokkaline meeting", SessionState.PUBLISHED)


def test_a_partner_cancels_a_published_date_at_once_and_the_editors_are_told(partner, chief, client, network, app):
    id = proposed(partner, network)
    fill(chief, f"{QUEUE}/{id}", "Publish")
    action, values = form_on(partner.get(f"{DESK}/dates/{id}").text, "Cancel this date")
    assert send(partner, action, values).status_code == 303
    assert ">Cancelled<" in client.get(f"/gatherings/{network}").text
    assert "STATUS:CANCELLED" in client.get(f"/gatherings/{network}.ics").text
    assert addressed(app)[-1] == ("chief@example.org", "Cancelled: Quokkaline meeting, Quiet network")
    assert "Cancel this date" not in partner.get(f"{DESK}/dates/{id}").text
    values["stamp"] = str(the(app, id).version)
    assert send(partner, action, values).status_code == 409


def test_a_proposal_is_withdrawn_and_not_cancelled(partner, network, app):
    id = proposed(partner, network)
    _, values = form_on(partner.get(f"{DESK}/dates/{id}").text, "Withdraw it")
    assert send(partner, f"{DESK}/dates/{id}/cancel", values).status_code == 409
    assert the(app, id).status == "planned"


def test_37_a_button_that_was_pressed_twice_proposes_one_date(partner, chief, network, app):
    proposed(partner, network)
    answer = fill(partner, f"{DESK}/{network}/propose", SEND, **DATE)
    assert answer.status_code == 409 and "already, so nothing was added" in answer.text and "Room for 20." in answer.text
    answer = fill(chief, f"/editor/gatherings/{network}/dates/new", **DATE, source="We")
    assert answer.status_code == 409
    assert len(letters(app)) == 1


def test_36_the_second_of_two_colleagues_loses_nothing(partner, network, app):
    id = proposed(partner, network)
    _, values = form_on(partner.get(f"{DESK}/dates/{id}/edit").text, SEND)
    assert send(partner, f"{DESK}/dates/{id}/edit", values, title="First").status_code == 303
    answer = send(partner, f"{DESK}/dates/{id}/edit", values, title="Second")
    assert answer.status_code == 409 and 'value="Second"' in answer.text
    assert the(app, id).title == "First"


FAULTS = [({"title": " "}, "Say what it is."), ({"day": "soon"}, "Write the day"), ({"ends": "8"}, "It ends before")]


@pytest.mark.parametrize(("typed", "said"), FAULTS)
@pytest.mark.one_database
def test_bad_input_comes_back_and_nothing_is_lost(partner, network, app, typed, said):
    answer = fill(partner, f"{DESK}/{network}/propose", SEND, **{**DATE, "note": "Wombatine", **typed})
    assert answer.status_code == 400 and said in answer.text and "Wombatine" in answer.text
    with app.app_context():
        assert db.session.query(GatheringSession).filter_by(note="Wombatine").all() == []
    assert letters(app) == []


def test_2_fields_that_are_not_asked_are_not_believed(partner, client, network, app):
    with app.app_context():
        other = gathering(provider="lscft")
    extra = {"state": "published", "status": "held", "gathering_id": other, "version": "9", "counts-0-number": "3", "id": "mine"}
    id = proposed(partner, network, **extra)
    row = the(app, id)
    assert (row.state, row.status, row.gathering.slug, row.counts, id != "mine") == (SessionState.PROPOSED, "planned", network, [], True)


def test_a_withheld_contact_is_refused(partner, network, app):
    with app.app_context():
        value = db.session.query(Contact).filter_by(publish=False).first().value
    answer = fill(partner, f"{DESK}/{network}/propose", SEND, **{**DATE, "note": f"Ask {value}"})
    assert answer.status_code == 422 and "kept from the public" in answer.text and letters(app) == []


def test_34_there_is_an_end_to_proposals(partner, network, app):
    with app.app_context():
        for number in range(40):
            session_of(network, title=f"Meeting {number}", state=SessionState.PROPOSED)
    answer = fill(partner, f"{DESK}/{network}/propose", SEND, **DATE)
    assert answer.status_code == 409 and "too many proposals" in answer.text and "Room for 20." in answer.text


@pytest.mark.one_database
def test_16_a_line_break_in_a_name_makes_no_second_header(partner, chief, network, app):
    proposed(partner, network, title="A\r\nBcc: everyone@example.org")
    ((to, subject, _),) = letters(app)
    assert (to, subject) == ("chief@example.org", "A date to review: Quiet network")


def test_14_a_line_break_in_a_name_makes_no_second_event(partner, chief, client, network, app):
    id = proposed(partner, network, title="A\r\nEND:VEVENT\r\nBEGIN:VALARM", note="B\r\nBEGIN:VALARM")
    assert fill(chief, f"{QUEUE}/{id}", "Publish").status_code == 303
    lines = client.get(f"/gatherings/{network}.ics").data.split(b"\r\n")
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 1 and b"BEGIN:VALARM" not in lines


def test_an_editors_page_of_a_proposal_is_not_a_way_to_any_session(app, chief, network):
    with app.app_context():
        id = session_of(network)
    assert chief.get(f"{QUEUE}/{id}").status_code == 404


def test_a_proposal_is_not_edited_as_if_it_were_published(partner, chief, network):
    id = proposed(partner, network)
    for path in (f"/editor/gatherings/dates/{id}", f"/editor/gatherings/dates/{id}/schools"):
        assert chief.get(path).status_code == 404
