"""The commands of `flask`, as somebody types them."""

import json
import shutil

import pytest

from benchmarks.judged import SEED


def run(app, *words):
    done = app.test_cli_runner().invoke(args=list(words))
    assert done.exit_code == 0, done.output
    return done.output


def test_set_up_makes_everything_and_the_second_time_changes_nothing(make_app):
    app = make_app(seeded=False)
    first, second = run(app, "set-up"), run(app, "set-up")
    assert "Brought the search index up to date: 92 services." in first
    assert "The catalogue is as the files say.\nThe pathways are as the files say.\nThe search index is up to date." in second
    client = app.test_client()
    assert client.get("/healthz").json["status"] == "ok"
    assert "Childline" in client.get("/services?q=childline").text


@pytest.mark.one_database
def test_the_index_can_be_built_anew(make_app):
    app = make_app()
    assert run(app, "search", "rebuild") == "Indexed 92 services.\n"
    assert run(app, "search", "catch-up") == "The search index is up to date.\n"


@pytest.mark.one_database
def test_judged_queries_are_answered_in_a_file(make_app, tmp_path):
    queries, answers = tmp_path / "queries.yaml", tmp_path / "answers.json"
    queries.write_text("- {id: one, q: childline}\n- {id: two, q: wants to die}\n")
    run(make_app(), "search", "answer", str(queries), str(answers))
    given = json.loads(answers.read_text())
    assert given["one"]["results"][0] == "childline"
    assert given["two"]["safety"] is True


@pytest.mark.one_database
def test_a_fault_in_the_vocabulary_stops_the_start_with_one_sentence(make_app, tmp_path):
    folder = tmp_path / "seed_data"
    shutil.copytree(SEED, folder)
    (folder / "vocabulary" / "needs" / "sleep.yaml").write_text("strong: [yes]\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"The vocabulary of the search cannot be used\. sleep\.yaml: need:sleep: strong: True is not"):
        make_app(seeded=False, DIRECTORY_SEED_DATA=str(folder))
