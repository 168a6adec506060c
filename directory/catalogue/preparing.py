"""What getting ready means for a service: a referral about one pupil, or a first contact about something else. Pure."""

from directory.catalogue.models import Service
from directory.vocabulary import Audience, Kind, Referrer

REFERRED_TO = frozenset({Kind.PUPIL_SUPPORT, Kind.PARENT_SUPPORT, Kind.CONSULTATION, Kind.PANEL, Kind.PROCESS})


def takes_referrals(service: Service) -> bool:
    """Whether a school comes to it about one pupil, with consent and evidence: not to a course, nor to what a young person joins alone."""
    return service.kind in REFERRED_TO and service.who_can_refer != [Referrer.YOUNG_PERSON]


def is_for_a_child(service: Service) -> bool:
    """Whether its help reaches a child or a family, and not school staff alone."""
    return not {Audience.PUPIL, Audience.PARENT}.isdisjoint(service.audiences)


def called(service: Service) -> str:
    """The words of the link to its checklist."""
    return "Prepare a referral" if takes_referrals(service) else "Prepare to get in touch"


def is_offered(service: Service) -> bool:
    """Whether pages point to its checklist: guidance is read, and needs no preparing."""
    return service.kind != Kind.INFORMATION
