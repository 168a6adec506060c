"""The headers that protect a reader, and how long an answer may be kept."""

import pytest

PAGES = ["/", "/urgent-help", "/healthz", "/nowhere", "/services.json?q=sleep"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.one_database
def test_every_answer_carries_the_protecting_headers(client, address):
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("address", PAGES)
def test_no_public_page_sets_a_cookie_or_differs_by_cookie(client, address):
    headers = client.get(address, headers={"Cookie": "session=anything; other=thing"}).headers
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")


def test_only_production_asks_browsers_to_stay_with_https(client, make_app):
    assert "Strict-Transport-Security" not in client.get("/urgent-help").headers
    production = make_app(seeded=False, DIRECTORY_ENV="production", DIRECTORY_BASE_URL="https://localhost").test_client()
    assert production.get("/urgent-help").headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Security-Policy" in again.headers


def test_a_search_is_not_kept_by_shared_caches(client):
    assert client.get("/services?q=a+name").headers["Cache-Control"] == "private, no-cache"
    assert client.get("/").headers["Cache-Control"] == "public, no-cache"


def test_urgent_help_leaves_no_copy_on_a_shared_machine(client):
    assert client.get("/urgent-help").headers["Cache-Control"] == "no-store"


def test_built_files_are_kept_for_good(client):
    address = client.application.jinja_env.globals["assets"]["app.css"].href
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    answer.close()


def test_methods_that_nobody_serves_are_refused(client):
    assert client.open("/", method="TRACE").status_code == 405
