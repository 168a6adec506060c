"""The files of the pathways, read and checked whole: sources, what all pathways share, and each pathway. Knows nothing of the database."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from directory.catalogue.seed_entry import Entry, SeedError
from directory.pathways import soundness
from directory.pathways.document import Cited, Pathway
from directory.pathways.reading import Reader, Sources
from directory.yaml_file import LOADER

FOLDER = "pathways"
SHARED = frozenset({"sources", "common"})
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class _PlainLoader(LOADER):  # type: ignore[misc]  # The stubs do not know the loader in C.
    """YAML in which yes, no and dates are the words that they look like."""


_PlainLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp" and letter not in "yYnNoO"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class PathwayFile:
    """One file: the pathway that it says, and the content that a version keeps."""

    pathway: Pathway
    content: dict[str, Any]

    @property
    def digest(self) -> str:
        """The same for the same content, however the file is laid out."""
        return hashlib.sha256(json.dumps(self.content, sort_keys=True).encode()).hexdigest()


def read(folder: Path) -> list[PathwayFile]:
    """Every pathway of the seed folder, checked one by one and side by side; SeedError names every fault. No folder is no pathways."""
    problems: list[str] = []
    sources = read_sources(folder, problems)
    files = [_read_one(path, sources, problems) for path in _paths(folder)]
    problems.extend(disagreements([file.pathway for file in files]))
    if problems:
        raise SeedError(problems)
    return files


def read_sources(folder: Path, problems: list[str]) -> Sources:
    """The sources by their tags."""
    path = folder / FOLDER / "sources.yaml"
    content = load(path, problems) if path.exists() else {}
    entries = {tag: Entry(f"{FOLDER}/sources.yaml: {tag}", given, problems) for tag, given in content.items()}
    return {tag: Cited(entry.text("title"), entry.text("dated")) for tag, entry in entries.items()}


def of_draft(raw: dict[str, Any], sources: Sources, problems: list[str]) -> PathwayFile:
    """What somebody has written, read as a file is; every fault is noted in `problems`."""
    pathway = Reader("", raw, sources, problems).pathway()
    if not problems:
        problems.extend(soundness.problems(pathway))
    return PathwayFile(pathway, {"pathway": raw, "sources": _cited(raw, sources)})


def disagreements(pathways: Iterable[Pathway]) -> Iterator[str]:
    """A need leads to one pathway only."""
    taken: dict[str, str] = {}
    for pathway in pathways:
        for need in pathway.needs:
            if need in taken:
                yield f"{FOLDER}/{pathway.slug}.yaml: needs: {need!r} is already in {taken[need]}"
            taken[need] = pathway.slug


def from_content(content: Mapping[str, Any]) -> Pathway:
    """The pathway that a version keeps. It was checked when it was published."""
    sources = {tag: Cited(**cited) for tag, cited in content["sources"].items()}
    return Reader("version", content["pathway"], sources, []).pathway()


def load(path: Path, problems: list[str]) -> dict[str, Any]:
    """The fields of one file."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_PlainLoader)
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        problems.append(f"{FOLDER}/{path.name}: cannot be read: {' '.join(str(error).split())}")
        return {}
    if not isinstance(content, dict):
        problems.append(f"{FOLDER}/{path.name}: is not a set of fields")
        return {}
    return content


def _paths(folder: Path) -> list[Path]:
    return [path for path in sorted((folder / FOLDER).glob("*.yaml")) if path.stem not in SHARED]


def _read_one(path: Path, sources: Sources, problems: list[str]) -> PathwayFile:
    where, noted = f"{FOLDER}/{path.name}", len(problems)
    raw = load(path, problems)
    pathway = Reader(where, raw, sources, problems).pathway()
    if pathway.slug != path.stem or not SLUG.fullmatch(pathway.slug):
        problems.append(f"{where}: slug: must be the name of the file, {path.stem!r}")
    if len(problems) == noted:
        problems.extend(f"{where}: {problem}" for problem in soundness.problems(pathway))
    return PathwayFile(pathway, {"pathway": raw, "sources": _cited(raw, sources)})


def _cited(raw: Mapping[str, Any], sources: Sources) -> dict[str, dict[str, str]]:
    """The sources that are used, as a version keeps them."""
    return {tag: {"title": sources[tag].title, "dated": sources[tag].dated} for tag in sorted(_tags(raw)) if tag in sources}


def _tags(content: Any) -> set[str]:
    """Every source named anywhere in a file."""
    if isinstance(content, list):
        return set().union(*map(_tags, content)) if content else set()
    if not isinstance(content, dict):
        return set()
    given = content.get("source", [])
    own = {given} if isinstance(given, str) else {tag for tag in given if isinstance(tag, str)}
    return own.union(*map(_tags, content.values()))
