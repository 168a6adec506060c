"""What the words say of the pupil's year, age and phase: `yr 9`, `KS2`, `15 year old`, `sixth former`, `years 5 and 6`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

SPELT = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
NUMBERS = {spelt: number for number, spelt in enumerate(SPELT, 1)}
NUMBER = r"(?:1[0-9]|[1-9]|" + "|".join(sorted(SPELT, key=len, reverse=True)) + ")"
YEAR = r"(?:y(?:ear|r)?s?\.?\s*(?:group\s*)?)"
TO = r"\s*(?:-|–|/|&|and|or|to|into|,)\s*"
YEARS = re.compile(
    rf"(?<![\w£])(?<!since )(?<!since in ){YEAR}({NUMBER})s?(?:{TO}{YEAR}?({NUMBER})s?)?(?![\w%])(?!\s*(?:years?|yrs?|months?|weeks?)\b)",
    re.I,
)
KEY_STAGE = re.compile(r"\b(?:ks|key\s*stage)\s*([1-5])\b", re.I)
CHILD = r"(?:lad|lads|lass|lasses|boy|boys|girl|girls|son|daughter|child|children|kid|kids|pupil|pupils|one|teen|teenager)"
IS = rf"(?:age[ds]?|age of|is|just turned|turned|he['’]?s|she['’]?s|they['’]?re|{CHILD} of)"
IS_AGED = rf"\b{IS}\s*:?\s*(?:only |just |now |nearly |about )?"
COUNTED = (  # `is nine hours`, `shes one of`, `he's two faced`
    r"min|hour|hr|day|week|wk|month|mth|per ?cent|times|lesson|pupil|child|kids?\b|stone|kg|mile|foot|feet|people|places|faced|thing|person"
    r"|of\b|to the\b|in (?:a|the)\b|or two\b|more\b"
)
NOT_COUNTING = rf"(?![\w%:.,]\d|\w|\s*%|['’])(?!\s*-?\s*(?:{COUNTED}))"
AGED = re.compile(rf"{IS_AGED}({NUMBER})(?:\s*(?:-|–|to|and|or)\s*({NUMBER}))?{NOT_COUNTING}", re.I)
BARE_AGES = (  # `very anxious, 13`, `f15`, `six and wears frocks`, `newly diagnosed at 15`
    r"[,(]\s*(1[0-9]|[4-9])\s*(?:$|[),])",
    r"\b[mf](1[0-9]|[4-9])\b",
    rf"^({NUMBER})(?:,| and(?! a half))",
    r"\bat (1[3-9])\b(?!\s*(?:[:.%]\d|%|hours|hrs))",
)
BARE_AGE = re.compile("|".join(BARE_AGES), re.I)
OLD = r"(?:years?|yrs?|y)[\s\-/]*(?:old|o|olds)\b"
AGE = rf"({NUMBER}|\d{{1,2}})\s*-?\s*"
YEAR_OLD = re.compile(rf"\b{AGE}(?:(?:-|–|to|and|or)\s*{AGE})?{OLD}|\b(\d{{1,2}})\s*yo\b", re.I)

KEY_STAGE_AGES = {1: (5, 7), 2: (7, 11), 3: (11, 14), 4: (14, 16), 5: (16, 19)}
STAGES = (  # said, phase, ages; a year group wins over these
    (r"nursery|pre-?school(?:er)?|early years|eyfs", "early-years", (3, 4)),
    (r"reception(?! (?:desk|area|staff))|foundation stage", "primary", (4, 5)),
    (r"infants?(?: school)?", "primary", (4, 7)),
    (r"juniors?(?: school)?", "primary", (7, 11)),
    (r"(?<!to )primary(?! (?:mental|care|need|carer))", "primary", None),
    (r"sixth[- ]?form(?:er|ers)?|6th[- ]?form(?:er|ers)?|post[- ]?16|a[- ]level students?|(?<!to )(?:at|in) college", "post-16", None),
    (r"(?:(?<=our )|(?<=my )|(?<=at )|(?<=in )|(?<=a )|(?<=for ))(?:high|secondary) school", "secondary", None),
    (r"secondary (?:pupils?|students?|age)|high ?schooler", "secondary", None),
)
STAGE_PATTERNS = tuple((re.compile(rf"\b(?:{said})\b", re.I), phase, ages) for said, phase, ages in STAGES)


@dataclass(frozen=True)
class Stage:
    """What is known of the pupil's place in school; ages in whole years, both ends included. `said` is each wording it came from."""

    phase: str | None = None
    age_min: int | None = None
    age_max: int | None = None
    said: tuple[tuple[int, int], ...] = ()

    @property
    def ages(self) -> tuple[int, int] | None:
        return None if self.age_min is None or self.age_max is None else (self.age_min, self.age_max)


NO_STAGE = Stage()


def read_stage(text: str) -> Stage:
    """The year group, else the key stage, else an age, else a named stage of school, that the tidied text states."""
    for reading in (_years, _key_stage, _age, _named):
        if stage := next(reading(text), None):
            return stage
    return NO_STAGE


def _years(text: str) -> Iterator[Stage]:
    for found in YEARS.finditer(text):
        years = [_number(group) for group in found.groups() if group]
        if years and all(1 <= year <= 13 for year in years) and not (years[0] == 6 and years[-1] == 7):
            low, high = min(years), max(years)
            phases = {_phase_of_year(low), _phase_of_year(high)}
            yield Stage(phases.pop() if len(phases) == 1 else None, low + 4, high + 5, (found.span(),))


def _key_stage(text: str) -> Iterator[Stage]:
    for found in KEY_STAGE.finditer(text):
        stage = int(found.group(1))
        phase = "primary" if stage <= 2 else "secondary" if stage <= 4 else "post-16"
        yield Stage(phase, *KEY_STAGE_AGES[stage], (found.span(),))


def _age(text: str) -> Iterator[Stage]:
    for pattern in (YEAR_OLD, AGED, BARE_AGE):
        for found in pattern.finditer(text):
            ages = [_number(group) for group in found.groups() if group]
            if ages and all(2 <= age <= 25 for age in ages):
                named = next(_named(text), Stage())
                yield replace(named, age_min=min(ages), age_max=max(ages), said=(*named.said, found.span()))


def _named(text: str) -> Iterator[Stage]:
    for pattern, phase, ages in STAGE_PATTERNS:
        if found := pattern.search(text):
            low, high = ages or (None, None)
            yield Stage(phase, low, high, (found.span(),))


def _number(said: str) -> int:
    return NUMBERS[said.lower()] if said.lower() in NUMBERS else int(said)


def _phase_of_year(year: int) -> str:
    return "primary" if year <= 6 else "secondary" if year <= 11 else "post-16"
