"""Inside a domain: views do not query, queries do not change, templates do neither, and every function stays small."""

import ast
import re

import pytest

from tests.guards.source import CHECKOUT, python_files, text_of

OURS = python_files("directory", "search_index")
TESTS = python_files("tests", "benchmarks")
QUERYING = {"select", "session", "transaction", "db", "execute", "scalars", "commit", "sqlalchemy"}
CHANGING = {"add", "add_all", "delete", "commit", "flush", "merge", "transaction", "insert", "update"}
LONGEST_FILE, LONGEST_TEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 400, 600, 40, 150


def names_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.split(".")[0]


def called_on_sessions(tree):
    """The names of methods that are called on something called session, and of what is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("session"):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name


@pytest.mark.parametrize("path", [path for path in OURS if path.endswith("views.py")])
def test_views_do_not_query(path):
    assert not QUERYING & set(names_in(OURS[path]))


@pytest.mark.parametrize("path", [path for path in OURS if path.endswith("forms.py")])
def test_forms_do_not_query(path):
    assert not QUERYING & set(names_in(OURS[path]))


@pytest.mark.parametrize("path", [path for path in OURS if path.endswith("/queries.py")])
def test_queries_change_nothing(path):
    assert not CHANGING & set(called_on_sessions(OURS[path]))


@pytest.mark.parametrize("path", [path for path in OURS if path.endswith("/models.py")])
def test_models_neither_commit_nor_read_the_request(path):
    assert not {"commit", "request", "current_app", "transaction"} & set(names_in(OURS[path]))


@pytest.mark.parametrize("path", [*OURS, *TESTS])
def test_every_file_is_short_enough_to_read(path):
    assert text_of(CHECKOUT / path).count("\n") <= (LONGEST_TEST_FILE if path in TESTS else LONGEST_FILE)


@pytest.mark.parametrize("path", OURS)
def test_every_file_says_what_it_holds(path):
    assert ast.get_docstring(OURS[path]) or not OURS[path].body


@pytest.mark.parametrize("path", OURS)
def test_every_function_fits_on_a_screen(path):
    functions = [node for node in ast.walk(OURS[path]) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: node.end_lineno - node.lineno + 1 for node in functions if node.end_lineno - node.lineno >= LONGEST_FUNCTION}
    assert not long or "migrations" in path


def test_most_functions_are_much_shorter():
    functions = [node for tree in OURS.values() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    lengths = sorted(node.end_lineno - node.lineno + 1 for node in functions)
    assert lengths[len(lengths) // 2] <= 10


@pytest.mark.parametrize("path", [*OURS, *TESTS])
def test_no_module_is_named_after_nothing(path):
    assert path.rsplit("/", 1)[-1] not in {"utils.py", "helpers.py", "manager.py", "common.py", "base.py", "misc.py"}


def templates():
    return sorted((CHECKOUT / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.relative_to(CHECKOUT / "templates").as_posix())
def test_templates_are_short_and_do_not_query(path):
    text = text_of(path)
    assert text.count("\n") <= LONGEST_TEMPLATE
    assert not re.search(r"\b(session|query|scalars|execute)\b\s*[.(]", text)
    assert "|safe" not in text.replace(" ", "")


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.relative_to(CHECKOUT / "templates").as_posix())
def test_every_template_is_used(path):
    name = path.relative_to(CHECKOUT / "templates").as_posix()
    others = [other for other in templates() if other != path]
    code = [CHECKOUT / source for source in OURS]
    assert any(re.search(rf"""["']{re.escape(name)}["']""", text_of(user)) for user in [*others, *code])
