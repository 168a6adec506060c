"""Districts and places: changed in short forms, settled by one editor, and followed by search, grid, map and index, in every process."""

import copy
from datetime import UTC, datetime

import pytest
import yaml
from sqlalchemy import select

from directory.accounts.models import AuditEntry
from directory.catalogue import finder, queries
from directory.catalogue.models import District, IndexChange, Outcode, Place, Service
from directory.config import current
from directory.db import db
from directory.kept import FOLDER
from directory.settled import districts, operations
from directory.settled import queries as settled
from directory.settled.errors import CannotBe
from directory.settled.models import Matter
from directory.vocabulary import Coverage
from tests.databases import app_in, close
from tests.markup import assert_sound, main, parsed, text
from tests.partners.pages import fill, form_on, send
from tests.people import csrf, editor, post, sign_in_as
from tests.settled.test_settled import settle, the_proposal

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
FORMS = "/editor/settled/places"
NEW = {
    "name": "Ribble Valley", "tile_x": "3", "tile_y": "1", "ons": "e07000124", "places": "Clitheroe\r\nWhalley\r\nGreat Mitton",
    "outcodes": "bb7\r\nPR3", "note": "Schools there ask us too.",
}  # fmt: skip


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


def change(client, slug, **boxes):
    """Open the form of a district, change some boxes and propose it."""
    return fill(client, f"{FORMS}/{slug}", "Propose this", **{"note": "As agreed.", **boxes})


def settled_change(app, client, slug, **boxes):
    assert change(client, slug, **boxes).status_code == 303
    assert settle(app, client).status_code == 303


def add(app, client, **boxes):
    assert post(client, FORMS, NEW | boxes).status_code == 303
    assert settle(app, client).status_code == 303


def context(client, words):
    return client.get("/services.json", query_string={"q": words}).json["understood"]["context"]


def district(app, slug):
    with app.app_context():
        found = db.session.get(District, slug)
        return found and (found.name, found.home, found.tile_x, found.tile_y, found.ons)


def reach(app):
    """How many public listings reach a district that none of them names."""
    with app.app_context():
        wide = select(Service).where(Service.visible(), Service.coverage != Coverage.DISTRICTS)
        return len(db.session.scalars(wide).all())


def test_a_new_district_is_known_everywhere_as_soon_as_it_is_settled(app, chief, client):
    assert context(client, "year 9 in clitheroe")["district"] is None
    client.get("/services.json?district=chorley")
    assert post(chief, FORMS, NEW).status_code == 303
    waiting = text(main(parsed(chief.get("/editor/settled").text)))
    assert "A new district, Name: nothing becomes “Ribble Valley” A new district, Column on the map: nothing becomes “3”" in waiting
    assert "A new district, Places in it: nothing becomes “Clitheroe”, “Whalley”, “Great Mitton”" in waiting
    assert district(app, "ribble-valley") is None and context(client, "year 9 in clitheroe")["district"] is None
    assert settle(app, chief).status_code == 303
    assert district(app, "ribble-valley") == ("Ribble Valley", False, 2, 0, "E07000124")
    assert context(client, "year 9 in clitheroe")["district"] == "ribble-valley"
    assert context(client, "anxious, ribble valley")["district"] == "ribble-valley"
    assert context(client, "anxious bb7 2ab")["district"] == "ribble-valley"
    assert client.get("/services.json?district=ribble-valley").json["total"] == reach(app)
    page = chief.get("/editor/coverage?district=ribble-valley").text
    assert 'data-district="ribble-valley"' in page and 'value="ribble-valley" selected' in page
    with app.app_context():
        assert db.session.scalars(select(IndexChange)).all() == [], "the index has followed"
        assert (current().instance / FOLDER / "places.yaml").read_text(encoding="utf-8") == settled.in_force(Matter.PLACES)
        verbs = [entry.verb for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
        assert verbs[-2:] == ["proposed: districts and places", "settled: districts and places"]


@pytest.mark.one_database
def test_the_map_and_the_locality_follow(app, chief):
    add(app, chief, home="y")
    page = main(parsed(chief.get("/editor/coverage").text))
    assert [text(row.find("th")) for row in page.iter("tr") if row.get("data-district")][:3] == ["Chorley", "Ribble Valley", "South Ribble"]
    with app.app_context():
        assert "ribble-valley" in queries.home_districts()
    settled_change(app, chief, "ribble-valley", home=[])
    assert "Ribble Valley (outside the locality)" in chief.get("/editor/coverage").text


def test_seeding_keeps_what_was_settled_also_on_a_new_machine(app, chief, tmp_path):
    add(app, chief)
    settled_change(app, chief, "chorley", name="Chorley Borough")

    def keeps(machine, *command):
        ran = machine.test_cli_runner().invoke(args=command)
        assert ran.exit_code == 0 and "The catalogue is as the files say." in ran.output, ran.output
        assert district(machine, "ribble-valley") and district(machine, "chorley")[0] == "Chorley Borough"

    keeps(app, "seed")
    with app.app_context():
        (current().instance / FOLDER / "places.yaml").unlink()
        url = db.engine.url.render_as_string(hide_password=False)
    keeps(app, "seed")
    other = app_in(tmp_path / "new-machine", url)
    keeps(other, "set-up")
    assert (tmp_path / "new-machine" / FOLDER / "places.yaml").exists()
    assert context(other.test_client(), "year 9 in clitheroe")["district"] == "ribble-valley"
    close(other)


@pytest.mark.one_database
def test_every_process_follows_at_its_next_request(app, chief):
    with app.app_context():
        instance, url = current().instance, db.engine.url.render_as_string(hide_password=False)
    other = app_in(instance, url)
    asked = other.test_client()
    assert context(asked, "year 9 in clitheroe")["district"] is None
    add(app, chief)
    assert context(asked, "year 9 in clitheroe")["district"] == "ribble-valley"
    assert asked.get("/services.json?district=ribble-valley").json["total"] == reach(app)
    close(other)


@pytest.mark.one_database
def test_only_a_new_district_has_listings_indexed_again(app, chief, monkeypatch):
    monkeypatch.setattr("directory.settled.views.indexing.follow", lambda index: None)
    settled_change(app, chief, "chorley", places="Chorley\nClitheroe")
    with app.app_context():
        assert db.session.scalars(select(IndexChange)).all() == []
    add(app, chief, outcodes="")
    with app.app_context():
        pending = set(db.session.scalars(select(IndexChange.service_id)))
        assert pending == set(db.session.scalars(select(Service.id).where(Service.coverage != Coverage.DISTRICTS)))


def test_a_place_in_two_districts_is_asked_about_and_one_that_is_taken_out_is_forgotten(app, chief, client):
    add(app, chief)
    with app.app_context():
        boxes = districts.shown(settled.content(Matter.PLACES), "chorley")
    settled_change(app, chief, "chorley", places=boxes["places"].replace("Adlington", "Clitheroe"))
    assert "Chorley, Places in it: “Adlington” becomes “Clitheroe”" in text(main(parsed(chief.get("/editor/settled").text)))
    assert context(client, "year 9 in clitheroe")["district"] is None
    page = client.get("/services?q=year+9+in+clitheroe").text
    assert "district=chorley" in page and "district=ribble-valley" in page
    assert context(client, "year 9 in adlington")["district"] is None
    with app.app_context():
        assert db.session.get(Place, "Adlington") is None and db.session.get(Place, "Clitheroe").districts == ["chorley", "ribble-valley"]


@pytest.mark.one_database
def test_a_district_that_is_called_like_a_place_in_another_is_asked_about(app, chief, client):
    add(app, chief, name="Leyland")
    assert context(client, "year 9 in leyland")["district"] is None
    page = client.get("/services?q=year+9+in+leyland").text
    assert "district=leyland" in page and "district=south-ribble" in page


def test_a_postcode_district_stays_with_the_others_that_it_reaches_into(app, chief):
    settled_change(app, chief, "west-lancashire", outcodes="PR4\nPR9\nL39\nWN8")
    with app.app_context():
        assert db.session.get(Outcode, "L40").districts == ["chorley"]
        assert db.session.get(Outcode, "WN6") is None
        assert db.session.get(Outcode, "PR4").districts == ["south-ribble", "west-lancashire", "preston"]


@pytest.mark.one_database
def test_every_district_has_a_form_and_saved_as_it_is_it_changes_nothing(app, chief):
    overview = main(parsed(chief.get("/editor/settled").text))
    assert "Chorley: 28 places and 7 postcode districts" in text(overview)
    assert "Fylde: no places and no postcode districts, outside the locality, not on the map" in text(overview)
    with app.app_context():
        slugs = list(db.session.scalars(select(District.slug)))
    for slug in slugs:
        assert_sound(parsed(chief.get(f"{FORMS}/{slug}").text))
        same = change(chief, slug)
        assert same.status_code == 422 and "Nothing is different" in same.text, slug
    assert "cannot be taken out again, because listings and schools name it" in text(parsed(chief.get(FORMS).text))


@pytest.mark.parametrize(
    ("boxes", "status", "said"),
    [
        ({"name": ""}, 400, "Give the name of the district"),
        ({"name": "Chorley"}, 422, "Two districts are called Chorley"),
        ({"name": "Overdose"}, 422, "“Overdose” already means something else to search"),
        ({"name": "!!!"}, 400, "Write the name in letters and figures"),
        ({"tile_x": ""}, 422, "Ribble Valley: give both the column and the row on the map, or neither"),
        ({"tile_x": "2", "tile_y": "2"}, 422, "Chorley and Ribble Valley are in the same place on the map"),
        ({"tile_x": "0"}, 400, "Between 1 and 12"),
        ({"tile_x": "left"}, 400, "Write a whole number in figures"),
        ({"ons": "Lancashire"}, 400, "That is 9 letters at most"),
        ({"ons": "E0700012"}, 400, "Write the code like E07000118"),
        ({"outcodes": "BB7 2AB"}, 400, "“BB7 2AB” is not a postcode district"),
        ({"outcodes": "ＢＢ７"}, 400, "is not a postcode district"),
        ({"places": "Kept words\n<script>alert(1)</script>"}, 400, "is not the name of a place"),
        ({"places": "Kept words\n" + "x" * 81}, 400, "is not the name of a place"),
        ({"places": "Kept words\n" + "\n".join(f"Place {n}" for n in range(301))}, 400, "more than 300 lines"),
        ({"places": "Kept words\nclayton le woods"}, 422, "Clayton-le-Woods and clayton le woods are one name"),
        ({"places": "Kept words\nCutting"}, 422, "“Cutting” already means something else to search"),
        ({"outcodes": "YR9"}, 422, "“YR9” already means something else to search"),
        ({"note": ""}, 400, "Say why"),
    ],
)  # fmt: skip
@pytest.mark.one_database
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_lost(chief, boxes, status, said):
    answer = post(chief, FORMS, NEW | {"places": "Kept words"} | boxes)
    assert (answer.status_code, said in text(parsed(answer.text))) == (status, True)
    assert "Kept words" in answer.text
    assert_sound(parsed(answer.text))


@pytest.mark.one_database
def test_this_directory_is_always_for_some_district(app, chief):
    settled_change(app, chief, "chorley", home=[])
    alone = change(chief, "south-ribble", home=[])
    assert alone.status_code == 422 and "At least one must be" in text(parsed(alone.text))


@pytest.mark.one_database
def test_a_district_is_never_taken_out(app):
    with app.app_context():
        content = copy.deepcopy(settled.content(Matter.PLACES))
        del content["districts"][-1]
        with pytest.raises(CannotBe, match=r"Lancaster\. It can be left outside the locality"):
            operations.propose(matter=Matter.PLACES, content=content, said="x", note="x", by=editor(), at=AT)
        for broken in ({}, {**content, "districts": 5}, {**content, "planets": []}, {**content, "places": {"nowhere": ["Here"]}}):
            with pytest.raises(CannotBe):
                operations.propose(matter=Matter.PLACES, content=broken, said="x", note="x", by=editor(), at=AT)


def test_a_second_new_district_of_a_name_that_is_written_alike_gets_an_address_of_its_own():
    content = {"districts": [{"slug": "st-helens", "name": "St Helens", "home": True}], "places": {}, "outcodes": {}}
    answers = {"name": "St. Helens", "home": False, "tile_x": None, "tile_y": None, "ons": "", "places": [], "outcodes": []}
    assert [each["slug"] for each in districts.with_district(content, "", answers)["districts"]] == ["st-helens", "st-helens-2"]


@pytest.mark.one_database
def test_a_settled_file_with_a_fault_refuses_the_seed_with_a_sentence(app, client):
    with app.app_context():
        path, before = current().instance / FOLDER / "places.yaml", queries.places()
        content = settled.content(Matter.PLACES)
    path.parent.mkdir(exist_ok=True)
    without = {**content, "districts": [each for each in content["districts"] if each["slug"] != "preston"]}
    for broken, said in (("districts: [", "places.yaml: cannot be read"), (yaml.safe_dump(without), "districts: 'preston' is not known")):
        path.write_text(broken, encoding="utf-8")
        ran = app.test_cli_runner().invoke(args=["seed"])
        assert ran.exit_code == 1 and "Nothing was changed" in ran.output and said in ran.output
    with app.app_context():
        assert queries.places() == before
    assert "0800 1111" in client.get("/urgent-help").text
    path.unlink()


@pytest.mark.one_database
def test_a_disk_that_cannot_be_written_does_not_keep_search_from_following(app, chief, client, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    assert post(chief, FORMS, NEW).status_code == 303
    monkeypatch.setattr(operations, "write", full)
    assert settle(app, chief).status_code == 503
    assert context(client, "year 9 in clitheroe")["district"] == "ribble-valley"
    assert client.get("/services.json?district=ribble-valley").json["total"] == reach(app)


@pytest.mark.parametrize("nasty", ["<b>Here</b>", "{{7*7}}", "=1+1", "Here\x00", "\u202eHere", "x" * 50_000, "'; DROP TABLE district; --"])
@pytest.mark.one_database
def test_8_any_words_are_only_words(app, chief, nasty):
    for box in ("name", "places", "outcodes", "ons", "note"):
        answer = post(chief, FORMS, NEW | {box: nasty})
        assert answer.status_code in (303, 400, 413, 422), box
        assert "<b>Here" not in answer.text and "\x00" not in answer.text and "\u202e" not in answer.text
        if answer.status_code == 303:
            page = chief.get("/editor/settled").text
            assert "<b>Here" not in page and "\x00" not in page and "\u202e" not in page
            post(chief, f"/editor/settled/{the_proposal(app)}/refuse")


@pytest.mark.one_database
def test_a_place_that_means_nothing_else_to_search_may_be_added(app):
    with app.app_context():
        means_more = finder.current().means_more_than_a_place
        assert [name for name in (*queries.places(), *queries.outcodes()) if means_more(name)] == []
        assert [name for name in ("Clitheroe", "Great Harwood", "BB7", "Self harm", "Suicide", "Primary") if means_more(name)] == [
            "Self harm", "Suicide", "Primary",
        ]  # fmt: skip


@pytest.mark.one_database
def test_a_box_that_was_never_sent_is_asked_for(chief):
    action, values = form_on(chief.get(f"{FORMS}/chorley").text, "Propose this")
    assert send(chief, action or f"{FORMS}/chorley", values, note="").status_code == 400
    assert chief.post(f"{FORMS}/chorley", data={"csrf_token": csrf(chief)}).status_code == 400
