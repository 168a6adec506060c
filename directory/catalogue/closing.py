"""What else must look when a service stops taking referrals: parts of the product that build on the catalogue ask here to be told."""

from collections.abc import Callable

from flask import Flask, current_app

KEY = "when_a_service_closes"
Look = Callable[[str], list[str]]


def when_closed(app: Flask, look: Look) -> None:
    """Ask this, with the id of every service that is paused or ends, what an editor must look at now: one sentence for each thing."""
    app.extensions.setdefault(KEY, []).append(look)


def to_look_at(service_id: str) -> list[str]:
    """What everyone who asked to be told has found. A fault of theirs does not undo what the provider has said."""
    found: list[str] = []
    for look in current_app.extensions.get(KEY, ()):
        try:
            found += look(service_id)
        except Exception as error:  # The service is closed, whatever becomes of the looking.
            current_app.logger.error("It was not looked at what depends on a closed service", exc_info=error)
    return found
