"""What can stand in the way of a change: it is not yours, it has moved on, it is not at that point, or it is not whole."""

from collections.abc import Sequence

from directory.errors import DirectoryError


class NotYours(DirectoryError):
    """Somebody else's listing is answered like one that does not exist."""

    status = 404
    heading = "Page not found"

    def __init__(self) -> None:
        super().__init__("There is no page at this address.")


class StaleRevision(DirectoryError):
    """The change, or the listing under it, is not what it was when the form was opened."""

    status = 409
    heading = "This has changed since you opened it"

    def __init__(self, sentence: str = "Somebody saved it meanwhile, so nothing was done. Open it again to see it as it is now.") -> None:
        super().__init__(sentence)


class WrongState(DirectoryError):
    """The change is not at the point at which this can be done: it was decided, withdrawn or sent already."""

    status = 409
    heading = "That is already settled"

    def __init__(self, sentence: str = "This change is not waiting for that any more. Open it again to see how it stands.") -> None:
        super().__init__(sentence)


class SecondPerson(DirectoryError):
    """Whoever wrote a change may not be the one who publishes it."""

    status = 403
    heading = "Somebody else must publish this"

    def __init__(self) -> None:
        super().__init__("You wrote a part of this change, and two people must have seen it. Ask another editor to read and publish it.")


class NotWhole(DirectoryError):
    """The listing would not be fit to be read."""

    status = 422
    heading = "Something is still missing"

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults
