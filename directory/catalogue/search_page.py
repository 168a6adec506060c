"""What stands beside the results: chips that can be dropped, filters with counts, and the addresses that change one thing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from directory.catalogue.fit import short
from directory.catalogue.forms import SearchForm
from directory.catalogue.search import FACETS, Chip, Found
from directory.vocabulary import Audience, Phase

ADDRESS = "/services"
LEGENDS = {
    "need": "Need",
    "level": "Level of help",
    "phase": "Phase",
    "district": "District",
    "referrer": "Who can refer",
    "audience": "Who it is for",
    "kind": "Kind of help",
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class SearchPage:
    """Addresses and labels for one search."""

    form: SearchForm
    found: Found
    needs: Mapping[str, str]
    districts: Mapping[str, str]

    parameters = (*FACETS, "age")

    @property
    def chosen(self) -> int:
        """How many filters are on."""
        asked = self.found.asked
        return sum(len(values) for values in asked.chosen.values()) + (asked.age is not None)

    @property
    def can_filter(self) -> bool:
        return not self.found.degraded and bool(self.found.total or self.chosen)

    def ideas(self) -> list[tuple[str, str]]:
        """(what to try, its address) when nothing was found: fewer filters, fewer readings."""
        ideas = [("take all filters away", self.without_filters())] if self.chosen else []
        readings = [(f"leave out “{said}”", href) for said, href in self.chips()]
        return ideas + (readings if len(readings) > 1 or not self.found.reading.needs else [])

    def facets(self) -> list[tuple[str, str, list[Option]]]:
        """(parameter, legend, options) of each facet that has something to choose."""
        groups = [(facet, LEGENDS[facet], self._options(facet)) for facet in FACETS]
        return [group for group in groups if group[2]]

    def _options(self, facet: str) -> list[Option]:
        counts, chosen = self.found.facets.get(facet, {}), self.found.asked.chosen.get(facet, frozenset())
        options = [Option(value, label, counts.get(value, 0), value in chosen) for value, label in self.form.labels(facet).items()]
        if facet == "need":
            options.sort(key=lambda option: (not option.checked, -option.count))
        return [option for option in options if option.count or option.checked]

    def chips(self) -> list[tuple[str, str]]:
        """(what was understood, the address without it) for each thing understood."""
        return [(self._said(chip), self.address({"drop": [*sorted(self.found.asked.dropped), chip.drop]})) for chip in self.found.chips]

    def choices(self) -> list[tuple[str, str]]:
        """(district, its address) where the place typed lies in more than one, and the person has not said which."""
        straddling = [chip for chip in self.found.chips if len(chip.choices) > 1 and "district" not in self.found.asked.chosen]
        return [(self.districts[slug], self.address({"district": [slug]})) for chip in straddling for slug in chip.choices]

    def put_back(self) -> str | None:
        """The address that reads the words whole again, when something was dropped."""
        return self.address({"drop": []}) if self.found.asked.dropped else None

    def page(self, number: int) -> str:
        return self.address({"page": [str(number)] if number > 1 else []})

    def without_filters(self) -> str:
        nothing: dict[str, Iterable[str]] = {facet: [] for facet in FACETS}
        return self.address(nothing | {"age": []})

    def kept(self, *leave_out: str) -> list[tuple[str, str]]:
        """The parameters of this search as pairs, for the hidden fields of a form that changes the others."""
        return [pair for pair in self._pairs({}) if pair[0] not in leave_out]

    def address(self, changed: Mapping[str, Iterable[str]]) -> str:
        """This search with some parameters set anew; it starts at the first page again."""
        pairs = self._pairs(changed)
        return f"{ADDRESS}?{urlencode(pairs)}" if pairs else ADDRESS

    def _pairs(self, changed: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
        asked = self.found.asked
        now: dict[str, Iterable[str]] = {
            "q": [asked.words] if asked.words else [],
            **{facet: sorted(asked.chosen.get(facet, ())) for facet in FACETS},
            "age": [] if asked.age is None else [str(asked.age)],
            "drop": sorted(asked.dropped),
            "page": [],
        }
        return [(name, value) for name, values in {**now, **changed}.items() for value in values]

    def _said(self, chip: Chip) -> str:
        match chip.kind:
            case "need":
                return self.needs.get(chip.value, chip.value)
            case "stage":
                stage = self.found.reading.stage
                label = Phase(stage.phase).label if stage.phase else ""
                ages = f"ages {stage.age_min} to {stage.age_max}" if stage.ages else ""
                return ", ".join(filter(None, (label, ages)))
            case "place":
                return " or ".join(self.districts.get(slug, slug) for slug in chip.choices) + f" ({chip.because})"
            case _:
                return Audience(chip.value).label


def understood_sentences(found: Found, needs: Mapping[str, str]) -> list[str]:
    """What in the words made each need be understood: `“wont come in” was read as EBSA`."""
    return [f"“{need.because}” was read as {short(needs[need.slug])}" for need in found.reading.needs if need.slug in needs]
