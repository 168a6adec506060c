"""What can stand in the way of a draft."""

from directory.errors import DirectoryError


class NoSuchPart(DirectoryError):
    """There is no pathway, draft or part of it at this address."""

    status = 404
    heading = "Page not found"

    def __init__(self) -> None:
        super().__init__("There is no page at this address.")


class DraftMoved(DirectoryError):
    """Somebody saved the draft after the form was opened, or a newer version was published."""

    status = 409
    heading = "This has changed since you opened it"

    def __init__(self) -> None:
        super().__init__("Somebody changed this draft meanwhile, so nothing was done. Look at it as it is now before you send yours.")


class SignOffMoved(DirectoryError):
    """The version was signed off, or that was withdrawn, or a newer one was published, after the page was opened."""

    status = 409
    heading = "This has changed since you opened it"

    def __init__(self) -> None:
        super().__init__(
            "Something about this version changed after you opened the page, so nothing was done. Go back to see it as it is now."
        )


class NotSound(DirectoryError):
    """The draft cannot be published as it is; the sentence says why."""

    status = 422
    heading = "Something must be put right first"
