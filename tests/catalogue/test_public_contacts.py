"""A contact that is withheld anywhere is public nowhere."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory.catalogue.models import Contact, Organisation, Service
from directory.vocabulary import ContactKind
from tests.factories import contact, organisation, service


def public_values(session, slug):
    found = session.scalars(select(Service).where(Service.slug == slug).options(selectinload(Service.public_contacts))).one()
    return [shown.value for shown in found.public_contacts]


def test_only_what_the_source_publishes_is_public(session):
    session.add(service(slug="ours", contacts=[contact("01234 567 890"), contact("01234 567 891", publish=False)]))
    session.flush()
    assert public_values(session, "ours") == ["01234 567 890"]


@pytest.mark.parametrize(
    ("kind", "withheld", "published"),
    [
        (ContactKind.PHONE, "01234 567 890", "+44 1234 567890"),
        (ContactKind.WEBSITE, "https://www.example.org.uk/", "example.org.uk"),
        (ContactKind.WEBSITE, "example.org.uk", "https://example.org.uk/young-people"),
        (ContactKind.EMAIL, "office@example.org.uk", "Office@Example.org.uk"),
    ],
)
def test_what_another_service_withholds_is_not_public_here_however_it_is_typed(session, kind, withheld, published):
    session.add_all([service(contacts=[contact(withheld, kind, publish=False)]), service(slug="ours", contacts=[contact(published, kind)])])
    session.flush()
    assert public_values(session, "ours") == []


def test_a_withheld_page_does_not_withhold_the_rest_of_its_site(session):
    session.add_all(
        [
            service(contacts=[contact("example.gov.uk/old", ContactKind.WEBSITE, publish=False)]),
            service(slug="ours", contacts=[contact(f"example.gov.uk/{page}", ContactKind.WEBSITE) for page in ("new", "older")]),
        ]
    )
    session.flush()
    assert public_values(session, "ours") == ["example.gov.uk/new", "example.gov.uk/older"]


def test_the_key_follows_the_value(session):
    changed = contact("01234 567 890")
    changed.value = "01234 567 899"
    assert changed.key == "01234567899"


def test_the_website_of_a_provider_is_not_public_when_a_service_withholds_it(session):
    session.add(service(organisation=organisation(slug="ours", website="www.example.org.uk"), contacts=[]))
    session.flush()
    assert website_of(session, "ours") == "www.example.org.uk"
    session.add(service(contacts=[contact("example.org.uk", ContactKind.WEBSITE, publish=False)]))
    session.flush()
    session.expire_all()
    assert website_of(session, "ours") is None


def website_of(session, slug):
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).one().public_website


def test_in_the_seed_the_withheld_site_of_lancashire_youth_challenge_is_not_public(session):
    assert public_values(session, "lancashire-youth-challenge") == []
    assert website_of(session, "lancashire-youth-challenge") is None


def test_the_numbers_of_the_urgent_help_block_are_all_public(app, session):
    withheld = set(session.scalars(select(Contact.key).where(~Contact.publish)))
    shown = {line.value.replace(" ", "") for line in app.extensions["urgent_help"].lines}
    assert not shown & withheld
