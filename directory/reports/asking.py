"""Glue for the worklist: the listings of today as offers, and the letter that asks a provider what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from flask import url_for

from directory.access import Actor
from directory.accounts import letters
from directory.accounts import queries as accounts
from directory.accounts.letters import Letter
from directory.catalogue import queries as catalogue
from directory.catalogue.models import Organisation, Service
from directory.catalogue.standing import TRUSTED
from directory.page_kit import contact_href
from directory.reports import coverage_figures, queries, worklist
from directory.reports.coverage import Listed
from directory.reports.worklist import Offer, Place, Task
from directory.vocabulary import ContactKind, Level


@dataclass(frozen=True)
class Enquiry:
    """A provider, what to ask it, and how it can be reached: the people who look after its listings, or a public address."""

    provider: Organisation
    services: Sequence[Service]
    letter: Letter
    people: Sequence[str]
    mail_link: str | None


def tasks(place: Place | None = None) -> list[Task]:
    """What to ask whom, in the order of what it would change."""
    home, nobody = catalogue.home_districts(), catalogue.rung_by_everyone()
    offers = [_offer(one, home) for one in coverage_figures.listed()]
    return [task for task in worklist.tasks(offers, queries.last_asked(), place) if task.provider not in nobody]


def _offer(one: Listed, home: frozenset[str]) -> Offer:
    here = ((need, level) for need in one.facets["need"] for level in one.facets["level"]) if one.facets["district"] & home else ()
    return Offer(one.name, one.provider, frozenset(here), one.questions, one.standing in TRUSTED, one.paused)


def place_of(need: str | None, level: str | None) -> Place | None:
    """A place of the grid, if the address names one that there is."""
    known = need in catalogue.need_names() and level in {each.value for each in Level}
    return (str(need), str(level)) if known else None


def enquiry(slug: str, by: Actor) -> Enquiry | None:
    """The letter of this editor to one provider: exactly what its public listings leave open. There is none to 999 or 111."""
    provider = catalogue.provider(slug)
    if provider is None or slug in catalogue.rung_by_everyone():
        return None
    services = catalogue.services_of(provider)
    people = [person.email for person in accounts.members(provider.id)]
    link = letters.address("/desk" if people else url_for("joining.claim", slug=slug))
    asked = [(service, letters.address(url_for("listing.service", slug=service.slug))) for service in services]
    letter = letters.letter("questions", provider=provider.name, services=asked, link=link, known=bool(people), by=by.name)
    return Enquiry(provider, services, letter, people, _mail_link(services, letter))


def _mail_link(services: Sequence[Service], letter: Letter) -> str | None:
    """A link that opens the reader's own mail program with the letter, to the first address that the provider makes public."""
    contacts = [contact for service in services for contact in service.public_contacts if contact.kind == ContactKind.EMAIL]
    hrefs = [href for contact in contacts if (href := contact_href("email", contact.value))]
    if not hrefs:
        return None
    body = letter.text.replace("\n", "\r\n")
    return f"{hrefs[0]}?subject={quote(letter.subject, safe='')}&body={quote(body, safe='')}"
