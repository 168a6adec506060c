"""What goes wrong and how it is said."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Answer every error with a page."""
