"""What a file would change in the catalogue as it is: line by line, in the words that an editor reads, and what stands against it."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from directory.exchange import files
from directory.exchange.cells import meant
from directory.exchange.files import Fault, Given
from directory.review import diff
from directory.review.diff import Names, Row
from directory.review.fields import Content, blank
from directory.review.importing import Taken
from directory.review.soundness import faults as unsound

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class Catalogue:
    """What the plan is made against: listings by slug, and everything that a listing may name."""

    listings: Mapping[str, files.Listed]
    providers: Mapping[str, str]
    names: Names
    withheld: frozenset[str]


@dataclass(frozen=True)
class Change:
    """What one line would do."""

    line: int
    name: str
    provider: str
    taken: Taken
    rows: Sequence[Row]

    @property
    def is_new(self) -> bool:
        return self.taken.version is None


@dataclass(frozen=True)
class Plan:
    """What a file would change, or every fault in it; `same` listings are as the file says already."""

    changes: Sequence[Change] = ()
    same: int = 0
    faults: Sequence[Fault] = ()

    @property
    def digest(self) -> str:
        """The same for as long as the same would be done."""
        said = [[each.taken.slug, each.taken.version, each.taken.changes] for each in self.changes]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def plan(found: Sequence[Given], faults: Sequence[Fault], catalogue: Catalogue) -> Plan:
    """What these listings of a file would change."""
    changes: list[Change] = []
    wrong = list(faults)
    for given in found:
        change, against = _change(given, catalogue)
        wrong += against
        if change and (change.is_new or change.rows):
            changes.append(change)
    if wrong:
        return Plan(faults=sorted(wrong, key=lambda fault: fault.line)[: files.MOST_FAULTS])
    return Plan(changes, len(found) - len(changes))


def _change(given: Given, catalogue: Catalogue) -> tuple[Change | None, list[Fault]]:
    listed = catalogue.listings.get(given.slug)
    before = listed.content if listed else None
    content, faults = files.stated(given, before)
    faults += [Fault(given.line, said) for said in _misnamed(given, listed, catalogue)]
    if faults:
        return None, faults
    whole = (before or blank("")) | content
    changes = {name: value for name, value in content.items() if before is None or _differs(before[name], value)}
    if (changes or before is None) and (against := _unsound(whole, catalogue)):
        return None, [Fault(given.line, said) for said in against]
    taken = Taken(given.slug, listed.provider if listed else given.cells["provider"], listed.version if listed else None, changes)
    rows = diff.changed(_public(before or {}), _public(changes), catalogue.names)
    return Change(given.line, str(whole["name"]), catalogue.providers[taken.provider], taken, rows), []


def _public(content: Content) -> Content:
    """Without the contacts that are kept from the public: no page of a file shows one."""
    shown = {"contacts": [contact for contact in content["contacts"] if contact["publish"]]} if "contacts" in content else {}
    return content | shown


def _differs(before: object, now: object) -> bool:
    """Whether something else is said; closed words in another order are the same."""
    if isinstance(before, list) and isinstance(now, list) and all(isinstance(item, str) for item in [*before, *now]):
        return sorted(before) != sorted(now)
    return before != now


def _misnamed(given: Given, listed: files.Listed | None, catalogue: Catalogue) -> Iterable[str]:
    provider, version = given.cells.get("provider", ""), given.cells.get("version", "")
    if not SLUG.fullmatch(given.slug) or len(given.slug) > files.SLUG_LENGTH:
        yield f"“{given.slug[:40]}” is no slug: use small letters, figures and hyphens, such as lancashire-mind."
    elif listed is None and version:
        yield f"There is no listing “{given.slug}”{meant(given.slug, catalogue.listings)} Leave the version empty for a new one."
    elif listed is None and provider not in catalogue.providers:
        yield f"There is no provider “{provider[:40]}”{meant(provider, catalogue.providers)}"
    elif listed and provider and provider != listed.provider:
        yield f"It belongs to {listed.provider}. A file cannot give it to another provider."
    elif listed and version and version != str(listed.version):
        yield f"It has changed since the file was made, from version {version[:9]} to {listed.version}. Take the listings out anew."


def _unsound(content: Content, catalogue: Catalogue) -> list[str]:
    names = catalogue.names
    unknown = [slug for slug, _ in content["needs"] if slug not in names.needs]
    far = [slug for slug in content["districts"] if slug not in names.districts]
    named = [f"There is no need “{slug[:40]}”{meant(slug, names.needs)}" for slug in unknown]
    named += [f"There is no district “{slug[:40]}”{meant(slug, names.districts)}" for slug in far]
    return named or unsound(content, needs=names.needs, districts=names.districts, withheld=catalogue.withheld)
