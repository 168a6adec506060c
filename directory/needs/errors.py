"""What can stand in the way of a draft of a need."""

from directory.errors import DirectoryError


class NoSuchNeed(DirectoryError):
    """There is no need, draft or version at this address."""

    status = 404
    heading = "Page not found"

    def __init__(self) -> None:
        super().__init__("There is no page at this address.")


class NoSuchDraft(NoSuchNeed):
    """There is no draft at this address, or there is none any more."""

    heading = "There is no draft here"

    def __init__(self) -> None:
        DirectoryError.__init__(self, "There is no draft of this need. If there was one, it has been published or thrown away meanwhile.")


class NeedMoved(DirectoryError):
    """Somebody saved the draft after the form was opened, or published the need meanwhile."""

    status = 409
    heading = "This has changed since you opened it"

    def __init__(self) -> None:
        super().__init__("Somebody changed this meanwhile, so nothing was done. Look at it as it is now before you send yours.")


class SecondPerson(DirectoryError):
    """What makes danger harder to see is never published by one person alone."""

    status = 403
    heading = "A second person must publish this"

    def __init__(self, reasons: str) -> None:
        super().__init__(
            f"{reasons} You changed this draft last, and two people must have seen it. Ask another editor to look and publish it."
        )


class NotReady(DirectoryError):
    """The draft cannot be published as it is; the sentence says why."""

    status = 422
    heading = "Something must be done first"
