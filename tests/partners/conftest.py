"""A partner of one provider, an editor, and a school that is not signed in, each with a browser of their own."""

import pytest

from tests.people import editor, person, sign_in_as

MINE = "compass-bloom-mhst"


@pytest.fixture
def partner(app):
    with app.app_context():
        return sign_in_as(app.test_client(), person("compass", email="coordinator@example.org"))


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())


@pytest.fixture
def school(app):
    return app.test_client()
