"""Every page and button of what is settled, for everyone: as the table says."""

import pytest

from tests.matrix import as_the_table_says, browsers, people
from tests.settled.access_table import TABLE


@pytest.mark.one_database
def test_1_everybody_gets_what_the_table_says(app):
    with app.app_context():
        everybody = people()
    as_the_table_says(browsers(app, everybody), TABLE)
