"""The needs in groups, as a reader looks for them. The groups are a file of the seed folder; the needs themselves are in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml
from flask import Flask, current_app

from directory import yaml_file
from directory.catalogue.models import Need

FILE = "need_groups.yaml"
OTHER = "Other"


@dataclass(frozen=True)
class Group:
    """One heading with the needs beneath it."""

    name: str
    needs: Sequence[Need]


class NeedGroupsError(SystemExit):
    """The file is not a list of groups: the start is refused with one sentence."""


def read(path: Path) -> dict[str, list[str]]:
    """Slugs of needs by the name of their group, in order."""
    try:
        return {str(group["name"]): [str(slug) for slug in group["needs"]] for group in yaml_file.read(path)}
    except (OSError, KeyError, TypeError, yaml.YAMLError) as error:
        raise NeedGroupsError(f"{path.name} must be a list of groups, each with name and needs.") from error


def grouped(groups: Mapping[str, Sequence[str]], needs: Sequence[Need]) -> list[Group]:
    """Every need once: under the heading that people gave it, else the first group that names it, else the last heading."""
    filed = {slug: name for name, slugs in reversed(list(groups.items())) for slug in slugs}
    order = {slug: place for slugs in groups.values() for place, slug in enumerate(slugs)}
    found: dict[str, list[Need]] = {name: [] for name in (*groups, OTHER)}
    for need in sorted(needs, key=lambda need: order.get(need.slug, len(order))):
        found.get(need.heading or filed.get(need.slug, OTHER), found[OTHER]).append(need)
    return [Group(name, under) for name, under in found.items() if under]


def init_app(app: Flask) -> None:
    """Read the groups once."""
    app.extensions["need_groups"] = read(app.config["DIRECTORY"].seed_data / FILE)


def headings() -> list[str]:
    """The headings of this directory, in their order."""
    return list(cast(dict[str, list[str]], current_app.extensions["need_groups"]))


def in_groups(needs: Sequence[Need]) -> list[Group]:
    """These needs in the groups of this directory."""
    return grouped(cast(dict[str, list[str]], current_app.extensions["need_groups"]), needs)


def most_answered(needs: Sequence[Need], counts: Mapping[str, int], number: int) -> list[Need]:
    """The needs that most services answer, in the order of the vocabulary; `counts` are by slug."""
    best = sorted(needs, key=lambda need: -counts.get(need.slug, 0))[:number]
    return [need for need in needs if need in best]
