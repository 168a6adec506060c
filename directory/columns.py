"""Column types of our own: one word of a closed list, lists kept as JSON, instants that keep their time zone, and sealed texts."""

import hashlib
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app
from sqlalchemy import JSON, DateTime, Dialect, Enum, String, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

LIST = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def next_stamp(stamp: int | None) -> int:
    """The stamp of a draft after this one. The first is drawn, so that what was opened of a draft that is gone fits no later one."""
    return stamp + 1 if stamp else secrets.randbelow(10**8) + 1


def one_of(words: type[StrEnum]) -> Enum:
    """A column that holds one word of a closed list, checked by the database as well."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", words.__name__).lower()
    return Enum(words, native_enum=False, create_constraint=True, length=40, name=name, values_callable=_values)


def _values(words: type[StrEnum]) -> list[str]:
    return [word.value for word in words]


class TextList(TypeDecorator[list[str]]):
    """A list of texts in one JSON column. Replace the whole list to change it; None stays NULL."""

    impl = LIST
    cache_ok = True


class EnumList(TypeDecorator[list[Any]]):
    """A list of words from one closed list in one JSON column, words again when read."""

    impl = LIST
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Sequence[StrEnum] | None, dialect: Dialect) -> list[str] | None:
        """Store plain values; a value outside the list is an error here, not a surprise later."""
        return None if value is None else [self.words(word).value for word in value]

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> list[Any] | None:
        """Give the words back."""
        return None if value is None else [self.words(word) for word in value]


class Moment(TypeDecorator[datetime]):
    """An instant, stored in UTC and always aware: SQLite forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; a time without a zone is refused, because nobody could say when it was."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read what SQLite kept as the UTC that was stored."""
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


class Sealed(TypeDecorator[str]):
    """A short text that a copy of the database does not give away: it is encrypted under the secret key, and read with older keys too."""

    impl = String(255)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal with the key of today."""
        return None if value is None else _seals().encrypt(value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open it; what no key opens any more is as if it had never been set."""
        try:
            return None if value is None else _seals().decrypt(value.encode()).decode()
        except InvalidToken:
            return None


def _seals() -> MultiFernet:
    keys = [str(current_app.secret_key), *current_app.config["SECRET_KEY_FALLBACKS"]]
    return MultiFernet([Fernet(urlsafe_b64encode(hashlib.sha256(b"sealed columns" + key.encode()).digest())) for key in keys])
