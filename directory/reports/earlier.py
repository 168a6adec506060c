"""Reads the reports that the locality wrote before there was a directory, from the seed folder."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from directory import yaml_file
from directory.db import stable_id
from directory.reports.content import plain, priority
from directory.reports.models import LocalityReport

FILE = "locality_reports.yaml"


def read(folder: Path) -> Iterator[LocalityReport]:
    """Each report of the file, whole."""
    content: dict[str, dict[str, Any]] = yaml_file.read(folder / FILE)
    for key, given in content.items():
        yield LocalityReport(
            id=stable_id("locality-report", key),
            title=given["title"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            summary=given["summary"],
            priorities=[plain(priority(each)) for each in given["priorities"]],
            opening={},
            opened_on=given["starts_on"],
            source=given["source"],
            dated=given["dated"],
            changed_at=datetime.combine(given["ends_on"], time.min, UTC),
        )
