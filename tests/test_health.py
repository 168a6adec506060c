"""The two answers for whoever watches the service."""


def test_a_whole_service_says_that_it_is_well(client):
    answer = client.get("/healthz")
    assert answer.json == {"status": "ok", "database": "ok", "search_index": "ok"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/readyz").json == {"status": "ok", "database": "ok"}


def test_without_tables_the_process_lives_but_is_not_ready(make_app):
    client = make_app(seeded=False).test_client()
    alive = client.get("/healthz")
    assert (alive.status_code, alive.json["status"], alive.json["database"]) == (200, "degraded", "cannot be read")
    assert client.get("/readyz").status_code == 503
