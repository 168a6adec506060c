"""What is wrong with a draft, in the words of its forms, each with the form in which it is put right. Pure.

A pathway is read as a file is, and its faults name fields of a file, which an editor never sees."""

import re
from ast import literal_eval
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.guidance import parts, rows
from directory.guidance.rows import Raw
from directory.guidance.wording import LABELS
from directory.vocabulary import Phase

SCHOOLS_SHOWN = 3
STEP = re.compile(r"(\w+)(?: (\d+))?: ")
WITHIN = frozenset({"review", "why", "select"})
INTRO = frozenset({"name", "about", "needs", "quick"})
WAITS = re.compile(r"when: (?:question '(.*)' does not exist|(.*) has no answer '(.*)')")
EARLIER = re.compile(r"(\{.*\}) lead to (.*), but the worse (.*) leads back to (.*)")
WALKED = re.compile(r"([\w -]+), ([\w -]+), (listed or not|listed|not listed): (?:(.*) is recommended, but (.*)|nobody to ask)")
NO_ACTION = re.compile(r"no action for today after (\{.*\})")
LISTED = {"listed or not": "on a list or not", "listed": "on the list", "not listed": "not on the list"}
# What is said of a field, and what to do in its box. The first that fits is taken.
SAID = (
    (r"source, proposed: .*", "Name its sources, or leave them empty and it is shown as proposed."),
    (r"source: '(.*)' is not in sources\.yaml", "“{1}” is not a source that can be named. Add it to the sources, or name another."),
    (r"must have at least one statement", "Write at least one line."),
    (r"answers: must be (\d) to (\d)", "Give {1} to {2} answers."),
    (r"dont_know_as: .*", "“I don’t know” must be read as one of the answers: write its short name."),
    (r"id: '(.*)' is taken", "The short name “{1}” means something else in addresses. Choose another."),
    (r"school_weeks, school_days: .*", "Give weeks or days, and not both."),
    (r"from: must be below school_weeks", "A range goes from fewer school weeks to more."),
    (r"services, select: .*", "Name services, or look for them in the catalogue, and not both."),
    (r"needs?: must name at least one need", "Choose at least one need."),
    (r"needs: '(.*)' is already in (.*)", "A need leads to one pathway only, and “{1}” already leads to “{2}”."),
    (r"need '(.*)' is not known", "There is no need “{1}”."),
    (r"service '(.*)' is not known|there is no service (.*)", "There is no service “{1}”."),
    (r"stages: must have at least one stage", "Add at least one stage."),
    (r"questions: must be (\d) at most.*", "Ask at most {1} questions, because four are asked of everybody."),
    (r"stage '.*' does not exist", "It leads to a stage that is not there."),
    (r"(?:when: )?question '(.*)' does not exist", "It waits for an answer to a question that is not there, “{1}”."),
    (r"(?:when: )?.* has no answer '(.*)'", "It waits for an answer that is not there, “{1}”."),
    (r"the last one must have no `when`", "The last line must hold always, so that every school comes to a stage: take its answers away."),
    (r"level \S+ comes after .*", "It stands after a stage for what is more severe. Move it up, or change its level."),
    (r"is there twice", "Its short name is there twice. Give each its own."),
    (r"no answers lead to it|is never reached", "No answers lead to it."),
    (r"is never asked", "It is never asked, because no line that leads to a stage waits for it."),
    (r"gives away (.*), which is withheld", "Its words give away “{1}”, which is withheld and must not be public. Take it out."),
    (r"(\w+): (?:is empty|is missing)", "“{label}” is empty."),
    (r"(\w+): '.*' is not one of .*", "Choose “{label}” from the list."),
)


@dataclass(frozen=True)
class Fault:
    """One thing to put right: what it is about, what to do there, and the address of the form and its box where there is one."""

    where: str
    sentence: str
    key: str = ""
    box: str = ""


def of_draft(problems: Iterable[str], content: Raw, names: Mapping[str, str]) -> list[Fault]:
    """The faults that reading the draft found. `names` are those of needs and pathways, by slug."""
    draft = _Draft(content, names)
    return list(dict.fromkeys(draft.fault(problem) for problem in problems))


def of_walk(failures: Iterable[str], content: Raw, names: Mapping[str, str]) -> list[Fault]:
    """The faults that walking it found; what is the same for many schools is said once."""
    draft, slug = _Draft(content, names), f"{content['pathway'].get('slug')}: "
    found: dict[Fault, list[str]] = {}
    for failure in failures:
        fault, school = draft.walked(failure.removeprefix(slug))
        found.setdefault(fault, []).append(school)
    return [Fault(fault.where, " ".join([fault.sentence, *_said_of(schools)]), fault.key) for fault, schools in found.items()]


class _Draft:
    """A draft by the names that faults call its parts by."""

    def __init__(self, content: Raw, names: Mapping[str, str]) -> None:
        self.content, self.names, raw = content, names, content["pathway"]
        self.parts = {part.key: part for part in parts.parts(raw)}
        self.stages = {stage.get("id"): stage.get("name") or stage.get("id") for stage in raw.get("stages", [])}
        self.answers = dict(parts.conditions(raw))
        self.named = {
            f"{what[:-1]} {entry.get('id', '?')}: ": f"{what}/{number}"
            for what in ("stages", "questions")
            for number, entry in enumerate(raw.get(what, []), start=1)
        }

    def fault(self, problem: str) -> Fault:
        """The form that it is about, and what to do there."""
        key, kind, number, said = self._place(problem)
        part = self.parts.get(key)
        where, kind = (part.title, kind or part.kind) if part else ("The pathway as a whole", kind)
        box = f"r{int(number) - 1}-{rows.BOXES[kind][0][0]}" if number and kind in rows.BOXES else ""
        if said == "no answers lead to it" and key.startswith("stages"):
            key = "rules"
        return Fault(f"{where}, number {number}" if number else where, self._said(said, LABELS.get(kind, {})), key, box)

    def walked(self, failure: str) -> tuple[Fault, str]:
        """The same of what a walk found, and the school for which it is so; no school where it is so for every one."""
        stage, _, said = failure.partition(": ")
        ask = next((part for part in self.parts.values() if part.kind == "asks" and part.of == stage), None)
        if ask is None or not (found := WALKED.fullmatch(said)):
            return self.fault(f"stage {failure}" if ask else failure), ""
        school = f"{Phase(found[1]).label if found[1] in list(Phase) else found[1]}, {found[2].replace('-', ' ')}, {LISTED[found[3]]}"
        sentence = f"“{found[4]}” is asked, but {found[5]}." if found[4] else "A school is left with nobody to ask."
        return Fault(ask.title, sentence, ask.key), school

    def _place(self, problem: str) -> tuple[str, str, str, str]:
        """The address of the form, the kind of its boxes, the number of a line in it, and what is said of that line."""
        key, said = next(((key, problem[len(name) :]) for name, key in self.named.items() if problem.startswith(name)), ("", problem))
        kind, number = self.parts[key].kind if key else "", ""
        while step := STEP.match(said):
            name = f"{step[1]}/{step[2]}" if step[1] == "questions" and step[2] else step[1]
            below = f"{key}/{name}" if key else name
            if below in self.parts:
                key, kind, number = below, self.parts[below].kind, "" if name != step[1] else step[2] or ""
            elif step[1] == "answers" and step[2]:
                kind, number = "answers", step[2]
            elif step[1] not in WITHIN:
                break
            said = said[step.end() :]
        return self._holding(key, said), kind, number, said

    def _holding(self, key: str, said: str) -> str:
        """The form that holds it, where the fault itself does not name that."""
        if key.count("/") == 1 and (waits := WAITS.fullmatch(said)):
            wanted = f"{waits[1]}=" if waits[1] else f"{waits[2]}={waits[3]}"
            return next((each for each in self.parts if each.startswith(f"{key}/") and self._waits(each, wanted)), key)
        if not key and (need := re.fullmatch(r"need '(.*)' is not known", said)):
            asks = [each.key for each in self.parts.values() if each.kind == "asks" and self._names(each.key, need[1])]
            return "intro" if need[1] in self.content["pathway"].get("needs", []) or not asks else asks[0]
        return key or ("intro" if said.partition(":")[0] in INTRO else "")

    def _rows(self, key: str) -> list[Raw]:
        boxes = parts.boxes(self.content, self.parts[key])
        found: list[Raw] = boxes.get("rows", [boxes])
        return found

    def _waits(self, key: str, wanted: str) -> bool:
        return any(pair.startswith(wanted) for row in self._rows(key) for pair in [*row.get("when", ()), *row.get("why_when", ())])

    def _names(self, key: str, need: str) -> bool:
        return any(need in row["need"] for row in self._rows(key))

    def _said(self, said: str, labels: Mapping[str, str]) -> str:
        if earlier := EARLIER.fullmatch(said):
            before, worse, after = self.stages.get(earlier[2]), self.answers.get(earlier[3]), self.stages.get(earlier[4])
            return f"{self._after(earlier[1])} leads to “{before}”, but with the worse answer “{worse}” back to “{after}”."
        if nothing := NO_ACTION.fullmatch(said):
            return f"There is nothing to do today after {self._after(nothing[1])}."
        for pattern, sentence in SAID:
            if found := re.fullmatch(pattern, said):
                groups = [each for each in found.groups() if each]
                named = [self.names.get(each, each) for each in groups]
                return sentence.format("", *named, label=labels.get(groups[0], groups[0]) if groups else "")
        return said

    def _after(self, answers: str) -> str:
        return "; ".join(f"“{self.answers.get(f'{question}={answer}', answer)}”" for question, answer in literal_eval(answers).items())


def _said_of(schools: list[str]) -> list[str]:
    known = [school for school in schools if school]
    more = f"; and {len(known) - SCHOOLS_SHOWN} more" if len(known) > SCHOOLS_SHOWN else ""
    return [f"This is so for: {'; '.join(known[:SCHOOLS_SHOWN])}{more}."] if known else []
