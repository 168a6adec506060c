"""What a need says and the wordings by which it is found, as plain values, and what stands against publishing them. Pure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from directory.catalogue.contact_values import named_in
from directory.catalogue.models import Need

Content = dict[str, Any]
FACTS = ("name", "plain", "also_called", "related", "heading", "safety")
# The lists of wordings by the name that they have in the files, with what each is for.
STRENGTHS = {"strong": "One is enough", "weak": "Hints", "not": "Exceptions"}
LONGEST_NAME, LONGEST_WORDING, MOST_WORDINGS, SHOWN = 200, 400, 2_000, 20


def blank(name: str) -> Content:
    """What a new need starts from."""
    facts: Content = {"name": name, "plain": "", "also_called": [], "related": [], "heading": None, "safety": False}
    return facts | {strength: [] for strength in STRENGTHS}


def of_need(need: Need, wordings: Mapping[str, Sequence[str]]) -> Content:
    """A published need as it stands."""
    return {name: getattr(need, name) for name in FACTS} | {name: list(wordings.get(name, ())) for name in STRENGTHS}


def lists(content: Content) -> dict[str, list[str]]:
    """Its wordings by strength."""
    return {name: content[name] for name in STRENGTHS}


def weakened(before: Content, after: Content) -> set[str]:
    """The wordings that would count no more or for less, and the new exceptions, which hold others back."""
    was, is_now = lists(before), lists(after)
    gone = {*was["strong"]} - {*is_now["strong"]}
    return gone | ({*was["weak"]} - {*is_now["strong"], *is_now["weak"]}) | ({*is_now["not"]} - {*was["not"]})


def why_two_people(before: Content | None, after: Content, worse: int) -> list[str]:
    """What one person may not publish alone of a need of danger; `worse` is how many judged queries would be understood worse."""
    reasons = []
    if before and (held := len(weakened(before, after))):
        reasons.append(f"{held} wording{'' if held == 1 else 's'} of danger would be taken out, count for less or be an exception.")
    if worse:
        reasons.append(f"{worse} judged sentence{'' if worse == 1 else 's'} would be understood worse.")
    return reasons


def faults(
    content: Content,
    *,
    others: Mapping[str, str],
    headings: Collection[str],
    dangerous: bool,
    withheld: Iterable[str],
    before: Collection[str],
    fault: Callable[[str], str | None],
) -> list[str]:
    """Every reason not to publish. `others` are the names of the other needs by slug; `dangerous`: it is published as a need of danger;
    wordings that stood there `before` are right."""
    if dangerous and not content["safety"]:
        return ["This is a need of danger, so urgent help must come first wherever it appears. Tick that again."]
    return [*_facts(content, others, headings), *_given_away(content, withheld), *_wordings(content, before, fault)][:SHOWN]


def _facts(content: Content, others: Mapping[str, str], headings: Collection[str]) -> Iterator[str]:
    if not content["name"] or not content["plain"]:
        yield "The need must have a name, and say in plain words what it is."
    if any(len(name) > LONGEST_NAME for name in (content["name"], *content["also_called"])):
        yield f"A name has {LONGEST_NAME} letters at most."
    if content["name"].casefold() in {name.casefold() for name in others.values()}:
        yield f"Another need is called “{content['name']}” already."
    if not set(content["related"]) <= others.keys():
        yield "One of the needs close to it is not known."
    if content["heading"] and content["heading"] not in headings:
        yield f"There is no heading “{content['heading']}”."


def _given_away(content: Content, withheld: Iterable[str]) -> Iterator[str]:
    """What is public of a need must not hold a contact that its owner keeps from the public."""
    keys = list(withheld)
    if any(named_in(text, keys) for text in (content["name"], content["plain"], *content["also_called"])):
        yield "The words give away a contact that is kept from the public. Take it out of the text."


def _wordings(content: Content, before: Collection[str], fault: Callable[[str], str | None]) -> Iterator[str]:
    if not content["strong"] and not content["weak"]:
        yield "Nobody can find it: give at least one wording."
    for name, label in STRENGTHS.items():
        if len(content[name]) > MOST_WORDINGS:
            yield f"“{label}” has more than {MOST_WORDINGS} lines."
    twice = {*content["strong"], *content["weak"]} & set(content["not"])
    yield from (f"“{each}” stands among the exceptions as well." for each in sorted(twice))
    for name, label in STRENGTHS.items():
        for line, each in enumerate(content[name][:MOST_WORDINGS], start=1):
            long = f"“{each[:60]}…” is longer than {LONGEST_WORDING} letters" if len(each) > LONGEST_WORDING else None
            if each not in before and (said := long or fault(each)):
                yield f"“{label}”, line {line}: {said}."
