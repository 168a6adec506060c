"""Every page and button of the needs' editing, for everyone: as the table says."""

import pytest

from tests.matrix import as_the_table_says, browsers, people
from tests.needs.access_table import TABLE
from tests.needs.drafting import begun


@pytest.mark.one_database
def test_1_everybody_gets_what_the_table_says(app):
    with app.app_context():
        everybody = people()
        begun(everybody["editor"], "sleep")
    as_the_table_says(browsers(app, everybody), TABLE, slug="sleep")
