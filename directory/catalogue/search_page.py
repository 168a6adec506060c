"""What stands beside the results: what was understood, filters with counts, the shortlist, and the addresses that change one thing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from directory.catalogue import preparing, shortlist
from directory.catalogue.fit import short
from directory.catalogue.forms import SearchForm
from directory.catalogue.identifying import may_tell_who
from directory.catalogue.models import Service
from directory.catalogue.search import FACETS, Chip, Found
from directory.vocabulary import Audience, Phase

ADDRESS = "/services"
LEGENDS = {
    "need": "Need",
    "level": "Level of help",
    "referrer": "Who can refer",
    "phase": "Phase",
    "district": "District",
    "audience": "Who it is for",
    "kind": "Kind of help",
}
Link = tuple[str, str]


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class SearchPage:
    """Sentences, labels and addresses for one search."""

    form: SearchForm
    found: Found
    needs: Mapping[str, str]
    districts: Mapping[str, str]

    parameters = (*FACETS, "age")

    @property
    def title(self) -> str:
        """The words of the tab. What was typed is never among them: tabs and histories are seen by others."""
        if self.found.degraded:
            return "Search services"
        page = f", page {self.found.asked.page} of {self.found.pages}" if self.found.pages > 1 else ""
        return f"{self.counted}{page} - Search"

    @property
    def may_tell_who(self) -> bool:
        """Whether something was typed that could tell who the pupil is."""
        return may_tell_who(self.form.typed)

    @property
    def counted(self) -> str:
        return "1 service" if self.found.total == 1 else f"{self.found.total or 'No'} services"

    @property
    def unanswered(self) -> list[str]:
        """The needs understood, where nothing that was found is listed for any of them: what is shown helps with related ones."""
        needs, listed = [need.slug for need in self.found.reading.needs], self.found.facets.get("need", {})
        return [] if any(listed.get(slug) for slug in needs) else [self.needs[slug] for slug in needs]

    @property
    def is_browsing(self) -> bool:
        """Whether nothing was typed or chosen, so that everything is listed."""
        return not self.found.asked.words and not self.chosen

    @property
    def is_past_the_end(self) -> bool:
        return self.found.asked.page > self.found.pages

    @property
    def chosen(self) -> int:
        """How many filters are on."""
        asked = self.found.asked
        return sum(len(values) for values in asked.chosen.values()) + (asked.age is not None)

    @property
    def can_filter(self) -> bool:
        return not self.found.degraded and bool(self.found.total or self.chosen)

    @property
    def understood_nothing(self) -> bool:
        """Whether there were words, and no need or name among them: then the words themselves were looked for."""
        reading = self.found.reading
        return bool(reading.words) and not reading.needs and not reading.names

    def because(self) -> list[str]:
        """What in the words made each need be understood: `“wont come in” was read as EBSA`."""
        needs = [need for need in self.found.reading.needs if need.because and need.slug in self.needs]
        said = [f"“{need.because}” was read as {short(self.needs[need.slug])}" for need in needs]
        wordings = {need.because for need in needs}
        corrected = [word for word in self.found.reading.corrected if word.typed not in wordings]
        return [f"“{word.typed}” was read as “{word.read}”" for word in corrected] + said

    def ideas(self) -> list[Link]:
        """(what to try, its address) when nothing was found: fewer filters, fewer readings."""
        ideas = [("take all filters away", self.without_filters())] if self.chosen else []
        readings = [(f"leave out “{said}”", href) for said, href in self.chips()]
        return ideas + (readings if len(readings) > 1 or not self.found.reading.needs else [])

    def facets(self) -> list[tuple[str, str, list[Option]]]:
        """(parameter, legend, options) of each facet that has something to choose."""
        groups = [(facet, legend, self._options(facet)) for facet, legend in LEGENDS.items()]
        return [group for group in groups if group[2]]

    def _options(self, facet: str) -> list[Option]:
        counts, chosen = self.found.facets.get(facet, {}), self.found.asked.chosen.get(facet, frozenset())
        options = [Option(value, label, counts.get(value, 0), value in chosen) for value, label in self.form.labels(facet).items()]
        if facet == "need":
            options.sort(key=lambda option: (not option.checked, -option.count))
        return [option for option in options if option.count or option.checked]

    def applied(self) -> list[Link]:
        """(filter, the address without it) for each filter that is on."""
        asked = self.found.asked
        links = [
            (f"{LEGENDS[facet]}: {label}", self.address({facet: sorted(asked.chosen[facet] - {value})}))
            for facet in LEGENDS
            for value, label in self.form.labels(facet).items()
            if value in asked.chosen.get(facet, ())
        ]
        return links if asked.age is None else [*links, (f"Age: {asked.age}", self.address({"age": []}))]

    def chips(self) -> list[Link]:
        """(what was understood, the address without it) for each thing understood."""
        dropped = sorted(self.found.asked.dropped)
        return [(self._said(chip), self.address({"drop": [*dropped, chip.drop]})) for chip in self.found.chips]

    def choices(self) -> list[Link]:
        """(district, its address) where the place typed lies in more than one, and the person has not said which."""
        straddling = [chip for chip in self.found.chips if len(chip.choices) > 1 and "district" not in self.found.asked.chosen]
        return [(self.districts.get(slug, slug), self.address({"district": [slug]})) for chip in straddling for slug in chip.choices]

    def put_back(self) -> str | None:
        """The address that reads the words whole again, when something was dropped."""
        return self.address({"drop": []}) if self.found.asked.dropped else None

    def shortlist_href(self) -> str:
        return shortlist.address(self.form.shortlisted)

    def actions(self, service: Service) -> list[Link]:
        """What can be done with a result: prepare, and put it on the shortlist or take it off, coming back to the same result."""
        listed, slug = self.form.shortlisted, service.slug
        page = [str(self.found.asked.page)] if self.found.asked.page > 1 else []
        toggle = self.address({"shortlist": shortlist.toggled(listed, slug), "page": page}) + f"#{slug}"
        actions = [(preparing.called(service), f"{ADDRESS}/{slug}/prepare")] if preparing.is_offered(service) else []
        if slug not in listed:
            return actions if len(listed) == shortlist.MOST else [*actions, ("Add to shortlist", toggle)]
        return [*actions, (f"See the shortlist ({len(listed)})", self.shortlist_href()), ("Take off the shortlist", toggle)]

    def carried(self, path: str) -> str:
        """The page of a result, with the shortlist carried along."""
        return shortlist.carried(path, self.form.shortlisted)

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
            "shortlist": self.form.shortlisted,
        }
        return [(name, value) for name, values in {**now, **changed}.items() for value in values]

    def _said(self, chip: Chip) -> str:
        match chip.kind:
            case "need":
                return self.needs.get(chip.value, chip.value)
            case "stage":
                stage = self.found.reading.stage
                label = Phase(stage.phase).label if stage.phase else ""
                return ", ".join(filter(None, (label, _ages_said(stage.age_min, stage.age_max))))
            case "place":
                districts = " or ".join(self.districts.get(slug, slug) for slug in chip.choices)
                return districts if chip.value in self.districts.values() else f"{chip.value} ({districts})"
            case _:
                return Audience(chip.value).label


def _ages_said(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return ""
    return f"age {low}" if low == high else f"ages {low} to {high}"
