"""The commands of `flask`: seeding the catalogue and keeping the search index."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
