"""Weak spots: found by the rules that recommend, said in plain sentences, and gone as soon as the catalogue is better."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.models import Confirmation
from directory.freshness import operations
from directory.pathways import auditing, flow, plan, weakness
from directory.pathways.document import Group
from directory.pathways.recommend import Catalogue
from directory.pathways.weak_spots import Place, Weakness, WeakSpot, where, why, within
from directory.vocabulary import Coverage, FactGroup, Level, ListingStatus, Phase, Standing
from tests.markup import href, links, main, parsed, text
from tests.pathways.making import DISTRICTS, HOME, pathway, service, stage
from tests.people import editor, person, sign_in_as
from tests.review.listings import service as listing

MARCH = date(2026, 3, 9)
TRUSTED = {Standing.CONFIRMED, Standing.DUE}


def places(phases=tuple(Phase), districts=("chorley", "south-ribble"), listed=None):
    return frozenset(Place(phase, district, listed) for phase in phases for district in districts)


def spot(weakness=Weakness.UNCONFIRMED, stage="second", level=Level.TARGETED, last=MARCH, **where):
    return WeakSpot("anxiety", stage, level, weakness, places(**where), last)


PRIMARY = (Phase.PRIMARY,)
MIXED = places(PRIMARY, ["chorley"]) | places([Phase.SECONDARY, Phase.PRIMARY], ["south-ribble"])


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (spot(phases=PRIMARY, districts=["chorley"]), "Anxiety, targeted, primary, Chorley: nothing confirmed since March 2026"),
        (spot(last=None), "Anxiety, targeted, every phase, Chorley and South Ribble: nothing has ever been confirmed"),
        (
            replace(spot(), places=MIXED),
            "Anxiety, targeted, primary, Chorley; primary and secondary, South Ribble: nothing confirmed since March 2026",
        ),
        (spot(Weakness.NOBODY, last=None), "Anxiety, targeted, every phase, Chorley and South Ribble: nobody to refer to"),
        (
            spot(Weakness.NOBODY, "first", Level.UNIVERSAL, None, phases=PRIMARY, listed=False),
            "Anxiety, universal, primary, Chorley and South Ribble, schools that are not listed: nobody to ask",
        ),
        (
            replace(spot(Weakness.NOBODY, last=None), places=places(listed=False) | places(districts=["chorley"])),
            "Anxiety, targeted, every phase, Chorley; every phase, South Ribble, schools that are not listed: nobody to refer to",
        ),
        (
            spot(Weakness.CHECK, last=None, districts=["chorley"]),
            "Anxiety, targeted, every phase, Chorley: every service must be checked before it is used",
        ),
    ],
)
def test_a_weak_spot_is_said_in_one_plain_sentence(found, said):
    assert f"{where(found, pathway(), DISTRICTS)}: {why(found)}" == said


def test_a_stage_is_named_where_its_level_does_not_tell_which():
    two = pathway(stages=[stage("first", "universal"), stage("second", "targeted"), stage("third", "targeted")])
    assert where(spot(), two, DISTRICTS).startswith("Anxiety, targeted (Second), every phase")


def test_only_the_places_asked_for_are_named():
    assert within([spot()], None, None) == [spot()]
    assert within([spot()], "primary", "chorley") == [spot(phases=PRIMARY, districts=["chorley"])]
    assert within([spot(districts=["chorley"])], None, "south-ribble") == []


def confirmed(*days):
    return [Confirmation(fact_group=FactGroup.EXISTENCE, confirmed_on=day) for day in days]


def weak(*services, standing=lambda service: Standing.UNCONFIRMED, found=None):
    catalogue = Catalogue({each.slug: each for each in services}, frozenset(), DISTRICTS, HOME, standing)
    return weakness.weak_spots([found or pathway()], catalogue)


def of_second(spots):
    return [each for each in spots if each.stage == "second"]


def test_what_was_never_confirmed_is_one_spot_for_every_school():
    assert of_second(weak(service())) == [spot(last=None)]


def test_the_last_confirmation_of_anybody_who_is_recommended_counts():
    spots = weak(service(confirmations=confirmed(date(2025, 1, 6), MARCH)), service("other", confirmations=confirmed(date(2025, 6, 2))))
    assert of_second(spots) == [spot(last=MARCH)]


def test_it_is_judged_place_by_place():
    near = service(coverage=Coverage.DISTRICTS, districts=["chorley"], phases=[Phase.PRIMARY])
    spots = of_second(weak(service("county", confirmations=confirmed(MARCH)), near, standing=lambda each: standing_of(each, "helper")))
    assert spots == [replace(spot(), places=places() - places(PRIMARY, ["chorley"]))]


def standing_of(service, *trusted):
    return Standing.DUE if service.slug in trusted else Standing.UNCONFIRMED


def test_the_gravest_comes_first():
    only_primary = service("primary", status=ListingStatus.CHECK, phases=[Phase.PRIMARY])
    dated = service("secondary", phases=[Phase.SECONDARY, Phase.POST_16], confirmations=confirmed(MARCH))
    found = [(each.weakness, each.last) for each in of_second(weak(only_primary, dated))]
    assert found == [(Weakness.NOBODY, None), (Weakness.CHECK, None), (Weakness.UNCONFIRMED, None), (Weakness.UNCONFIRMED, MARCH)]


GROUPS = st.sampled_from(["consult", "refer", "parent"])
DAYS = st.none() | st.sampled_from([date(2025, 1, 6), date(2025, 1, 20), MARCH])


@st.composite
def services(draw, slug):
    coverage, day = draw(st.sampled_from([Coverage.DISTRICTS, Coverage.COUNTY])), draw(DAYS)
    return service(
        slug,
        need=draw(st.sampled_from(["anxiety", "sleep"])),
        coverage=coverage,
        districts=draw(st.lists(st.sampled_from(list(DISTRICTS)), min_size=1, unique=True)) if coverage == Coverage.DISTRICTS else [],
        phases=draw(st.none() | st.lists(st.sampled_from(list(Phase)), min_size=1, unique=True)),
        status=draw(st.sampled_from(list(ListingStatus))),
        paused_on=draw(st.none() | st.none() | st.just(MARCH)),
        listed_schools_only=draw(st.booleans()),
        confirmations=confirmed(day) if day else [],
    )


@given(st.tuples(*(services(slug) for slug in "abcd")), st.lists(GROUPS, min_size=1, max_size=3), st.sets(st.sampled_from("abcd")))
@settings(max_examples=60)
def test_it_finds_what_the_plans_themselves_show(some, groups, trusted):
    """Every plan of every school is made in full, as the pages make it, and looked at."""
    ways = [{"tried": ["plan"]}, {}, {"impact": ["much"]}]
    asks = [
        {"group": group, "select": {"need": ["anxiety"]}, "why": {"say": "They help.", "proposed": True}, "when": way}
        for group, way in zip(groups, ways, strict=False)
    ]
    named = {"group": "consult", "services": ["a"], "why": {"say": "First.", "proposed": True}, "when": {"tried": ["plan"]}}
    levels = [("first", "universal"), ("second", "targeted"), ("third", "specialist")]
    found = pathway(stages=[stage(id, level, ask=[*asks, named]) for id, level in levels])
    catalogue = Catalogue({each.slug: each for each in some}, frozenset(), DISTRICTS, HOME, lambda each: standing_of(each, *trusted))
    seen = {
        (each.stage, each.weakness, place): each.last and (each.last.year, each.last.month)
        for each in weakness.weak_spots([found], catalogue)
        for place in each.places
    }
    assert seen == {key: day and (day.year, day.month) for key, day in shown_by_plans(found, catalogue).items()}


def shown_by_plans(found, catalogue):
    """The worst of every plan, for schools on a list and not; (stage, weakness, place) to the day."""
    shown = {}
    for reached, answers in flow.every_outcome(found):
        asks = plan.asks_of(reached, answers)
        for phase, district in product(Phase, sorted(HOME)):
            helped = {listed: helpers(asks, catalogue, phase, district, listed) for listed in (None, False)}
            for kind, listed, day in weaknesses(reached, helped, catalogue):
                key = reached.id, kind, Place(phase, district, listed)
                shown[key] = day if key not in shown else min(day or date.min, shown[key] or date.min)
    return {key: None if day == date.min else day for key, day in shown.items()}


def helpers(asks, catalogue, *school):
    made = plan.recommend(asks, list(catalogue.services.values()), catalogue.case(*school))
    return [each for each in made if each.group in (Group.CONSULT, Group.REFER)]


def weaknesses(reached, helped, catalogue):
    wanted = {Group.CONSULT, Group.REFER} if reached.level == Level.UNIVERSAL else {Group.REFER}
    nobody = [listed for listed, found in helped.items() if not any(each.group in wanted for each in found)]
    if nobody:
        yield Weakness.NOBODY, nobody[0], None
    every = [each.service for each in helped[None]]
    if every and all(each.status != ListingStatus.CURRENT for each in every):
        yield Weakness.CHECK, None, None
    if every and not any(catalogue.standing(each) in TRUSTED for each in every):
        yield Weakness.UNCONFIRMED, None, max((said.confirmed_on for each in every for said in each.confirmations), default=None)


@pytest.mark.one_database
def test_what_is_shown_now_is_what_the_walk_finds(app):
    with app.app_context():
        assert auditing.weak_now() == auditing.latest().weak
        assert auditing.latest() is auditing.latest() and auditing.weak_now() is auditing.weak_now()


@pytest.mark.one_database
def test_a_stage_that_loses_its_only_services_stands_among_the_weak_spots(app):
    with app.app_context():
        chief = sign_in_as(app.test_client(), editor())
        before = auditing.latest()
    page = main(parsed(chief.get("/editor/weak-spots").text))
    said = text(page)
    assert "Every one holds." in said and f"{before.plans:,} plans" in said
    assert "Young carers, targeted, every phase, Chorley and South Ribble." in said
    assert said.index("Nobody to refer to") < said.index("Nothing has ever been confirmed") and said.count("has ever been confirmed") == 1
    assert href(page, "The pathway Young carers") == "/pathways/young-carers"
    assert ("Whom to ask about Young carers, targeted", "/editor/worklist?need=young-carers&level=targeted") in links(page)
    with app.app_context():
        operations.pause(service_id=listing("lancashire-young-carers").id, by=person("barnardos"), at=datetime.now(UTC))
        new = set(auditing.weak_now()) - set(before.weak)
    assert {(each.pathway, each.stage) for each in new} == {("young-carers", "targeted")}
    assert {each.weakness for each in new} >= {Weakness.NOBODY}


@pytest.mark.one_database
def test_the_page_can_be_narrowed_to_a_phase_and_a_district_that_there_are(app):
    with app.app_context():
        chief = sign_in_as(app.test_client(), editor())
    said = text(main(parsed(chief.get("/editor/weak-spots?phase=primary&district=chorley").text)))
    assert "Primary, Chorley Weak spots" in said and "Sleep, targeted, primary, Chorley." in said and "South Ribble" not in said
    for nonsense in ("phase=nonsense", "district=preston", "district=%00"):
        assert "every phase, Chorley and South Ribble" in text(main(parsed(chief.get(f"/editor/weak-spots?{nonsense}").text)))
