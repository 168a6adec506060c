"""What can stand in the way of changing networks, sessions and schools."""

from directory.errors import DirectoryError


class NotThere(DirectoryError):
    """Something that is not there, or is somebody else's: both are answered alike."""

    status = 404
    heading = "Page not found"

    def __init__(self) -> None:
        super().__init__("There is no page at this address.")


class Stale(DirectoryError):
    """Somebody saved it after the form was opened."""

    status = 409
    heading = "This has changed since you opened it"

    def __init__(self) -> None:
        super().__init__("Somebody saved it meanwhile, so nothing was done. What you typed is still here. Look at both, then save again.")


class WrongState(DirectoryError):
    """It is not at the point at which this can be done."""

    status = 409
    heading = "That cannot be done now"


class GivenAway(DirectoryError):
    """The words hold a contact that its owner keeps from the public."""

    status = 422
    heading = "A contact must come out of the text"

    def __init__(self) -> None:
        super().__init__("The words give away a contact that is kept from the public. Take it out of the text.")


class UnknownSchools(DirectoryError):
    """Numbers that are no school of the list, each named by its line. Nothing was recorded."""

    status = 400
    heading = "Some numbers are not in the list of schools"

    def __init__(self, faults: list[str]) -> None:
        super().__init__("Nothing was recorded, because some numbers are not in the list of schools.")
        self.faults = faults


class FileChanged(DirectoryError):
    """What a file is about is not what it was when the file was looked at."""

    status = 409
    heading = "This has changed since you looked"

    def __init__(self) -> None:
        super().__init__("Somebody changed this meanwhile, so nothing was done. Look again at what the file would change.")
