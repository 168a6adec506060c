"""The closed lists of networks and training, each word with the label that a reader sees."""

from directory.vocabulary import Word


class GatheringKind(Word):
    """What sort of gathering it is."""

    NETWORK = "network", "Network"
    PANEL = "panel", "Panel"
    TRAINING = "training", "Training"
    EVENT = "event", "Single event"


class ForWhom(Word):
    """Whom a gathering is for."""

    SECONDARY_LEADS = "secondary-mental-health-leads", "Senior mental health leads of secondary schools"
    PRIMARY_LEADS = "primary-mental-health-leads", "Mental health leads of primary schools"
    HEADS = "heads", "Heads"
    ATTENDANCE_LEADS = "attendance-leads", "Attendance leads"
    SENCOS = "sencos", "SENCOs"
    STAFF = "staff", "Any school staff"
    PARTNERS = "partners", "Partners of schools"


class Precision(Word):
    """How much is known of when a session is."""

    DAY = "day", "The day is known"
    MONTH = "month", "Only the month is known"
    REPORTED = "reported", "The day is not recorded; this is the month of the report"


class SessionStatus(Word):
    """What became of a session. Planned stays planned until somebody says that it was held."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class SessionState(Word):
    """Where the review of a session is."""

    PROPOSED = "proposed", "With the editor"
    RETURNED = "returned", "Returned by the editor"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class CountKind(Word):
    """What a recorded number is about."""

    EXPECTED = "expected", "Planned for"
    CAME = "came", "Came"


class SchoolPhase(Word):
    """The phase of a school as its official record gives it."""

    NURSERY = "nursery", "Nursery"
    PRIMARY = "primary", "Primary"
    MIDDLE_PRIMARY = "middle-deemed-primary", "Middle deemed primary"
    MIDDLE_SECONDARY = "middle-deemed-secondary", "Middle deemed secondary"
    SECONDARY = "secondary", "Secondary"
    ALL_THROUGH = "all-through", "All-through"
    SIXTEEN_PLUS = "16-plus", "16 plus"
    NOT_APPLICABLE = "not-applicable", "Special, PRU or independent"


class SchoolStatus(Word):
    """Whether a school is open, as its official record says."""

    OPEN = "open", "Open"
    CLOSING = "open-but-proposed-to-close", "Open, but proposed to close"
    PROPOSED = "proposed-to-open", "Proposed to open"
    CLOSED = "closed", "Closed"
