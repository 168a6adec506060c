"""YAML, read in the one safe way: by the loader in C, which is twenty times as fast, where PyYAML was built with it."""

from pathlib import Path
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path) -> Any:
    """What the file says; OSError, UnicodeError or yaml.YAMLError where it says nothing that can be read."""
    return parsed(path.read_text(encoding="utf-8"))


def parsed(text: str) -> Any:
    """What this text says; yaml.YAMLError where it says nothing that can be read."""
    return yaml.load(text, Loader=LOADER)
