"""What every page needs and no domain owns: template loaders, built styles and script, the name of the place, links to contacts."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import yaml
from flask import Flask, current_app
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from directory import urgent_help, yaml_file

CHECKOUT = Path(__file__).resolve().parent.parent
BUILT = CHECKOUT / "directory" / "static" / "built"
TEMPLATES = CHECKOUT / "templates"
KITS = ("govuk_frontend_jinja", "govuk_frontend_wtf")
NAVIGATION = (
    ("Search services", "/services"), ("Needs", "/needs"), ("Pathways", "/pathways"), ("Networks and training", "/gatherings"),
    ("Shortlist", "/shortlist"),
)  # fmt: skip
FOOTER = (("How good the data is", "/data-quality"), ("Accessibility", "/accessibility"), ("Privacy", "/privacy"), ("Sign in", "/sign-in"))
DESKS = (("Your services", "/desk"), ("Editors’ desk", "/editor"))
DESK_FOOTER = (*FOOTER[:-1], ("Your account", "/desk/account"))
DATE = re.compile(r"(?P<year>[12]\d{3})-(?P<month>\d\d)(?:-(?P<day>\d\d))?", re.ASCII)
EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.ASCII | re.IGNORECASE)


class PageKitError(SystemExit):
    """The styles are not built, or the name of the place is not known: the start is refused with one sentence."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One built file: its address and the digest that the browser holds it to."""

    href: str
    integrity: str


@dataclass(frozen=True, slots=True)
class Locality:
    """What another district changes: the name of the product, the place, and who hears of problems (None: not known yet)."""

    name: str
    place: str
    problems_to: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the navigation."""

    text: str
    href: str


def init_app(app: Flask) -> None:
    """Set the templates up. Refuses the start if the styles, the locality or the urgent help cannot be read."""
    config = app.config["DIRECTORY"]
    kits = {name: PackageLoader(name) for name in KITS}
    app.jinja_loader = ChoiceLoader([FileSystemLoader(TEMPLATES), PrefixLoader(kits)])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        assets=built_assets(BUILT, f"{app.static_url_path}/built/"),
        site_address=config.base_url,
        locality=locality(config.seed_data / "locality.yaml"),
        navigation=lambda path="": served(app, (*NAVIGATION, *desk_of(path))),
        footer_links=lambda path="": served(app, DESK_FOOTER if desk_of(path) else FOOTER),
        contact_href=contact_href,
        with_shortlist=lambda href: href,
    )
    app.jinja_env.filters["as_known"] = as_known
    WTFormsHelpers(app)
    urgent_help.init_app(app, config.seed_data / urgent_help.FILE, config.instance)


def built_assets(folder: Path, prefix: str) -> dict[str, Asset]:
    """The built files by their plain names, such as app.css."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise PageKitError("The styles of the pages are not built. Run: npm ci && npm run build") from error
    return {name: Asset(prefix + built["name"], built["integrity"]) for name, built in manifest.items()}


def locality(path: Path) -> Locality:
    """The names from the locality file."""
    try:
        content: dict[str, Any] = yaml_file.read(path)
        return Locality(content["name"], content["place"], content["problems_to"])
    except (OSError, KeyError, TypeError, yaml.YAMLError) as error:
        raise PageKitError(f"{path.name} must give name, place and problems_to (null where it is not known).") from error


def desk_of(path: str) -> list[tuple[str, str]]:
    """The link to the desk that this address is part of. Public pages are the same for everybody, so they link to none."""
    return [(text, href) for text, href in DESKS if path == href or path.startswith(href + "/")]


def served(app: Flask, links: Iterable[tuple[str, str]]) -> list[Place]:
    """The links that this application has a page for."""
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    return [Place(text, href) for text, href in links if href in rules]


def as_known(dated: str) -> str:
    """A date of which we may know only the month, as a reader says it: 2024-03 is March 2024. Other words stay as they are."""
    found = DATE.fullmatch(dated)
    if not found:
        return dated
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
    except ValueError:
        return dated
    return f"{day.day} {day:%B %Y}" if found["day"] else f"{day:%B %Y}"


def contact_href(kind: str, value: str) -> str | None:
    """The link for a contact as it was written, or None where it is not one that may safely be followed."""
    value = value.strip()
    match kind:
        case "phone" | "text":
            digits = re.sub(r"[\s()-]", "", value)
            scheme = "tel" if kind == "phone" else "sms"
            return f"{scheme}:{digits}" if re.fullmatch(r"\+?[0-9]{3,15}", digits) else None
        case "email":
            return f"mailto:{quote(value, safe='@+')}" if EMAIL.fullmatch(value) else None
        case "website":
            return _web_href(value)
    return None


def _web_href(value: str) -> str | None:
    """An https or http address with a plain host; a bare `lancashire.gov.uk/...` is taken to be https."""
    if re.search(r"[\s\x00-\x1f\\]", value):
        return None
    address = value if "://" in value else f"https://{value}"
    try:
        parts = urlsplit(address)
        safe = parts.scheme in ("http", "https") and not parts.username and parts.port in (None, 80, 443)
    except ValueError:
        return None
    return address if safe and HOST.fullmatch(parts.hostname or "") else None


def error_page(*, status: int, title: str, sentence: str, next_steps: Iterable[str] = ()) -> str:
    """The page for anything that went wrong. It reads nothing but memory: no request, no session, no database."""
    template = current_app.jinja_env.get_template("errors/error.html")
    return template.render(status=status, heading=title, sentence=sentence, next_steps=list(next_steps))
