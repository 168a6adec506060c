"""What is known of the list of schools as a whole: where it comes from, when, and how far it is complete. From the seed folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app

from directory import tables, yaml_file
from directory.catalogue import queries as catalogue
from directory.catalogue.seed_entry import SeedError
from directory.cells import Values
from directory.config import Config
from directory.gatherings import school_cells
from directory.sheets import SheetError

FILE, NAMES = "schools.csv", "schools.yaml"
KEY = "school_list"


@dataclass(frozen=True)
class SchoolList:
    """The words that every page with schools says of them."""

    source: str
    retrieved: str
    complete: str
    attribution: str


def init_app(app: Flask) -> None:
    """Read it now, so that a fault in it stops the start."""
    config: Config = app.config["DIRECTORY"]
    app.extensions[KEY] = named(config.seed_data)


def named(folder: Path) -> SchoolList:
    """What the seed folder says of its list."""
    content: dict[str, Any] = yaml_file.read(folder / NAMES)
    return SchoolList(**content)


def current() -> SchoolList:
    """Of the application that is answering."""
    return cast(SchoolList, current_app.extensions[KEY])


def read(folder: Path) -> dict[str, Values]:
    """The schools of the seed folder by number; SeedError names every fault. No file is no schools."""
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        found = tables.read(path.read_bytes(), school_cells.SHAPE)
    except SheetError as error:
        raise SeedError([f"{FILE}, line {error.line}: {error.said}"]) from error
    districts = catalogue.district_names()
    schools = [(each.line, *school_cells.values(each.cells, districts)) for each in found]
    faults = [tables.Fault(line, said) for line, _, wrong in schools for said in wrong]
    faults += tables.repeated((line, str(values["urn"])) for line, values, _ in schools)
    if faults:
        raise SeedError([f"{FILE}, line {fault.line}: {fault.said}" for fault in faults])
    return {values["urn"]: values for _, values, _ in schools}
