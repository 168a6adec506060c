"""The kinds of thing that go out and come in as files, by the word in their addresses."""

from collections.abc import Mapping
from typing import Any

from directory.exchange import providers, schools, services, sessions
from directory.exchange.planning import Kind

KINDS: Mapping[str, Kind[Any]] = {kind.slug: kind for kind in (services.KIND, providers.KIND, schools.KIND, sessions.KIND)}
