"""From a need to its pathway, and from a service to where it stands in the pathways."""

import pytest

from tests.markup import href, links, main, parsed, text

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(("need", "pathway"), [("ebsa", "ebsa"), ("autism", "adhd-autism"), ("sleep", "sleep")])
def test_a_need_leads_to_its_pathway(client, need, pathway):
    page = main(parsed(client.get(f"/needs/{need}").text))
    assert href(page, "What to do, who to refer to, and when") == f"/pathways/{pathway}"


@pytest.mark.parametrize(
    ("words", "pathways"),
    [
        ("wont come in", ["ebsa"]),
        ("anxious and self harming", ["self-harm", "anxiety"]),
        ("autism and adhd", ["adhd-autism"]),
        ("kooth", []),
        ("", []),
    ],
)
def test_words_that_say_a_need_lead_to_its_pathway(client, words, pathways):
    page = main(parsed(client.get("/services", query_string={"q": words}).text))
    found = [address for said, address in links(page) if said.startswith("Follow the pathway for")]
    assert sorted(found) == sorted(f"/pathways/{slug}" for slug in pathways)


def test_a_service_says_at_which_stages_it_stands(client):
    page = main(parsed(client.get("/services/school-avoidance-panel").text))
    assert "/pathways/ebsa" in [address for _, address in links(page)]
    assert "Where it stands in the pathways" in text(page) and "Complex (specialist)" in text(page)
