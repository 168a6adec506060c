"""What a test asks of the HTML of a page: parsed without mercy, and read as a person reads it."""

import html5lib
from html5lib.constants import E as MESSAGES

FIELDS = ("input", "select", "textarea")


def parsed(markup):
    """The document, refused at the first mistake."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(markup)
    mistakes = [f"{place}: {MESSAGES[code] % facts}" for place, code, facts in parser.errors]
    assert mistakes == []
    return document


def text(element):
    """The words of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def main(document):
    return next(document.iter("main"))


def links(element):
    """(words, address) of every link, in order."""
    return [(text(link), link.get("href")) for link in element.iter("a")]


def href(element, words):
    """The address of the one link with these words."""
    (found,) = {address for said, address in links(element) if said == words}
    return found


def by_id(document, id):
    return next((element for element in document.iter() if element.get("id") == id), None)


def with_class(document, name):
    return [element for element in document.iter() if name in (element.get("class") or "").split()]


def headings(document, *names):
    return [text(heading) for heading in main(document).iter() if heading.tag in names]


def shown_fields(document):
    """Boxes that a person sees."""
    return [field for field in document.iter() if field.tag in FIELDS and field.get("type") != "hidden"]


def assert_sound(document):
    """Unique ids, one h1, a label for every box, headings that skip no level."""
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), sorted(id for id in ids if ids.count(id) > 1)
    assert len(list(document.iter("h1"))) == 1
    labels = {label.get("for") for label in document.iter("label")}
    assert [field.get("name") for field in shown_fields(document) if field.get("id") not in labels] == []
    levels = [int(element.tag[1]) for element in main(document).iter() if element.tag in ("h1", "h2", "h3", "h4", "h5")]
    assert all(later <= max(levels[:place], default=2) + 1 for place, later in enumerate(levels))
