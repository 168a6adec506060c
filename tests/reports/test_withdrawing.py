"""Issuing a report asks once more, and an issued report can be taken back: nothing that it said is left but in a draft."""

from dataclasses import replace
from datetime import timedelta

import pytest

from directory.accounts.models import AuditEntry
from directory.db import db
from directory.reports import operations, queries
from directory.reports.errors import ReportMoved, Withdrawn
from tests.markup import main, parsed, text
from tests.people import post
from tests.reports.drafts import AT, WHOLE, begun, issued

LATER = AT + timedelta(days=1)


def withdrawn(by, id, reason="A name stood in it."):
    return operations.withdraw(report_id=id, stamp=queries.report(id).stamp, reason=reason, by=by, at=LATER)


@pytest.mark.one_database
def test_the_whole_report_is_shown_before_it_is_issued(app, officer, desk):
    with app.app_context():
        id, empty = begun(officer, WHOLE), begun(officer)
        stamp = queries.report(id).stamp
    assert "Issue this report" not in desk.get(f"/editor/reports/{id}").text
    page = text(main(parsed(desk.get(f"/editor/reports/{id}/issue").text)))
    for words in ("Two providers answered.", "Schools keep it up themselves.", "Attendance was the theme", "All figures of this period"):
        assert words in page
    assert "The period is not over until" in page and "Issue this report" in page and "Write this priority" not in page
    bare = text(main(parsed(desk.get(f"/editor/reports/{empty}/issue").text)))
    assert "Add at least one priority." in bare and "Issue this report" not in bare.replace("Issue this report?", "")
    assert post(desk, f"/editor/reports/{id}/issue", {"stamp": stamp}).status_code == 303


@pytest.mark.one_database
def test_what_may_tell_who_a_pupil_is_is_pointed_at_before_it_is_issued(app, officer, desk):
    with app.app_context():
        told, plain = (begun(officer, replace(WHOLE, impact=(line,))) for line in ("One child, born 03/04/2015, is back.", "Two are back."))
    assert "Nothing about a pupil may stand here." in desk.get(f"/editor/reports/{told}/issue").text
    assert "Please look at this again" not in desk.get(f"/editor/reports/{plain}/issue").text


def test_what_a_withdrawn_report_said_is_in_a_new_draft_only(app, officer):
    with app.app_context():
        id = issued(officer, WHOLE)
        opening = dict(queries.report(id).opening)
        draft = queries.report(withdrawn(officer, id))
        old = queries.report(id)
        assert (old.summary, old.priorities, old.figures, old.number, old.withdrawn_on) == ("", [], [], 1, LATER.date())
        assert draft.is_draft and draft.priorities[0]["title"] == WHOLE.title and draft.opening == opening
        assert queries.last().id == draft.id and queries.report(issued(officer, WHOLE)).number == 2
        assert db.session.query(AuditEntry).filter_by(verb="withdrew a half-term report").one().details == {"number": 1}


def test_a_report_is_withdrawn_once_and_as_it_was_read(app, officer):
    with app.app_context():
        id = issued(officer, WHOLE)
        with pytest.raises(ReportMoved):
            operations.withdraw(report_id=id, stamp=77, reason="x", by=officer, at=AT)
        withdrawn(officer, id)
        with pytest.raises(Withdrawn):
            withdrawn(officer, id)


@pytest.mark.one_database
def test_its_page_says_when_and_why_and_its_word_file_is_gone(app, officer, desk):
    with app.app_context():
        id = issued(officer, WHOLE)
        stamp = queries.report(id).stamp
    path = f"/editor/reports/{id}"
    assert post(desk, f"{path}/withdraw", {"stamp": stamp, "reason": " "}).status_code == 400
    answer = post(desk, f"{path}/withdraw", {"stamp": stamp, "reason": "A name stood in it."})
    assert answer.status_code == 303 and "Draft: not issued yet" in desk.get(answer.location).text
    page = text(main(parsed(desk.get(path).text)))
    assert "Report number 1, withdrawn on" in page and "A name stood in it." in page and "Two providers answered." not in page
    for gone in ("word", "withdraw", "issue", "period"):
        assert desk.get(f"{path}/{gone}").status_code == 410, gone
    assert "withdrawn on" in desk.get("/editor/reports").text
