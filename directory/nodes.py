"""YAML from anybody, as nodes that know their line. What could grow or call something is refused before anything is made of it. Pure."""

from collections.abc import Iterator, Sequence

import yaml
from yaml.reader import Reader

from directory.cells import meant
from directory.forms import one_line
from directory.sheets import SheetError

DEEPEST = 6
# The same safe loader, many times as fast where PyYAML was built with it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SPOKEN = {"true": "yes", "false": "no", "null": "", "~": ""}


def composed(text: str) -> yaml.Node | None:
    """The whole of it; SheetError for what is no YAML, or more than plain lists, fields and texts."""
    if found := Reader.NON_PRINTABLE.search(text):
        raise SheetError(text.count("\n", 0, found.start()) + 1, "There is a character that no text has.")
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            _refuse(event, line)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise SheetError(line, "This is nested too deep.")
        return yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SheetError(mark.line + 1 if mark else 1, f"From here on it cannot be read as YAML: {error.problem}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise SheetError(1, "This cannot be read as YAML.") from error


def line_of(node: yaml.Node | None) -> int:
    """On which line it begins."""
    return node.start_mark.line + 1 if node else 1


def entries(node: yaml.Node | None, one: str, many: str) -> Iterator[yaml.MappingNode]:
    """The entries of a list; `one` and `many` is what they are called."""
    if not isinstance(node, yaml.SequenceNode):
        raise SheetError(line_of(node), f"This is not a list of {many}.")
    for each in node.value:
        if not isinstance(each, yaml.MappingNode):
            raise SheetError(line_of(each), f"This is no {one}.")
        yield each


def fields(node: yaml.MappingNode, known: Sequence[str], *, strangers: bool = False) -> dict[str, yaml.Node]:
    """The fields of an entry by their names, each of which must be known, unless strangers may be there too."""
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name not in known and not strangers:
            raise SheetError(line_of(key), f"The field “{name[:40]}” is not known here{meant(name, known)}")
        if name in found:
            raise SheetError(line_of(key), f"The field “{name[:40]}” is there twice.")
        found[name] = value
    return found


def text(node: yaml.Node, name: str) -> str:
    """A text as it would stand in a cell, or a list of texts with one to a line."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value if node.style else SPOKEN.get(node.value, node.value))
    if not isinstance(node, yaml.SequenceNode) or not all(isinstance(item, yaml.ScalarNode) for item in node.value):
        raise SheetError(line_of(node), f"This is not what “{name}” can be.")
    return "\n".join(one_line(item.value) for item in node.value)


def small(node: yaml.Node, one: str, known: Sequence[str] | None = None) -> dict[str, str]:
    """A small entry that holds texts alone, such as a contact; any names will do where it is not said which are known."""
    if not isinstance(node, yaml.MappingNode) or not all(isinstance(part, yaml.ScalarNode) for pair in node.value for part in pair):
        raise SheetError(line_of(node), f"This is no {one}.")
    return {name: text(value, name) for name, value in fields(node, known or (), strangers=known is None).items()}


def _refuse(event: yaml.Event, line: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise SheetError(line, "Anchors and references (& and *) are not read here.")
    if getattr(event, "tag", None):
        raise SheetError(line, "Tags (!) are not read here.")
