"""What the cells of a list of schools say: of the seed's list and of an editor's file alike. Pure."""

import re
from collections.abc import Mapping

from directory.cells import NAME, Column, Holds, Values, read_all
from directory.gatherings.words import SchoolPhase, SchoolStatus
from directory.tables import Shape

URN = re.compile(r"[1-9][0-9]{5}", re.ASCII)
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}", re.ASCII)
COLUMNS = (
    Column("urn", "Official number (URN)", most=NAME),
    Column("name", "Name", most=NAME),
    Column("phase", "Phase", words=SchoolPhase),
    Column("type", "Type, as the official register says it", most=NAME),
    Column("district", "District", most=NAME),
    Column("postcode", "Postcode", most=NAME),
    Column("status", "Status", words=SchoolStatus),
    Column("near_boundary", "District to be checked", Holds.FLAG),
)
NEEDED = ("urn", "name", "phase", "type", "district", "postcode", "status")
# The official register has many columns more.
SHAPE = Shape("school", "schools", COLUMNS, NEEDED, strangers=True)


def values(cells: Mapping[str, str], districts: Mapping[str, str]) -> tuple[Values, list[str]]:
    """The columns of a school, or what is wrong with them; `districts` are names by slug, and a file may use either."""
    said, wrong = read_all(COLUMNS, cells)
    wrong += [f"The {name} is missing." for name in ("name", "phase", "type", "district", "status") if said.get(name, "") is None]
    if "urn" in said and not URN.fullmatch(said["urn"] or ""):
        wrong.append(f"“{(said['urn'] or '')[:20]}” is not a URN, which has six figures.")
    said["postcode"] = (said.get("postcode") or "").upper() or None
    if said["postcode"] and not POSTCODE.fullmatch(said["postcode"]):
        wrong.append(f"“{said['postcode'][:20]}” is not a postcode such as PR7 3DU.")
    if said.get("district"):
        slugs = {name.casefold(): slug for slug, name in districts.items()} | {slug: slug for slug in districts}
        named, said["district"] = said["district"], slugs.get(said["district"].casefold())
        wrong += [] if said["district"] else [f"“{named[:40]}” is not a district that is known here."]
    return _typed(said), wrong


def _typed(said: Values) -> Values:
    kinds = {"phase": SchoolPhase, "status": SchoolStatus}
    return {name: kinds[name](value) if name in kinds and value else value for name, value in said.items()}
