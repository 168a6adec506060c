"""What goes live at once: confirming, pausing, resuming, today's waiting time. Dated, logged, and followed by every page that shows it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import inspect, select

from directory.accounts.models import AuditEntry, Mail
from directory.catalogue.models import Confirmation, Service
from directory.db import db
from directory.vocabulary import FactGroup, Strength
from tests.markup import main, parsed, text
from tests.partners.conftest import MINE
from tests.partners.pages import fill, form_on, send, sent
from tests.people import editor

PAGE = f"/desk/services/{MINE}"
TODAY = datetime.now(UTC).date()
STATED = [group for group in FactGroup if group != FactGroup.WAITING]  # No waiting time of this listing is known.


def row(app):
    with app.app_context():
        service = db.session.scalars(select(Service).where(Service.slug == MINE)).one()
        return {column.key: getattr(service, column.key) for column in inspect(Service).column_attrs}


def confirmed(app):
    with app.app_context():
        mine = select(Confirmation).join(Confirmation.service).where(Service.slug == MINE)
        return {each.fact_group: each.confirmed_on for each in db.session.scalars(mine)}


def press(client, group):
    return fill(client, PAGE, "All of this is still right", ("group", group))


def verbs(app):
    with app.app_context():
        return [entry.verb for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)) if entry.kind == "service"]


@pytest.mark.parametrize("group", STATED)
def test_one_press_confirms_one_group_and_changes_nothing_else(app, partner, group):
    before = row(app)
    assert press(partner, group.value).status_code == 303
    assert confirmed(app) == {group: TODAY}
    assert row(app) == before
    assert verbs(app) == ["confirmed"]


def test_one_press_confirms_everything_and_the_reader_sees_who_and_when(app, partner, school):
    before = row(app)
    assert "Not yet confirmed by the provider" in school.get(f"/services/{MINE}").text
    assert press(partner, "all").status_code == 303
    assert confirmed(app) == dict.fromkeys(STATED, TODAY)
    assert row(app) == before
    said = text(main(parsed(school.get(f"/services/{MINE}").text)))
    assert "Confirmed by the provider" in said and f"Contact details: confirmed by the provider on {TODAY.day} {TODAY:%B %Y}" in said
    assert "Nothing is due" in partner.get("/desk").text


def test_37_a_second_press_adds_nothing(app, partner):
    press(partner, "all")
    press(partner, "all")
    with app.app_context():
        assert len(db.session.scalars(select(Confirmation).join(Confirmation.service).where(Service.slug == MINE)).all()) == len(STATED)


@pytest.mark.parametrize("group", ["waiting", "all"])
def test_what_is_not_stated_is_not_confirmed_and_no_button_offers_it(app, partner, school, group):
    assert "Still right: Waiting time" not in text(main(parsed(partner.get(PAGE).text)))
    press(partner, group)
    assert FactGroup.WAITING not in confirmed(app)
    assert "Waiting time: confirmed" not in text(main(parsed(school.get(f"/services/{MINE}").text)))


def test_that_the_wait_is_not_known_confirms_no_wait(app, partner):
    fill(partner, PAGE, "We do not know", ("unknown", "1"))
    assert confirmed(app) == {} and row(app)["waiting_time"] is None


def test_what_has_changed_since_the_page_was_opened_is_not_confirmed(app, partner, chief):
    action, values = form_on(partner.get(PAGE).text, "All of this is still right")
    assert fill(chief, sent(partner, MINE, "about", summary="New words."), "Publish").status_code == 303
    answer = send(partner, action, values, ("group", "contact"))
    assert answer.status_code == 409 and "New words." in answer.text
    assert confirmed(app) == {}


def test_what_is_confirmed_comes_before_an_unconfirmed_equal(app, partner, school):
    from directory.catalogue import finder
    from search_index.query import Query

    press(partner, "all")
    with app.app_context():
        searcher = finder.current()._current().searcher
        mine = row(app)["id"]
        assert searcher.favours == {mine: finder.STANDING_WEIGHT["confirmed"]}
        plain, favoured = (finder.current().index.search(Query(concepts={"anxiety": 1.0}, favours=f)) for f in ({}, searcher.favours))
    gained = favoured.scores[favoured.ids.index(mine)] - plain.scores[plain.ids.index(mine)]
    assert gained == pytest.approx(0.5)
    assert favoured.ids.index(mine) <= plain.ids.index(mine)


def test_a_pause_is_public_at_once_and_search_and_pathways_follow(app, partner, school):
    with app.app_context():
        chief = editor(email="chief@example.org")
    assert fill(partner, PAGE, "Pause referrals").status_code == 303
    assert "Not taking referrals since" in school.get(f"/services/{MINE}").text
    assert row(app)["paused_on"] == TODAY
    assert recommended(school) is False
    with app.app_context():
        mails = [mail for mail in db.session.scalars(select(Mail)) if mail.to == chief.email]
        assert "takes no referrals from today" in mails[0].text
    assert fill(partner, PAGE, "Take referrals again").status_code == 303
    assert "Not taking referrals" not in school.get(f"/services/{MINE}").text
    assert recommended(school) is True
    assert verbs(app) == ["paused referrals", "resumed referrals"]


def recommended(school):
    """Whether the plan for an anxious Year 8 of a listed school in Chorley names the service."""
    answers = {"urgent": "none", "phase": "secondary", "district": "chorley", "listed": "yes", "impact": "most-days", "tried": "school"}
    plan = school.get("/pathways/anxiety/plan.json", query_string=answers).get_json()
    return MINE in [each["slug"] for each in plan["refer"]]


def test_a_paused_service_ranks_below_what_takes_referrals(app, partner, school):
    before = [each["slug"] for each in school.get("/services.json?q=low+mood+counselling").get_json()["results"]]
    fill(partner, PAGE, "Pause referrals")
    after = [each["slug"] for each in school.get("/services.json?q=low+mood+counselling").get_json()["results"]]
    assert before.index(MINE) < (after.index(MINE) if MINE in after else len(after))


def test_in_a_list_for_one_need_and_level_what_is_made_for_it_comes_first_and_what_is_paused_last(app, partner, school):
    fill(partner, PAGE, "Pause referrals")
    found = school.get("/services.json?need=low-mood&level=targeted").get_json()["results"]
    with app.app_context():
        rows = {each.slug: each for each in db.session.scalars(select(Service).where(Service.slug.in_([each["slug"] for each in found])))}
        main = [any(one.need.slug == "low-mood" and one.strength == Strength.MAIN for one in rows[each["slug"]].needs) for each in found]
    assert found[-1]["slug"] == MINE and main[0] and main[:-1] == sorted(main[:-1], reverse=True)


def test_pausing_twice_is_pausing_once(app, partner):
    action, values = form_on(partner.get(PAGE).text, "Pause referrals")
    for _ in range(2):
        assert partner.post(action, data=values).status_code == 303
    assert verbs(app) == ["paused referrals"]


@pytest.mark.parametrize(
    ("shortest", "longest", "words"),
    [("0", "", "No wait at present."), ("1", "", "About 1 week."), ("4", "6", "4 to 6 weeks."), ("6", "6", "About 6 weeks.")],
)
@pytest.mark.one_database
def test_todays_waiting_time_is_public_at_once_with_its_date(app, partner, school, shortest, longest, words):
    assert fill(partner, PAGE, "Show it to schools", shortest=shortest, longest=longest).status_code == 303
    said = text(main(parsed(school.get(f"/services/{MINE}").text)))
    assert f"{words} The provider said so on {TODAY.day} {TODAY:%B %Y}." in said
    assert confirmed(app) == {FactGroup.WAITING: TODAY}


@pytest.mark.parametrize("typed", ["", "six", "-1", "1e9", "999", "٣", "<b>"])
@pytest.mark.one_database
def test_30_a_waiting_time_that_is_no_number_of_weeks_comes_back_with_what_was_typed(app, partner, typed):
    answer = fill(partner, PAGE, "Show it to schools", shortest=typed)
    assert answer.status_code == 400
    assert row(app)["waiting_time"] is None and confirmed(app) == {}


def test_a_waiting_time_past_its_half_life_is_not_known_any_more_wherever_it_stood(app, partner, school):
    fill(partner, PAGE, "Show it to schools", shortest="6")
    pages = (f"/services/{MINE}", f"/services/{MINE}/prepare", f"/shortlist?service={MINE}")
    for path in pages:
        assert "About 6 weeks." in school.get(path).text
    with time_machine.travel(datetime.now(UTC) + timedelta(weeks=4, days=1), tick=True):
        for path in pages:
            assert "About 6 weeks." not in school.get(path).text
        assert "Ask how long the wait is" in school.get(f"/services/{MINE}").text


def test_nothing_that_goes_live_stands_in_the_way_of_a_change_under_review(app, partner, chief, school):
    review = sent(partner, MINE, "about", summary="New words.")
    fill(partner, PAGE, "Pause referrals")
    fill(partner, PAGE, "Show it to schools", shortest="6")
    press(partner, "all")
    assert fill(chief, review, "Publish").status_code == 303
    said = school.get(f"/services/{MINE}").text
    assert "New words." in said and "About 6 weeks." in said and "Not taking referrals since" in said


def test_what_a_provider_says_live_is_not_undone_by_the_seed_files(app, partner):
    from directory.catalogue import seeding

    fill(partner, PAGE, "Pause referrals")
    with app.app_context():
        seeding.seed(app.config["DIRECTORY"].seed_data)
    assert row(app)["paused_on"] == TODAY
