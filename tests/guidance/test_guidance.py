"""Editing a pathway: every word is reached, nothing is lost on the way, nothing unsound is published, and nobody's edit is overwritten."""

from datetime import date

import pytest
import yaml

from directory.accounts.models import AuditEntry
from directory.config import current
from directory.db import db
from directory.differing import Difference, beside
from directory.guidance import operations, parts, queries, rows
from directory.guidance.errors import DraftMoved, NotSound
from directory.pathways import loading
from directory.pathways import operations as publishing
from directory.pathways import queries as pathways
from directory.pathways.document import Pathway
from directory.pathways.models import PathwayVersion
from tests.guidance.drafting import AT, begun, sent
from tests.markup import main, parsed, text
from tests.people import editor, post, sign_in_as

NOT_WORDS = {"slug", "proposed"}


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


def contents(app):
    with app.app_context():
        return {version.slug: version.content for version in db.session.query(PathwayVersion)}


def leaves(value, name=""):
    """Every word and number of a pathway that a reader or a rule depends on."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in NOT_WORDS:
                yield from leaves(each, key)
        if name == "when":
            yield from value
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, name)
    else:
        yield str(value)


def shown(boxes):
    for value in boxes.values():
        for each in value if isinstance(value, list) else [value]:
            yield from shown(each) if isinstance(each, dict) else [str(each)]


@pytest.mark.one_database
def test_every_word_of_every_pathway_stands_in_a_box(app):
    for slug, content in contents(app).items():
        pieces = set()
        for part in parts.parts(content["pathway"]):
            for said in shown(parts.boxes(content, part)):
                pieces |= {said, *said.split("\n"), *said.split(", "), *said.split("=")}
        words = {" ".join(word.split()) for word in leaves(content["pathway"])}
        assert words - {" ".join(piece.split()) for piece in pieces} - {"True", "False"} == set(), slug


@pytest.mark.one_database
def test_every_form_of_every_pathway_saved_as_it_is_changes_nothing(app):
    for slug, content in contents(app).items():
        now = content
        for part in parts.parts(content["pathway"]):
            now = parts.put(now, part, parts.typed(part, sent(part, parts.boxes(now, part))))
        assert loading.from_content(now) == loading.from_content(content), slug
        assert now["sources"] == content["sources"], slug


@pytest.mark.one_database
def test_a_change_in_any_box_changes_the_pathway_or_is_named_as_a_fault(app):
    content = contents(app)["ebsa"]
    with app.app_context():
        for part in parts.parts(content["pathway"]):
            boxes = parts.boxes(content, part)
            fields = sent(part, boxes)
            for name in [name for name in fields if not name.endswith("-at")]:
                value = fields.getlist(name)
                if not value or part.kind == "sources":
                    continue
                changed = fields.copy()
                changed.setlist(name, [] if name.endswith(("-main", "quick")) else [*value[:-1], f"{value[-1]}9"])
                new = parts.put(content, part, parts.typed(part, changed))
                assert new != content, (part.key, name)


def test_rows_stand_where_their_numbers_say_and_empty_ones_are_left_out():
    fields = {f"r{n}-say": say for n, say in enumerate(["a", "b", "", "c"])} | {"r0-at": "3", "r1-at": "1", "r3-at": "nonsense"}

    class Form(dict):
        def getlist(self, name):
            return [self[name]] if name in self else []

    assert [row["say"] for row in rows.read("statements", Form(fields))] == ["b", "a", "c"]


def fill(client, slug, key, **changes):
    """Open a part, change some of its boxes, and save it."""
    page = main(parsed(client.get(f"/editor/pathways/{slug}/draft/{key}").text))
    fields = {"stamp": next(field.get("value") for field in page.iter("input") if field.get("name") == "stamp")}
    for field in page.iter():
        name = field.get("name")
        if field.tag == "input" and field.get("type") == "checkbox" and field.get("checked") is not None:
            fields.setdefault(name, []).append(field.get("value"))
        elif field.tag == "textarea":
            fields[name] = field.text or ""
        elif field.tag == "input" and name and field.get("type") is None:
            fields[name] = field.get("value") or ""
        elif field.tag == "select":
            fields[name] = next((option.get("value") for option in field.iter("option") if option.get("selected") is not None), "")
    return post(client, f"/editor/pathways/{slug}/draft/{key}", fields | changes)


def press(client, slug, what):
    page = main(parsed(client.get(f"/editor/pathways/{slug}/draft").text))
    stamp = next(field.get("value") for field in page.iter("input") if field.get("name") == "stamp")
    return post(client, f"/editor/pathways/{slug}/{what}", {"stamp": stamp})


def test_a_word_is_changed_looked_at_checked_published_compared_and_brought_back(app, chief, client):
    assert post(chief, "/editor/pathways/sleep/begin/1").status_code == 303
    assert fill(chief, "sleep", "intro", about="Quokkas sleep well.").status_code == 303
    assert "Quokkas sleep well." not in client.get("/pathways/sleep").text
    looked = chief.get("/editor/pathways/sleep/preview")
    assert "Quokkas sleep well." in looked.text and "It is not public" in looked.text
    checked = chief.get("/editor/pathways/sleep/draft?check=yes").text
    assert "ways through it were walked" in checked and "Sleep, targeted, every phase, Chorley and South Ribble: nothing" in checked
    different = text(main(parsed(chief.get("/editor/pathways/sleep/compare?from=1&to=draft").text)))
    assert "What it is for, What it is for Version 1" in different and "The draft “Quokkas sleep well.”" in different
    assert press(chief, "sleep", "publish").status_code == 303
    assert "Quokkas sleep well." in client.get("/pathways/sleep").text
    assert "Version 2" in chief.get("/editor/pathways/sleep").text
    assert "Version 2 “Quokkas sleep well.”" in text(main(parsed(chief.get("/editor/pathways/sleep/compare?from=1&to=2").text)))
    assert post(chief, "/editor/pathways/sleep/begin/1").status_code == 303
    assert press(chief, "sleep", "publish").status_code == 303
    assert "Quokkas sleep well." not in client.get("/pathways/sleep").text
    with app.app_context():
        assert [version.number for version in queries.versions("sleep")] == [3, 2, 1]
        assert db.session.query(AuditEntry).filter_by(verb="published a pathway").count() == 2


def test_the_seed_leaves_a_pathway_alone_that_people_have_edited(app, chief):
    post(chief, "/editor/pathways/sleep/begin/1")
    fill(chief, "sleep", "intro", about="Ours.")
    press(chief, "sleep", "publish")
    with app.app_context():
        assert publishing.publish(loading.read(current().seed_data), today=date.today()) == 0
        assert pathways.version("sleep").number == 2 and pathways.content_of(pathways.version("sleep")).about == "Ours."


@pytest.mark.parametrize(
    ("key", "changes", "said"),
    [
        ("stages/1", {"level": "nonsense"}, "Choose “Level of help” from the list."),
        ("stages/1", {"school_weeks": "", "school_days": ""}, "Give weeks or days, and not both."),
        (
            "stages/1/today",
            {"r0-say": "", "r1-say": "", "r2-say": "", "r3-say": "", "r4-say": "", "r5-say": ""},
            "Write at least one line.",
        ),
        ("stages/1/signs", {"r0-source": "X99"}, "“X99” is not a source that can be named."),
        ("intro", {"name": ""}, "“Name” is empty."),
        ("intro", {"needs": []}, "Choose at least one need."),
        ("intro", {"needs": ["sleep", "ebsa"]}, "already leads to “Finding it hard to come to school (EBSA)”"),
        ("rules", {"r0-stage": "nowhere"}, "It leads to a stage that is not there."),
        ("stages/1/ask", {"r0-services": "nowhere-at-all", "r0-need": []}, "There is no service “nowhere-at-all”."),
    ],
)
@pytest.mark.one_database
def test_what_is_not_right_is_kept_named_in_the_outline_and_not_published(app, chief, key, changes, said):
    post(chief, "/editor/pathways/sleep/begin/1")
    assert fill(chief, "sleep", key, **changes).status_code == 303
    outline = chief.get("/editor/pathways/sleep/draft").text
    assert "To be put right before it can be published" in outline and said in text(main(parsed(outline)))
    assert f'href="/editor/pathways/sleep/draft/{key}' in outline.partition('id="faults"')[2].partition("</section>")[0]
    assert chief.get("/editor/pathways/sleep/preview").status_code == 422
    refused = press(chief, "sleep", "publish")
    assert refused.status_code == 422 and "Not done yet" in refused.text
    with app.app_context():
        assert pathways.version("sleep").number == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"school_weeks": "0"}, "from 1 to 40"),
        ({"school_weeks": "99"}, "from 1 to 40"),
        ({"school_weeks": "abc"}, "from 1 to 40"),
        ({"school_weeks": "4.5"}, "from 1 to 40"),
        ({"school_weeks": "", "school_days": "0"}, "from 1 to 60"),
        ({"school_weeks": "", "school_days": "9999"}, "from 1 to 60"),
        ({"review_from": "9", "school_weeks": "4"}, "Give fewer weeks"),
        ({"review_from": "", "school_weeks": "", "school_days": "-1"}, "from 1 to 60"),
    ],
)
def test_a_time_to_review_that_cannot_be_is_refused_and_what_was_typed_stays(app, chief, changes, said):
    post(chief, "/editor/pathways/sleep/begin/1")
    with app.app_context():
        stamp = queries.draft("sleep").stamp
    answer = fill(chief, "sleep", "stages/1", name="Kept words", **changes)
    assert answer.status_code == 400 and said in answer.text and "Kept words" in answer.text and "Saved in the draft" not in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in changes.values() if typed)
    with app.app_context():
        assert queries.draft("sleep").stamp == stamp


def test_two_editors_who_save_at_once_lose_nothing_that_was_typed(app, chief):
    post(chief, "/editor/pathways/sleep/begin/1")
    with app.app_context():
        draft = queries.draft("sleep")
        stamp, content = draft.stamp, draft.content
        boxes = {"name": "Sleep", "about": "Theirs.", "needs": ["sleep"], "quick": False}
        changed = parts.put(content, parts.part(content["pathway"], "intro"), boxes)
        operations.save(slug="sleep", stamp=stamp, content=changed, by=editor(), at=AT)
    answer = post(chief, "/editor/pathways/sleep/draft/stages/1/today", {"stamp": stamp, "r0-say": "Words of mine.", "r0-source": "S14"})
    assert answer.status_code == 409 and "Words of mine." in answer.text and "Somebody changed this draft meanwhile" in answer.text


def test_nothing_different_is_not_published_and_a_draft_can_be_thrown_away(app, chief):
    post(chief, "/editor/pathways/sleep/begin/1")
    assert "Nothing is different" in press(chief, "sleep", "publish").text
    assert press(chief, "sleep", "discard").status_code == 303
    with app.app_context():
        assert queries.draft("sleep") is None


def test_questions_and_stages_are_added_moved_and_removed(app, chief):
    post(chief, "/editor/pathways/ebsa/begin/1")
    with app.app_context():
        before = [stage["id"] for stage in queries.draft("ebsa").content["pathway"]["stages"]]
    for what in ("add/stages", "up/stages/2", f"remove/stages/{len(before) + 1}", "add/questions"):
        assert press(chief, "ebsa", what).status_code == 303, what
    with app.app_context():
        raw = queries.draft("ebsa").content["pathway"]
        assert [stage["id"] for stage in raw["stages"]] == [before[1], before[0], *before[2:]]
        assert raw["questions"][-1]["answers"] == []
    assert (
        fill(
            chief, "ebsa", "questions/4", **{"ask": "Is it cold?", "r0-label": "Yes", "r0-id": "yes", "r1-label": "No", "r1-id": "no"}
        ).status_code
        == 303
    )
    with app.app_context():
        assert queries.draft("ebsa").content["pathway"]["questions"][3]["ask"] == "Is it cold?"


def test_signing_off_takes_the_mark_from_the_plan_and_is_said_once(app, chief, client):
    address = next(f"/pathways/sleep/plan?{query}" for query in ["urgent=none&phase=primary&district=chorley&listed=yes"])
    while (answer := client.get(address)).status_code == 302:
        path, _, query = answer.location.partition("?")
        address = f"/pathways/sleep/plan?{query}&{path.rsplit('/', 1)[1]}=dont-know"
    assert "Awaiting sign-off" in answer.text
    nobody = post(chief, "/editor/pathways/sleep/sign-off/1", {"note": " "})
    assert nobody.status_code == 400 and "Say who agreed it" in nobody.text and "Awaiting sign-off" in client.get(address).text
    assert "What schools see then" in chief.get("/editor/pathways/sleep/sign-off/1").text
    assert post(chief, "/editor/pathways/sleep/sign-off/1", {"note": "The locality group"}).status_code == 303
    assert "Awaiting sign-off" not in client.get(address).text and "Signed off by an editor" in client.get(address).text
    assert post(chief, "/editor/pathways/sleep/sign-off/1", {"note": "Again"}).status_code == 409
    post(chief, "/editor/pathways/sleep/begin/1")
    fill(chief, "sleep", "intro", about="New.")
    press(chief, "sleep", "publish")
    assert "Awaiting sign-off" in client.get(address).text, "a new version needs its own"


def test_a_draft_that_an_older_version_lies_under_is_not_published(app):
    with app.app_context():
        one, other = editor(), editor()
        draft = begun(one)
        with pytest.raises(NotSound):
            operations.publish(slug="sleep", stamp=draft.stamp, by=one, at=AT)
        stamp = queries.draft("sleep").stamp
        with pytest.raises(DraftMoved):
            operations.publish(slug="sleep", stamp=stamp + 1, by=other, at=AT)


def test_a_sign_off_can_be_withdrawn_and_the_log_keeps_both(app, chief):
    address = "/editor/pathways/sleep/sign-off/1"
    assert post(chief, f"{address}/withdraw").status_code == 409
    post(chief, address, {"note": "The locality group"})
    assert "The locality group" in chief.get(f"{address}/withdraw").text
    assert post(chief, f"{address}/withdraw").status_code == 303
    assert "Sign it off" in chief.get("/editor/pathways/sleep").text
    assert post(chief, address, {"note": "The locality group"}).status_code == 303
    with app.app_context():
        said = [(entry.verb, entry.details["note"]) for entry in db.session.query(AuditEntry).filter_by(kind="pathway")]
    assert sorted(said) == [("signed a pathway off", "The locality group")] * 2 + [
        ("withdrew the sign-off of a pathway", "The locality group")
    ]


def test_the_sheet_says_what_its_mark_means_only_where_it_is_so(chief, client, monkeypatch):
    sheet = "/pathways/sleep/at-a-glance"
    assert "[P] is proposed, not yet signed off." in client.get(sheet).text
    post(chief, "/editor/pathways/sleep/sign-off/1", {"note": "The locality group"})
    signed = client.get(sheet).text
    assert "[P] is proposed: it has no published source." in signed and "not yet signed off" not in signed
    monkeypatch.setattr(Pathway, "proposed", 0)
    assert "[P] is" not in client.get(sheet).text


def test_the_preview_of_a_draft_shows_its_plan(app, chief):
    post(chief, "/editor/pathways/sleep/begin/1")
    fill(chief, "sleep", "stages/1/today", **{"r0-say": "Count quokkas."})
    page = main(parsed(chief.get("/editor/pathways/sleep/preview").text))
    chosen = {field.get("name"): [option.get("value") for option in field.iter("option")] for field in page.iter("select")}
    answers = {name: "none" if name == "urgent" else values[0] for name, values in chosen.items()}
    plan = chief.get("/editor/pathways/sleep/preview", query_string=answers)
    assert plan.status_code == 200 and "It is not public" in plan.text and "Count quokkas." in plan.text


@pytest.mark.parametrize("nasty", ["<script>alert(1)</script>", "{{7*7}}", "=1+1", "a\x00b", "\u202eright to left", "x" * 20_000])
@pytest.mark.one_database
def test_8_any_words_are_only_words(app, chief, nasty):
    post(chief, "/editor/pathways/sleep/begin/1")
    assert fill(chief, "sleep", "good_to_know", **{"r0-say": nasty}).status_code in (303, 413)
    page = chief.get("/editor/pathways/sleep/draft/good_to_know").text
    assert "<script>alert" not in page and "\x00" not in page and "\u202e" not in page


@pytest.mark.one_database
def test_new_words_that_may_do_harm_are_named_on_the_outline_before_publishing(app, chief):
    post(chief, "/editor/pathways/suicidal-thoughts/begin/1")
    assert "look at this again" not in chief.get("/editor/pathways/suicidal-thoughts/draft").text, "what is published was looked at"
    fill(chief, "suicidal-thoughts", "stages/1/today", **{"r0-say": "Ask about an overdose on 01/02/2012."})
    outline = text(main(parsed(chief.get("/editor/pathways/suicidal-thoughts/draft").text)))
    assert "“overdose”: these words may name a way" in outline and "date of birth" in outline and "Publish as version 2" in outline


def test_what_is_different_is_said_entry_by_entry():
    before = {"stages": [{"id": "a", "today": [{"say": "One"}, {"say": "Two"}]}]}
    after = {"stages": [{"id": "a", "today": [{"say": "One"}, {"say": "New"}, {"say": "Two"}]}]}
    assert beside(before, after) == [Difference("stages, a, today, 2", "nothing", "say “New”")]
    assert beside(before, before) == []
    assert beside(yaml.safe_load("a: 1"), {"a": 2}) == [Difference("a", "“1”", "“2”")]
