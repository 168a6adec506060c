"""Search when its index is missing, broken, busy or behind: still an answer, from the database, and said to be; then equal again."""

import shutil

import pytest

from directory.catalogue import finder, indexing, queries
from directory.catalogue.models import IndexChange, Service
from directory.db import db, transaction
from directory.vocabulary import ListingStatus
from search_index.folder import IndexBusy, IndexUnavailable
from search_index.index import Index
from tests.conftest import URGENT_NUMBERS
from tests.databases import app_in, close
from tests.markup import assert_sound, main, parsed, text

# Whoosh leaves a file open when it finds it damaged.
pytestmark = [pytest.mark.one_database, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]
AT_REST = "Search is not at its best just now."


def folder(app):
    return app.config["DIRECTORY"].search_index


def take_away(app):
    shutil.rmtree(folder(app))


def damage(app):
    for path in folder(app).rglob("*"):
        if path.is_file() and path.name not in ("current", "lock"):
            path.write_bytes(b"\x80\x04not an index")


def lose_the_pointer(app):
    (folder(app) / "current").write_text("build-that-never-was")


@pytest.fixture(params=[take_away, damage, lose_the_pointer], ids=lambda harm: harm.__name__)
def harmed(request, make_app):
    app = make_app()
    request.param(app)
    return app


def slugs(answer):
    return [result["slug"] for result in answer.json["results"]]


def catch_up(app):
    result = app.test_cli_runner().invoke(args=["search", "catch-up"])
    assert result.exit_code == 0, result.output


def equal(app):
    """Whether the index holds what the database says, and nothing else."""
    with app.app_context():
        wanted = {document.id: document.fingerprint() for document in indexing.documents_of(None)}
        assert db.session.query(IndexChange).count() == 0
        return dict(Index(folder(app)).fingerprints()) == wanted


def test_the_page_still_searches_and_says_that_it_is_not_at_its_best(harmed):
    client = harmed.test_client()
    answer = client.get("/services?q=wont+come+in+leyland")
    document = parsed(answer.text)
    assert_sound(document)
    assert answer.status_code == 200
    assert AT_REST in text(main(document))
    assert "Answers EBSA" in answer.text
    assert all(f'href="{number}"' in answer.text for number in URGENT_NUMBERS)


def test_danger_is_still_noticed(harmed):
    assert "app-urgent-panel" in harmed.test_client().get("/services?q=she+wants+to+die").text


def test_filters_still_hold_and_every_page_is_reached(harmed):
    client = harmed.test_client()
    first = client.get("/services.json?level=crisis&age=15").json
    assert first["total"] > 3
    assert all("crisis" in result["levels"] for result in first["results"])
    everything = [slug for page in (1, 2, 3, 4, 5) for slug in slugs(client.get(f"/services.json?page={page}"))]
    with harmed.app_context():
        assert sorted(everything) == sorted(service.slug for service in queries.all_listed())


def test_catching_up_makes_search_whole_again(harmed):
    catch_up(harmed)
    assert AT_REST not in harmed.test_client().get("/services?q=anxious").text
    assert equal(harmed)


def test_a_machine_with_no_index_gets_one_even_with_changes_waiting(harmed):
    change(harmed, "kooth", name="Kooth renamed")
    catch_up(harmed)
    assert equal(harmed)


def change(app, slug, **values):
    """As an editor does: the row and the note for the index in one transaction."""
    with app.app_context(), transaction() as session:
        service = session.query(Service).filter_by(slug=slug).one()
        for name, value in values.items():
            setattr(service, name, value)
        service.changed_at = queries.func.now()
        session.add(IndexChange(service_id=service.id, changed_at=queries.func.now()))


@pytest.mark.parametrize("values", [{"name": "Quokka club"}, {"status": ListingStatus.POSSIBLY_ENDED}, {"levels": ["crisis"]}])
def test_after_a_crash_between_database_and_index_the_next_start_makes_them_equal(make_app, values):
    app = make_app()
    change(app, "kooth", **values)
    assert not unchanged_since_crash(app)
    again = app_in(app.config["DIRECTORY"].instance, app.config["DIRECTORY"].database_url)
    with again.app_context():
        assert indexing.reconcile(finder.current().index) == 1
    assert equal(again)
    close(again)


def unchanged_since_crash(app):
    with app.app_context():
        wanted = {document.id: document.fingerprint() for document in indexing.documents_of(None)}
        return dict(Index(folder(app)).fingerprints()) == wanted


def test_a_stale_index_never_shows_what_is_no_longer_public(make_app):
    app = make_app()
    change(app, "kooth", status=ListingStatus.POSSIBLY_ENDED)
    client = app.test_client()
    assert "kooth" not in slugs(client.get("/services.json?q=kooth"))
    assert all(result["slug"] != "kooth" for page in range(1, 6) for result in client.get(f"/services.json?page={page}").json["results"])


def test_a_stale_index_never_shows_old_words(make_app):
    app = make_app()
    change(app, "kooth", summary="Quite new words.")
    assert "Quite new words." in app.test_client().get("/services?q=kooth").text


def test_what_changed_is_found_by_its_new_words_after_catching_up(make_app):
    app = make_app()
    change(app, "kooth", description="A club for wallabies.")
    with app.app_context():
        assert indexing.catch_up(finder.current().index) == 1
    assert slugs(app.test_client().get("/services.json?q=wallabies")) == ["kooth"]
    assert equal(app)


def test_when_another_process_writes_for_too_long_the_change_waits_for_the_next_time(make_app, monkeypatch):
    app = make_app()
    change(app, "kooth", name="Kooth renamed")
    with app.app_context():
        monkeypatch.setattr(Index, "update", busy)
        with pytest.raises(IndexBusy):
            indexing.catch_up(finder.current().index)
        monkeypatch.undo()
        assert indexing.catch_up(finder.current().index) == 1


def busy(*_, **__):
    raise IndexBusy("another process writes")


def test_an_index_that_breaks_while_the_page_is_made_is_no_fault(make_app, monkeypatch):
    app = make_app()

    def broken(*_):
        raise IndexUnavailable("gone meanwhile")

    monkeypatch.setattr(Index, "matched", broken)
    assert app.test_client().get("/services?q=makaton").status_code == 200


def test_with_the_database_gone_search_says_so_and_urgent_help_stays(make_app, tmp_path):
    app = make_app(DATABASE_URL=f"sqlite:///{tmp_path / 'gone' / 'directory.db'}", seeded=False)
    client = app.test_client()
    for address in ("/", "/services?q=anxious", "/services.json?q=anxious", "/needs", "/shortlist", "/data-quality"):
        answer = client.get(address)
        assert answer.status_code == 503, address
        assert answer.headers["Retry-After"]
    assert all(f'href="{number}"' in client.get("/services").text for number in URGENT_NUMBERS)
    for address in ("/urgent-help", "/accessibility", "/privacy"):
        assert client.get(address).status_code == 200
