"""One pathway file, read field by field into a Pathway. What is wrong is noted with its file, stage and field; nothing is guessed."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from directory.catalogue.seed_entry import Entry
from directory.pathways.document import (
    Apdr,
    Ask,
    Choice,
    Cited,
    Conditions,
    Group,
    Interval,
    Pathway,
    Question,
    Rule,
    SeeAlso,
    Selection,
    Stage,
    Statement,
)
from directory.vocabulary import Audience, Kind, Level, Referrer, Strength, Thrive, Word

Read = TypeVar("Read")
Sources = Mapping[str, Cited]
FEWEST_CHOICES, MOST_CHOICES, MOST_QUESTIONS = 2, 6, 3
MOST_WEEKS, MOST_DAYS = 40, 60
RESERVED = frozenset({"urgent", "phase", "district", "listed", "plan", "asked", "at-a-glance"})


class Reader:
    """Reads the parts of one pathway, with the sources that its statements may name."""

    def __init__(self, where: str, content: Any, sources: Sources, problems: list[str]) -> None:
        self.top = Entry(where, content, problems)
        self.where, self.sources, self.problems = where, sources, problems

    def pathway(self) -> Pathway:
        top = self.top
        found = Pathway(
            slug=top.text("slug"),
            name=top.text("name"),
            needs=tuple(top.texts("needs")),
            quick=top.flag("quick"),
            about=top.text("about"),
            good_to_know=self.statements(top, "good_to_know"),
            see_also=tuple(self._each(top, "see_also", self._see_also)),
            questions=tuple(self._each(top, "questions", self._question)),
            rules=tuple(self._each(top, "rules", self._rule)),
            stages=tuple(self._named(top, "stages", self._stage)),
        )
        top.finish()
        self._check(found)
        return found

    def statements(self, entry: Entry, field: str, *, fewest: int = 0) -> tuple[Statement, ...]:
        found = tuple(self._each(entry, field, self._statement))
        if len(found) < fewest:
            entry.note(f"{field}: must have at least one statement")
        return found

    def _each(self, entry: Entry, field: str, read: Callable[[Entry], Read]) -> list[Read]:
        return [self._whole(item, read) for item in entry.entries(field)]

    def _named(self, entry: Entry, field: str, read: Callable[[Entry], Read]) -> list[Read]:
        """Like `_each`, with the id of each item in its problems."""
        items = entry.entries(field)
        for item in items:
            item.where = f"{self.where}: {field.removesuffix('s')} {item.content.get('id', '?')}"
        return [self._whole(item, read) for item in items]

    def _whole(self, entry: Entry, read: Callable[[Entry], Read]) -> Read:
        found = read(entry)
        entry.finish()
        return found

    def _statement(self, entry: Entry, *, say: str | None = None) -> Statement:
        """`say` stands for statements that carry their words elsewhere, such as a review interval."""
        return Statement(say=entry.text("say") if say is None else say, sources=self._sources(entry), when=_conditions(entry, "when"))

    def _sources(self, entry: Entry) -> tuple[Cited, ...]:
        given = entry.content.get("source")
        tags = entry.texts("source") if isinstance(given, list) else [tag for tag in [entry.optional_text("source")] if tag]
        if entry.flag("proposed") == bool(tags):
            entry.note("source, proposed: exactly one of them must be given")
        for tag in tags:
            if tag not in self.sources:
                entry.note(f"source: {tag!r} is not in sources.yaml")
        return tuple(self.sources[tag] for tag in tags if tag in self.sources)

    def _see_also(self, entry: Entry) -> SeeAlso:
        return SeeAlso(entry.text("pathway"), self._statement(entry))

    def _question(self, entry: Entry) -> Question:
        found = Question(
            id=entry.text("id"),
            ask=entry.text("ask"),
            hint=entry.optional_text("hint"),
            choices=tuple(self._each(entry, "answers", _choice)),
            dont_know_as=entry.text("dont_know_as"),
        )
        if found.id in RESERVED:
            entry.note(f"id: {found.id!r} is taken")
        if not FEWEST_CHOICES <= len(found.choices) <= MOST_CHOICES:
            entry.note(f"answers: must be {FEWEST_CHOICES} to {MOST_CHOICES}")
        if found.dont_know_as not in {choice.id for choice in found.choices}:
            entry.note(f"dont_know_as: {found.dont_know_as!r} is not one of the answers")
        return found

    def _rule(self, entry: Entry) -> Rule:
        return Rule(entry.text("stage"), _conditions(entry, "when"))

    def _stage(self, entry: Entry) -> Stage:
        return Stage(
            id=entry.text("id"),
            name=entry.text("name"),
            level=entry.word("level", Level),
            thrive=entry.word("thrive", Thrive),
            apdr=entry.word("apdr", Apdr),
            signs=self.statements(entry, "signs", fewest=1),
            today=self.statements(entry, "today", fewest=1),
            this_week=self.statements(entry, "this_week", fewest=1),
            avoid=self.statements(entry, "avoid"),
            evidence=self.statements(entry, "evidence"),
            move_up=self.statements(entry, "move_up", fewest=1),
            review=self._whole(Entry(f"{entry.where}: review", entry.mapping("review"), self.problems), self._interval),
            asks=tuple(self._each(entry, "ask", self._ask)),
        )

    def _interval(self, entry: Entry) -> Interval:
        weeks, days, start = (
            _count(entry, field, most) for field, most in (("school_weeks", MOST_WEEKS), ("school_days", MOST_DAYS), ("from", MOST_WEEKS))
        )
        if (weeks is None) == (days is None):
            entry.note("school_weeks, school_days: exactly one of them must be given")
        if start is not None and start >= (weeks or 0):
            entry.note("from: must be below school_weeks")
            start = None
        return Interval(
            school_weeks=0 if days else weeks or 1,
            start=start,
            school_days=days,
            then=entry.optional_text("then"),
            basis=self._statement(entry, say=""),
        )

    def _ask(self, entry: Entry) -> Ask:
        services, chosen = entry.texts("services"), entry.mapping("select")
        if bool(services) == bool(chosen):
            entry.note("services, select: exactly one of them must be given")
        why = Entry(f"{entry.where}: why", entry.mapping("why"), self.problems)
        selection = Entry(f"{entry.where}: select", chosen, self.problems)
        return Ask(
            group=entry.word("group", Group),
            why=self._whole(why, self._statement),
            services=tuple(services),
            select=self._whole(selection, _selection) if chosen else None,
            when=_conditions(entry, "when"),
        )

    def _check(self, found: Pathway) -> None:
        if not found.needs:
            self.top.note("needs: must name at least one need")
        if not found.stages:
            self.top.note("stages: must have at least one stage")
        if len(found.questions) > MOST_QUESTIONS:
            self.top.note(f"questions: must be {MOST_QUESTIONS} at most, because four are asked of everybody")


def _count(entry: Entry, field: str, most: int) -> int | None:
    """A number from 1 to `most`, None where it is left out.

    Any other is a fault, and read as the nearest that can be, so that a version from before this was checked still makes a plan."""
    given = entry.number(field)
    if given is None or 1 <= given <= most:
        return given
    entry.note(f"{field}: must be 1 to {most}")
    return min(max(given, 1), most)


def _choice(entry: Entry) -> Choice:
    return Choice(entry.text("id"), entry.text("label"), entry.optional_text("hint"))


def _conditions(entry: Entry, field: str) -> Conditions:
    return {question: frozenset(answers) for question, answers in entry.mapping_of_texts(field).items()}


def _selection(entry: Entry) -> Selection:
    needs = entry.texts("need")
    if not needs:
        entry.note("need: must name at least one need")
    return Selection(
        needs=tuple(needs),
        main_only=bool(entry.content.get("strength")) and entry.word("strength", Strength) == Strength.MAIN,
        levels=_values(entry.words("level", Level)),
        kinds=_values(entry.words("kind", Kind)),
        audiences=_values(entry.words("audience", Audience)),
        referrers=_values(entry.words("referrer", Referrer)),
    )


def _values(words: list[Any]) -> frozenset[str]:
    return frozenset(word.value for word in words if isinstance(word, Word))
