"""What is known of the list of schools as a whole: where it comes from, when, and how far it is complete. From the seed folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app

from directory import yaml_file
from directory.catalogue import queries as catalogue
from directory.catalogue.seed_entry import SeedError
from directory.config import Config
from directory.gatherings import school_csv
from directory.gatherings.school_csv import Row

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


def read(folder: Path) -> list[Row]:
    """The schools of the seed folder; SeedError names every fault. No file is no schools."""
    path = folder / FILE
    if not path.exists():
        return []
    found = school_csv.read(path.read_bytes(), catalogue.district_names())
    if found.faults:
        raise SeedError([f"{FILE}, line {fault.line}: {fault.said}" for fault in found.faults])
    return found.rows
