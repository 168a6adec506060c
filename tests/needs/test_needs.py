"""Editing a need: nothing is public before it is published, nothing unsound is, what changes is seen first, and the search follows."""

import time

import pytest

from directory.accounts.models import AuditEntry
from directory.catalogue import finder, indexing, judged, seeding
from directory.catalogue import queries as catalogue
from directory.catalogue.models import IndexChange, Need, NeedVersion
from directory.config import current
from directory.db import db
from directory.needs import comparing, content, judging, operations, queries
from directory.needs.errors import NeedMoved, NotReady
from tests.markup import main, parsed, text
from tests.needs.drafting import AT, FEW, begun, changed, published
from tests.needs.drafting import judged as judge
from tests.people import csrf, editor, sign_in_as

NEW_WORDING, SENTENCE = "zombie mode in registration", "he is in zombie mode in registration"


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


def understood(client, words):
    return [need["slug"] for need in client.get("/services.json", query_string={"q": words}).get_json()["understood"]["needs"]]


def send(client, path, **fields):
    return client.post(f"/editor/needs/{path}", data={**fields, "csrf_token": csrf(client)})


def said(answer):
    return text(main(parsed(answer.text)))


def eventually(holds):
    for _ in range(600):
        if holds():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.one_database
def test_every_need_as_it_stands_could_be_published_again(app):
    with app.app_context():
        for need, _ in queries.rows():
            said = queries.published(need.slug)
            assert said["strong"] and set(said) == {*content.FACTS, *content.STRENGTHS}
            draft = type("Draft", (), {"slug": need.slug, "content": said})
            assert queries.faults(draft) == [], need.slug


def test_a_new_wording_is_understood_once_it_is_published_and_not_before(app, client):
    with app.app_context():
        by = editor()
        assert understood(client, SENTENCE) == []
        begun(by)
        draft = judge(changed(by, strong=[*queries.published("sleep")["strong"], NEW_WORDING]))
        assert understood(client, SENTENCE) == []
        number = operations.publish(slug="sleep", stamp=draft.stamp, by=by, at=AT)
        assert number == 2
        assert eventually(lambda: understood(client, SENTENCE) == ["sleep"])
        assert understood(client, "cannot get off to sleep at night") == ["sleep"]
        assert [version.number for version in queries.versions("sleep")] == [2, 1]
        assert queries.draft("sleep") is None
        assert db.session.query(AuditEntry).filter_by(verb="published a need").one().details["number"] == 2


def test_a_process_that_starts_later_reads_what_was_published(app, make_app):
    with app.app_context():
        published(editor(), strong=[*queries.published("sleep")["strong"], NEW_WORDING])
        url = db.engine.url.render_as_string(hide_password=False)
    other = make_app(DATABASE_URL=url)
    assert understood(other.test_client(), SENTENCE) == ["sleep"]


def test_searches_go_on_with_the_old_words_while_the_new_are_learned(app, client, monkeypatch):
    understood(client, "x")
    with app.app_context():
        known = finder.current()
        held = known._learning
        published(editor(), strong=[*queries.published("sleep")["strong"], NEW_WORDING])
        assert held.acquire(blocking=False)
        assert understood(client, SENTENCE) == []
        held.release()
        assert eventually(lambda: understood(client, SENTENCE) == ["sleep"])


@pytest.mark.one_database
def test_wordings_that_can_no_longer_be_leave_the_search_as_it_was(app, client, caplog):
    with app.app_context():
        db.session.add(
            NeedVersion(id="x", slug="sleep", number=1, content=content.blank("Sleep") | {"strong": ["{gone} bed"]}, published_at=AT)
        )
        db.session.commit()
        assert understood(client, "cannot get off to sleep at night") == ["sleep"]
        assert "Published wordings cannot be used" in caplog.text


def test_a_new_name_is_read_by_schools_found_by_the_search_and_kept_from_the_seed(app, client):
    with app.app_context():
        number = published(editor(), "anxiety", name="Anxiety and unease", also_called=["all of a dither"])
        assert number == 2 and "Anxiety and unease" in client.get("/needs/anxiety").text
        assert db.session.query(IndexChange).count() > 0
        indexing.tend()
        assert db.session.query(IndexChange).count() == 0
        seeding.seed(current().seed_data)
        assert catalogue.need("anxiety").name == "Anxiety and unease"
        assert "Anxiety and unease" in client.get("/needs").text


def test_a_need_that_was_not_there_is_added_under_its_heading(app, client):
    with app.app_context():
        by = editor()
        slug = operations.begin_new(name="Allergies", by=by, at=AT)
        assert slug == "allergies" and client.get("/needs/allergies").status_code == 404
        values = {
            "plain": "A pupil must keep away from some foods.",
            "heading": "Friends, screens and life outside school",
            "strong": ["epipen", "nut allergy"],
        }
        draft = judge(changed(by, slug, **values))
        assert operations.publish(slug=slug, stamp=draft.stamp, by=by, at=AT) == 1
        assert "Allergies" in client.get("/needs/allergies").text
        assert eventually(lambda: understood(client, "he has a nut allergy") == ["allergies"])
        assert catalogue.all_needs()[-1].slug == "allergies"
        page = client.get("/needs").text
        assert page.index("Friends, screens") < page.index("Allergies") < page.index("Behaviour, learning")


@pytest.mark.one_database
def test_words_are_added_in_a_box_of_their_own_and_trying_says_which_wording_fits(app, chief):
    send(chief, "sleep/begin")
    with app.app_context():
        draft = queries.draft("sleep")
        before, stamp = draft.content["strong"], draft.stamp
    lists = {"strong": "\n".join(before), "weak": "", "excluded": ""}
    assert send(chief, "sleep/draft/words", stamp=stamp, add=f"{NEW_WORDING}\n{before[0]}", **lists).status_code == 303
    with app.app_context():
        assert queries.draft("sleep").content["strong"] == [*before, NEW_WORDING]
    tried = said(send(chief, "sleep/draft/try", sentences=SENTENCE))
    assert f"“{NEW_WORDING}” fits {NEW_WORDING} of Sleep (one is enough)" in tried
    assert "No wording fits" in said(send(chief, "sleep/draft/try", sentences="xyzzy"))


@pytest.mark.one_database
def test_a_draft_says_whether_schools_know_of_the_need(app, chief):
    send(chief, "sleep/begin")
    send(chief, "new", name="Allergies")
    assert "Schools read what is published" in said(chief.get("/editor/needs/sleep/draft"))
    assert "Schools and the search do not know of it yet." in said(chief.get("/editor/needs/allergies/draft"))


@pytest.mark.one_database
def test_new_words_that_may_do_harm_are_named_on_the_outline_before_publishing(app, chief):
    with app.app_context():
        by = editor()
        begun(by)
        assert "look at this again" not in said(chief.get("/editor/needs/sleep/draft"))
        changed(by, plain="A lazy pupil, born 01/02/2012.", strong=["naughty"])
    outline = said(chief.get("/editor/needs/sleep/draft"))
    assert "Please look at this again" in outline and "“lazy”" in outline and "date of birth" in outline


def test_two_needs_of_one_name_get_two_addresses(session):
    by = editor()
    assert [operations.begin_new(name=name, by=by, at=AT) for name in ("Sleep", "Sleep", "new")] == ["sleep-2", "sleep-3", "new-2"]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"name": ""}, "must have a name"),
        ({"plain": ""}, "in plain words"),
        ({"name": "Anxiety and worry"}, "called “Anxiety"),
        ({"related": ["gone"]}, "is not known"),
        ({"heading": "Gone"}, "no heading"),
        ({"plain": "Ring 01772 000000, or Somebody@withheld.example."}, "kept from the public"),
        ({"strong": [], "weak": []}, "at least one wording"),
        ({"strong": ["{gone} bed"]}, "names the word class"),
        ({"strong": ["wont sleep", "lies {wont"]}, "“One is enough”, line 2: “lies {wont” has a brace"),
        ({"not": ["wont} sleep"]}, "“Exceptions”, line 1"),
        ({"strong": ["tired?"]}, "has no word that must be there"),
        ({"strong": ["x" * 401]}, "longer than 400"),
        ({"weak": ["yawns"], "not": ["yawns"]}, "among the exceptions"),
        ({"strong": [f"word{number}" for number in range(2_001)]}, "more than 2000 lines"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.one_database
def test_what_is_not_sound_is_named_and_not_published(app, values, fault):
    with app.app_context():
        by = editor()
        contact = db.session.query(catalogue.Contact).first()
        contact.publish, contact.kind, contact.value = False, "email", "somebody@withheld.example"
        db.session.query(Need).filter_by(slug="anxiety").one().name = "Anxiety and worry"
        db.session.commit()
        begun(by)
        draft = judge(changed(by, **values))
        assert fault in " ".join(queries.faults(draft))
        with pytest.raises(NotReady, match=fault[:12]):
            operations.publish(slug="sleep", stamp=draft.stamp, by=by, at=AT)
        assert queries.versions("sleep") == []


def test_urgent_help_cannot_be_taken_from_a_need_of_danger(session):
    by = editor()
    begun(by, "self-harm")
    assert "urgent help must come first" in queries.faults(changed(by, "self-harm", safety=False))[0]


def test_nothing_is_published_before_the_judged_queries_were_read_with_it_as_it_is(session):
    by = editor()
    begun(by)
    draft = changed(by, weak=["yawny"])
    for attempt in ("never", "with an older draft"):
        with pytest.raises(NotReady, match="judged queries read first"):
            operations.publish(slug="sleep", stamp=draft.stamp, by=by, at=AT)
        if attempt == "never":
            judge(draft)
            draft = changed(by, weak=["yawny", "yawns"])


def test_what_would_hide_danger_is_never_published(session):
    by = editor()
    begun(by)
    draft = judge(changed(by, weak=["yawny"]), {**comparing.compared([], []), "lost": ["wants to die"]})
    with pytest.raises(NotReady, match="no longer see danger"):
        operations.publish(slug="sleep", stamp=draft.stamp, by=by, at=AT)


def test_a_draft_that_says_nothing_new_is_not_published(session):
    by = editor()
    with pytest.raises(NotReady, match="Nothing is different"):
        operations.publish(slug="sleep", stamp=judge(begun(by)).stamp, by=by, at=AT)


def test_36_of_two_who_save_the_same_draft_the_second_is_told(session):
    by = editor()
    stamp = begun(by).stamp
    operations.save(slug="sleep", stamp=stamp, values={"weak": ["one"]}, by=by, at=AT)
    with pytest.raises(NeedMoved):
        operations.save(slug="sleep", stamp=stamp, values={"weak": ["two"]}, by=by, at=AT)
    assert queries.draft("sleep").content["weak"] == ["one"]


def test_what_it_said_before_people_changed_it_can_be_brought_back(session):
    by = editor()
    before = queries.published("sleep")
    published(by, name="Sleep and tiredness")
    operations.begin(slug="sleep", version=1, by=by, at=AT)
    draft = queries.draft("sleep")
    assert draft.content == before and draft.base == 2
    with pytest.raises(NeedMoved):
        operations.begin(slug="sleep", version=1, by=by, at=AT)
    assert operations.publish(slug="sleep", stamp=judge(draft).stamp, by=by, at=AT) == 3
    assert queries.published("sleep") == before


@pytest.mark.one_database
def test_the_judged_queries_are_read_with_the_draft_beside_the_requests(app, chief, monkeypatch):
    monkeypatch.setattr(judged, "sets", lambda folder: {"everyday_a": FEW})
    with app.app_context():
        by = editor(email="second@example.org")
        begun(by)
        changed(by, strong=[*queries.published("sleep")["strong"], "counts sheep"], weak=[])
        stamp = queries.draft("sleep").stamp
    answer = send(chief, "sleep/draft/judge", stamp=stamp)
    assert answer.status_code == 303 and answer.location.endswith("/draft/judged")

    def read():
        page = said(chief.get("/editor/needs/sleep/draft/judged"))
        return "Of 3 sentences" in page

    assert "about a minute" in said(chief.get("/editor/needs/sleep/draft/judged")) or read()
    assert eventually(read)
    with app.app_context():
        found = queries.judgement(queries.draft("sleep")).found
        assert found["queries"] == 3 and found["lost"] == []
        assert "need precision" in [name for name, *_ in found["measures"]]


@pytest.mark.one_database
def test_sentences_are_tried_with_the_draft_and_kept_nowhere(app, chief):
    with app.app_context():
        by = editor(email="second@example.org")
        begun(by)
        changed(by, strong=[*queries.published("sleep")["strong"], NEW_WORDING])
    answer = send(chief, "sleep/draft/try", sentences=f"{SENTENCE}\ncanary quokka wont sleep\nwants to die")
    assert answer.status_code == 200
    page = said(answer)
    assert "zombie mode in registration" in page and "Changes" in page and "Urgent help" in page
    assert "canary quokka wont sleep" in answer.text
    with app.app_context():
        kept = (
            [repr(row) for table in db.metadatas["default"].sorted_tables for row in db.session.execute(table.select())]
            if hasattr(db, "metadatas")
            else []
        )
        assert not [row for row in kept if "quokka" in row]


@pytest.mark.one_database
def test_the_forms_save_what_was_typed_and_give_it_back_when_it_cannot_be(app, chief):
    assert send(chief, "sleep/begin").location.endswith("/editor/needs/sleep/draft")
    with app.app_context():
        stamp = queries.draft("sleep").stamp
    typed = {
        "name": "Sleep",
        "plain": "Tired.",
        "also_called": "bad nights\n\nbad nights",
        "heading": "",
        "related": ["anxiety"],
        "stamp": stamp,
    }
    assert send(chief, "sleep/draft/facts", **typed).status_code == 303
    assert send(chief, "sleep/draft/words", strong="lies awake\r\nlies awake", weak="", excluded="", stamp=stamp).status_code == 409
    answer = send(chief, "sleep/draft/facts", **{**typed, "name": ""})
    assert answer.status_code == 400 and "Give the need a name" in answer.text and "Tired." in answer.text
    with app.app_context():
        saved = queries.draft("sleep")
        assert saved.content["related"] == ["anxiety"] and saved.content["also_called"] == ["bad nights", "bad nights"]
        stamp = saved.stamp
    assert send(chief, "sleep/draft/words", strong="lies awake\r\nlies awake", weak="", excluded="x", stamp=stamp).status_code == 303
    with app.app_context():
        assert content.lists(queries.draft("sleep").content) == {"strong": ["lies awake"], "weak": [], "not": ["x"]}
    page = said(chief.get("/editor/needs/sleep/compare?from=now&to=draft"))
    assert "Between what is published and the draft" in page and "In plain words What is published" in page and "The draft Tired." in page
    for label in ("Needs close to it", "One is enough", "Exceptions", "What else it is called"):
        assert f"{label} What is published" in page, label
    assert "The draft lies awake" in page and "Low mood and depression" in page and "low-mood" not in page


@pytest.mark.one_database
def test_the_draft_of_a_new_need_is_compared_with_nothing(app, chief):
    assert send(chief, "new", name="Gambling").status_code == 303
    page = said(chief.get("/editor/needs/gambling/compare?from=now&to=draft"))
    assert "Name What is published Nothing The draft Gambling" in page


def outcome(query, needs, urgent=False):
    return comparing.Outcome(query, needs, urgent, judged.Scores(queries=1, with_needs=True, main_right=needs == query.needs))


def test_what_changes_is_counted_with_the_worse_first_and_lost_danger_apart():
    before = [outcome(FEW[0], ()), outcome(FEW[1], ("sleep",)), outcome(FEW[2], ("suicidal-thoughts",), urgent=True)]
    after = [outcome(FEW[0], ("sleep",)), outcome(FEW[1], ("sleep", "anxiety")), outcome(FEW[2], ("suicidal-thoughts",))]
    found = comparing.compared(before, after)
    assert found["counts"] == {"worse": 2, "better": 1} and found["lost"] == [FEW[2].q]
    assert [each["how"] for each in found["changed"]] == ["worse", "worse", "better"]
    assert comparing.compared(before, before)["changed"] == []


def test_the_reader_of_a_draft_knows_the_same_names_and_places(session):
    by = editor()
    draft = begun(by)
    reading = judging._with(draft).read("kooth for a year 9 in leyland")
    assert reading == finder.current().reader().read("kooth for a year 9 in leyland")
