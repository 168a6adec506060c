"""Providers as an editor's file states them: whether they are sound, and taking over all of a file or nothing.

There is no other way to change a provider but the seed files, which leave alone what was changed here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.access import Actor
from directory.accounts.operations import record
from directory.catalogue import queries as catalogue
from directory.catalogue.contact_values import named_in
from directory.catalogue.models import IndexChange, Organisation, Service
from directory.cells import Values, meant
from directory.db import stable_id, transaction
from directory.review.errors import NotWhole, NotYours, StaleRevision
from directory.review.importing import SOON
from directory.review.soundness import GIVEN_AWAY, contact_faults
from directory.vocabulary import ContactKind

NEEDED = {"name": "a name", "kind": "a kind, such as charity"}
FIELDS = ("name", "kind", "website", "about", "aliases")


@dataclass(frozen=True)
class Taken:
    """What becomes of one provider: all that it says, and what it said when the editor looked (None: it is new)."""

    slug: str
    before: Values | None
    values: Values


def values_of(provider: Organisation) -> Values:
    """What a provider says, with a website that is kept from the public: for editors only."""
    return {name: getattr(provider, name) for name in FIELDS}


def faults(values: Mapping[str, object], before: Values | None, *, kinds: Collection[str], withheld: Collection[str]) -> Iterator[str]:
    """What must be put right before anybody reads this provider."""
    yield from (f"The provider needs {what}." for field, what in NEEDED.items() if not values[field])
    kind, website, aliases = values["kind"], values["website"], values["aliases"]
    if kind and kind not in kinds:
        yield f"There is no kind “{str(kind)[:40]}”{meant(str(kind), kinds)}"
    texts = [values["name"], values["about"], *(aliases if isinstance(aliases, list) else ())]
    if website and (before is None or before["website"] != website):
        yield from contact_faults({"kind": ContactKind.WEBSITE, "value": website})
        texts.append(website)
    if any(named_in(str(text or ""), withheld) for text in texts):
        yield GIVEN_AWAY


def take_over(*, providers: Sequence[Taken], by: Actor, at: datetime) -> int:
    """Write all of them at once; return how many. StaleRevision, with nothing done, if one is not as it was when the editor looked."""
    if not by.is_editor:
        raise NotYours
    try:
        with transaction() as session:
            kinds, withheld = set(session.scalars(select(Organisation.kind))), catalogue.withheld_keys()
            for each in providers:
                if wrong := list(faults(each.values, each.before, kinds=kinds, withheld=withheld)):
                    raise NotWhole([f"{each.slug}: {fault}" for fault in wrong])
                provider = _as_looked_at(session, each)
                _put(session, provider, each.values, at)
                record(session, by=by, verb="took over from a file", kind="organisation", about=provider.id, at=at)
    except IntegrityError as error:
        raise StaleRevision(SOON) from error
    return len(providers)


def _as_looked_at(session: Session, taken: Taken) -> Organisation:
    wanted = select(Organisation).where(Organisation.slug == taken.slug).with_for_update(of=Organisation)
    provider = session.scalar(wanted.execution_options(populate_existing=True))
    if (values_of(provider) if provider else None) != taken.before:
        raise StaleRevision(SOON)
    return provider or Organisation(id=stable_id("organisation", taken.slug), slug=taken.slug)


def _put(session: Session, provider: Organisation, values: Values, at: datetime) -> None:
    """Its listings are indexed again, because they are found by its name too."""
    for name, value in values.items():
        setattr(provider, name, value)
    provider.edited_at = provider.changed_at = at
    session.add(provider)
    listings = session.scalars(select(Service.id).where(Service.organisation_id == provider.id))
    session.add_all(IndexChange(service_id=service_id, changed_at=at) for service_id in listings)
