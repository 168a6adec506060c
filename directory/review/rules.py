"""How review is done here: whether two people must see a change. Read once, from the seed folder."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from directory import yaml_file
from directory.config import Config


@dataclass(frozen=True)
class Rules:
    """`two_people`: whoever wrote a part of a change does not publish it."""

    two_people: bool


def init_app(app: Flask) -> None:
    """Read the rules now, so that a fault in them stops the start."""
    config: Config = app.config["DIRECTORY"]
    settings = yaml_file.read(config.seed_data / "review.yaml")
    app.extensions["review"] = Rules(bool(settings["two_people"]))


def current() -> Rules:
    """The rules of the application that is answering."""
    return cast(Rules, current_app.extensions["review"])
