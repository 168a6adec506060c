"""Every page and button of the exchange, for everyone: as the table says."""

import pytest

from tests.exchange.access_table import TABLE
from tests.matrix import as_the_table_says, browsers, people


@pytest.mark.one_database
def test_1_everybody_gets_what_the_table_says(app):
    with app.app_context():
        everybody = people()
    as_the_table_says(browsers(app, everybody), TABLE)
