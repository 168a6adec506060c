"""Every page and button of the pathways' editing, for everyone: as the table says."""

import pytest

from tests.guidance.access_table import TABLE
from tests.guidance.drafting import begun
from tests.matrix import as_the_table_says, browsers, people


@pytest.mark.one_database
def test_1_everybody_gets_what_the_table_says(app):
    with app.app_context():
        everybody = people()
        begun(everybody["editor"], "sleep")
    as_the_table_says(browsers(app, everybody), TABLE, slug="sleep")
