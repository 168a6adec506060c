"""What differs between two states of one form, box by box in its labels: what was saved beside what was typed, or two versions. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from wtforms import BooleanField, FieldList, FormField, SelectField, SelectMultipleField

from directory.differing import Difference

NOT_TYPED = frozenset({"csrf_token", "stamp"})
LINE = "\n"
NOTHING, IN_OTHER_ORDER = "Nothing", "The same in another order"


def meanwhile(form: Any, shown: Mapping[str, Any]) -> list[Difference]:
    """What differs between the form as it was typed and what is saved, as its boxes would show it. The form is about that state from here
    on: whoever sends it once more has both before them."""
    form.stamp.data = shown["stamp"]
    return between(type(form)(formdata=None, data=dict(shown)), form)


def between(before: Any, after: Any) -> list[Difference]:
    """What differs between two forms of one kind. What can be chosen is said in the words of the later one."""
    saved, typed = dict(_boxes(before)), dict(_boxes(after))
    pairs = [(typed.get(name) or saved[name], saved.get(name), typed.get(name)) for name in {**typed, **saved}]
    return [box for known, old, new in pairs if (box := _box(known, _said(old, known), _said(new, known)))]


def in_words(found: Iterable[Difference]) -> list[str]:
    """The same in a line each: `Number: “0800 1111” becomes “0800 2222”`."""
    return [f"{each.where}: {_quoted(each.old)} becomes {_quoted(each.new)}" for each in found]


def _quoted(said: str) -> str:
    """Each line in quotation marks; the words for none stand without."""
    return said.lower() if said in (NOTHING, IN_OTHER_ORDER) else f"“{said.replace(LINE, '”, “')}”"


def _boxes(form: Any) -> Iterator[tuple[str, Any]]:
    for field in form:
        if isinstance(field, FieldList | FormField):
            yield from _boxes(field)
        elif field.name not in NOT_TYPED:
            yield field.name, field


def _box(known: Any, saved: list[str], typed: list[str]) -> Difference | None:
    """Of a list, only the lines that the other does not have."""
    if saved == typed:
        return None
    apart = [[line for line in lines if line not in other] for lines, other in ((saved, typed), (typed, saved))]
    none = NOTHING if any(apart) else IN_OTHER_ORDER
    return Difference(known.label.text, *(LINE.join(lines) or none for lines in apart))


def _said(field: Any, known: Any) -> list[str]:
    """What a box holds, in lines; what is chosen in the words of the box as it was offered."""
    value = field.data if field else None
    if isinstance(known, BooleanField):
        return ["Yes" if value else "No"]
    if isinstance(known, SelectField | SelectMultipleField):
        labels = {str(key): label for key, label, *_ in known.iter_choices()}
        return sorted(labels.get(str(each), str(each)) for each in (value if isinstance(value, list | tuple) else [value or ""]))
    if isinstance(value, date):
        return [f"{value.day} {value:%B %Y}"]
    return [line for line in str("" if value is None else value).split(LINE) if line.strip()]
