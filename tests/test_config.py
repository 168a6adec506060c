"""The settings: what is refused at the start, and in which words."""

import os
import subprocess
import sys

import pytest

from directory.config import Config, ConfigError

STRONG = "Xk29vQmR7tBz41LpWs08dHfJ63nYcGaE"
PRODUCTION = {"DIRECTORY_ENV": "production", "SECRET_KEY": STRONG, "DIRECTORY_BASE_URL": "https://support.example.org"}


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "change-me"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 64}, "SECRET_KEY"),
        ({"SECRET_KEY_FALLBACKS": f"{STRONG},old"}, "SECRET_KEY_FALLBACKS"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"DIRECTORY_ENV": "staging"}, "DIRECTORY_ENV"),
        ({"DIRECTORY_BASE_URL": ""}, "DIRECTORY_BASE_URL"),
        ({"DIRECTORY_BASE_URL": "http://support.example.org"}, "DIRECTORY_BASE_URL"),
        ({"DATABASE_URL": "mysql://somewhere/else"}, "DATABASE_URL"),
        ({"DIRECTORY_PROXIES": "many"}, "DIRECTORY_PROXIES"),
    ],
)
def test_production_refuses_what_will_not_do_and_names_it(changed, named):
    with pytest.raises(ConfigError) as refusal:
        Config.from_environment(PRODUCTION | changed)
    sentence = str(refusal.value)
    assert sentence.startswith(named)
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_refused_start_is_one_line_and_exit_code_one():
    environment = {"PATH": os.environ["PATH"], "DIRECTORY_ENV": "production"}
    run = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "directory", "routes"], capture_output=True, text=True, env=environment, check=False
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "SECRET_KEY is missing; production needs one of 32 or more random characters.\n"


def test_production_trusts_only_the_host_of_its_own_address():
    assert Config.from_environment(PRODUCTION).trusted_hosts == ("support.example.org",)


def test_hosts_can_be_named():
    given = PRODUCTION | {"TRUSTED_HOSTS": "one.example.org, two.example.org"}
    assert Config.from_environment(given).trusted_hosts == ("one.example.org", "two.example.org")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_any_spelling_of_postgresql_gets_the_driver_that_is_installed(scheme):
    config = Config.from_environment(PRODUCTION | {"DATABASE_URL": f"{scheme}://user@host/name"})
    assert config.database_url == "postgresql+psycopg://user@host/name"


def test_a_development_machine_makes_a_key_of_its_own_and_keeps_it(tmp_path):
    first, second = (Config.from_environment({"DIRECTORY_INSTANCE": str(tmp_path)}) for _ in range(2))
    other = Config.from_environment({"DIRECTORY_INSTANCE": str(tmp_path / "other")})
    assert first.secret_key == second.secret_key != other.secret_key
    assert len(first.secret_key) > 40
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_what_is_built_at_run_time_stays_in_the_instance_folder(tmp_path):
    config = Config.from_environment({"DIRECTORY_INSTANCE": str(tmp_path)})
    assert str(tmp_path) in config.database_url
    assert config.search_index.is_relative_to(tmp_path)
