"""What the guards look at: every source file of the checkout, parsed once."""

import ast
import subprocess
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
CACHES = {"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}
SKIPPED = {".git", ".venv", "node_modules", "instance", "built"} | CACHES


@cache
def python_files(*folders):
    """The Python files of these folders, by their path from the checkout."""
    return {
        path.relative_to(CHECKOUT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted((CHECKOUT / folder).rglob("*.py"))
        if not SKIPPED & set(path.parts)
    }


def imported(tree):
    """The full names of what a module imports: `directory.catalogue.models.Service`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def kept_files():
    """Every text file that is in version control, or would be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    names = listed.stdout.split("\n") if listed.returncode == 0 else map(str, CHECKOUT.rglob("*"))
    paths = [CHECKOUT / name for name in names if name]
    return [path for path in paths if path.is_file() and not SKIPPED & set(path.relative_to(CHECKOUT).parts)]


def text_of(path):
    """The text of a file, empty for one that is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
