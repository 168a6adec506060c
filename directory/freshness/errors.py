"""What can stand in the way of keeping a fact fresh."""

from directory.errors import DirectoryError


class NotYours(DirectoryError):
    """Somebody else's listing is answered like one that does not exist."""

    status = 404
    heading = "Page not found"

    def __init__(self) -> None:
        super().__init__("There is no page at this address.")


class Moved(DirectoryError):
    """What was to be confirmed is not what the listing says now."""

    status = 409
    heading = "The listing has changed"

    def __init__(self) -> None:
        super().__init__("Somebody changed the listing after you opened this page, so nothing was confirmed. Look at it as it is now.")


class MayHaveEnded(DirectoryError):
    """A listing that may have ended is not confirmed fact by fact: an editor lists it again."""

    status = 409
    heading = "This may have ended"

    def __init__(self) -> None:
        super().__init__("It is not shown, because it may have ended. Tell the editor that it still runs, and they will list it again.")


class LinkOver(DirectoryError):
    """The link of a reminder that is too old, was replaced, or belongs to nobody any more."""

    status = 410
    heading = "This link does not work any more"

    def __init__(self) -> None:
        super().__init__("A newer reminder has replaced it, or it is too old. Sign in to see what is due.")
