"""The headers of every answer."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the headers to every answer."""
