"""Whether a service may be recommended at all, written apart from the rules that recommend it, so that a fault in one is seen by the other.

It shares no code with recommend.py or the catalogue's fit.py, and must not."""

from directory.catalogue.models import Service

YOUNGEST = {"early-years": 0, "primary": 4, "secondary": 11, "post-16": 16}
OLDEST = {"early-years": 4, "primary": 11, "secondary": 16, "post-16": 25}


def refusals(service: Service, *, phase: str | None, district: str | None, listed: bool | None) -> list[str]:
    """Why this service must not be recommended to this school; empty when it may be. None is not known, and refuses nothing."""
    reasons = []
    if str(service.status) == "possibly-ended":
        reasons.append("may have ended")
    if service.paused_on is not None:
        reasons.append("is paused")
    if district is not None and str(service.coverage) == "districts" and district not in service.districts:
        reasons.append(f"does not cover {district}")
    if phase is not None and not _takes(service, phase):
        reasons.append(f"does not take {phase}")
    if listed is False and service.listed_schools_only:
        reasons.append("only takes listed schools")
    return reasons


def _takes(service: Service, phase: str) -> bool:
    if service.phases is not None:
        return phase in [str(word) for word in service.phases]
    too_young = service.age_min is not None and service.age_min > OLDEST[phase]
    too_old = service.age_max is not None and service.age_max < YOUNGEST[phase]
    return not (too_young or too_old)
