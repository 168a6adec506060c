"""A partner of one provider, an editor, and a school that is not signed in, each with a browser of their own."""

import pytest

from tests.gatherings.making import gathering
from tests.people import editor, person, sign_in_as


@pytest.fixture
def partner(app):
    with app.app_context():
        return sign_in_as(app.test_client(), person("compass", email="coordinator@example.org"))


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor(email="chief@example.org"))


@pytest.fixture
def school_browser(app):
    return app.test_client()


@pytest.fixture
def network(app):
    """A network of the partner's provider."""
    with app.app_context():
        return gathering(slug="quiet-network", name="Quiet network", districts=["chorley"])
