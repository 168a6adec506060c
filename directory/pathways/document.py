"""A pathway as it is published: its questions, the table from answers to stage, and what is said at each stage. Nothing here decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from directory.vocabulary import Level, Thrive, Word

DONT_KNOW = "dont-know"
Conditions = Mapping[str, frozenset[str]]


class Apdr(Word):
    """Where a stage begins in the cycle of assess, plan, do, review."""

    ASSESS = "assess", "Assess"
    PLAN = "plan", "Plan"
    DO = "do", "Do"
    REVIEW = "review", "Review"


class Group(Word):
    """What is asked of a service in a plan, in the order in which it is shown."""

    CONSULT = "consult", "Ask for advice first"
    REFER = "refer", "Refer"
    PARENT = "parent", "For the parent or carer"
    STAFF = "staff", "For staff"


@dataclass(frozen=True)
class Cited:
    """A source as the reader sees it."""

    title: str
    dated: str


@dataclass(frozen=True)
class Statement:
    """Words with where they come from. Without a source they are only proposed. `when` holds the answers they need."""

    say: str
    sources: tuple[Cited, ...] = ()
    when: Conditions = field(default_factory=dict)

    @property
    def proposed(self) -> bool:
        return not self.sources


@dataclass(frozen=True)
class Choice:
    """One answer to a question."""

    id: str
    label: str
    hint: str | None = None


@dataclass(frozen=True)
class Question:
    """One question with its choices, from least to most severe. "I don't know" is always one more; it is read as `dont_know_as`."""

    id: str
    ask: str
    hint: str | None
    choices: tuple[Choice, ...]
    dont_know_as: str

    def rank(self, answer: str) -> int:
        """How severe an answer is, from 0."""
        known = self.dont_know_as if answer == DONT_KNOW else answer
        return [choice.id for choice in self.choices].index(known)


@dataclass(frozen=True)
class Rule:
    """One line of the table: this stage, after these answers. The first line that matches decides."""

    stage: str
    when: Conditions


@dataclass(frozen=True)
class Selection:
    """Whom to look for in the live catalogue: any word of a field, all of the fields. An empty field asks for nothing."""

    needs: tuple[str, ...]
    main_only: bool = False
    levels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    referrers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ask:
    """Whom to ask at a stage: services by name, or a selection over the catalogue, and why."""

    group: Group
    why: Statement
    services: tuple[str, ...] = ()
    select: Selection | None = None
    when: Conditions = field(default_factory=dict)


@dataclass(frozen=True)
class Interval:
    """When to look again: `school_weeks` at the latest (`start` where a range is given), or `school_days`."""

    school_weeks: int
    start: int | None
    school_days: int | None
    then: str | None
    basis: Statement


@dataclass(frozen=True)
class Stage:
    """One step of the graduated response."""

    id: str
    name: str
    level: Level
    thrive: Thrive
    apdr: Apdr
    signs: tuple[Statement, ...]
    today: tuple[Statement, ...]
    this_week: tuple[Statement, ...]
    avoid: tuple[Statement, ...]
    evidence: tuple[Statement, ...]
    move_up: tuple[Statement, ...]
    review: Interval
    asks: tuple[Ask, ...]

    def statements(self) -> Iterator[Statement]:
        """Everything that the stage says."""
        for part in (self.signs, self.today, self.this_week, self.avoid, self.evidence, self.move_up):
            yield from part
        yield self.review.basis
        yield from (ask.why for ask in self.asks)

    def conditions(self) -> Iterator[Conditions]:
        """Everything that is only said, or only asked, after some answers."""
        yield from (statement.when for statement in self.statements() if statement.when)
        yield from (ask.when for ask in self.asks if ask.when)


@dataclass(frozen=True)
class SeeAlso:
    """Another pathway that may fit as well."""

    pathway: str
    why: Statement


@dataclass(frozen=True)
class Pathway:
    """The whole of one pathway."""

    slug: str
    name: str
    needs: tuple[str, ...]
    quick: bool
    about: str
    good_to_know: tuple[Statement, ...]
    see_also: tuple[SeeAlso, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    stages: tuple[Stage, ...]

    def stage(self, id: str) -> Stage:
        return next(stage for stage in self.stages if stage.id == id)

    def statements(self) -> Iterator[Statement]:
        """Everything that the pathway says."""
        yield from self.good_to_know
        yield from (other.why for other in self.see_also)
        for stage in self.stages:
            yield from stage.statements()

    @property
    def proposed(self) -> int:
        """How many statements have no published source."""
        return sum(statement.proposed for statement in self.statements())


def holds(when: Conditions, answers: Mapping[str, str]) -> bool:
    """Whether the answers meet every condition."""
    return all(answers.get(question) in wanted for question, wanted in when.items())
