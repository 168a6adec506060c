"""What the next page says of what was done: a sentence for every word that a view leads on with, on the desks alone."""

import re

import pytest

from tests.guards.source import CHECKOUT, python_files, text_of
from tests.markup import main, parsed, text
from tests.people import administrator, editor, person, post, sign_in_as

# Where a press only opens a form, or the page says by itself, with figures or beside the box, what was done.
SAYS_ITSELF = {
    "editing.change", "needs_editor.facts", "needs_editor.draft", "guidance.draft", "part.edit", "came.schools", "exchange.show",
    "freshness.still_right", "problems.report", "accounts.ask", "second_step.check",
}  # fmt: skip
DESKS = ("freshness", "gatherings", "guidance", "needs", "partners", "reports", "review", "settled", "exchange")


@pytest.fixture
def done(app):
    return app.jinja_env.get_template("macros/done.html").module


def views():
    paths = [path for path in python_files("directory") if path.split("/")[1] in DESKS or path.endswith("people_views.py")]
    return [text_of(CHECKOUT / path) for path in paths]


@pytest.mark.one_database
def test_every_word_has_its_sentence_and_every_sentence_its_word(done):
    source = "\n".join([*views(), text_of(CHECKOUT / "directory/accounts/joining_views.py")])
    words = {word for word in done.DONE if f'"{word}"' in source}
    assert words == set(done.DONE) and done.NUMBERED.keys() <= done.DONE.keys()
    assert set(re.findall(r'\bdone="([a-z-]+)"', source)) <= done.DONE.keys()


def test_no_press_on_a_desk_leads_on_without_saying_what_was_done():
    silent = {found for source in views() for found in re.findall(r'redirect\(url_for\("([a-z_.]+)"(?![^\n]*done=)', source)}
    assert silent <= SAYS_ITSELF


@pytest.mark.one_database
def test_it_is_said_once_on_the_page_that_comes_next_and_on_no_public_one(app, client):
    with app.app_context():
        chief = sign_in_as(app.test_client(), editor())
    said = "Published as version 3. Schools read it now."
    assert said in chief.get("/editor/needs/sleep?done=published&number=3").text
    assert "Published. Schools read it now." in chief.get("/editor/needs/sleep?done=published&number=x3").text
    for address in ("/editor/needs/sleep?done=nonsense", "/editor/needs/sleep"):
        assert "Published." not in chief.get(address).text
    assert said not in client.get("/needs/sleep?done=published&number=3").text


@pytest.mark.one_database
def test_a_form_that_comes_back_does_not_say_that_it_was_done(app):
    with app.app_context():
        partner = sign_in_as(app.test_client(), person("compass"))
    answer = post(partner, "/desk/colleagues/compass?done=invited", {"email": "no address"})
    assert answer.status_code == 400 and "on its way" not in answer.text


def test_whoever_disables_somebody_reads_that_it_is_done(app):
    with app.app_context():
        chief, other = sign_in_as(app.test_client(), administrator()), person("compass")
    answer = post(chief, f"/editor/people/{other.id}/disable", follow_redirects=True)
    assert text(main(parsed(answer.text))).startswith("Done They cannot sign in any more.")
