"""What getting ready means for a service: a referral about one pupil, or a first contact about something else. Pure."""

from directory.catalogue.models import Service
from directory.vocabulary import Kind

REFERRED_TO = frozenset({Kind.PUPIL_SUPPORT, Kind.PARENT_SUPPORT, Kind.CONSULTATION, Kind.PANEL, Kind.PROCESS})


def is_about_a_pupil(service: Service) -> bool:
    """Whether a school comes to it about one pupil, with consent and evidence; a course or a network needs neither."""
    return service.kind in REFERRED_TO


def called(service: Service) -> str:
    """The words of the link to its checklist."""
    return "Prepare a referral" if is_about_a_pupil(service) else "Prepare to get in touch"


def is_offered(service: Service) -> bool:
    """Whether pages point to its checklist: guidance is read, and needs no preparing."""
    return service.kind != Kind.INFORMATION
