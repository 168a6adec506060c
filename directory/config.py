"""One typed Config, read from the environment once at start. What is missing or weak stops the start with one sentence."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import urlsplit

from flask import current_app

CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ("development", "production")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_SECRET = 32
FEWEST_DIFFERENT_CHARACTERS = 10
MEGABYTE = 1024 * 1024
SENDER = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)


class ConfigError(SystemExit):
    """Leaves the process with exit code 1 and one sentence that names the variable at fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """How messages leave. Without a host they become files."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = "directory@localhost"
    tls: str = "starttls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that differs between two installations."""

    environment: str
    secret_key: str
    secret_key_fallbacks: tuple[str, ...] = ()
    database_url: str
    instance: Path
    seed_data: Path
    base_url: str
    trusted_hosts: tuple[str, ...]
    proxies: int = 0
    mail: MailSettings = field(default_factory=MailSettings)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read the variables named in the README; raise ConfigError at the first that will not do."""
        name = _environment(environment)
        production = name == "production"
        instance = Path(environment.get("DIRECTORY_INSTANCE") or CHECKOUT / "instance").resolve()
        secret_key = _secret_key(environment, instance, production)
        base_url = _base_url(environment, production)
        return cls(
            environment=name,
            secret_key=secret_key,
            secret_key_fallbacks=_fallbacks(environment),
            database_url=_database_url(environment, instance),
            instance=instance,
            seed_data=Path(environment.get("DIRECTORY_SEED_DATA") or CHECKOUT / "seed_data").resolve(),
            base_url=base_url,
            trusted_hosts=_trusted_hosts(environment, base_url, production),
            proxies=_proxies(environment),
            mail=_mail(environment),
        )

    @property
    def production(self) -> bool:
        """True where the public reads it."""
        return self.environment == "production"

    @property
    def search_index(self) -> Path:
        """The folder of the search index, private to the process."""
        return self.instance / "search_index"

    def flask_settings(self) -> dict[str, Any]:
        """The same facts under the names that Flask and its extensions look for."""
        return {
            "DIRECTORY": self,
            "SECRET_KEY": self.secret_key,
            "SECRET_KEY_FALLBACKS": list(self.secret_key_fallbacks),
            "TRUSTED_HOSTS": list(self.trusted_hosts),
            "MAX_CONTENT_LENGTH": MEGABYTE,
            "MAX_FORM_MEMORY_SIZE": MEGABYTE // 4,
            "MAX_FORM_PARTS": 500,
            "SESSION_COOKIE_NAME": "__Host-session" if self.production else "session",
            "SESSION_COOKIE_SECURE": self.production,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SQLALCHEMY_ENGINES": {"default": self.database_url},
            "ALEMBIC": {"script_location": str(CHECKOUT / "directory" / "migrations")},
            "ALEMBIC_CONTEXT": {"transactional_ddl": True},
        }


def current() -> Config:
    """The Config of the application that is answering."""
    return cast(Config, current_app.config["DIRECTORY"])


def _environment(environment: Mapping[str, str]) -> str:
    name = environment.get("DIRECTORY_ENV") or "development"
    if name not in ENVIRONMENTS:
        raise ConfigError(f"DIRECTORY_ENV is {name!r}; it must be one of: {', '.join(ENVIRONMENTS)}.")
    if name == "production" and environment.get("FLASK_DEBUG", "").lower() not in ("", "0", "false", "no"):
        raise ConfigError("FLASK_DEBUG is on; production never runs with the debugger, so unset it.")
    return name


def _secret_key(environment: Mapping[str, str], instance: Path, production: bool) -> str:
    key = environment.get("SECRET_KEY", "")
    if not key and production:
        raise ConfigError("SECRET_KEY is missing; production needs one of 32 or more random characters.")
    if key:
        _refuse_weak("SECRET_KEY", key)
    return key or _own_key(instance)


def _fallbacks(environment: Mapping[str, str]) -> tuple[str, ...]:
    keys = _listed(environment, "SECRET_KEY_FALLBACKS")
    for key in keys:
        _refuse_weak("SECRET_KEY_FALLBACKS", key)
    return keys


def _refuse_weak(name: str, key: str) -> None:
    if len(key) < SHORTEST_SECRET or len(set(key)) < FEWEST_DIFFERENT_CHARACTERS:
        raise ConfigError(f"{name} is too weak; it must be 32 or more random characters.")


def _own_key(instance: Path) -> str:
    """A development machine makes its own key once, so that no key is ever shared or published."""
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def _database_url(environment: Mapping[str, str], instance: Path) -> str:
    url = environment.get("DATABASE_URL") or f"sqlite:///{instance / 'directory.db'}"
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        scheme = "postgresql+psycopg"
    if scheme not in ("sqlite", "postgresql+psycopg"):
        raise ConfigError("DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
    return f"{scheme}://{rest}"


def _base_url(environment: Mapping[str, str], production: bool) -> str:
    url = environment.get("DIRECTORY_BASE_URL", "")
    if not url and not production:
        return f"http://localhost:{environment.get('PORT') or 8000}"
    parts = urlsplit(url)
    if parts.scheme not in (("https",) if production else ("http", "https")) or not parts.hostname:
        wanted = "the https address" if production else "the address"
        raise ConfigError(f"DIRECTORY_BASE_URL must be {wanted} that people use, such as https://support.example.org.")
    return url.rstrip("/")


def _trusted_hosts(environment: Mapping[str, str], base_url: str, production: bool) -> tuple[str, ...]:
    own = cast(str, urlsplit(base_url).hostname)
    return _listed(environment, "TRUSTED_HOSTS") or ((own,) if production else tuple(dict.fromkeys((own, *LOOPBACK))))


def _proxies(environment: Mapping[str, str]) -> int:
    text = environment.get("DIRECTORY_PROXIES") or "0"
    if text not in ("0", "1", "2", "3"):
        raise ConfigError("DIRECTORY_PROXIES must be the number of proxies in front of the application, 0 to 3.")
    return int(text)


def _mail(environment: Mapping[str, str]) -> MailSettings:
    host, port, tls = environment.get("MAIL_HOST", ""), environment.get("MAIL_PORT") or "587", environment.get("MAIL_TLS") or "starttls"
    sender = environment.get("MAIL_FROM") or "directory@localhost"
    if not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ConfigError("MAIL_PORT must be the number of a port.")
    if tls not in ("starttls", "tls", "none"):
        raise ConfigError("MAIL_TLS must be starttls, tls or none.")
    if tls == "none" and environment.get("MAIL_PASSWORD"):
        raise ConfigError("MAIL_TLS is none; a password is never sent without it.")
    if (host and not environment.get("MAIL_FROM")) or not SENDER.fullmatch(sender):
        raise ConfigError("MAIL_FROM must be the address that messages come from, such as directory@example.org.")
    user, password = environment.get("MAIL_USER", ""), environment.get("MAIL_PASSWORD", "")
    return MailSettings(host=host, port=int(port), user=user, password=password, sender=sender, tls=tls)


def _listed(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in environment.get(name, "").split(",") if part.strip())
