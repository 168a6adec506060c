"""The log: one line each, and nothing in it that somebody typed."""

import json
import logging

import pytest

from directory.logs import JsonLine, NoRequestWords, clean

pytestmark = pytest.mark.one_database

CANARY = "Amelia Canary"


def line_of(message, *arguments, error=None):
    info = (type(error), error, error.__traceback__) if error else None
    return JsonLine().format(logging.LogRecord("directory", logging.ERROR, __file__, 1, message, arguments, info))


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_record_is_one_line_of_json():
    facts = json.loads(line_of("Failed on %s", "/services"))
    assert facts["message"] == "Failed on /services"
    assert facts["level"] == "error"


def test_nobody_can_write_a_line_of_their_own():
    line = line_of("Failed on %s", "/a\r\nforged\u2028line \x1b[31mred\x00")
    assert "\n" not in line
    assert json.loads(line)["message"] == "Failed on /a  forged line  red "


def test_of_an_error_the_kind_and_the_way_are_kept_but_not_its_words():
    line = line_of("Failed", error=raised(ValueError(CANARY)))
    assert json.loads(line)["error"] == "ValueError"
    assert "test_logs.py" in json.loads(line)["at"]
    assert CANARY not in line


def test_a_request_that_gunicorn_cannot_read_is_not_quoted():
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "", 1, f"Invalid request from ip=1.2.3.4: '{CANARY}'", (), None)
    assert NoRequestWords().filter(record)
    assert record.getMessage() == "Invalid request"


def test_an_error_while_handling_a_request_does_not_quote_its_address():
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "", 1, "Error handling request %s %s", ("GET", f"/?q={CANARY}"), None)
    assert NoRequestWords().filter(record)
    assert record.getMessage() == "Error handling request"


def test_clean_leaves_words_alone():
    assert clean("Señora Ñandú, 9 years") == "Señora Ñandú, 9 years"


def test_what_somebody_typed_is_not_in_the_log_of_a_failure(make_app, caplog, monkeypatch):
    app = make_app()
    app.testing = False
    monkeypatch.setattr("directory.catalogue.views.SearchForm", lambda *given: raised_now(ValueError(CANARY)))
    with caplog.at_level(logging.DEBUG):
        assert app.test_client().get(f"/services?q={CANARY}").status_code == 500
    lines = [JsonLine().format(record) for record in caplog.records if record.name == "directory"]
    assert any('"Failed on /services"' in line for line in lines)
    assert not any("Amelia" in line for line in lines)


def raised_now(error):
    raise error


def test_the_words_of_a_query_stay_out_of_database_errors(app):
    from sqlalchemy import text

    from directory.db import db

    with app.app_context():
        try:
            db.session.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": CANARY})
        except Exception as error:
            assert CANARY not in str(error)
        else:
            raise AssertionError("the table does not exist")
