"""Who may import whom. An arrow that points upwards means that a thing lives one floor too low."""

import pytest

from tests.guards.source import imported, python_files

FOUNDATIONS = {
    "access", "beside", "cells", "columns", "config", "db", "differing", "errors", "forms", "headers", "kept", "logs", "nodes", "page_kit",
    "sheets", "sqlite", "tables", "urgent_help", "vocabulary", "widgets", "yaml_file",
}  # fmt: skip
ROOF = {"__init__", "commands", "health"}
# Each domain, with the domains whose code it may use.
DOMAINS = {
    "catalogue": set(),
    "accounts": {"catalogue"},
    "pathways": {"catalogue"},
    "freshness": {"accounts", "catalogue"},
    "gatherings": {"accounts", "catalogue"},
    "review": {"accounts", "catalogue", "freshness"},
    "partners": {"accounts", "catalogue", "freshness", "review"},
    "guidance": {"accounts", "catalogue", "pathways"},
    "needs": {"accounts", "catalogue"},
    "settled": {"accounts", "catalogue", "pathways"},
    "exchange": {"accounts", "catalogue", "gatherings", "review"},
    "reports": {"accounts", "catalogue", "pathways", "freshness", "gatherings", "review", "partners"},
    "open_referral": {"catalogue", "pathways", "freshness", "gatherings", "review", "partners"},
}
PURE = {"contact_values", "documents", "fit", "search", "seed_checks", "seed_entry", "seed_files", "seed_places", "standing"}
FILES = python_files("directory", "search_index")


def part_of(path):
    """`directory/catalogue/views.py` is in catalogue, `directory/db.py` is db."""
    return path.removesuffix(".py").split("/")[1]


def used_parts(path):
    return {name.split(".")[1] for name in imported(FILES[path]) if name.startswith("directory.")}


def ours(floor):
    return [path for path in FILES if path.startswith("directory/") and part_of(path) in floor]


def test_every_file_has_its_floor():
    known = FOUNDATIONS | ROOF | DOMAINS.keys() | {"migrations"}
    assert {part_of(path) for path in FILES if path.startswith("directory/")} <= known


@pytest.mark.parametrize("path", ours(FOUNDATIONS))
def test_a_foundation_imports_no_domain(path):
    assert not used_parts(path) - FOUNDATIONS


@pytest.mark.parametrize("path", ours(DOMAINS))
def test_a_domain_imports_only_what_stands_below_it(path):
    domain = part_of(path)
    assert not used_parts(path) - FOUNDATIONS - DOMAINS[domain] - {domain}


@pytest.mark.parametrize("path", [path for path in FILES if path.startswith("search_index/")])
def test_the_search_library_knows_nothing_of_ours(path):
    names = {name.split(".")[0] for name in imported(FILES[path])}
    assert not names & {"directory", "flask", "sqlalchemy", "flask_sqlalchemy_lite", "werkzeug", "tests"}


@pytest.mark.parametrize("path", [path for path in FILES if path.startswith("directory/") and part_of(path) not in ROOF | {"catalogue"}])
def test_the_catalogue_is_the_only_door_to_the_search_library(path):
    assert not [name for name in imported(FILES[path]) if name.startswith("search_index")]


def test_the_vocabulary_imports_nothing_of_ours():
    assert not [name for name in imported(FILES["directory/vocabulary.py"]) if name.startswith(("directory", "search_index"))]


@pytest.mark.parametrize("path", [path for path in FILES if path.rsplit("/", 1)[-1].removesuffix(".py") in PURE and "catalogue" in path])
def test_what_is_called_pure_knows_no_request_and_no_session(path):
    impure = ("flask", "directory.db.db", "directory.db.transaction", "sqlalchemy.orm.Session")
    assert not [name for name in imported(FILES[path]) if name.startswith(impure)]
