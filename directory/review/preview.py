"""A listing as it would be, in the shape that the public templates read: with everything of a change and nothing that is withheld. Pure."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from directory.catalogue.models import Need, Organisation, Service
from directory.review.fields import FIELDS, Content, typed
from directory.vocabulary import ContactKind, Strength


def listing(content: Content, service: Service | None, organisation: Organisation, needs: Mapping[str, Need]) -> Any:
    """What the templates of a listing ask of a service. Live facts come from the listing as it is."""
    plain = {field.name: typed(field, content[field.name]) for field in FIELDS if field.name not in ("needs", "contacts")}
    return SimpleNamespace(
        **plain,
        id=service.id if service else "",
        slug=service.slug if service else "preview",
        organisation=organisation,
        needs=[SimpleNamespace(need=needs[slug], strength=Strength(strength)) for slug, strength in content["needs"] if slug in needs],
        public_contacts=[_contact(contact) for contact in content["contacts"] if contact["publish"]],
        sources=list(service.sources) if service else [],
        confirmations=list(service.confirmations) if service else [],
        waiting_time=service.waiting_time if service else None,
        paused_on=service.paused_on if service else None,
    )


def _contact(contact: Mapping[str, Any]) -> Any:
    return SimpleNamespace(**{**contact, "kind": ContactKind(contact["kind"])})
