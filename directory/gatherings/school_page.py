"""Which schools a page shows: chosen by words, district and phase in its address."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request

from directory.catalogue import queries as catalogue
from directory.forms import one_line
from directory.gatherings import asked, queries
from directory.gatherings.models import School
from directory.gatherings.words import SchoolPhase

MOST_SHOWN = 150
LONGEST_WORDS = 100


@dataclass(frozen=True)
class SchoolChoice:
    """What was asked for, and the schools that fit."""

    words: str
    district: str
    phase: str
    only_open: bool
    of: frozenset[str] = frozenset()

    @classmethod
    def asked(cls, *, only_open: bool = True) -> "SchoolChoice":
        """Read from the address. A value that is none of the choices is left out; without a district, open schools are the home ones."""
        words = one_line(request.args.get("q", ""))[:LONGEST_WORDS]
        district = asked.one("district", catalogue.district_names())
        home = catalogue.home_districts() if only_open else frozenset[str]()
        return cls(words, district, asked.one("phase", asked.labels(SchoolPhase)), only_open, home)

    @cached_property
    def found(self) -> list[School]:
        """Every school that fits."""
        districts = [self.district] if self.district else self.of
        return list(queries.schools(self.words, districts, self.phase, only_open=self.only_open))

    @property
    def shown(self) -> list[School]:
        """As many as a page holds."""
        return self.found[:MOST_SHOWN]

    @property
    def urns(self) -> set[str]:
        return {school.urn for school in self.shown}

    @property
    def query(self) -> dict[str, Any]:
        """What was asked for, as it stands in an address; `saved` says that it was just recorded."""
        asked_for = {"q": self.words, "district": self.district, "phase": self.phase}
        return {"saved": 1, **{name: value for name, value in asked_for.items() if value}}

    @property
    def selects(self) -> list[tuple[str, str, dict[str, str], str]]:
        """The boxes of the page: name, label, choices, and what is chosen."""
        return [
            ("district", "District", dict(catalogue.district_names()), self.district),
            ("phase", "Phase", asked.labels(SchoolPhase), self.phase),
        ]
