"""Every page and button of the half-term reports, for everyone: as the table says."""

import pytest

from tests.matrix import as_the_table_says, browsers, people
from tests.reports.access_table import TABLE
from tests.reports.drafts import EARLIER, WHOLE, begun, issued


@pytest.mark.one_database
def test_1_everybody_gets_what_the_table_says(app):
    with app.app_context():
        everybody = people()
        names = {"draft": begun(everybody["editor"], WHOLE), "issued": EARLIER, "numbered": issued(everybody["editor"], WHOLE)}
    as_the_table_says(browsers(app, everybody), TABLE, **names)
