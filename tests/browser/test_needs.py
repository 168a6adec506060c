"""A new way of saying a need, in a real browser: written in a draft, tried, judged, published, and understood by the search."""

import pytest

from directory.catalogue import judged
from tests.needs.drafting import FEW
from tests.people import editor, sign_in_as

WORDING, SENTENCE = "zombie mode in registration", "he is in zombie mode in registration"


@pytest.fixture(scope="module")
def cookies(app):
    with app.test_request_context():
        chief = editor(email="chief@example.org")
    return {"chief": sign_in_as(app.test_client(), chief).get_cookie("session").value}


def test_from_a_wording_to_a_search_that_understands_it(open_page, open_as, monkeypatch):
    monkeypatch.setattr(judged, "sets", lambda folder: {"everyday_a": FEW})
    chief = open_as("chief", "/editor")
    chief.get_by_role("link", name="Needs and their words").click()
    chief.get_by_role("link", name="Sleep", exact=True).click()
    chief.get_by_role("button", name="Change this need or its words").click()
    chief.get_by_role("link", name="The words by which it is found").click()
    box = chief.get_by_label("One is enough")
    box.fill(f"{box.input_value()}\n{WORDING}\n{{nobody}} sleeps")
    chief.get_by_role("button", name="Save in the draft").click()
    assert "names the word class “nobody”" in chief.inner_text("main")
    chief.get_by_role("link", name="The words by which it is found").click()
    box = chief.get_by_label("One is enough")
    box.fill(box.input_value().replace("\n{nobody} sleeps", ""))
    chief.get_by_role("button", name="Save in the draft").click()

    chief.get_by_role("link", name="Try sentences").click()
    chief.get_by_label("Sentences as people").fill(f"{SENTENCE}\nwants to die")
    chief.get_by_role("button", name="Read them").click()
    assert "No need" in chief.get_by_role("row", name=SENTENCE).inner_text()
    assert "Changes" in chief.get_by_role("row", name=SENTENCE).inner_text()
    assert "Changes" not in chief.get_by_role("row", name="wants to die").inner_text()

    chief.get_by_role("link", name="Back to the draft").click()
    chief.get_by_role("button", name="Read the judged queries").click()
    while chief.get_by_role("link", name="Look again").count():
        chief.get_by_role("link", name="Look again").click()
    assert "Of 3 sentences" in chief.inner_text("main")
    chief.get_by_role("link", name="Back to the draft").click()
    chief.get_by_role("link", name="What is different").click()
    assert WORDING in chief.inner_text("main")
    chief.get_by_role("link", name="Back to the draft").click()

    school = open_page("/")
    search(school)
    assert "Sleep" not in chips(school)
    chief.get_by_role("button", name="Publish", exact=True).click()
    assert "Published" in chief.inner_text("main")
    for _ in range(100):
        search(school)
        if "Sleep" in chips(school):
            break
    assert "Sleep" in chips(school)


def search(page):
    page.goto(page.url.split("/services")[0].rstrip("/") + "/services?q=" + SENTENCE.replace(" ", "+"))


def chips(page):
    return page.locator(".app-understood").inner_text() if page.locator(".app-understood").count() else ""
