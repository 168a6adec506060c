"""The log of who did what, a page at a time, each line with the name of what it is about and where an editor finds that now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask import url_for
from sqlalchemy import Select, func, null, select

from directory.accounts.models import AuditEntry, Claim, Invitation, Person
from directory.catalogue.models import Need, Organisation, Service
from directory.db import db
from directory.freshness.models import Problem
from directory.gatherings.models import Gathering, GatheringSession, School
from directory.pathways.models import PathwayVersion
from directory.reports.models import LocalityReport
from directory.review.models import Revision

LOG_PAGE = 100


class About(NamedTuple):
    """What a line is about. There is no address where it is gone, or where there is no page about it."""

    name: str
    href: str | None = None


class Entry(NamedTuple):
    """One line of the log: who is None for what the directory did by itself, and for whoever is no longer known."""

    number: int
    at: datetime
    who: str | None
    verb: str
    about: About | None


@dataclass(frozen=True)
class Kind:
    """How things of one kind are found: rows of what the log calls them, their name, and what their page is called by."""

    rows: Select[*tuple[Any, ...]]
    endpoint: str = ""
    called: str = "slug"

    def named(self, wanted: Iterable[str]) -> dict[str, About]:
        key = self.rows.selected_columns[0]
        found = db.session.execute(self.rows.where(key.in_(list(wanted)))).all()
        return {id: About(name, url_for(self.endpoint, **{self.called: page}) if page else None) for id, name, page in found}


OF_SERVICE = (Service.name, Service.slug)
OF_PROVIDER = (Organisation.name, Organisation.slug)
EDITORS = "The editors of this directory"
KINDS: Mapping[str, Kind] = {
    "service": Kind(select(Service.id, *OF_SERVICE), "editing.show"),
    "revision": Kind(
        select(Revision.id, func.coalesce(Service.name, Organisation.name), Service.slug)
        .outerjoin(Service, Service.id == Revision.service_id)
        .join(Organisation, Organisation.id == Revision.organisation_id),
        "editing.show",
    ),
    "problem": Kind(select(Problem.id, *OF_SERVICE).join(Problem.service), "editing.show"),
    "organisation": Kind(select(Organisation.id, *OF_PROVIDER), "listing.provider"),
    "claim": Kind(select(Claim.id, *OF_PROVIDER).join(Claim.organisation), "listing.provider"),
    "invitation": Kind(
        select(Invitation.id, func.coalesce(Organisation.name, EDITORS), Organisation.slug).outerjoin(Invitation.organisation),
        "listing.provider",
    ),
    "person": Kind(select(Person.id, Person.name, null())),
    "need": Kind(select(Need.slug, Need.name, Need.slug), "needs_editor.show"),
    "pathway": Kind(select(PathwayVersion.slug, PathwayVersion.name, PathwayVersion.slug).order_by(PathwayVersion.number), "guidance.show"),
    "gathering": Kind(select(Gathering.id, Gathering.name, Gathering.slug), "gathering_editor.show"),
    "session": Kind(
        select(GatheringSession.id, Gathering.name + ": " + GatheringSession.title, Gathering.slug).join(GatheringSession.gathering),
        "gathering_editor.show",
    ),
    "school": Kind(select(School.urn, School.name, School.urn), "schools.correct", "urn"),
    "report": Kind(select(LocalityReport.id, LocalityReport.title, LocalityReport.id), "reports.show", "report_id"),
}


def page(before: int | None) -> list[Entry]:
    """A page of the log, newest first; `before` is the number of the last entry of the page before."""
    rows = select(AuditEntry, Person.name).outerjoin(Person, Person.id == AuditEntry.person_id).order_by(AuditEntry.id.desc())
    wanted = rows.limit(LOG_PAGE) if before is None else rows.where(AuditEntry.id < before).limit(LOG_PAGE)
    found = [(entry, who) for entry, who in db.session.execute(wanted)]
    named = _named([entry for entry, _ in found])
    return [Entry(entry.id, entry.at, who, entry.verb, named.get((entry.kind, _key(entry))) or _other(entry)) for entry, who in found]


def _named(entries: Sequence[AuditEntry]) -> dict[tuple[str, str], About]:
    """What these lines are about, by kind and key; one question for each kind."""
    keys = {name: {_key(entry) for entry in entries if entry.kind == name} for name in KINDS}
    return {(name, key): about for name, wanted in keys.items() if wanted for key, about in KINDS[name].named(wanted).items()}


def _key(entry: AuditEntry) -> str:
    """A line about a pathway names now a version and now the pathway, and always its slug."""
    return entry.details["slug"] if entry.kind == "pathway" else entry.about


def _other(entry: AuditEntry) -> About | None:
    """What is no row: whole lists, what everything counts with, and what has been thrown away since."""
    match entry.kind, entry.about:
        case "school", "list":
            return About("The list of schools", url_for("schools.show_all"))
        case "settlement", _:
            return About(entry.verb.partition(": ")[2].capitalize(), url_for("settled.show"))
        case "sign-in", _:
            return None
    said = entry.details.get("title") or entry.details.get("slug", "").replace("-", " ").capitalize()
    return About(f"{said} (gone)" if said else "Gone since")
