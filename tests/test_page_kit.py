"""The page kit without a browser: urgent help as data, links to contacts, colours, widgets, macros and the page for errors."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import DateField, Form, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from directory import page_kit, urgent_help
from directory.config import CHECKOUT
from directory.widgets import DateInput, RadioInput

SEED = CHECKOUT / "seed_data"
FILE = SEED / "urgent_help.yaml"
NUMBERS = ["999", "0300 123 6720", "0300 123 6722", "111", "0800 068 4141", "0800 1111", "116 123", "85258"]


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app = Flask("directory")
    config = SimpleNamespace(seed_data=SEED, instance=tmp_path, base_url="https://support.example.org")
    app.config.update(DIRECTORY=config, SECRET_KEY="only for this test")
    page_kit.init_app(app)
    return app


def changed(tmp_path: Path, change) -> Path:
    content = yaml.safe_load(FILE.read_text())
    change(content)
    path = tmp_path / "urgent_help.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False))
    return path


def refused(path: Path) -> str:
    with pytest.raises(urgent_help.UrgentHelpError) as refusal:
        urgent_help.load(path)
    return str(refusal.value)


def test_urgent_help_gives_these_numbers_in_this_order_and_no_others() -> None:
    assert [line.value for line in urgent_help.load(FILE).lines] == NUMBERS


def test_no_other_number_stands_anywhere_in_the_urgent_help_file() -> None:
    words = re.sub(r"\d{4}-\d\d-\d\d", "", FILE.read_text())
    assert set(re.findall(r"\b[01][\d ]{5,}\d\b", words)) <= set(NUMBERS)


def test_a_number_dials_itself() -> None:
    hrefs = [line.href for line in urgent_help.load(FILE).lines]
    assert hrefs[:2] == ["tel:999", "tel:03001236720"]
    assert hrefs[-1] == "sms:85258"


def test_every_number_has_an_owner_a_source_and_a_date_to_check_it_by() -> None:
    loaded = urgent_help.load(FILE)
    assert all(line.owner and line.source and line.dated and line.review_by for line in loaded.lines)
    assert loaded.overdue(date.min) == ()
    assert loaded.overdue(date.max) == loaded.lines


def test_only_a_step_without_a_source_is_proposed() -> None:
    steps = urgent_help.load(FILE).steps
    assert not any(step.proposed for step in steps["first_minutes"])
    assert all(step.proposed for step in steps["afterwards"])


def test_the_start_is_refused_without_the_file(tmp_path: Path) -> None:
    assert "no page may be served without it" in refused(tmp_path / "urgent_help.yaml")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda content: content["situations"].pop(0), "in this order: danger"),
        (lambda content: content["situations"].reverse(), "in this order: danger"),
        (lambda content: content["situations"][1]["lines"].pop(), "child-at-risk lacks childrens-services-out-of-hours"),
        (lambda content: content["situations"][3].update(lines=[]), "lines is empty"),
        (lambda content: content["situations"][0]["lines"][0].pop("review_by"), "danger: these fields are missing or not known: review_by"),
        (lambda content: content["situations"][0]["lines"][0].update(review_by="soon"), "review_by is empty or not what it should be"),
        (lambda content: content["situations"][0]["lines"][0].update(value="998"), "shown must show it"),
        (lambda content: content["situations"][0]["lines"][0].update(value="+44 (0)"), "value must be digits"),
        (lambda content: content["situations"][0]["lines"][0].update(kind="fax"), "kind must be one of: phone, text"),
        (lambda content: content["situations"][0]["lines"][0].update(owner=""), "owner is empty"),
        (lambda content: content["situations"][0].update(colour="red"), "not known: colour"),
        (lambda content: content.update(leave_to="javascript:alert(1)"), "leave_to must begin with https://"),
        (lambda content: content["steps"].pop("first_minutes"), "first_minutes"),
    ],
)
def test_the_start_is_refused_when_the_file_is_not_whole(tmp_path: Path, change, sentence: str) -> None:
    assert sentence in refused(changed(tmp_path, change))


def test_the_start_is_refused_when_the_file_is_not_yaml(tmp_path: Path) -> None:
    path = tmp_path / "urgent_help.yaml"
    path.write_text("situations: [")
    assert "cannot be read" in refused(path)


def test_urgent_help_is_never_kept_by_the_browser_and_has_every_number(app: Flask) -> None:
    answer = app.test_client().get("/urgent-help")
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(f">{number}</a>" in answer.text.replace("NHS 111", "111") for number in NUMBERS)


def test_a_late_check_is_said(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urgent_help, "date", SimpleNamespace(today=lambda: date(2031, 1, 1)))
    assert "Check is late" in app.test_client().get("/urgent-help").text


def test_leaving_ends_the_session_and_needs_no_script(app: Flask) -> None:
    client = app.test_client()
    with client.session_transaction() as session:
        session["anything"] = "kept"
    answer = client.get("/urgent-help/leave")
    assert (answer.status_code, answer.location) == (303, "https://www.bbc.co.uk/weather")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "session=;" in answer.headers["Set-Cookie"]
    page = client.get("/urgent-help").text
    assert '<a class="govuk-button govuk-button--secondary app-leave" href="/urgent-help/leave" rel="nofollow noreferrer"' in page


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429, 500, 503])
def test_an_error_page_needs_no_request_and_has_urgent_help(app: Flask, status: int) -> None:
    with app.app_context():
        page = page_kit.error_page(
            status=status, title="Page not found", sentence="There is <no> page here.", next_steps=["Check the address."]
        )
    assert f"Error {status}" in page
    assert "There is &lt;no&gt; page here." in page
    assert "<li>Check the address.</li>" in page
    assert 'href="tel:999"' in page


def test_the_navigation_shows_only_what_there_is_a_page_for(app: Flask) -> None:
    app.add_url_rule("/needs", "needs", lambda: render_template_string('{% extends "base.html" %}'))
    page = app.test_client().get("/needs").text
    assert '<a class="app-nav__link" href="/needs" aria-current="page">Needs</a>' in page
    assert "Pathways" not in page


@pytest.mark.parametrize(
    ("address", "links"),
    [("/desk", ["Your services"]), ("/desk/new", ["Your services"]), ("/editor/people", ["Editors’ desk"]), ("/deskwork", []), ("/", [])],
)
def test_a_desk_is_linked_to_from_its_own_pages_alone(address: str, links: list[str]) -> None:
    assert [text for text, _ in page_kit.desk_of(address)] == links


def test_a_missing_build_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(page_kit.PageKitError, match="npm run build"):
        page_kit.built_assets(tmp_path, "/static/built/")


def test_a_locality_without_a_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "locality.yaml"
    path.write_text("name: Find support\n")
    with pytest.raises(page_kit.PageKitError, match=r"locality\.yaml must give name, place and problems_to"):
        page_kit.locality(path)


@pytest.mark.parametrize(
    ("kind", "value", "href"),
    [
        ("phone", "0300 123 6720", "tel:03001236720"),
        ("phone", "+44 300-123-6720", "tel:+443001236720"),
        ("phone", "ring the office", None),
        ("text", "85258", "sms:85258"),
        ("email", "eha@lancashire.gov.uk", "mailto:eha@lancashire.gov.uk"),
        ("email", "eha@lancashire.gov.uk?bcc=a@b.uk", None),
        ("email", "eha@lancashire.gov.uk\nBcc: a@b.uk", None),
        ("website", "lancashire.gov.uk/a/b", "https://lancashire.gov.uk/a/b"),
        ("website", "http://lal.ac.uk", "http://lal.ac.uk"),
        ("website", "javascript:alert(1)", None),
        ("website", "JaVaScRiPt://lancashire.gov.uk/%0aalert(1)", None),
        ("website", "java\tscript:alert(1)", None),
        ("website", "data:text/html,x", None),
        ("website", "//evil.example", None),
        ("website", "https://nhs.uk@evil.example", None),
        ("website", "https://nhs.uk\\@evil.example", None),
        ("website", "https://nhs.uk:8080/", None),
        ("website", "https://nhs.uk:port/", None),
        ("website", "https://nһs.uk/", None),
        ("website", "https://127.0.0.1/", None),
        ("website", "", None),
        ("carrier pigeon", "coo", None),
    ],
)
def test_a_contact_links_only_where_it_is_safe_to_follow(kind: str, value: str, href: str | None) -> None:
    assert page_kit.contact_href(kind, value) == href


@pytest.mark.parametrize(
    ("dated", "said"),
    [
        ("2024-03-01", "1 March 2024"),
        ("2024-10", "October 2024"),
        ("2024-13", "2024-13"),
        ("2024", "2024"),
        ("undated (c. 2022)", "undated (c. 2022)"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(dated: str, said: str) -> None:
    assert page_kit.as_known(dated) == said


def colours() -> dict[str, str]:
    return dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6}) ", (CHECKOUT / "directory/assets/_colours.scss").read_text(), re.MULTILINE))


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["paper", "card", "tint", "accent-tint"])
@pytest.mark.parametrize("text", ["ink", "muted", "link", "link-visited", "brand", "accent-deep", "error", "success"])
def test_the_colours_of_the_text_can_be_read_on_every_ground(text: str, ground: str) -> None:
    assert contrast(colours()[text], colours()[ground]) >= 4.5


def test_white_can_be_read_on_the_strip_and_the_buttons_and_ink_on_the_focus() -> None:
    named = colours()
    assert min(contrast("#ffffff", named["brand-dark"]), contrast("#ffffff", named["brand"]), contrast(named["ink"], named["focus"])) >= 4.5


class MeetingForm(Form):
    starts = DateField("When does it start?", [InputRequired("Say when it starts")], format="%d %m %Y", widget=DateInput())
    way = RadioField("How?", choices=[SelectChoice("phone", "Phone")], widget=RadioInput())


@pytest.mark.parametrize("posted", [[], ["1"], ["1", "2"], ["1", "2", "2026"], ["1", "2", "3", "4"], ["", "", ""]])
def test_a_date_with_any_number_of_parts_comes_back_as_it_was_typed(app: Flask, posted: list[str]) -> None:
    form = MeetingForm(MultiDict([("starts", part) for part in posted]))
    form.validate()
    with app.test_request_context():
        markup = form.starts()
    shown = re.findall(r'value="([^"]+)"', markup)
    assert shown == [part for part in posted[:3] if part]


def test_the_error_link_of_a_date_lands_in_its_first_box(app: Flask) -> None:
    form = MeetingForm(MultiDict())
    form.validate()
    with app.test_request_context():
        markup = form.starts()
    assert re.search(r'<input[^>]* id="starts"', markup)
    assert 'for="starts"' in markup


def test_a_choice_without_a_hint_points_at_no_hint(app: Flask) -> None:
    with app.test_request_context():
        markup = MeetingForm().way()
    assert "hint" not in markup


def facet(app: Flask, options: list) -> str:
    source = '{% from "macros/facets.html" import facet_group %}{{ facet_group("need", "Need", options) }}'
    with app.app_context():
        return render_template_string(source, options=options)


def option(value: str, checked: bool = False) -> SimpleNamespace:
    return SimpleNamespace(value=value, label=value, count=1, checked=checked)


def test_a_checked_filter_is_never_folded_away(app: Flask) -> None:
    markup = facet(app, [option(f"v{n}", checked=n == 11) for n in range(12)])
    assert markup.index('value="v11" checked') < markup.index("5 more")


def test_a_filter_that_would_fold_away_only_two_choices_folds_none(app: Flask) -> None:
    assert "more" not in facet(app, [option(f"v{n}") for n in range(8)])


def test_a_fact_that_is_not_known_says_so_on_the_card(app: Flask) -> None:
    service = SimpleNamespace(
        name="<b>A service</b>",
        summary="Help.",
        organisation=SimpleNamespace(name="A provider"),
        levels=[],
        who_can_refer=None,
        how_to_refer=None,
    )
    source = '{% from "macros/results.html" import result_card %}{{ result_card(service, "/services/a") }}'
    with app.app_context():
        markup = render_template_string(source, service=service)
    assert markup.count("Not known. The listing says whom to ask.") == 2
    assert "&lt;b&gt;A service&lt;/b&gt;" in markup
