"""One entry of a seed file, read field by field. Every problem is noted with its file, entry and field; nothing is guessed."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from directory.errors import DirectoryError

Word = TypeVar("Word", bound=StrEnum)
MISSING = object()
PROBLEMS_SHOWN = 40


class SeedError(DirectoryError):
    """The seed files are not whole. Nothing was changed."""

    status = 422

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(["Nothing was changed, because the seed files are not whole:", *problems[:PROBLEMS_SHOWN]]))


class Entry:
    """Reads one mapping of a YAML file. A field at fault is noted in `problems` and read as empty, so that all faults come out at once."""

    def __init__(self, where: str, content: Any, problems: list[str]) -> None:
        self.where, self.problems = where, problems
        self.content: dict[str, Any] = content if isinstance(content, dict) else {}
        self.unread = set(self.content)
        if not isinstance(content, dict):
            self.note("is not a set of fields")

    def note(self, problem: str) -> None:
        """Keep a problem of this entry."""
        self.problems.append(f"{self.where}: {problem}")

    def text(self, field: str) -> str:
        """A text that must be there."""
        return self._read(field, str, "", required=True).strip() or self._empty(field)

    def optional_text(self, field: str) -> str | None:
        """A text, or None where it is not known."""
        return self._read(field, str, "").strip() or None

    def texts(self, field: str) -> list[str]:
        """A list of texts, empty where there are none."""
        given = self._read(field, list, [])
        for item in given:
            if not isinstance(item, str) or not item.strip():
                self.note(f"{field}: {item!r} is not a text")
        return [item for item in given if isinstance(item, str)]

    def word(self, field: str, words: type[Word]) -> Word:
        """One word of a closed list."""
        return next(iter(self._words(field, [self.text(field)], words)), next(iter(words)))

    def words(self, field: str, words: type[Word]) -> list[Word]:
        """Words of a closed list, none twice."""
        return self._words(field, self.texts(field), words)

    def known_words(self, field: str, words: type[Word]) -> list[Word] | None:
        """Words of a closed list, or None where it is not known."""
        return self.words(field, words) if field in self.content else None

    def number(self, field: str) -> int | None:
        """A whole number, or None where it is not known."""
        given: int = self._read(field, int, -1)
        return None if given == -1 else given

    def flag(self, field: str, *, required: bool = False) -> bool:
        """True or false; false where it is left out, unless it must be said."""
        return bool(self._read(field, bool, False, required=required))

    def entries(self, field: str) -> list["Entry"]:
        """A list of smaller entries."""
        given = self._read(field, list, [])
        return [Entry(f"{self.where}: {field} {number}", item, self.problems) for number, item in enumerate(given, start=1)]

    def mapping(self, field: str) -> dict[str, Any]:
        """Fields of free names, such as the needs of a service."""
        given: dict[str, Any] = self._read(field, dict, {})
        return given

    def mapping_of_texts(self, field: str) -> dict[str, list[str]]:
        """Lists of texts under free names, such as the places of a district."""
        lists = Entry(f"{self.where}: {field}", self.mapping(field), self.problems)
        return {str(name): lists.texts(name) for name in lists.content}

    def finish(self) -> None:
        """Refuse what nobody reads: most often a field spelled wrongly."""
        for field in sorted(map(str, self.unread)):
            self.note(f"{field}: this field is not known")

    def _read(self, field: str, kind: type[Any], empty: Any, *, required: bool = False) -> Any:
        self.unread.discard(field)
        given = self.content.get(field, MISSING)
        if given is MISSING and not required:
            return empty
        if not isinstance(given, kind) or (kind is int and isinstance(given, bool)):
            self.note(f"{field}: is missing" if given is MISSING else f"{field}: {given!r} is not {KIND_NAMES[kind]}")
            return empty
        return given

    def _empty(self, field: str) -> str:
        if isinstance(self.content.get(field), str):
            self.note(f"{field}: is empty")
        return ""

    def _words(self, field: str, given: Iterable[str], words: type[Word]) -> list[Word]:
        known = {str(word): word for word in words}
        found: list[Word] = []
        for item in filter(None, given):
            if item not in known:
                self.note(f"{field}: {item!r} is not one of {', '.join(known)}")
            elif item in found:
                self.note(f"{field}: {item!r} is there twice")
            else:
                found.append(known[item])
        return found


KIND_NAMES = {str: "a text", list: "a list", int: "a whole number", bool: "true or false", dict: "a set of fields"}
