"""The shared words of the product, as they stand in addresses, JSON, YAML and the database, each with the label that a reader sees."""

from enum import StrEnum


class Word(StrEnum):
    """One word of a closed list. It is its own hyphenated value; `label` is how the page says it."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Word":
        """Keep the label beside the value: `URGENT = "urgent", "Urgent"`."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word


class Level(Word):
    """How much help a service gives, from whole school to emergency."""

    UNIVERSAL = "universal", "Universal"
    TARGETED = "targeted", "Targeted"
    SPECIALIST = "specialist", "Specialist"
    CRISIS = "crisis", "Crisis"


class Thrive(Word):
    """The groups of the THRIVE framework, where the provider says which one it works in."""

    THRIVING = "thriving", "Thriving"
    GETTING_ADVICE = "getting-advice", "Getting advice"
    GETTING_HELP = "getting-help", "Getting help"
    GETTING_MORE_HELP = "getting-more-help", "Getting more help"
    GETTING_RISK_SUPPORT = "getting-risk-support", "Getting risk support"


class Phase(Word):
    """The phase of education that a pupil is in."""

    EARLY_YEARS = "early-years", "Early years"
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    POST_16 = "post-16", "Post-16"


class Audience(Word):
    """Who receives the help."""

    PUPIL = "pupil", "Pupils"
    PARENT = "parent", "Parents and carers"
    STAFF = "staff", "School staff"
    SCHOOL = "school", "Whole school"


class Referrer(Word):
    """Who may make the referral or the first contact."""

    SCHOOL = "school", "School"
    PROFESSIONAL = "professional", "Another professional"
    PARENT = "parent", "Parent or carer"
    YOUNG_PERSON = "young-person", "Young person"
    SOCIAL_WORKER = "social-worker", "Social worker"
    GP = "gp", "GP"
    ANYONE = "anyone", "Anyone"


class Kind(Word):
    """What sort of thing a listing is."""

    PUPIL_SUPPORT = "pupil-support", "Support for pupils"
    PARENT_SUPPORT = "parent-support", "Support for parents and carers"
    WHOLE_SCHOOL = "whole-school", "Whole-school programme"
    CONSULTATION = "consultation", "Advice and consultation"
    TRAINING = "training", "Training"
    NETWORK = "network", "Network"
    PANEL = "panel", "Panel"
    PROCESS = "process", "Process or form"
    INFORMATION = "information", "Guidance and information"
    HELPLINE = "helpline", "Helpline"


class ContactKind(Word):
    """A way to get in touch."""

    PHONE = "phone", "Phone"
    TEXT = "text", "Text"
    EMAIL = "email", "Email"
    WEBSITE = "website", "Website"


class Strength(Word):
    """Whether a service is made for a need, or also helps with it."""

    MAIN = "main", "Mainly for"
    ALSO = "also", "Also helps with"


class Coverage(Word):
    """How far a service reaches. Only `districts` comes with a list of them."""

    DISTRICTS = "districts", "Named districts"
    COUNTY = "county", "All of Lancashire"
    NATIONAL = "national", "National"
    NOT_STATED = "not-stated", "Area not stated"


class ListingStatus(Word):
    """What the sources say about whether a listing still holds."""

    CURRENT = "current", "Listed as running"
    CHECK = "check", "Check before you refer"
    UNKNOWN = "unknown", "Not known"
    POSSIBLY_ENDED = "possibly-ended", "May have ended"


class Standing(Word):
    """How far to trust a listing today."""

    CONFIRMED = "confirmed", "Confirmed by the provider"
    DUE = "due", "Due to be checked again"
    UNCONFIRMED = "unconfirmed", "Not yet confirmed by the provider"
    POSSIBLY_ENDED = "possibly-ended", "May have ended"


class FactGroup(Word):
    """A group of facts that is confirmed together and goes out of date together."""

    CONTACT = "contact", "Contact details"
    ELIGIBILITY = "eligibility", "Who it is for"
    ROUTE = "route", "How to refer"
    WAITING = "waiting", "Waiting time"
    EXISTENCE = "existence", "That it still runs"


class Situation(Word):
    """Circumstances in which a service is plainly the wrong answer; the label is the sentence that says so."""

    AT_RISK_NOW = "at-risk-now", "Not for a pupil who may be at risk now"
    NO_EHCP = "no-ehcp", "Only for pupils who have an EHCP"
