"""What was understood of the words typed: the result of reading, as frozen data that a page or JSON can show."""

from dataclasses import dataclass

from search_index.context import NO_STAGE, Stage


@dataclass(frozen=True)
class NeedRead:
    """A need that the words express, and the words that say so, as typed."""

    slug: str
    because: str
    sure: bool = True


@dataclass(frozen=True)
class NameRead:
    """A service or provider named in the words: `kind` is "service" or "provider"."""

    kind: str
    slug: str
    because: str


@dataclass(frozen=True)
class PlaceRead:
    """A place named in the words and the districts it can be in; several mean: ask, do not guess."""

    name: str
    districts: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Corrected:
    """A word that was not known and the word it was read as."""

    typed: str
    read: str


@dataclass(frozen=True)
class Reading:
    """Everything understood of one text. `intents` are kinds of listing asked for, `situations` rule some listings out, `topics` are
    further words to look for; `words` are those left for plain text search; `urgent_because` are the dangerous wordings."""

    text: str
    needs: tuple[NeedRead, ...] = ()
    stage: Stage = NO_STAGE
    place: PlaceRead | None = None
    audience: str | None = None
    audience_because: str = ""
    names: tuple[NameRead, ...] = ()
    intents: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    urgent_because: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def urgent(self) -> bool:
        return bool(self.urgent_because)

    @property
    def district(self) -> str | None:
        """The one district the place is in; None when no place was named or it straddles two."""
        return self.place.districts[0] if self.place and len(self.place.districts) == 1 else None
