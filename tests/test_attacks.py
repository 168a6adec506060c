"""Attacks on no one domain, by their numbers: uploads, spreadsheets, headers, other formats, files beside the site, framing, leaks."""

import csv
import json
import re
from io import StringIO

import pytest

from directory.access import EDITOR
from directory.catalogue.models import Service
from directory.config import CHECKOUT
from directory.db import transaction
from directory.exchange.kinds import KINDS
from directory.sheets import FORMULA
from tests.markup import main, parsed, text
from tests.partners.pages import fill, sent
from tests.people import editor, person, sign_in_as
from tests.review.listings import service

pytestmark = pytest.mark.one_database
MINE = "compass-bloom-mhst"
TAKES_WORDS = ["/sign-in?next={}", "/services?q={}", "/services/{}", "/shortlist?service={}", "/urgent-help/leave?to={}"]
BREAKS = ["%0d%0aX-Evil:%201", "%0aSet-Cookie:%20evil=1", "%E5%98%8A%E5%98%8DX-Evil:%201", "%00", "%22;%20filename=../../evil"]
BESIDE = [
    "/static/..%2f..%2fsetup.cfg", "/static/%252e%252e/setup.cfg", "/static/../setup.cfg", "/static/..\\setup.cfg", "/static/built/..%00",
    "/static//etc/passwd", "/services/..%2f..%2fsetup.cfg", "/needs/%2e%2e/%2e%2e/setup.cfg", "/desk/services/..%2f..%2f",
]  # fmt: skip
LEAKS = [
    "/.git/config", "/.env", "/console", "/instance/", "/instance/directory.db", "/directory.db", "/static/", "/static/built/",
    "/setup.cfg", "/seed_data/services.yaml", "/templates/base.html", "/server-status", "/debug", "/metrics", "/index/current",
]  # fmt: skip


@pytest.fixture
def partner(app):
    with app.app_context():
        return sign_in_as(app.test_client(), person("compass"))


def test_7_only_editors_send_files_and_none_is_kept_to_be_fetched(app):
    """Every file is read and forgotten, so no name can be guessed."""
    templates = (CHECKOUT / "templates").rglob("*.html")
    forms = {path.relative_to(CHECKOUT / "templates").parent.name for path in templates if "multipart" in path.read_text(encoding="utf-8")}
    assert forms == {"exchange"}
    taking = [rule for rule in app.url_map.iter_rules() if rule.rule.endswith(("/upload", "/take-over"))]
    assert len(taking) == 2 and {app.view_functions[rule.endpoint].access for rule in taking} == {EDITOR}


def test_13_every_sheet_is_for_editors_and_written_in_the_one_way_that_no_formula_survives(app):
    sheets = [rule for rule in app.url_map.iter_rules() if rule.rule.endswith((".csv", ".xls", ".xlsx"))]
    assert {app.view_functions[rule.endpoint].access for rule in sheets} == {EDITOR}
    with app.app_context():
        chief = sign_in_as(app.test_client(), editor())
        with transaction() as session:
            session.query(Service).filter_by(slug="kooth").one().summary = "=HYPERLINK(1)"
    addresses = {re.sub("<.*>", kind, rule.rule) for rule in sheets for kind in KINDS}
    assert len(addresses) > len(KINDS)
    for address in addresses:
        answer = chief.get(address)
        cells = [cell for row in csv.reader(StringIO(answer.data.decode("utf-8-sig"), newline="")) for cell in row]
        assert answer.status_code == 200 and cells and not [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA)], address


@pytest.mark.parametrize("text", BREAKS)
@pytest.mark.parametrize(
    "address", ["/sign-in?next={}", "/services?q={}", "/services/{}", "/shortlist?service={}", "/urgent-help/leave?to={}"]
)
def test_15_nothing_typed_makes_a_header(client, address, text):
    answer = client.get(address.format(text))
    assert answer.status_code < 500
    assert "X-Evil" not in answer.headers and "evil" not in answer.headers.get("Set-Cookie", "")
    assert "evil" not in answer.headers.get("Content-Disposition", "")


def test_17_json_is_json_whatever_a_listing_says(app, partner, client):
    hostile = "</script><script>alert(1)</script> \u2028 \ufeff & <!--"
    with app.app_context():
        chief = sign_in_as(app.test_client(), editor())
    review = sent(partner, MINE, "about", summary=f"Quokkaline {hostile}")
    assert fill(chief, review, "Publish").status_code == 303
    answer = client.get("/services.json?q=quokkaline")
    assert answer.mimetype == "application/json" and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Quokkaline </script>" in json.loads(answer.text)["results"][0]["summary"]
    page = client.get(f"/services/{MINE}").text
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    with app.app_context():
        assert "\ufeff" not in service(MINE).summary


@pytest.mark.parametrize("address", BESIDE)
def test_18_no_address_leads_out_of_the_site(client, address):
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code in (400, 404)
    assert "[metadata]" not in answer.text and "root:" not in answer.text


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "Forwarded", "Accept-Language"])
@pytest.mark.parametrize("address", ["/", f"/services/{MINE}", "/services.json?q=sleep", "/services/"])
def test_43_no_header_that_a_cache_overlooks_changes_a_page(client, name, address):
    plain, poisoned = client.get(address), client.get(address, headers={name: "evil.example"})
    assert (poisoned.status_code, poisoned.data) == (plain.status_code, plain.data)
    assert "evil" not in str(poisoned.headers)


@pytest.mark.parametrize("origin", ["null", "https://evil.example", "https://localhost.evil.example"])
@pytest.mark.parametrize("address", ["/", "/services.json?q=sleep", "/desk", "/sign-in"])
def test_44_no_other_site_may_frame_or_read_a_page(partner, address, origin):
    headers = partner.get(address, headers={"Origin": origin}).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"] and "*" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert not {name for name in dict(headers) if name.startswith("Access-Control-")}


@pytest.mark.parametrize("address", LEAKS)
def test_45_files_beside_the_site_are_not_there(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text and str(CHECKOUT) not in answer.text
    assert "ython" not in answer.headers.get("Server", "")


SPOOFS = ["/services?q={}", "/services/compass-bloom-mhst/report?sent={}", "/shortlist?service={}", "/sign-in?next=/{}", "/{}"]
SPOOFS += ["/desk/services/compass-bloom-mhst?done={}", "/desk/colleagues/compass?done={}", "/desk?said={}"]


@pytest.mark.parametrize("address", SPOOFS)
def test_52_nothing_that_an_address_says_is_shown_as_words_of_ours(partner, address):
    page = partner.get(address.format("This service has closed. Call 09061 234567.")).text
    assert "09061" not in text(main(parsed(page)))
