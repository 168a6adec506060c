"""The audit of what is published holds, and sees each fault that it is there to see."""

from dataclasses import replace

import pytest

from directory.config import CHECKOUT
from directory.pathways import audit, auditing, urgency
from directory.pathways.recommend import Catalogue
from directory.pathways.weak_spots import Weakness
from directory.vocabulary import ListingStatus, Phase, Standing
from tests.pathways.making import DISTRICTS, HOME, pathway, service

COMMON = urgency.load(CHECKOUT / "seed_data")
# Only what the pathway says is looked at, not what the shared pages point to.
BARE = replace(COMMON, flags=tuple(replace(flag, pathway=None, services=()) for flag in COMMON.flags))


def audited(*services, found=None, needs=frozenset({"anxiety"})):
    known = {each.slug: each for each in services}
    catalogue = Catalogue(known, needs, DISTRICTS, HOME, lambda _: Standing.CONFIRMED)
    return audit.walk_all([found or pathway()], BARE, catalogue)


@pytest.mark.one_database
def test_every_published_pathway_holds_for_every_answer_and_every_school(session):
    report = auditing.report()
    assert report.failures == []
    assert report.pathways == 34 and report.paths > 50_000 and report.plans > 10_000
    assert f"{report.paths} paths" in auditing.table(report)


def test_a_whole_pathway_passes_and_its_size_is_counted():
    report = audited(service())
    ways, schools, outcomes = 4 * 3, 5 * 4 * 3, 3
    assert (report.failures, report.paths, report.plans) == ([], ways * schools, outcomes * schools)


def test_a_plan_with_nobody_to_ask_is_a_failure():
    report = audited(service(phases=[Phase.PRIMARY]))
    assert "anxiety: first: secondary, chorley, listed: nobody to ask" in report.failures


def test_a_service_that_is_not_there_is_a_failure():
    named = replace(pathway().stages[0].asks[0], services=("gone",), select=None)
    broken = replace(pathway(), stages=(replace(pathway().stages[0], asks=(named,)), *pathway().stages[1:]))
    assert "anxiety: first: there is no service gone" in audited(service(), found=broken).failures


def test_what_the_rules_recommend_and_the_independent_check_refuses_is_a_failure(monkeypatch):
    monkeypatch.setattr(audit.check, "refusals", lambda found, **school: ["is not for this school"])
    assert (
        "anxiety: first: any phase, any district, listed: helper is recommended, but is not for this school" in audited(service()).failures
    )


def test_a_pause_that_leaves_nobody_is_seen_at_once():
    ended = service(status=ListingStatus.POSSIBLY_ENDED)
    assert any("nobody to ask" in failure for failure in audited(ended).failures)


def test_a_need_without_a_pathway_is_a_failure():
    assert "need sleep: leads to no pathway" in audited(service(), needs=frozenset({"anxiety", "sleep"})).failures


def test_a_pathway_that_does_not_ask_about_danger_first_is_a_failure(monkeypatch):
    monkeypatch.setattr(audit.Walk, "urgency_is_asked", property(lambda walk: True))
    assert any("urgency is not first" in failure for failure in audited(service()).failures)


def test_what_only_holds_just_is_listed_for_the_editors():
    report = audited(service(status=ListingStatus.CHECK))
    assert ("anxiety", "first", Weakness.CHECK) in [(spot.pathway, spot.stage, spot.weakness) for spot in report.weak]


@pytest.mark.one_database
def test_the_command_prints_the_size_and_the_weak_spots(app):
    ran = app.test_cli_runner().invoke(args=["pathways", "check"])
    assert ran.exit_code == 0 and ran.output.startswith("Walked 34 pathways:") and "Weak spots" in ran.output
    assert "  Panic attacks, targeted, every phase, Chorley and South Ribble: nothing has ever been confirmed\n" in ran.output
