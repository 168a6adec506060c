"""From a partner's new words to a school that finds them, and back again when the editor asks for more."""

import time

import pytest

from directory.catalogue import finder, indexing
from tests.markup import assert_sound, parsed
from tests.partners.conftest import MINE
from tests.partners.pages import change_of, edited, fill, send, sent
from tests.partners.pages import form_on as on_page

WORDS = "Quokkaline: calm starts for anxious mornings."


def test_a_partner_edits_an_editor_publishes_and_a_school_finds_the_new_words(partner, chief, school):
    change = edited(partner, MINE, "about", summary=WORDS)
    assert WORDS in partner.get(f"{change}/preview").text
    assert fill(partner, change, "Send to the editor", note="New this term.").status_code == 303
    assert "With the editor" in partner.get("/desk").text
    review = change.replace("/desk/", "/editor/")
    assert review in chief.get("/editor/changes").text
    page = chief.get(review).text
    assert f"<ins>{WORDS}</ins>" in page and "New this term." in page
    assert WORDS not in school.get(f"/services/{MINE}").text + school.get("/services.json?q=quokkaline").text
    action, read = on_page(page, "Publish")
    started = time.monotonic()
    assert send(chief, action, read).status_code == 303
    found = school.get("/services.json?q=quokkaline").get_json()["results"]
    print(f"\nFrom pressing publish to findable: {(time.monotonic() - started) * 1000:.0f} ms")
    assert [result["slug"] for result in found][:1] == [MINE]
    assert WORDS in school.get(f"/services/{MINE}").text
    assert "Published" in partner.get("/desk").text


@pytest.mark.one_database
def test_what_is_returned_shows_the_editors_comment_and_is_sent_again(partner, chief):
    review = sent(partner, MINE, "route", cost="Free.")
    assert fill(chief, review, "Return it", comment="Free for whom?").status_code == 303
    change = review.replace("/editor/", "/desk/")
    assert "Free for whom?" in partner.get("/desk").text and "Free for whom?" in partner.get(change).text
    assert fill(partner, f"{change}/pages/route", cost="Free for schools.").status_code == 303
    assert fill(partner, change, "Send to the editor").status_code == 303
    assert fill(chief, review, "Publish").status_code == 303


@pytest.mark.one_database
def test_an_editor_edits_then_publishes_and_the_partner_sees_whose_words_they_are(partner, chief, school):
    review = sent(partner, MINE, "about", summary=WORDS)
    assert fill(chief, f"{review}/edit/about", summary="Shorter.").status_code == 303
    assert "an editor changed these words" in chief.get(review).text
    assert "an editor changed these words" in partner.get(review.replace("/editor/", "/desk/")).text
    assert fill(chief, review, "Publish").status_code == 303
    assert "Shorter." in school.get(f"/services/{MINE}").text


def test_a_new_service_is_proposed_previewed_and_published(partner, chief, school):
    change = change_of(fill(partner, "/desk/new", "Continue", name="Morning club"))
    pages = {
        "about": {"summary": "A calm start.", "description": "Toast and talk.", "kind": "pupil-support"},
        "who": {"audiences": ["pupil"], "levels": ["universal"], "age_min": "5", "age_max": "11"},
        "where": {"coverage": "districts", "districts": ["chorley"]},
        "needs": {"made_for": ["anxiety"]},
        "contacts": {"contacts-0-kind": "phone", "contacts-0-value": "01257 000 000", "contacts-0-publish": "y"},
    }
    for page, answers in pages.items():
        assert fill(partner, f"{change}/pages/{page}", **answers).status_code == 303, page
    assert "Toast and talk." in partner.get(f"{change}/preview").text
    assert school.get("/services/morning-club").status_code == 404
    assert fill(partner, change, "Send to the editor").status_code == 303
    assert fill(chief, change.replace("/desk/", "/editor/"), "Publish").status_code == 303
    assert "Toast and talk." in school.get("/services/morning-club").text
    assert "01257 000 000" in school.get("/services/morning-club").text


@pytest.mark.one_database
def test_a_service_that_ends_leaves_search_and_comes_back_when_it_still_runs(partner, chief, school, app):
    change = change_of(fill(partner, f"/desk/services/{MINE}/ending", "Tell the editor", note="Funding ended."))
    assert fill(chief, change.replace("/desk/", "/editor/"), "Publish").status_code == 303
    assert "May have ended" in school.get(f"/services/{MINE}").text
    assert MINE not in [each["slug"] for each in school.get("/services.json?q=compass+bloom").get_json()["results"]]
    back = change_of(fill(partner, f"/desk/services/{MINE}/running", "Tell the editor"))
    assert fill(chief, back.replace("/desk/", "/editor/"), "Publish").status_code == 303
    assert MINE in [each["slug"] for each in school.get("/services.json?q=compass+bloom").get_json()["results"]]
    with app.app_context():
        assert indexing.reconcile(finder.current().index) == 0


@pytest.mark.one_database
def test_an_earlier_version_is_compared_and_restored(partner, chief, school):
    before = parsed(school.get(f"/services/{MINE}").text)
    assert fill(chief, sent(partner, MINE, "about", summary=WORDS), "Publish").status_code == 303
    history = chief.get(f"/editor/listings/{MINE}/versions").text
    assert "Version 2" in history and "Version 1" in history
    review = change_of(fill(chief, f"/editor/listings/{MINE}/versions/1", "Propose this version again"))
    assert fill(chief, review, "Publish").status_code == 303
    after = parsed(school.get(f"/services/{MINE}").text)
    said = [[each.text for each in page.iter("p") if each.get("class") == "app-lead"] for page in (before, after)]
    assert said[0] == said[1]


@pytest.mark.one_database
def test_when_the_listing_moves_meanwhile_the_partner_sees_both_and_loses_nothing(partner, chief):
    change = edited(partner, MINE, "route", cost="A cost of mine.")
    ended = change_of(fill(partner, f"/desk/services/{MINE}/ending", "Tell the editor"))
    assert fill(chief, ended.replace("/desk/", "/editor/"), "Publish").status_code == 303
    page = partner.get(change).text
    assert "The listing was changed meanwhile" in page and "<ins>A cost of mine.</ins>" in page
    assert "Send to the editor" not in page
    assert fill(partner, change, "I have seen both").status_code == 303
    assert fill(partner, change, "Send to the editor").status_code == 303


@pytest.mark.one_database
def test_a_second_save_from_an_old_page_is_refused_with_its_words_beside_those_saved(partner):
    change = edited(partner, MINE, "about", summary="First.")
    path = f"{change}/pages/about"
    _, values = on_page(partner.get(path).text, "Save")
    assert send(partner, path, values, summary="Second.").status_code == 303
    late = send(partner, path, values, summary="Third, typed with care.")
    assert late.status_code == 409
    assert "Third, typed with care." in late.text and "Second." in late.text
    _, again = on_page(late.text, "Save")
    assert again["summary"] == "Third, typed with care."
    assert send(partner, path, again).status_code == 303
    assert "<ins>Third, typed with care.</ins>" in partner.get(change).text


@pytest.mark.one_database
def test_a_form_with_a_mistake_comes_back_with_everything_that_was_typed(partner):
    change = edited(partner, MINE, "about", summary="First.")
    late = fill(partner, f"{change}/pages/who", age_min="17", age_max="5", criteria="Kept as typed")
    assert late.status_code == 400
    assert "The oldest age is below the youngest." in late.text and "Kept as typed" in late.text
    assert_sound(parsed(late.text))


@pytest.mark.one_database
def test_every_page_of_the_desks_is_sound(partner, chief):
    review = sent(partner, MINE, "about", summary=WORDS)
    change = edited(partner, "compass-bloom-smhl-forum", "about", summary=WORDS)
    pages = ["about", "who", "where", "route", "contacts", "needs", "questions"]
    mine = ["/desk", "/desk/new", f"/desk/services/{MINE}", f"/desk/services/{MINE}/ending", change, f"{change}/preview"]
    for path in [*mine, *(f"{change}/pages/{page}" for page in pages)]:
        assert_sound(parsed(partner.get(path).text))
    theirs = ["/editor", "/editor/changes", review, f"{review}/preview", f"{review}/edit/who", f"/editor/listings/{MINE}/versions"]
    for path in [*theirs, "/editor/problems"]:
        assert_sound(parsed(chief.get(path).text))
