"""Every page that can be walked to, and every error page, is sound HTML that a screen reader can use, with urgent help on it."""

from collections import Counter
from itertools import pairwise

import html5lib
import pytest

from tests.conftest import URGENT_NUMBERS
from tests.guards.walk import pages_from

pytestmark = pytest.mark.one_database
NEEDS_LABEL = {"input", "select", "textarea"}
WITHOUT_LABEL = {"hidden", "submit", "button"}
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def walked():
    return {}


@pytest.fixture
def pages(client, walked):
    """The HTML pages of the whole site, walked once."""
    if not walked:
        found = pages_from(client, ["/", "/services?q=anxious+year+5+leyland", "/services?q=suicide", "/services?q=zzzz", "/nowhere"])
        walked.update({address: parsed(answer.text) for address, answer in found if answer.mimetype == "text/html"})
    return walked


def parsed(text):
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(text)
    return text, tree, [error for _, error, _ in parser.errors]


def elements(tree, *names):
    return [element for element in tree.iter() if isinstance(element.tag, str) and element.tag.removeprefix(XHTML) in names]


def test_the_walk_saw_the_site(pages):
    assert len(pages) > 50


def test_every_page_is_valid_html(pages):
    assert {address: errors for address, (_, _, errors) in pages.items() if errors} == {}


def test_every_page_has_one_heading_one_main_part_a_language_and_a_title(pages):
    for address, (_, tree, _) in pages.items():
        assert len(elements(tree, "h1")) == len(elements(tree, "main")) == 1, address
        assert all(title.text.strip() for title in elements(tree, "title")[:1]), address
        assert tree.get("lang") == "en-GB", address


def test_no_id_is_there_twice(pages):
    for address, (_, tree, _) in pages.items():
        ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
        assert [name for name, times in ids.items() if times > 1] == [], address


def test_every_field_has_a_label(pages):
    for address, (_, tree, _) in pages.items():
        labelled = {label.get("for") for label in elements(tree, "label")}
        fields = [field for field in elements(tree, *NEEDS_LABEL) if field.get("type") not in WITHOUT_LABEL]
        assert [field.get("name") for field in fields if field.get("id") not in labelled and not field.get("aria-label")] == [], address


def test_every_page_has_the_urgent_numbers(pages):
    assert [address for address, (text, _, _) in pages.items() if not all(number in text for number in URGENT_NUMBERS)] == []


def test_no_page_has_script_or_style_in_it_or_asks_anything_of_another_site(pages):
    for address, (_, tree, _) in pages.items():
        assert not [element for element in tree.iter() if element.get("style")], address
        assert not [script for script in elements(tree, "script") if not (script.get("src") or "").startswith("/static/")], address
        asked = [element.get("src") or element.get("href") for element in elements(tree, "img", "link", "script", "iframe")]
        assert [link for link in asked if not link.startswith("/")] == [], address


def test_no_heading_level_is_left_out(pages):
    for address, (_, tree, _) in pages.items():
        levels = [int(element.tag[-1]) for element in elements(tree, "h1", "h2", "h3", "h4", "h5", "h6")]
        after_main = levels[levels.index(1) :]
        assert all(later - earlier <= 1 for earlier, later in pairwise(after_main)), address
