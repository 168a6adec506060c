"""Who may open which page. Every route says so with a marker, and a test refuses a route that says nothing."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"


def public(view: View) -> View:
    """Mark a view that anyone may open without signing in."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def unmarked(app: Flask) -> list[str]:
    """The endpoints of routes that do not say who may open them."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    return sorted(endpoint for endpoint in endpoints if not hasattr(app.view_functions[endpoint], "access"))


def init_app(app: Flask) -> None:
    """Flask's own static files are public; they cannot carry the marker in their source."""
    public(app.view_functions["static"])
