"""What can stand in the way of a report: it is not there, it was issued or saved meanwhile, or it says nothing yet."""

from directory.errors import DirectoryError


class NoSuchReport(DirectoryError):
    """There is no report, or no priority of it, at this address."""

    status = 404
    heading = "Page not found"

    def __init__(self) -> None:
        super().__init__("There is no page at this address.")


class ReportMoved(DirectoryError):
    """Somebody saved the report after the form was opened."""

    status = 409
    heading = "This has changed since you opened it"

    def __init__(self) -> None:
        super().__init__("Somebody saved this report meanwhile, so nothing was done. Look at it as it is now before you send yours.")


class AlreadyIssued(DirectoryError):
    """An issued report stays as it was read."""

    status = 409
    heading = "This report cannot be changed any more"

    def __init__(self) -> None:
        super().__init__("It has been issued, and stays as people have read it. Withdraw it, or begin the next one from it instead.")


class Withdrawn(DirectoryError):
    """Nothing is left of a report that was withdrawn but its number, the day, and why."""

    status = 410
    heading = "This report was withdrawn"

    def __init__(self) -> None:
        super().__init__("An editor has withdrawn it, so there is nothing of it to read, to print or to change.")


class NothingToIssue(DirectoryError):
    """A report needs a priority, and each priority something under every heading that readers look for first."""

    status = 422
    heading = "Something is still missing"
