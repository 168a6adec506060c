"""The attacks on listings and their pages, each under its number in the list of attacks."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, select

from directory.accounts.models import SignIn
from directory.catalogue.models import Organisation, Service
from directory.db import db, transaction
from directory.review.models import Decision, PublishedVersion, Revision
from tests.guards.walk import pages_from
from tests.markup import main, parsed, text
from tests.partners.conftest import MINE
from tests.partners.pages import edited, fill, form_on, send, sent
from tests.people import person, sign_in_as

CANARY = "Xylophonequay"
PLAN = "urgent=none&phase=secondary&district=chorley&listed=yes&impact=most-days&tried=school"
PAYLOADS = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><svg onload=alert(1)>", "{{7*7}} ${7*7} %(x)s {0.__class__}",
    "javascript:alert(1)", "'; DROP TABLE service; --",
]  # fmt: skip
TEXTS = {
    "about": ["name", "summary", "description", "also_known_as"],
    "who": ["criteria", "not_for"],
    "route": ["how_to_refer", "consent", "cost"],
}


def everything(app, slug=MINE):
    """Every column of the listing, and how many revisions, decisions and versions there are."""
    with app.app_context():
        service = db.session.scalars(select(Service).where(Service.slug == slug)).one()
        values = {key: value for key, value in vars(service).items() if not key.startswith("_")}
        counts = [len(db.session.scalars(select(table)).all()) for table in (Revision, Decision, PublishedVersion)]
        return values, counts


def test_2_fields_that_a_form_does_not_have_are_ignored(app, partner, chief):
    with app.app_context():
        other = db.session.scalars(select(Organisation.id).where(Organisation.slug == "lscft")).one()
    extra = {
        "organisation_id": other, "service_id": "x", "status": "possibly-ended", "state": "published",
        "version": "99", "base_version": "99",
        "approved_by": "me", "is_editor": "1", "paused_on": "2026-01-01", "edited_at": "x", "kind_of_revision": "restore",
    }  # fmt: skip
    before, _ = everything(app)
    change = edited(partner, MINE, "about", summary="New words.", **extra)
    assert fill(partner, change, "Send to the editor", **extra).status_code == 303
    assert everything(app)[0] == before
    assert fill(chief, change.replace("/desk/", "/editor/"), "Publish", **extra).status_code == 303
    after, _ = everything(app)
    moved = {name for name in after if after[name] != before[name]}
    assert moved == {"summary", "version", "edited_at", "changed_at"}
    assert after["version"] == before["version"] + 1


def test_2_a_new_service_cannot_be_given_to_another_provider(app, partner):
    with app.app_context():
        other = db.session.scalars(select(Organisation.id).where(Organisation.slug == "lscft")).one()
    answer = fill(partner, "/desk/new", "Continue", name="Mine?", provider=other)
    assert answer.status_code == 400 and "Mine?" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Revision)).all() == []


@pytest.mark.one_database
def test_3_nobody_publishes_by_address_or_by_get(app, partner, chief):
    review = sent(partner, MINE, "about", summary=CANARY)
    for client in (partner, chief, app.test_client()):
        assert client.get(f"{review}/publish").status_code in (303, 404, 405)
    assert partner.post(f"{review}/publish").status_code in (400, 403)
    assert CANARY not in everything(app)[0]["summary"]


def test_3_the_decision_is_about_the_revision_that_was_read(app, partner, chief):
    review = sent(partner, MINE, "about", summary="Harmless.")
    action, read = form_on(chief.get(review).text, "Publish")
    change = review.replace("/editor/", "/desk/")
    assert fill(partner, change, "Take it back").status_code == 303
    assert fill(partner, f"{change}/pages/about", summary=CANARY).status_code == 303
    assert fill(partner, change, "Send to the editor").status_code == 303
    answer = send(chief, action, read)
    assert answer.status_code == 409 and CANARY in text(main(parsed(answer.text)))
    assert everything(app)[0]["summary"] not in ("Harmless.", CANARY)


@pytest.mark.one_database
def test_4_words_that_are_not_published_are_nowhere_in_public(app, partner, chief, school):
    fields = {"about": ["name", "also_known_as", "summary", "description"], "route": ["how_to_refer", "cost", "consent"]}
    change = edited(partner, MINE, "about", **dict.fromkeys(fields["about"], CANARY))
    assert fill(partner, f"{change}/pages/route", **dict.fromkeys(fields["route"], CANARY)).status_code == 303
    drafted = public_text(school)
    assert fill(partner, change, "Send to the editor", note=CANARY).status_code == 303
    proposed = public_text(school)
    assert fill(chief, change.replace("/desk/", "/editor/"), "Return it", comment=CANARY).status_code == 303
    for seen in (drafted, proposed, public_text(school)):
        assert len(seen) > 100
        assert [path for path, words in seen.items() if CANARY.lower() in words.lower()] == []


def public_text(school):
    """Everything that anybody can read: pages, JSON, suggestions, the checklist, and what a search finds and shows."""
    starts = [
        "/", f"/services/{MINE}", f"/services/{MINE}/prepare", "/providers/compass", f"/shortlist?service={MINE}", "/data-quality",
        "/services?q=anxious", "/services.json?q=compass+bloom", "/suggestions.json?q=xylo", "/suggestions.json?q=comp",
        "/pathways/anxiety/at-a-glance", "/pathways/anxiety/plan.json?" + PLAN, "/pathways/anxiety/plan?" + PLAN,
    ]  # fmt: skip
    found = {path: answer.text for path, answer in pages_from(school, starts)}
    # A search says back what was typed, so what it found is looked at and not the page.
    hits = school.get(f"/services.json?q={CANARY}").get_json()
    return found | {"what the canary finds": str(hits["results"])}


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.one_database
def test_8_and_11_hostile_words_are_text_on_every_page(app, partner, chief, school, payload):
    change = None
    for page, names in TEXTS.items():
        change = change or edited(partner, MINE, page, **dict.fromkeys(names, payload))
        assert fill(partner, f"{change}/pages/{page}", **dict.fromkeys(names, payload)).status_code == 303
    assert fill(partner, change, "Send to the editor", note=payload).status_code == 303
    review = change.replace("/desk/", "/editor/")
    assert fill(chief, review, "Return it", comment=payload).status_code == 303
    assert fill(partner, change, "Send to the editor", note=payload).status_code == 303
    seen = [partner.get(path).text for path in ("/desk", change, f"{change}/preview", f"{change}/preview")]
    seen += [chief.get(path).text for path in (review, f"{review}/preview", f"{review}/edit/about", "/editor/changes")]
    assert fill(chief, review, "Publish").status_code == 303
    public = (f"/services/{MINE}", f"/services/{MINE}/prepare", f"/services/{MINE}/report", "/providers/compass")
    seen += [school.get(path).text for path in public]
    for page in seen:
        document = parsed(page)
        assert not [element for element in document.iter() if any(name.startswith("on") for name in element.attrib)]
        assert not [script for script in document.iter("script") if not (script.get("src") or "").startswith("/static/")]
        assert "49 " not in text(main(document)).replace("149 ", "")
    assert payload in text(main(parsed(seen[-4])))


MARKUP = (
    '<b>bold</b><style>*{display:none}</style><base href="https://evil.example"><meta http-equiv="refresh" content="0;https://evil.example">'
    '<form action="https://evil.example"><input name="pupil"></form><svg><a href="https://evil.example">x</a></svg>'
    '<img src="https://evil.example/beacon.gif"> ![](https://evil.example/a.png) [x](javascript:alert(1))'
    ' <div style="position:fixed">over</div>'
)


@pytest.mark.one_database
def test_10_a_text_has_no_markup_and_asks_nothing_of_another_site(partner, chief, school):
    change = edited(partner, MINE, "about", description=MARKUP, summary=MARKUP[:200])
    pages = [partner.get(f"{change}/preview").text]
    assert fill(partner, change, "Send to the editor").status_code == 303
    review = change.replace("/desk/", "/editor/")
    pages.append(chief.get(review).text)
    assert fill(chief, review, "Publish").status_code == 303
    pages += [school.get(path).text for path in (f"/services/{MINE}", f"/services/{MINE}/prepare", "/services?q=bold")]
    for page in pages:
        document = parsed(page)
        kinds = {element.tag for element in main(document).iter()}
        assert not kinds & {"style", "base", "meta", "b", "img", "iframe", "object"} and "position:fixed" not in page.split("<main")[0]
        asked = [element.get(name) or "" for element in document.iter() for name in ("href", "src", "action", "style", "formaction")]
        assert [address for address in asked if "evil.example" in address or "javascript" in address or "fixed" in address] == []
    assert "<b>bold</b>" in text(main(parsed(pages[2])))


ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "\x01javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x",
    "https://nhs.uk@evil.example", "http://nһs.uk", "https://ехample.org", "ftp://example.org", "https://example.org:8443/",
    "//evil.example", "http:evil.example", "/\\evil.example",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.one_database
def test_9_an_address_that_is_not_plainly_one_of_the_web_is_refused_when_it_is_saved(partner, address):
    change = edited(partner, MINE, "about", summary="New words.")
    page = f"{change}/pages/contacts"
    answers = {"contacts-0-kind": "website", "contacts-0-value": address}
    answer = fill(partner, page, **answers)
    assert answer.status_code == 400
    assert "web address" in answer.text or "letters that look like others" in answer.text


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("email", "office@example.org?bcc=all@example.org", "email address"),
        ("email", "office@example.org%0d%0aBcc:all@example.org", "email address"),
        ("phone", "01257 000111?x=1", "phone number"),
        ("text", "tel:85258", "number for texts"),
    ],
)
@pytest.mark.one_database
def test_9_an_address_to_write_or_ring_carries_nothing_else(partner, kind, value, said):
    change = edited(partner, MINE, "about", summary="New words.")
    answer = fill(partner, f"{change}/pages/contacts", **{"contacts-0-kind": kind, "contacts-0-value": value})
    assert answer.status_code == 400 and said in answer.text


def test_9_an_old_row_with_a_bad_address_is_no_link(app, school):
    from tests.factories import contact

    with app.app_context():
        service = db.session.scalars(select(Service).where(Service.slug == MINE)).one()
        bad = contact("javascript:alert(1)", kind="website")
        service.contacts.append(bad)
        db.session.commit()
    assert 'href="javascript' not in school.get(f"/services/{MINE}").text


@pytest.mark.parametrize("number", ["09061234567", "070 1234 5678", "+44 906 123 4567", "0044 70 1234 5678"])
@pytest.mark.one_database
def test_52_a_number_that_costs_the_caller_money_is_refused(partner, number):
    change = edited(partner, MINE, "about", summary="New words.")
    answer = fill(partner, f"{change}/pages/contacts", **{"contacts-0-kind": "phone", "contacts-0-value": number})
    assert answer.status_code == 400 and "costs the caller money" in answer.text and number in answer.text


@pytest.mark.one_database
def test_16_a_name_with_a_line_break_makes_no_header_of_a_message(app, partner, chief):
    from directory.accounts.models import Mail

    review = sent(partner, MINE, "about", name="Calm\r\nBcc: all@example.org")
    assert fill(chief, review, "Return it", comment="x\r\nBcc: all@example.org").status_code == 303
    with app.app_context():
        assert [mail.subject for mail in db.session.scalars(select(Mail)) if "\n" in mail.subject or "\r" in mail.subject] == []


def test_19_without_the_secret_of_the_form_nothing_changes(app, partner, chief):
    review = sent(partner, MINE, "about", summary="New words.")
    before = everything(app)
    change = review.replace("/editor/", "/desk/")
    desk = [f"/desk/services/{MINE}/{verb}" for verb in ("confirm", "pause", "resume", "waiting", "change", "ending")]
    for path in [*desk, "/desk/new", f"{change}/propose", f"{change}/withdraw", f"{change}/take_back", f"{change}/pages/about"]:
        assert partner.post(path, data={"stamp": "1", "group": "all", "shortest": "3"}).status_code == 400
        assert partner.post(path, json={"stamp": "1"}).status_code == 400
    for path in (f"{review}/publish", f"{review}/return", f"{review}/edit/about", f"/editor/listings/{MINE}/versions/1"):
        assert chief.post(path, data={"stamp": "1", "comment": "x"}).status_code == 400
    assert everything(app) == before


@pytest.mark.parametrize("path", ["/desk/changes/{}/pages/about", "/editor/changes/{}", "/editor/listings/compass-bloom-mhst/versions/{}"])
@pytest.mark.parametrize("odd", ["0", "-1", "99999999999999999999", "٣", "1e9", "NaN", "%00", "%ED%A0%80", "%ff", "..%2f", "x" * 5000])
def test_30_odd_addresses_are_answered_as_missing(partner, chief, path, odd):
    client = chief if path.startswith("/editor") else partner
    assert client.get(path.format(odd), follow_redirects=True).status_code in (400, 404)


@pytest.mark.parametrize("stamp", ["", "-1", "٣", "1e9", "9" * 400, "\x00", "1; DROP TABLE revision"])
def test_30_a_stamp_that_nobody_gave_out_fits_nothing(partner, stamp):
    change = edited(partner, MINE, "about", summary="New words.")
    answer = fill(partner, f"{change}/pages/about", summary="Other words.", stamp=stamp)
    assert answer.status_code == 409 and "Other words." in answer.text


def test_34_there_is_an_end_to_the_changes_that_one_provider_has_under_way(partner, monkeypatch):
    from directory.review import operations

    monkeypatch.setattr(operations, "MOST_UNDER_WAY", 2)
    answers = [fill(partner, "/desk/new", "Continue", name=f"Club {number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 409]


@pytest.mark.parametrize("rounds", range(3))
def test_36_of_eight_parallel_saves_on_one_version_one_wins_and_nobody_loses_text(app, rounds):
    with app.app_context():
        people = [person("compass") for _ in range(8)]
        clients = [sign_in_as(app.test_client(), who) for who in people]
    change = edited(clients[0], MINE, "about", summary="The first.")
    forms = [form_on(client.get(f"{change}/pages/about").text, "Save")[1] for client in clients]

    def save(number):
        return send(clients[number], f"{change}/pages/about", forms[number], summary=f"Typed by number {number} with care.")

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(save, range(8)))
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * 7
    for number, answer in enumerate(answers):
        if answer.status_code == 409:
            _, kept = form_on(answer.text, "Save")
            assert kept["summary"] == f"Typed by number {number} with care."


@pytest.mark.parametrize("rounds", range(3))
def test_36_and_37_of_publish_return_and_edit_at_once_one_wins(app, chief, partner, rounds):
    with app.app_context():
        from tests.people import editor

        others = [sign_in_as(app.test_client(), editor()) for _ in range(2)]
    review = sent(partner, MINE, "about", summary="New words.")
    page = chief.get(review).text
    publish, back = form_on(page, "Publish"), form_on(page, "Return it")
    take = form_on(partner.get(review.replace("/editor/", "/desk/")).text, "Take it back")
    secrets = [form_on(other.get(review).text, "Publish")[1]["csrf_token"] for other in others]
    presses = [
        lambda: send(chief, *publish),
        lambda: send(others[0], *publish, csrf_token=secrets[0]),
        lambda: send(others[1], *back, csrf_token=secrets[1], comment="No."),
        lambda: send(partner, *take),
    ]
    with ThreadPoolExecutor(len(presses)) as threads:
        answers = [each.result() for each in [threads.submit(press) for press in presses]]
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]
    with app.app_context():
        (revision,) = db.session.scalars(select(Revision)).all()
        published = db.session.scalars(select(Service.summary).where(Service.slug == MINE)).one() == "New words."
        assert published == (revision.state == "published")
        assert len(revision.decisions) == (revision.state in ("published", "returned"))


def test_21_what_was_typed_is_shown_to_somebody_whose_sign_in_ended_and_kept_nowhere(app, partner):
    change = edited(partner, MINE, "about", summary="The first.")
    _, values = form_on(partner.get(f"{change}/pages/about").text, "Save")
    with app.app_context(), transaction() as session:
        session.execute(delete(SignIn))
    answer = send(partner, f"{change}/pages/about", values, description="Half an hour of typing.\n<b>More</b> of it.")
    assert answer.status_code == 401
    assert "Half an hour of typing.\n&lt;b&gt;More&lt;/b&gt; of it." in answer.text and "csrf" not in answer.text.casefold()
    secret = {"csrf_token": values["csrf_token"], "stamp": "3"}
    answer = partner.post(f"{change}/pages/contacts", data={**secret, "contacts-0-kind": "phone", "contacts-0-value": "01257 000111"})
    assert answer.status_code == 401 and "01257 000111" in answer.text and "Stamp" not in answer.text
    assert partner.post(f"/desk/services/{MINE}/pause", data=secret).status_code == 303
    foreign = partner.post(f"{change}/pages/about", data=values, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code in (400, 403) and "The first." not in foreign.text


def test_21_what_was_typed_before_signing_in_anew_is_shown_again_and_not_saved(app, partner):
    change = edited(partner, MINE, "about", summary="The first.")
    _, values = form_on(partner.get(f"{change}/pages/about").text, "Save")
    with app.app_context():
        sign_in_as(partner, person("compass"))
    answer = send(partner, f"{change}/pages/about", values, summary="Typed <b>before</b>.", name="")
    assert answer.status_code == 400 and "Typed &lt;b&gt;before&lt;/b&gt;." in answer.text and "Nothing was saved" in answer.text
    foreign = partner.post(f"{change}/pages/about", data=values, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403 and "The first." not in foreign.text
    assert "The first." in partner.get(f"{change}/pages/about").text


def test_37_a_proposal_sent_twice_is_sent_once(app, partner):
    change = edited(partner, MINE, "about", summary="New words.")
    action, values = form_on(partner.get(change).text, "Send to the editor")
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda _: send(partner, action, values).status_code, range(2)))
    assert sorted(answers) == [303, 409]


def test_37_two_who_begin_a_change_at_once_work_on_the_same_one(app):
    with app.app_context():
        clients = [sign_in_as(app.test_client(), person("compass")) for _ in range(4)]
    forms = [form_on(client.get(f"/desk/services/{MINE}").text, "Change this listing") for client in clients]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda pair: send(pair[0], *pair[1]), zip(clients, forms, strict=True)))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1


@pytest.mark.one_database
def test_43_nothing_of_a_desk_stays_in_a_cache_and_no_public_page_sets_a_cookie(partner, chief, school):
    review = sent(partner, MINE, "about", summary="New words.")
    for client, path in ((partner, "/desk"), (partner, f"/desk/services/{MINE}"), (chief, review), (chief, "/editor")):
        assert client.get(path).headers["Cache-Control"] == "no-store"
        assert client.get(f"{path}/x.css").status_code == 404
    for path in (f"/services/{MINE}", f"/services/{MINE}/report"):
        assert "Set-Cookie" not in school.get(path).headers


@pytest.mark.one_database
def test_51_what_cannot_be_seen_is_taken_out_and_look_alike_letters_are_flagged(app, partner, chief, school):
    review = sent(partner, MINE, "about", name="Bloom\u202e\u200b Te\u0301am", summary="The nһs team.")
    assert "letters of two alphabets in one word" in text(main(parsed(chief.get(review).text)))
    assert fill(chief, review, "Publish").status_code == 303
    assert everything(app)[0]["name"] == "Bloom Téam"


@pytest.mark.one_database
def test_53_words_that_name_a_method_are_flagged_to_the_partner_and_to_the_editor(partner, chief):
    change = edited(partner, MINE, "about", description="We help pupils who took an overdose or use a ligature.")
    assert "“ligature”, “overdose”" in text(main(parsed(partner.get(change).text)))
    assert fill(partner, change, "Send to the editor").status_code == 303
    assert "may name a way of self-harm" in text(main(parsed(chief.get(change.replace("/desk/", "/editor/")).text)))


@pytest.mark.one_database
def test_46_what_may_tell_who_a_pupil_is_is_flagged(partner):
    change = edited(partner, MINE, "about", description="Ask about the pupil born 12/03/2014.")
    assert "Nothing about a pupil may stand here" in text(main(parsed(partner.get(change).text)))


@pytest.mark.one_database
def test_53_no_listing_takes_the_place_of_urgent_help(partner, chief, school):
    words = '<aside class="app-urgent">Call 09061 234567</aside><style>.app-urgent{display:none}</style>'
    assert fill(chief, sent(partner, MINE, "about", description=words), "Publish").status_code == 303
    page = parsed(school.get(f"/services/{MINE}").text)
    assert len([each for each in page.iter("aside") if "app-urgent" in (each.get("class") or "")]) == 1
    assert not list(page.iter("style")) and re.search("tel:999", school.get(f"/services/{MINE}").text)


@pytest.mark.one_database
def test_a_contact_that_is_not_to_be_published_is_on_no_public_page(partner, chief, school):
    hidden = {"contacts-0-kind": "phone", "contacts-0-value": "01257 555 777", "contacts-0-publish": []}
    change = edited(partner, MINE, "contacts", **hidden)
    assert "01257 555 777" not in partner.get(f"{change}/preview").text
    assert fill(partner, change, "Send to the editor").status_code == 303
    assert fill(chief, change.replace("/desk/", "/editor/"), "Publish").status_code == 303
    for path in (f"/services/{MINE}", f"/services/{MINE}/prepare", f"/shortlist?service={MINE}", "/services.json?q=compass"):
        assert "555 777" not in school.get(path).text and "555777" not in school.get(path).text
    change = edited(partner, MINE, "about", summary="Ring us on +44 1257 555777.")
    answer = fill(partner, change, "Send to the editor")
    assert answer.status_code == 422 and "kept from the public" in answer.text
