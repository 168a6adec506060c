"""The papers of the project keep up with it: commands, settings, and nothing of anybody's machine."""

import re

from tests.guards.source import CHECKOUT, kept_files, python_files, text_of

README = text_of(CHECKOUT / "README.md")
SETTING = re.compile(r"""environ(?:ment)?(?:\.get\(|\[|, )\s*["']([A-Z][A-Z_]+)["']""")
NOT_OURS = {"FLASK_DEBUG", "PATH"}
MACHINE = re.compile(
    r"(?<![\w.])/(?:work|tmp|root|home|opt|Users)/\w"  # a path that exists on one machine only
    r"|https?://(?:registry\.|npm\.|pypi\.|[\w.-]*(?:artifactory|nexus|jfrog))"  # an address of a package registry
    r"|sha512-.*\bresolved\b"
)


def commands(group, prefix=""):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{prefix}{name} ")
        else:
            yield prefix + name


def test_every_command_of_ours_is_in_the_readme(app):
    ours = [name for name in commands(app.cli) if not name.startswith("db ")]
    assert [name for name in ours if f"flask --app directory {name}`" not in README] == []


def test_every_setting_is_in_the_readme():
    sources = [CHECKOUT / path for path in (*python_files("directory", "search_index", "tests", "benchmarks"), "gunicorn.conf.py")]
    names = {name for path in sources for name in SETTING.findall(text_of(path))} - NOT_OURS
    assert {"SECRET_KEY", "DATABASE_URL", "PORT", "TEST_DATABASE_URL"} <= names
    assert [name for name in sorted(names) if f"`{name}`" not in README] == []


def test_every_target_of_make_is_in_the_readme():
    targets = re.findall(r"^([a-z]+):", text_of(CHECKOUT / "Makefile"), re.MULTILINE)
    assert [target for target in targets if target != "help" and f"make {target}" not in README] == []


def test_nothing_of_anybodys_machine_is_kept():
    others = [path for path in kept_files() if path.name != "test_papers.py"]
    assert {path.name: found for path in others if (found := MACHINE.findall(text_of(path)))} == {}


def test_continuous_integration_runs_make_test_and_nothing_else():
    assert text_of(CHECKOUT / ".ci" / "run") == "#!/bin/sh\nexec make test\n"
