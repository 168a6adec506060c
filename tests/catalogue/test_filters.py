"""Filters against brute force over the database: any of the values within a facet, all facets at once, and what each choice would leave."""

import itertools
import random

import pytest

from directory.catalogue import queries
from directory.catalogue.documents import PHASE_AGES, facets_of
from directory.catalogue.search import FACETS
from directory.vocabulary import Audience, Kind, Level, Phase, Referrer

HOME = {"chorley", "south-ribble"}
VALUES = {
    "need": ["ebsa", "anxiety", "low-mood", "self-harm", "sleep", "staff-training"],
    "level": list(Level),
    "phase": list(Phase),
    "district": ["chorley", "south-ribble", "fylde", "preston"],
    "referrer": list(Referrer),
    "audience": list(Audience),
    "kind": list(Kind),
}


def combinations():
    """Each facet alone with two values, and a fixed handful of mixtures."""
    chance = random.Random(7)
    alone = [{facet: [str(value) for value in values[:2]]} for facet, values in VALUES.items()]
    mixed = [
        {facet: sorted(map(str, chance.sample(VALUES[facet], chance.randint(1, 3)))) for facet in chance.sample(list(VALUES), 3)}
        for _ in range(12)
    ]
    return [*alone, *mixed]


@pytest.fixture
def catalogue(session):
    """The slug of each listed service with every value it may have, and its ages."""
    districts = frozenset(queries.district_names())
    return {each.slug: (facets_of(each, districts), each.age_min, each.age_max) for each in queries.all_listed()}


def passing(catalogue, chosen, leave_out=None, age=None):
    """Slugs that hold any chosen value of each facet; the home districts stand in for a district that was not chosen."""
    wanted = {facet: set(values) for facet, values in chosen.items() if facet != leave_out}
    if "district" not in chosen:
        wanted["district"] = HOME
    ages = {slug for slug, (_, low, high) in catalogue.items() if age is None or (low or 0) <= age <= (999 if high is None else high)}
    return {slug for slug in ages if all(wanted[facet] & catalogue[slug][0][facet] for facet in wanted)}


def found(client, chosen, **more):
    """Slugs over all pages, and the first page's counts."""
    query = [(facet, value) for facet, values in chosen.items() for value in values] + list(more.items())
    first = client.get("/services.json", query_string=query).json
    pages = [client.get("/services.json", query_string=[*query, ("page", page)]).json for page in range(1, first["pages"] + 1)]
    return [result["slug"] for page in pages for result in page["results"]], first


@pytest.mark.parametrize("chosen", combinations(), ids=lambda chosen: "+".join(f"{facet}={','.join(chosen[facet])}" for facet in chosen))
def test_any_value_within_a_facet_and_all_facets_at_once(client, catalogue, chosen):
    slugs, first = found(client, chosen)
    assert len(slugs) == len(set(slugs)) == first["total"]
    assert set(slugs) == passing(catalogue, chosen)


@pytest.mark.parametrize("chosen", combinations()[::3], ids=lambda chosen: "+".join(chosen))
def test_each_count_is_what_choosing_it_would_leave(client, catalogue, chosen):
    _, first = found(client, chosen)
    for facet in set(FACETS) - {"district"}:
        others = passing(catalogue, chosen, leave_out=facet)
        brute = {value: sum(value in catalogue[slug][0][facet] for slug in others) for value in map(str, VALUES[facet])}
        assert {value: first["facets"][facet].get(value, 0) for value in brute} == brute


@pytest.mark.parametrize("age", [0, 4, 5, 11, 16, 17, 18, 25])
def test_an_age_leaves_only_services_that_may_take_it(client, catalogue, age):
    slugs, _ = found(client, {}, age=age)
    phases = {phase for phase, (first, last) in PHASE_AGES.items() if first <= age <= last}
    assert set(slugs) == {slug for slug in passing(catalogue, {}, age=age) if phases & catalogue[slug][0]["phase"]}


@pytest.mark.parametrize("facet", FACETS)
def test_a_value_that_is_none_of_the_choices_is_left_out(client, facet):
    everything = client.get("/services.json").json
    for value in ("", "no-such-value", "' OR 1=1 --", "EBSA", "\x00", "💥"):
        answer = client.get("/services.json", query_string={facet: value})
        assert answer.status_code == 200
        assert answer.json["total"] == everything["total"]


def test_an_unknown_value_beside_a_known_one_changes_nothing(client):
    known = client.get("/services.json?level=crisis").json
    assert client.get("/services.json?level=crisis&level=unheard-of&colour=blue").json["results"] == known["results"]


def test_a_service_whose_facts_are_not_stated_is_never_filtered_out_by_them(client, catalogue):
    unstated = {each.slug for each in queries.all_listed() if each.who_can_refer is None and each.coverage != "districts"}
    for referrer in map(str, itertools.islice(Referrer, 3)):
        assert unstated <= set(found(client, {"referrer": [referrer]})[0])
