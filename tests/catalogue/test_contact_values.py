"""When two ways of writing a contact are the same contact."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.catalogue.contact_values import key_of, named_in, website_key
from directory.vocabulary import ContactKind


@pytest.mark.parametrize(
    "written",
    ["01772 644644", "01772644644", "(01772) 644 644", "+44 1772 644644", "0044 1772 644644", "+44 (0)1772 644644", "01772-644-644"],
)
def test_a_number_is_the_same_however_it_is_typed(written):
    assert key_of(ContactKind.PHONE, written) == "01772644644"


def test_a_number_to_text_is_the_same_as_a_number_to_phone():
    assert key_of(ContactKind.TEXT, "07860 022 846") == key_of(ContactKind.PHONE, "07860022846")


@pytest.mark.parametrize(
    "written",
    ["example.org.uk", "www.example.org.uk", "https://example.org.uk/", "HTTP://WWW.Example.org.uk", "//example.org.uk?from=x#top"],
)
def test_a_site_is_the_same_however_it_is_typed(written):
    assert website_key(written) == "example.org.uk"


def test_a_page_of_a_site_is_not_the_site():
    assert website_key("example.org.uk/contact") == "example.org.uk/contact"


def test_a_mailbox_is_the_same_in_capitals():
    assert key_of(ContactKind.EMAIL, "Inclusion.South@Example.gov.uk") == key_of(ContactKind.EMAIL, "mailto:inclusion.south@example.gov.uk")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring 0800 953 0110 at night.", "08009530110"),
        ("Ring 0800-9530110 at night.", "08009530110"),
        ("Ring +44 800 953 0110 at night.", "08009530110"),
        ("Write to Somebody@Example.org.", "somebody@example.org"),
        ("Ring 0800 953 0111 at night.", None),
        ("Founded in 1999.", None),
        ("", None),
    ],
)
def test_a_text_that_names_a_withheld_contact_is_noticed(text, found):
    assert named_in(text, ["08009530110", "somebody@example.org", "999"]) == found


@given(st.text("0123456789", min_size=3), st.sampled_from([" ", "-", ")"]))
def test_spaces_and_dashes_never_make_another_number(digits, between):
    assert key_of(ContactKind.PHONE, between.join(digits)) == key_of(ContactKind.PHONE, digits)


@given(st.text())
@example("0 ?")
@example("// 0 / /")
def test_any_text_at_all_has_a_key(text):
    for kind in ContactKind:
        assert key_of(kind, text).strip() == key_of(kind, text)
