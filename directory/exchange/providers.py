"""Providers as files. A website that is kept from the public is in no file, and stays when a file that leaves it empty is read."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from directory.access import Actor
from directory.catalogue import queries as catalogue
from directory.catalogue.models import Organisation
from directory.cells import NAME, Column, Holds, Values, read_all
from directory.exchange.planning import Change, Kind, Refused, compared, differing, no_slug, not_a_slug
from directory.review import providers
from directory.review import queries as review
from directory.review.diff import Names
from directory.review.providers import Taken, values_of
from directory.tables import Given, Shape

COLUMNS = (
    Column("slug", "The name in its address"),
    Column("name", "Name", most=NAME),
    Column("kind", "Kind of provider", most=40),
    Column("aliases", "Other names", Holds.LIST),
    Column("website", "Its own website", most=300),
    Column("about", "What it is", Holds.PROSE),
)
BLANK: Values = {"name": None, "kind": None, "website": None, "about": None, "aliases": []}


def public(provider: Organisation) -> Values:
    """What a provider says to everybody."""
    return {"slug": provider.slug, **values_of(provider), "website": provider.public_website}


def judge() -> Callable[[Given], Change[Taken]]:
    """What says of a line what it would change in the providers as they are."""
    known = {provider.slug: provider for provider in review.every_provider()}
    return partial(change, known=known, kinds=catalogue.provider_kinds(), withheld=catalogue.withheld_keys())


def change(given: Given, *, known: Mapping[str, Organisation], kinds: Collection[str], withheld: Collection[str]) -> Change[Taken]:
    """What this line would change; Refused with every reason."""
    said, wrong = read_all(COLUMNS, given.cells)
    slug = said.pop("slug", None) or ""
    if not_a_slug(slug):
        wrong.append(no_slug(slug))
    provider = known.get(slug)
    before, shown = (values_of(provider), public(provider)) if provider else (None, BLANK)
    changed = differing(COLUMNS, shown if provider else None, said)
    values = {**(before or BLANK), **changed}
    if (changed or not provider) and not wrong:
        wrong += providers.faults(values, before, kinds=kinds, withheld=withheld)
    if wrong:
        raise Refused(*wrong)
    rows = compared(COLUMNS, shown, changed, Names({}, {}))
    return Change(given.line, str(values["name"]), slug, [slug], provider is None, rows, Taken(slug, before, values))


def _entries() -> Iterable[Values]:
    return map(public, review.every_provider())


def _take_over(taken: Sequence[Taken], source: str, by: Actor, at: datetime) -> int:
    return providers.take_over(providers=taken, by=by, at=at)


KIND = Kind(
    slug="providers",
    page="exchange/providers.html",
    heading="Providers",
    shape=Shape("provider", "providers", COLUMNS, ["slug"]),
    rows=_entries,
    entries=_entries,
    judge=judge,
    take_over=_take_over,
    then="Their pages and listings show it at once, and search finds them by it. From then on the seed files leave these providers alone.",
    # A provider's name and web address stand on every one of its listings, so they change as those do.
    reviewed=True,
    facts=lambda: {"kinds": catalogue.provider_kinds()},
)
