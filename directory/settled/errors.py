"""What can stand in the way of settling something."""

from directory.errors import DirectoryError


class OneIsWaiting(DirectoryError):
    """Only one proposal can wait about one thing at a time, so that the second person reads what will hold."""

    status = 409
    heading = "One proposal is waiting already"

    def __init__(self) -> None:
        super().__init__("Somebody has proposed a change to this, and it is not decided yet. Decide it first. Nothing was done.")


class SecondPerson(DirectoryError):
    """A number that schools ring in danger is never changed by one person alone."""

    status = 403
    heading = "A second person must settle this"

    def __init__(self) -> None:
        super().__init__("You proposed this, and two people must have checked it. Ask another editor to ring the number and settle it.")


class Decided(DirectoryError):
    """The proposal is not waiting any more, or what it was based on has changed."""

    status = 409
    heading = "That is already settled"

    def __init__(self) -> None:
        super().__init__("This proposal is not waiting any more, or something else was settled meanwhile. Nothing was done.")


class CannotBe(DirectoryError):
    """The content would not be fit to be used; the sentence says why."""

    status = 422
    heading = "This cannot be"
