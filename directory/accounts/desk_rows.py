"""What else stands on the editors' first page: parts of the product that review knows nothing of ask here for a row."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

KEY = "editors_home_rows"


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One row: what it is called, where it leads, and one sentence on how it stands."""

    title: str
    href: str
    said: str


def on_editors_home(app: Flask, row: Callable[[], DeskRow]) -> None:
    """Show this row, asked anew each time the page is opened."""
    app.extensions.setdefault(KEY, []).append(row)


def of_editors_home() -> list[DeskRow]:
    """Every row that was asked for."""
    return [row() for row in current_app.extensions.get(KEY, ())]
