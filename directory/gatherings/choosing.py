"""Which gatherings and sessions somebody asks for. A filter leaves out only what cannot fit: what is not known stays. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from directory.gatherings import times
from directory.gatherings.models import Gathering, GatheringSession
from directory.gatherings.words import ForWhom

FILTERS = ("audience", "phase", "district", "kind", "network")


@dataclass(frozen=True)
class Choice:
    """The values that were chosen, by filter; a filter that is not there asks for everything."""

    values: Mapping[str, frozenset[str]]

    def fits(self, gathering: Gathering) -> bool:
        """Whether this gathering may be one of those."""
        return (
            self._allows("kind", [gathering.kind])
            and self._allows("network", [gathering.slug])
            and self._allows("audience", _reached(gathering.audiences))
            and self._allows("phase", gathering.phases)
            and self._allows("district", gathering.districts)
        )

    def fits_session(self, session: GatheringSession) -> bool:
        """Whether this session may be: by what it says of itself, else by what its gathering says."""
        own = (("audience", _reached(session.for_whom)), ("phase", session.in_phases), ("district", session.in_districts))
        return self.fits(session.gathering) and all(self._allows(name, values) for name, values in own)

    def _allows(self, name: str, values: Iterable[str] | None) -> bool:
        wanted, known = self.values.get(name), set(values or ())
        return not wanted or not known or bool(wanted & known)


def _reached(audiences: Sequence[ForWhom]) -> Sequence[ForWhom]:
    """Any school staff means heads and leads too, but not partners."""
    schools = [word for word in ForWhom if word != ForWhom.PARTNERS] if ForWhom.STAFF in audiences else []
    return [*audiences, *schools]


@dataclass(frozen=True)
class Programme:
    """What a page shows: coming sessions in their order, past ones with the newest first."""

    coming: Sequence[GatheringSession]
    past: Sequence[GatheringSession]

    @property
    def month_only(self) -> int:
        """How many coming sessions have no day yet, and so stand in no calendar."""
        return sum(session.precision != "day" for session in self.coming)


def programme(sessions: Iterable[GatheringSession], on: date) -> Programme:
    """These sessions, parted by the day."""
    ordered = sorted(sessions, key=_order)
    coming = [session for session in ordered if times.is_coming(session, on)]
    return Programme(coming, [session for session in reversed(ordered) if not times.is_coming(session, on)])


def _order(session: GatheringSession) -> tuple[date, str, str, str]:
    return session.day, str(session.starts or ""), session.gathering.name, session.title
