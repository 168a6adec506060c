"""Words that should be looked at again before they are public: found in what is new, named, and nothing is refused for them."""

import pytest

from directory.catalogue import cautions

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("He took an overdose.", "“overdose”: these words may name a way of self-harm"),
        ("Born 01/02/2012.", "like a date of birth or a pupil’s number"),
        ("A c\u0430lm room.", "letters of two alphabets"),
        (
            "For naughty children, and for school refusers.",
            "“naughty”, “refusers”, “school refusers”: this directory never says these words back",
        ),
    ],
)
def test_what_may_do_harm_is_named(app, text, said):
    with app.app_context():
        (found,) = cautions.of(["A plain sentence.", text])
    assert said in found


def test_only_what_readers_see_and_the_published_version_does_not_say_is_looked_at(app):
    published = {"about": "Naughty.", "stages": [{"today": [{"say": "Kept, and naughty."}]}]}
    draft = {"about": "Naughty.", "strong": ["naughty"], "id": "naughty", "stages": [{"today": [{"say": "Kept, and naughty."}]}]}
    with app.app_context():
        assert cautions.of_draft(draft, published) == []
        (found,) = cautions.of_draft({**draft, "stages": [{"today": [{"say": "A lazy pupil."}]}]}, published)
        assert "“lazy”" in found and "naughty" not in found
        assert cautions.of_draft({}, None) == []
