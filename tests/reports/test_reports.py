"""Half-term reports: begun from the one before, written, issued once and for all, with figures that the directory counts."""

import threading
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
import yaml

from directory.accounts.queries import actor
from directory.catalogue.models import Need, Service
from directory.config import current
from directory.db import db, stable_id, transaction
from directory.gatherings import queries as gatherings
from directory.gatherings.models import Attendance, Gathering, GatheringSession
from directory.gatherings.words import Precision, SessionState, SessionStatus
from directory.guidance import operations as guidance
from directory.guidance import parts
from directory.guidance import queries as drafts
from directory.pathways.review import read_calendar
from directory.reports import figures, half_terms, operations, paper, queries, shown, unmet_operations
from directory.reports.content import Figure, Priority, figure, plain, priority
from directory.reports.errors import AlreadyIssued, NothingToIssue, ReportMoved
from directory.reports.unmet import Note, Outcome
from directory.vocabulary import FactGroup
from tests import factories
from tests.guidance import drafting as guiding
from tests.markup import main, parsed, text
from tests.people import post
from tests.reports.drafts import AT, EARLIER, PERIOD, WHOLE, begun, issued


def value(key, id):
    return next(each for each in shown.figures_of(queries.report(id)) if each.key == key)


def close_a_gap():
    """One service, wholly confirmed on a day, for a need that nobody answers at its level."""
    need, level = next(place.split() for place, state in figures.places().items() if state == "none")
    with transaction() as session:
        session.add(
            factories.service(
                levels=[level],
                needs=[factories.answers(session.query(Need).filter_by(slug=need).one())],
                confirmations=[factories.confirmation(group, AT.date()) for group in FactGroup],
            )
        )
    return f"{need} {level}"


def test_what_is_kept_reads_back_as_it_was():
    counted = Figure("confirmed", "Confirmed", 3, 96, "How.", ("One", "Two"))
    assert priority(plain(WHOLE)) == WHOLE and figure(plain(counted)) == counted
    assert priority({"title": "Only this"}) == Priority("Only this")


def test_the_report_of_march_2024_is_there_and_says_what_it_said(app, desk):
    page = main(parsed(desk.get(f"/editor/reports/{EARLIER}").text))
    said = text(page)
    assert "Spring term 2, 2024" in said and "March 2024" in said and "From before this directory" in said
    headings = [text(heading) for heading in page.iter("h2")]
    assert headings == [
        "Emotional health and wellbeing offers for schools, and school avoidance",
        "Trauma-informed practice with schools and partners",
    ]
    for fact in ("12 high schools", "80 schools and partners", "3 May 2024", "10 May 2024", "9 May 2024", "17 heads", "April 2024"):
        assert fact in said, fact
    assert not list(page.iter("form")), "what was issued elsewhere offers no button that changes it"


@pytest.mark.one_database
def test_words_that_may_do_harm_are_named_before_a_report_is_issued(app, officer, desk):
    with app.app_context():
        plain_one, other = begun(officer, WHOLE), begun(officer, replace(WHOLE, impact=("A lazy pupil, born 01/02/2012, came back.",)))
    assert "look at this again" not in desk.get(f"/editor/reports/{plain_one}/issue").text
    page = text(main(parsed(desk.get(f"/editor/reports/{other}/issue").text)))
    assert "Please look at this again" in page and "“lazy”" in page and "date of birth" in page and "Issue this report" in page


def test_the_next_report_goes_on_from_the_one_before(app, officer):
    with app.app_context():
        id = begun(officer, after=EARLIER)
        before, now = (list(map(priority, queries.report(each).priorities)) for each in (EARLIER, id))
    for old, new in zip(before, now, strict=True):
        assert (new.title, new.intended_outcomes, new.exit_strategy) == (old.title, old.intended_outcomes, old.exit_strategy)
        assert new.activity == tuple(f"Planned before: {line}" for line in old.planned) and new.planned == new.impact == ()


def test_a_gap_that_closes_is_in_the_figures_and_one_that_opens_again_too(app, officer):
    with app.app_context():
        first = begun(officer, WHOLE)
        nobody = value("nobody", first).number
        assert value("gaps-closed", first).number == 0
        place = close_a_gap()
        closed = value("gaps-closed", first)
        need = db.session.query(Need.name).filter_by(slug=place.split()[0]).scalar()
        assert closed.number == 1 and closed.items == (f"{need}, {place.split()[1]}",)
        assert value("nobody", first).number == nobody - 1
        second = begun(officer, WHOLE)
        with transaction() as session:
            session.query(Service).filter(Service.slug.like("service-%")).delete()
        assert value("gaps-opened", second).items == (f"{need}, {place.split()[1]}",)
        assert value("gaps-closed", first).number == 0


def test_the_figures_of_a_period_count_what_happened_in_it(app, officer):
    with app.app_context():
        today = date.today()
        assert pathways_between(today - timedelta(9), today + timedelta(9)) == (), "the versions that pathways began with are no news"
        guiding.begun(officer, "sleep")
        draft = drafts.draft("sleep")
        content = parts.put(
            draft.content,
            parts.part(draft.content["pathway"], "intro"),
            {"name": "Sleep", "about": "A.", "needs": ["sleep"], "quick": False},
        )
        guidance.save(slug="sleep", stamp=draft.stamp, content=content, by=officer, at=AT)
        guidance.publish(slug="sleep", stamp=drafts.draft("sleep").stamp, by=officer, at=AT)
        assert (
            pathways_between(AT.date(), AT.date()) == ("Sleep, version 2",)
            and pathways_between(AT.date() + timedelta(1), AT.date() + timedelta(9)) == ()
        )
        close_a_gap()
        on, before = AT.date(), AT.date() - timedelta(1)
        assert [counted("confirmed-in-period", start, end).number for start, end in ((on, on), (before, before))] == [1, 0]


def counted(key, start, end):
    return next(each for each in figures.of(start, end, {}, start) if each.key == key)


def pathways_between(start, end):
    return counted("pathways", start, end).items


def test_an_issued_report_keeps_its_number_its_words_and_its_figures(app, officer):
    with app.app_context():
        id, other = issued(officer, WHOLE), issued(officer, WHOLE)
        assert [queries.report(each).number for each in (id, other)] == [1, 2]
        before = shown.of(queries.report(id))
        close_a_gap()
        assert shown.of(queries.report(id)) == before
        stamp = queries.report(id).stamp
        for change in (
            lambda: operations.save_period(report_id=id, stamp=stamp, period=PERIOD, at=AT),
            lambda: operations.save_priority(report_id=id, stamp=stamp, place=0, written=WHOLE, at=AT),
            lambda: operations.remove_priority(report_id=id, stamp=stamp, place=0, at=AT),
            lambda: operations.discard(report_id=id, stamp=stamp, by=officer, at=AT),
            lambda: operations.issue(report_id=id, stamp=stamp, figures=[], by=officer, at=AT),
        ):
            with pytest.raises(AlreadyIssued):
                change()


@pytest.mark.parametrize(
    ("priorities", "said"),
    [
        ((), "at least one priority"),
        ((Priority("Half"),), "“Half” says nothing yet under"),
        ((replace(WHOLE, activity=("Planned before: a meeting.",)),), "Say what became of each"),
    ],
)
def test_a_report_with_nothing_under_a_heading_is_not_issued(app, officer, priorities, said):
    with app.app_context(), pytest.raises(NothingToIssue, match=said):
        issued(officer, *priorities)


def test_two_drafts_of_one_name_are_told_apart(app, officer, desk):
    with app.app_context():
        begun(officer)
        second = begun(officer)
        operations.save_period(report_id=second, stamp=queries.report(second).stamp, period=PERIOD, at=AT + timedelta(hours=3))
    said = text(main(parsed(desk.get("/editor/reports").text)))
    assert said.count("2 November 2026 to 18 December 2026") == 2
    for hour in ("10:00", "13:00"):
        assert f"Begun on 24 November 2026, last saved on 24 November 2026 at {hour} (GMT)" in said


def test_of_eight_who_issue_at_once_one_does(app, officer):
    with app.app_context():
        id = begun(officer, WHOLE)
        stamp = queries.report(id).stamp
    outcomes = []

    def issue():
        with app.app_context():
            try:
                operations.issue(report_id=id, stamp=stamp, figures=[], by=actor(officer.id), at=AT)
                outcomes.append("issued")
            except (ReportMoved, AlreadyIssued) as error:
                outcomes.append(type(error).__name__)

    threads = [threading.Thread(target=issue) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes).count("issued") == 1 and len(outcomes) == 8


def test_two_officers_who_save_at_once_lose_nothing_that_was_typed(app, officer, desk):
    with app.app_context():
        id = begun(officer, WHOLE)
        stamp = queries.report(id).stamp
        operations.save_period(report_id=id, stamp=stamp, period=PERIOD, at=AT + timedelta(minutes=1))
    answer = post(
        desk, f"/editor/reports/{id}/priorities/1", {"stamp": stamp, "title": "Mine, with words of mine", "impact": "Line one\nLine two"}
    )
    assert answer.status_code == 409 and "Somebody saved this report meanwhile" in answer.text
    form = {field.get("name"): field for field in main(parsed(answer.text)).iter() if field.tag in ("input", "textarea")}
    assert form["title"].get("value") == "Mine, with words of mine" and form["impact"].text.strip() == "Line one\nLine two"
    assert "Only in what is saved" in answer.text and "Schools keep it up themselves." in answer.text
    again = post(desk, f"/editor/reports/{id}/priorities/1", {"stamp": form["stamp"].get("value"), "title": "Mine, with words of mine"})
    assert again.status_code == 303


def test_what_was_typed_into_a_report_that_is_issued_or_gone_is_given_back(app, officer, desk):
    with app.app_context():
        id, other = issued(officer, WHOLE), begun(officer, WHOLE)
        operations.discard(report_id=other, stamp=queries.report(other).stamp, by=officer, at=AT)
    for report, status, link in ((id, 409, f"/editor/reports/{id}"), (other, 404, "/editor/reports")):
        answer = post(desk, f"/editor/reports/{report}/priorities/1", {"stamp": 1, "title": "Mine", "impact": "Words of mine"})
        assert answer.status_code == status and "Words of mine" in answer.text and f'href="{link}"' in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "Give the report a name."),
        ({"starts_on": ["31", "2", "2026"]}, "Write day, month and year in figures"),
        ({"starts_on": ["1", "2"]}, "Write day, month and year in figures"),
        ({"ends_on": ["1", "11", "2026"]}, "The last day is before the first."),
        ({"ends_on": ["1", "11", "2028"]}, "That is more than a year."),
        ({"summary": "x" * 5000}, "at most"),
    ],
)
@pytest.mark.one_database
def test_a_period_that_cannot_be_is_refused_with_a_sentence_and_nothing_is_lost(desk, fields, said):
    whole = {"title": "Autumn", "starts_on": ["2", "11", "2026"], "ends_on": ["18", "12", "2026"], "summary": "Kept words."}
    answer = post(desk, "/editor/reports/new", whole | fields)
    assert answer.status_code == 400 and said in answer.text
    assert (fields | {"summary": fields.get("summary", "Kept words.")})["summary"] in answer.text


def test_the_half_term_is_offered_from_the_term_dates(app):
    with app.app_context():
        calendar = read_calendar(current().seed_data / "term_dates.yaml")
    offered = {
        day: half_terms.current(day, calendar) for day in (date(2026, 11, 24), date(2026, 10, 28), date(2027, 4, 2), date(2025, 8, 1))
    }
    assert [offered[day] and offered[day].title for day in offered] == [
        "Autumn term 2, 2026",
        "Autumn term 1, 2026",
        "Spring term 2, 2027",
        None,
    ]
    assert (offered[date(2026, 11, 24)].starts_on, offered[date(2026, 11, 24)].ends_on) == (date(2026, 11, 2), date(2026, 12, 18))


def test_the_half_term_is_offered_once_on_the_page_and_not_as_an_example_too(app, desk):
    with app.app_context():
        offered = half_terms.current(date.today(), read_calendar(current().seed_data / "term_dates.yaml"))
    page = desk.get("/editor/reports/new").text
    assert "such as" not in page and (offered is None or page.count(offered.title) == 1)


def test_the_word_file_says_what_the_page_says(app, officer, desk):
    with app.app_context():
        close_a_gap()
        id = issued(officer, WHOLE)
        page = shown.of(queries.report(id))
    answer = desk.get(f"/editor/reports/{id}/word")
    assert answer.mimetype == paper.TYPE and "filename=autumn-term-2-2026.docx" in answer.headers["Content-Disposition"]
    file = docx.Document(BytesIO(answer.data))
    styled = {(paragraph.style.name, paragraph.text) for paragraph in file.paragraphs}
    assert ("Title", "Autumn term 2, 2026") in styled and ("Heading 1", "School avoidance") in styled
    assert {("Heading 2", heading) for heading in ("Intended outcomes", "Activity", "Planned", "Impact", "Exit strategy")} <= styled
    assert ("List Bullet", "Two providers answered.") in styled and ("Normal", "Schools keep it up themselves.") in styled
    rows = [tuple(cell.text for cell in row.cells) for row in file.tables[-1].rows]
    assert rows == [paper.FIGURE_COLUMNS, *((each.label, each.said) for each in page.figures)]
    assert all("tblHeader" in table.rows[0]._tr.xml for table in file.tables)
    assert file.core_properties.language == "en-GB" and "number 1" in file.sections[0].footer.paragraphs[0].text
    on_page = [tuple(map(text, row)) for row in list(main(parsed(desk.get(f"/editor/reports/{id}").text)).iter("table"))[-1].iter("tr")]
    assert on_page == rows


@pytest.mark.parametrize("title", ['Zażółć ../../etc "x"', "=cmd()", "a" * 200, "漢字", "one\ttwo"])
def test_15_a_title_makes_no_header_and_no_path(app, officer, desk, title):
    with app.app_context():
        id = begun(officer, WHOLE)
        period = operations.Period(title, PERIOD.starts_on, PERIOD.ends_on)
        operations.save_period(report_id=id, stamp=queries.report(id).stamp, period=period, at=AT)
    answer = desk.get(f"/editor/reports/{id}/word")
    named = answer.headers["Content-Disposition"]
    assert answer.status_code == 200 and named.isascii() and ".docx" in named and "/" not in named and ".." not in named


def test_8_words_are_shown_as_they_were_written(app, officer, desk):
    nasty = "<script>alert(1)</script> {{7*7}} \x0bend"
    with app.app_context():
        id = begun(officer, Priority(nasty, impact=(nasty,), exit_strategy=nasty))
    page = desk.get(f"/editor/reports/{id}").text
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}" in page


def test_the_seed_of_the_earlier_reports_gives_no_period_that_nobody_wrote(app):
    with app.app_context():
        given = yaml.safe_load((current().seed_data / "locality_reports.yaml").read_text(encoding="utf-8"))
        assert [stable_id("locality-report", key) for key in given] == [EARLIER]
        page = shown.of(queries.report(EARLIER))
    assert page.period == "March 2024" and page.figures == []


def test_sessions_that_were_held_and_the_schools_that_came_are_counted_and_planned_ones_are_not(app, officer):
    with app.app_context():
        before = {key: counted(key, date(2026, 11, 1), date(2026, 12, 18)).number for key in ("sessions", "schools")}
        urns = sorted(school.urn for school in gatherings.counted_schools(["chorley"]))[:3]
        for number, status in enumerate((SessionStatus.HELD, SessionStatus.HELD, SessionStatus.PLANNED, SessionStatus.CANCELLED)):
            with transaction() as session:
                session.add(a_session(date(2026, 11, 10 + number), status, urns[: number + 1] if status == SessionStatus.HELD else []))
        found = {key: counted(key, date(2026, 11, 1), date(2026, 12, 18)) for key in ("sessions", "schools")}
        assert [found[key].number - before[key] for key in ("sessions", "schools")] == [2, 2]
        assert "Chorley: 2" in found["schools"].items and any("Tuesday 10 November 2026" in item for item in found["sessions"].items)
        assert counted("sessions", date(2026, 11, 11), date(2026, 11, 11)).number == 1


def a_session(day, status, urns):
    return GatheringSession(
        id=operations.new_id(),
        gathering_id=db.session.query(Gathering.id).order_by(Gathering.slug).limit(1).scalar(),
        title="A meeting",
        precision=Precision.DAY,
        day=day,
        status=status,
        state=SessionState.PUBLISHED,
        changed_at=AT,
        attendances=[Attendance(urn=urn) for urn in urns],
    )


def test_needs_that_were_looked_for_on_five_days_are_counted_and_on_four_are_not(app):
    with app.app_context():
        monday = date(2026, 11, 2)
        for need, days in (("ebsa", 5), ("sleep", 4)):
            for day in (monday + timedelta(days=number) for number in range(days)):
                unmet_operations.write([Note(day, f"need={need}", Outcome.NOTHING)], today=day)
        found = counted("unmet", date(2026, 11, 2), date(2026, 12, 18))
        assert found.number == 1 and found.items[0].endswith("on 5 days") and "(EBSA)" in found.items[0]
        assert counted("unmet", date(2026, 9, 1), date(2026, 10, 2)).number == 0
