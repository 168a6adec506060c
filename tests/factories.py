"""Rows for tests, whole unless a test says otherwise. Plain functions; nothing is added to a session here."""

from datetime import UTC, date, datetime
from itertools import count

from directory.catalogue.models import Confirmation, Contact, Need, Organisation, Service, ServiceNeed
from directory.db import stable_id
from directory.vocabulary import ContactKind, Coverage, FactGroup, Kind, ListingStatus, Strength

numbers = count(1)


def organisation(**values):
    """A charity with no website."""
    slug = values.pop("slug", f"organisation-{next(numbers)}")
    return Organisation(**{"id": stable_id("organisation", slug), "slug": slug, "name": slug.title(), "kind": "charity", **values})


def need(**values):
    """A need that is no matter of safety."""
    slug = values.pop("slug", f"need-{next(numbers)}")
    plain = {"name": slug.title(), "position": 0, "safety": False, "plain": "What it is."}
    return Need(**{"id": stable_id("need", slug), "slug": slug, **plain, **values})


def answers(answered, strength=Strength.MAIN):
    """That a service answers this need."""
    return ServiceNeed(need=answered, strength=strength, position=0)


def service(**values):
    """A current county-wide helpline for everyone's pupils, of an organisation of its own."""
    slug = values.pop("slug", f"service-{next(numbers)}")
    whole = {
        "organisation": values.get("organisation") or organisation(),
        "name": slug.title(),
        "kind": Kind.HELPLINE,
        "summary": "What it does.",
        "description": "What it does, and how.",
        "levels": ["universal"],
        "audiences": ["pupil"],
        "coverage": Coverage.COUNTY,
        "status": ListingStatus.CURRENT,
        "changed_at": datetime(2026, 11, 2, tzinfo=UTC),
    }
    return Service(**{"id": stable_id("service", slug), "slug": slug, **whole, **values})


def contact(value, kind=ContactKind.PHONE, *, publish=True):
    """A way to reach a service; withheld where the source says so."""
    return Contact(id=stable_id("contact", f"{value} {next(numbers)}"), position=0, kind=kind, value=value, publish=publish)


def confirmation(group=FactGroup.EXISTENCE, on=date(2026, 11, 2)):
    """That the provider confirmed one group of facts."""
    return Confirmation(id=stable_id("confirmation", str(next(numbers))), fact_group=group, confirmed_on=on, confirmed_by="The provider")
