"""The shape and the wording of signing a version off."""

from flask_wtf import FlaskForm

from directory.forms import line


class SignOffForm(FlaskForm):  # type: ignore[misc]
    """Who agreed a version."""

    note = line(
        "Who agreed it, and where",
        "A group or a role, such as “the locality group, 8 December 2026”. No private person’s name.",
        "Say who agreed it: a group or a role.",
        300,
    )
