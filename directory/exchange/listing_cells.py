"""One listing as cells, and as an entry of the seed folder; and what its cells say. Pure.

A contact that is kept from the public is in no file; the ones that are known stay when a file is read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from directory import nodes
from directory.cells import NAME, CellError, Column, Holds, Values, joined, parted, read_all, word
from directory.review.fields import BY_NAME, FIELDS, LISTS_OF_WORDS, Content, Field
from directory.tables import Shape
from directory.vocabulary import ContactKind, Strength

LISTS = {"also_known_as", "criteria", "not_for", "to_confirm", "districts", "needs", "contacts", *LISTS_OF_WORDS}
HOLDS = {"name": Holds.LINE, "listed_schools_only": Holds.FLAG, "age_min": Holds.NUMBER, "age_max": Holds.NUMBER}
# What is None, and not an empty text, where nothing is stated.
UNKNOWN = {"how_to_refer", "consent", "cost", "phases", "who_can_refer", "age_min", "age_max"}
# What every listing says with a word of a closed list.
ALWAYS = ("kind", "coverage", "status")
LONGEST_VALUE, LONGEST_DATE = 300, 60
CONTACT = ("kind", "value", "note", "as_of")
KEYS = (
    Column("slug", "The name in its address"),
    Column("provider", "The provider that it belongs to, by the name in its address"),
    Column("version", "The version that was taken out"),
)


def _column(field: Field) -> Column:
    holds = Holds.LIST if field.name in LISTS else HOLDS.get(field.name, Holds.PROSE)
    return Column(field.name, field.label, holds, field.words, **({"most": NAME} if field.name == "name" else {}))


@dataclass(frozen=True)
class Listed:
    """A listing as files see it: what names it, what it says, and where that comes from."""

    slug: str
    provider: str
    version: int
    content: Content
    sources: Sequence[Mapping[str, str]] = ()


def row(listed: Listed) -> Values:
    """A listing as a line of a sheet."""
    needs = [f"{slug}: {strength}" for slug, strength in listed.content["needs"]]
    contacts = [_line(contact) for contact in public(listed.content)["contacts"]]
    keys = {"slug": listed.slug, "provider": listed.provider, "version": listed.version}
    return {**keys, **listed.content, "needs": needs, "contacts": contacts}


def entry(listed: Listed) -> Values:
    """A listing as the seed folder has it."""
    contacts = [{name: value for name, value in each.items() if value is not None} for each in public(listed.content)["contacts"]]
    parts = {"needs": dict(listed.content["needs"]), "contacts": contacts, "sources": list(listed.sources)}
    return {"slug": listed.slug, "organisation": listed.provider, **listed.content, **parts}


def stated(cells: Mapping[str, str], before: Content | None) -> tuple[Content, list[str]]:
    """The fields that these cells state, as plain values, or what is wrong with them."""
    said, wrong = read_all(FIELD_COLUMNS, cells)
    wrong += [f"{BY_NAME[name].label}: It cannot be empty." for name in ALWAYS if said.get(name, "") is None]
    for name, read in (("needs", _needs), ("contacts", _contacts)):
        try:
            said |= {name: read(said[name])} if name in said else {}
        except CellError as error:
            wrong.append(f"{BY_NAME[name].label}: {error}")
    if "contacts" in said and before:
        said["contacts"] = _with_withheld(said["contacts"], before)
    return {name: _nothing(name, before) if value in (None, []) and name != "contacts" else value for name, value in said.items()}, wrong


def public(content: Content) -> Content:
    """Without the contacts that are kept from the public: no page of a file shows one."""
    shown = {"contacts": [contact for contact in content["contacts"] if contact["publish"]]} if "contacts" in content else {}
    return content | shown


def _nothing(name: str, before: Content | None) -> Any:
    """An empty cell: nothing is stated, which is no change where nothing was."""
    if name in UNKNOWN:
        return [] if before and before[name] == [] else None
    return [] if name in LISTS else ""


def _needs(lines: Iterable[str]) -> list[list[str]]:
    found: dict[str, str] = {}
    for line in lines:
        slug, parted, strength = (part.strip() for part in line.partition(":"))
        if not parted:
            raise CellError(f"“{line[:60]}” does not say how. Write it like: ebsa: main.")
        if slug in found:
            raise CellError(f"“{slug[:40]}” is there twice.")
        found[slug] = word(strength, Strength)
    return [[slug, strength] for slug, strength in found.items()]


def _contacts(lines: Iterable[str]) -> list[dict[str, Any]]:
    return [_contact(line) for line in lines]


def _contact(line: str) -> dict[str, Any]:
    parts = parted(line)
    if not 2 <= len(parts) <= 4 or not parts[1]:
        raise CellError(f"“{line[:60]}” is not a contact. Write it like: phone | 01257 000 000 | a note | 2026-11.")
    kind, value, note, as_of = [*parts, "", ""][:4]
    if len(value) > LONGEST_VALUE or len(as_of) > LONGEST_DATE:
        raise CellError(f"“{line[:60]}” is too long. A contact has {LONGEST_VALUE} letters at most, and its date {LONGEST_DATE}.")
    return {"kind": word(kind, ContactKind), "value": value, "note": note or None, "as_of": as_of or None, "publish": True}


def _line(contact: Mapping[str, Any]) -> str:
    return joined([contact.get(name) for name in CONTACT])


def _contacts_node(node: yaml.Node) -> str:
    """Contacts as lines of a cell. One that is not to be published is not taken from a file."""
    given = [nodes.small(each, "contact", (*CONTACT, "publish")) for each in nodes.entries(node, "contact", "contacts")]
    return "\n".join(_line(contact) for contact in given if contact.get("publish", "yes") == "yes")


def _needs_node(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "\n".join(f"{slug}: {strength}" for slug, strength in nodes.small(node, "set of needs").items())
    return nodes.text(node, "needs")


def _with_withheld(given: list[dict[str, Any]], before: Content) -> list[dict[str, Any]]:
    """The contacts of a file with those that are withheld; all as they stand, where the file says nothing new."""
    held = before["contacts"]
    return held if public(before)["contacts"] == given else [*(contact for contact in held if not contact["publish"]), *given]


FIELD_COLUMNS = [_column(field) for field in FIELDS]
SHAPE = Shape(
    "listing",
    "listings",
    [*KEYS, *FIELD_COLUMNS],
    ["slug"],
    called={"organisation": "provider"},
    unread=["sources", "waiting_time"],
    nested={"contacts": _contacts_node, "needs": _needs_node},
)
