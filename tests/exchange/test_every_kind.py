"""What holds for files of every kind: nothing is lost, nothing withheld goes out, and nothing comes in that was not looked at."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.models import AuditEntry
from directory.catalogue.models import Contact
from directory.db import db
from directory.exchange import planning
from directory.exchange.kinds import KINDS
from directory.review import rules
from directory.sheets import FORMULA
from tests.exchange.exchanging import GOOD, TEXT, everything, new, of, rows_of, said, send, some, take_over, taken_out, upload
from tests.markup import assert_sound, headings, parsed

every_kind = pytest.mark.parametrize("kind", KINDS)
ENDINGS = ("csv", "yaml")
COUNTS = {"services": 96, "providers": 55, "schools": 209, "sessions": 6}
# What names one of each kind, and a column that a test changes.
NAMED = {"services": ("slug",), "providers": ("slug",), "schools": tuple(GOOD["schools"]), "sessions": ("id", "network", "title", "day")}
CHANGED = {"services": "summary", "providers": "about", "schools": "name", "sessions": "note"}


def changed(client, kind, words, which=0):
    """A sheet that says these words of one thing that is there."""
    row = rows_of(taken_out(client, kind))[which]
    return of({**row, CHANGED[kind]: words}, *dict.fromkeys((*NAMED[kind], CHANGED[kind])))


def texts_in(value):
    """Every text in what a YAML file says."""
    if isinstance(value, dict | list):
        return [text for each in (value.values() if isinstance(value, dict) else value) for text in texts_in(each)]
    return [value]


@pytest.mark.one_database
def test_the_first_page_leads_to_both_files_and_to_the_form_of_every_kind(chief):
    page = chief.get("/editor/exchange").text
    assert_sound(parsed(page))
    for kind in KINDS:
        assert all(f'href="/editor/exchange/{kind}{ending}"' in page for ending in ("", ".csv", ".yaml"))
    assert "/editor/exchange" in chief.get("/editor").text and chief.get("/editor/exchange/people").status_code == 404


@every_kind
@pytest.mark.one_database
def test_what_goes_out_comes_back_and_changes_nothing(app, chief, kind):
    before = everything(app)
    for ending in ENDINGS:
        answer = upload(chief, taken_out(chief, kind, ending), kind)
        many = KINDS[kind].shape.many
        assert answer.status_code == 200, said(answer)
        assert f"No {many} would be new or changed. {COUNTS[kind]} are as the file says already." in said(answer)
        assert "Take all of this over" not in answer.text
    assert everything(app) == before


@every_kind
@pytest.mark.one_database
def test_the_page_says_what_every_column_means(chief, kind):
    page = parsed(chief.get(f"/editor/exchange/{kind}").text)
    assert_sound(page)
    header = taken_out(chief, kind).decode("utf-8-sig").splitlines()[0].split(",")
    assert [name for name in header if name not in said(chief.get(f"/editor/exchange/{kind}"))] == []
    assert header == KINDS[kind].shape.names


@every_kind
@pytest.mark.one_database
def test_what_is_new_changed_and_the_same_is_counted_and_shown_line_by_line(app, chief, kind):
    before = everything(app)
    rows = rows_of(taken_out(chief, kind))
    always = {name: rows[1][name] for name in ("kind", "coverage", "status") if name in rows[1]}
    lines = [{**rows[0], CHANGED[kind]: "Quokkaline."}, rows[1], {**dict.fromkeys(rows[0], ""), **always, **GOOD[kind]}]
    answer = upload(chief, some(kind, *lines), kind)
    assert f"2 {KINDS[kind].shape.many} would be new or changed. 1 is as the file says already." in said(answer)
    assert len(headings(parsed(answer.text), "h2")) == 2 and "Line 2: " in said(answer) and "Line 3: " not in said(answer)
    assert said(answer).count(" New ") == 1 and said(answer).count(" Changed ") == 1 and "Quokkaline." in said(answer)
    assert "Nothing is changed yet." in said(answer) and everything(app) == before
    assert_sound(parsed(answer.text))


@every_kind
def test_what_was_looked_at_is_taken_over_whole_and_is_then_as_the_file_says(app, chief, kind):
    row = {**rows_of(taken_out(chief, kind))[0], CHANGED[kind]: "Quokkaline.", **({"version": ""} if kind == "services" else {})}
    fresh = {**dict.fromkeys(row, ""), **{name: row[name] for name in ("kind", "coverage", "status") if name in row}, **GOOD[kind]}
    content = some(kind, fresh, row)
    answer = take_over(chief, upload(chief, content, kind))
    assert answer.status_code == 303 and answer.headers["Location"] == f"/editor/exchange/{kind}?taken=2"
    assert f"2 {KINDS[kind].shape.many} were taken over from the file." in said(chief.get(answer.headers["Location"]))
    assert "Quokkaline." in taken_out(chief, kind).decode() and "quokka" in taken_out(chief, kind, "yaml").decode().casefold()
    assert "2 are as the file says already" in said(upload(chief, content, kind))
    with app.app_context():
        assert db.session.query(AuditEntry).filter(AuditEntry.verb.startswith("took over")).count() == (1 if kind == "schools" else 2)


@every_kind
@pytest.mark.one_database
def test_13_what_looks_like_a_formula_goes_out_with_one_mark_and_comes_back_without_it(chief, kind):
    for number, begins in enumerate((*filter(str.strip, FORMULA), "'", "'=")):
        words = f"{begins}1+1, or so"
        assert take_over(chief, upload(chief, changed(chief, kind, f"'{words}", number % 3), kind)).status_code == 303, words
        cells = [row[CHANGED[kind]] for row in rows_of(taken_out(chief, kind))]
        assert f"'{words}" in cells and words not in cells
        assert words in texts_in(yaml.safe_load(taken_out(chief, kind, "yaml")))
        for ending in ENDINGS:
            assert "No " in said(upload(chief, taken_out(chief, kind, ending), kind))[:120]


@every_kind
@pytest.mark.one_database
def test_no_contact_that_is_kept_from_the_public_leaves_in_a_file(app, chief, kind):
    with app.app_context():
        withheld = [value for (value,) in db.session.query(Contact.value).filter(~Contact.publish)]
    for ending in ENDINGS:
        text = taken_out(chief, kind, ending).decode()
        assert withheld and not [value for value in withheld if value in text]


# The list of schools is on no public page.
@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"schools"}))
@pytest.mark.one_database
def test_a_text_that_gives_away_a_withheld_contact_is_refused(app, chief, kind):
    with app.app_context():
        withheld = db.session.query(Contact.value).filter(~Contact.publish).first()[0]
    before = everything(app)
    answer = upload(chief, new(kind, **{TEXT[kind]: f"Ask {withheld}."}), kind)
    assert answer.status_code == 400 and "Line 2: The words give away a contact that is kept from the public." in said(answer)
    assert everything(app) == before


@every_kind
def test_a_dry_run_that_is_older_than_the_directory_does_nothing_and_is_shown_anew(app, chief, kind):
    first, second = (upload(chief, changed(chief, kind, words), kind) for words in ("One.", "Two."))
    assert take_over(chief, first).status_code == 303
    before = everything(app)
    answer = take_over(chief, second)
    assert answer.status_code == 409 and "so nothing was done" in said(answer)
    assert "One." in said(answer) and "Two." in said(answer) and everything(app) == before
    assert take_over(chief, answer).status_code == 303 and "Two." in taken_out(chief, kind).decode()


@every_kind
def test_something_new_that_somebody_added_meanwhile_is_looked_at_again(app, chief, kind):
    answers = [upload(chief, new(kind, **{TEXT[kind]: words}), kind) for words in ("One.", "Two.")]
    assert take_over(chief, answers[0]).status_code == 303
    before = everything(app)
    again = take_over(chief, answers[1])
    assert again.status_code == 409 and " Changed " in said(again) and everything(app) == before


@every_kind
@pytest.mark.one_database
def test_a_file_that_was_changed_after_the_dry_run_is_not_taken_over(app, chief, kind):
    before = everything(app)
    answer = upload(chief, new(kind), kind)
    other = new(kind, **{TEXT[kind]: "Other."}).decode("utf-8-sig")
    assert take_over(chief, answer, text=other).status_code == 409
    assert take_over(chief, answer, digest="0" * 64).status_code == 409
    assert take_over(chief, answer, text="nonsense").status_code == 409
    assert take_over(chief, answer, text="").status_code == 400
    assert everything(app) == before


@every_kind
@pytest.mark.one_database
def test_where_the_facts_come_from_is_asked_where_that_is_kept(chief, kind):
    asked = "Where the facts come from" in chief.get(f"/editor/exchange/{kind}").text
    assert asked == (kind in ("services", "schools"))
    answer = upload(chief, new(kind), kind, source=" ")
    assert answer.status_code == (400 if asked else 200) and ("Say where the facts come from." in answer.text) == asked
    assert take_over(chief, upload(chief, new(kind), kind), source=" ").status_code == (400 if asked else 303)


@every_kind
@pytest.mark.one_database
def test_where_two_people_must_see_every_change_no_file_changes_what_one_editor_may_not(app, chief, monkeypatch, kind):
    monkeypatch.setitem(app.extensions, "review", rules.Rules(True))
    closed = kind in ("services", "providers")
    assert upload(chief, new(kind), kind).status_code == (403 if closed else 200)
    fields = {"text": "x", "source": "x", "digest": "x"}
    assert send(chief, f"/editor/exchange/{kind}/take-over", fields).status_code == (403 if closed else 409)
    assert ("switched off" in said(chief.get(f"/editor/exchange/{kind}"))) == closed
    assert taken_out(chief, kind)


@every_kind
@pytest.mark.one_database
def test_the_plan_of_the_same_file_over_the_same_directory_has_the_same_digest(app, kind):
    with app.app_context():
        digests = {planning.plan(new(kind), KINDS[kind]).digest for _ in range(2)}
        assert len(digests) == 1 and planning.plan(new(kind, **{TEXT[kind]: "Other."}), KINDS[kind]).digest not in digests


WRITTEN = {
    "with a mark": lambda content: content,
    "without one": lambda content: content.removeprefix(b"\xef\xbb\xbf"),
    "with the line ends of Unix": lambda content: content.replace(b"\r\n", b"\n"),
    "with capitals and spaces in the header": lambda content: (
        content.split(b"\r\n")[0].upper().replace(b"_", b" ") + content[content.index(b"\r\n") :]
    ),
    "with blank lines": lambda content: content.replace(b"\r\n", b"\r\n\r\n", 1) + b"\r\n",
}


@every_kind
@pytest.mark.one_database
def test_a_sheet_may_have_a_mark_other_line_ends_capitals_and_blank_lines(chief, kind):
    for name, write in WRITTEN.items():
        answer = upload(chief, write(new(kind)), kind)
        assert answer.status_code == 200 and " New " in said(answer), (name, said(answer)[:300])


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: b"- " + text.encode(errors="replace")))
def test_no_bytes_break_the_reader(content):
    for kind in KINDS.values():
        try:
            assert planning.tables.read(content, kind.shape)
        except planning.SheetError as error:
            assert error.line >= 1 and error.said.endswith((".", "?"))


@every_kind
@pytest.mark.one_database
def test_new_words_that_may_do_harm_are_named_before_they_are_taken_over(chief, kind):
    answer = upload(chief, changed(chief, kind, "For a lazy pupil, born 01/02/2012."), kind)
    assert "Please look at this again" in said(answer) and "“lazy”" in said(answer) and "date of birth" in said(answer)
    assert "Take all of this over" in answer.text
    assert "look at this again" not in said(upload(chief, changed(chief, kind, "Kind words."), kind))
