"""Pathways and services for tests, each whole and small, changed by what the test is about."""

import copy

from directory.catalogue.models import Need, Service, ServiceNeed
from directory.pathways.document import Cited
from directory.pathways.reading import Reader
from directory.pathways.recommend import Case
from directory.vocabulary import Audience, Coverage, Kind, Level, ListingStatus, Phase, Referrer, Standing, Strength

SOURCES = {"S1": Cited("A council: a page", "2024-03")}
DISTRICTS = {"chorley": "Chorley", "south-ribble": "South Ribble", "wyre": "Wyre"}
HOME = frozenset({"chorley", "south-ribble"})


def statement(say="Do this.", **more):
    return {"say": say, **({"proposed": True} if "source" not in more else {}), **more}


def stage(id, level, **changes):
    return {
        "id": id, "name": id.title(), "level": level, "thrive": "getting-help", "apdr": "plan",
        "signs": [statement("A sign.")], "today": [statement("Listen.", source="S1")], "this_week": [statement("Plan.")],
        "evidence": [], "review": {"school_weeks": 4, "proposed": True}, "move_up": [statement("It gets worse.")],
        "ask": [{"group": "refer", "select": {"need": ["anxiety"]}, "why": statement("They help.")}],
        **changes,
    }  # fmt: skip


def content(**changes):
    """Two questions, three stages."""
    return {
        "slug": "anxiety", "name": "Anxiety", "needs": ["anxiety"], "about": "For a worried pupil.",
        "questions": [
            {"id": "impact", "ask": "How bad is it?", "dont_know_as": "some",
             "answers": [{"id": "little", "label": "A little"}, {"id": "some", "label": "Some"}, {"id": "much", "label": "Much"}]},
            {"id": "tried", "ask": "What was tried?", "dont_know_as": "nothing",
             "answers": [{"id": "nothing", "label": "Nothing"}, {"id": "plan", "label": "A plan"}]},
        ],
        "rules": [{"stage": "third", "when": {"impact": ["much"]}}, {"stage": "second", "when": {"impact": ["some"], "tried": ["plan"]}},
                  {"stage": "first"}],
        "stages": [stage("first", "universal"), stage("second", "targeted"), stage("third", "specialist")],
        **changes,
    }  # fmt: skip


def read(content, problems=None):
    """The pathway of this content; what is wrong with it goes into `problems`."""
    found = [] if problems is None else problems
    pathway = Reader("test.yaml", copy.deepcopy(content), SOURCES, found).pathway()
    assert problems is not None or found == []
    return pathway


def pathway(**changes):
    return read(content(**changes))


def service(slug="helper", need="anxiety", strength=Strength.MAIN, **changes):
    """A service that fits everybody, not kept in a database."""
    values = {
        "id": slug, "slug": slug, "name": slug.title(), "kind": Kind.PUPIL_SUPPORT, "levels": [Level.TARGETED],
        "audiences": [Audience.PUPIL], "phases": list(Phase), "coverage": Coverage.COUNTY, "districts": [],
        "who_can_refer": [Referrer.SCHOOL], "how_to_refer": "Ring.", "status": ListingStatus.CURRENT, "listed_schools_only": False,
        "needs": [ServiceNeed(need=Need(slug=need, name=need), strength=strength, position=0)],
        **changes,
    }  # fmt: skip
    return Service(**values)


def case(**changes):
    return Case(**{"districts": DISTRICTS, "home": HOME, "standing": lambda _: Standing.CONFIRMED, **changes})
