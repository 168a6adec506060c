"""An editor with a browser."""

import pytest

from tests.people import editor, sign_in_as


@pytest.fixture
def chief(app):
    with app.app_context():
        return sign_in_as(app.test_client(), editor())
