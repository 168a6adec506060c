"""What nobody should send: every address answers, never with a fault of ours, and what was typed stays plain words."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.markup import parsed

HOSTILE = [
    "a*", "*", "**", "?*", "[a TO z]", "[* TO *]", "a~9", "NOT " * 200, "NOT OR foo", "AND REQUIRE ANDNOT x", "a^999999", "{}", "\\",
    "(" * 2000, ")" * 2000, "a AND " * 3000, " OR ".join(map(str, range(300))), "*a* " * 20, "word " * 50_000, '"' * 999,
    "name:x level:crisis", "'; DROP TABLE service; --", "%", "_", "&|!():*<->", "{{7*7}}", "${7*7}", "%(x)s", "{0.__class__}",
    "<script>alert(1)</script>", "\x00", "\u202eabc", "Z" + "\u0341" * 5000, "💥" * 300, "İıſß", "ﷺ" * 200, "a" * 50_000,
    "@x" * 25_000, "٣ ٤", "\ud7ff\ue000\uffff", "\r\nX: y",
]  # fmt: skip
ODD = ["", "0", "-1", "99999999999999999999", "٣", "1e9", "NaN", "\x00", "1.5", " 7 ", "1" * 5000, "0x10", "\ufdd0", "True"]
PARAMETERS = ("q", "need", "level", "phase", "district", "age", "referrer", "audience", "kind", "page", "drop", "shortlist")


def is_answered(answer):
    assert answer.status_code in (200, 400, 404), answer.status
    if answer.mimetype == "text/html":
        parsed(answer.text)


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:20]))
def test_hostile_words_are_words(client, words):
    for address in ("/services", "/services.json", "/suggestions.json"):
        is_answered(client.get(address, query_string={"q": words}))


@pytest.mark.one_database
@pytest.mark.parametrize("parameter", PARAMETERS)
def test_odd_values_are_left_out(client, parameter):
    for value in ODD:
        is_answered(client.get("/services", query_string={parameter: value}))
        is_answered(client.get("/services.json", query_string=[(parameter, value), (parameter, "again")]))


@pytest.mark.one_database
@pytest.mark.parametrize(
    "address",
    [
        "/services?q=%ED%A0%80", "/services?q=%ff%fe", "/services?q=%00", "/services?q=a&q=b", "/services?q[]=a", "/services?page=10000000",
        "/services?" + "&".join(f"need={number}" for number in range(1000)), "/services?" + "&".join(["drop=" + "x" * 90] * 50),
        "/services/%00", "/services/%ED%A0%80", "/services/" + "a" * 5000, "/services/..%2f..%2fetc", "/needs/%2e%2e", "/providers/0",
        "/services/-1", "/services/٣", "/services/kooth/", "/services/KOOTH", "/services/kooth/prepare/", "//services", "/services;x=1",
        "/shortlist?" + "&".join(f"service=a{number}" for number in range(2000)), "/needs/anxiety?x=" + "y" * 5000, "/services.json/",
    ],
    ids=lambda address: ascii(address[:40]),
)  # fmt: skip
def test_odd_addresses_are_answered(client, address):
    is_answered(client.get(address))


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_public_pages_can_only_be_read(client, method):
    for address in ("/", "/services", "/services.json", "/services/kooth", "/shortlist", "/needs", "/data-quality"):
        assert client.open(address, method=method).status_code == 405


@pytest.mark.one_database
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=300))
def test_any_text_is_answered_with_a_page_that_is_sound(client, words):
    is_answered(client.get("/services", query_string={"q": words}))
