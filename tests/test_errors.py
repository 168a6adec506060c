"""Whatever goes wrong, the answer is a plain page with the urgent numbers, and says nothing of the machine."""

import pytest
from flask import abort
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from directory.access import public
from directory.errors import DirectoryError
from tests.conftest import URGENT_NUMBERS

pytestmark = pytest.mark.one_database


class TooLate(DirectoryError):
    status = 409
    heading = "Somebody else was faster"


def raising(error):
    @public
    def view():
        raise error

    return view


@pytest.fixture
def failing(make_app):
    """An application that fails in every way, as the public meets it."""
    app = make_app(seeded=False)
    app.testing = False
    failures = {
        "ours": TooLate("This listing was changed while you were writing."),
        "bug": ZeroDivisionError("secret detail"),
        "locked": OperationalError("SELECT secret", {}, Exception("database is locked")),
        "value": DataError("SELECT secret", {}, Exception("NUL")),
        "constraint": IntegrityError("INSERT secret", {}, Exception("duplicate")),
    }
    for name, error in failures.items():
        app.add_url_rule(f"/fail/{name}", name, raising(error))
        app.add_url_rule(f"/fail/{name}.json", f"{name}_json", raising(error))
    for status in (400, 403, 405, 413, 418, 429):
        app.add_url_rule(f"/fail/{status}", str(status), public(lambda status=status: abort(status)))
    return app.test_client()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere", 404),
        ("/fail/ours", 409),
        ("/fail/bug", 500),
        ("/fail/locked", 503),
        ("/fail/value", 400),
        ("/fail/constraint", 500),
        *((f"/fail/{status}", status) for status in (400, 403, 405, 413, 418, 429)),
    ],
)
def test_every_error_is_a_page_with_the_urgent_numbers(failing, address, status):
    answer = failing.get(address)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert all(number in answer.text for number in URGENT_NUMBERS)
    assert "secret" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("odd", ["%00", "%ED%A0%80", "%ff", "%F0%9F%92%A9", "99999999999999999999", "٣", "..%2f..%2fetc", "x" * 5000])
def test_an_odd_address_is_a_page_that_is_not_there(client, odd):
    assert client.get(f"/services/{odd}").status_code in (400, 404)


def test_an_error_of_ours_says_its_own_sentence(failing):
    answer = failing.get("/fail/ours")
    assert "Somebody else was faster" in answer.text
    assert "This listing was changed while you were writing." in answer.text


def test_where_json_was_asked_for_the_error_is_json(failing):
    assert failing.get("/fail/ours.json").json == {"error": "This listing was changed while you were writing."}


def test_a_database_that_does_not_answer_says_when_to_come_back(failing):
    assert failing.get("/fail/locked").headers["Retry-After"] == "30"


def test_a_wrong_method_says_which_are_right(failing):
    answer = failing.post("/urgent-help")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_when_not_even_the_error_page_can_be_made_the_numbers_are_still_there(failing, monkeypatch):
    monkeypatch.setattr("directory.errors.error_page", raising(RuntimeError("no templates")))
    answer = failing.get("/nowhere")
    assert answer.status_code == 404
    assert all(number in answer.text for number in URGENT_NUMBERS)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", ""])
def test_an_unknown_host_is_refused(failing, host):
    answer = failing.get("/urgent-help", headers={"Host": host})
    assert answer.status_code == 400
    assert all(number in answer.text for number in URGENT_NUMBERS)


def test_a_forwarded_host_is_not_believed(failing):
    answer = failing.get("/services/", headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"})
    assert "evil" not in answer.text + str(answer.headers)


def test_too_long_a_body_is_refused(failing):
    answer = failing.post("/urgent-help", data=b"x" * (1024 * 1024 + 1))
    assert answer.status_code in (405, 413)
