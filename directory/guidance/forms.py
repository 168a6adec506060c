"""The shape and the wording of signing a version off."""

from directory.forms import HouseForm, line


class SignOffForm(HouseForm):
    """Who agreed a version."""

    note = line(
        "Who agreed it, and where",
        "A group or a role, such as “the locality group, 8 December 2026”. No private person’s name.",
        "Say who agreed it: a group or a role.",
        300,
    )
