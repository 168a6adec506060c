"""What editors see of the pathways' weak spots follows the catalogue."""

from datetime import UTC, datetime

import pytest

from directory.freshness import operations
from directory.pathways import auditing
from tests.markup import main, parsed, text
from tests.people import editor, person, sign_in_as
from tests.review.listings import service

pytestmark = pytest.mark.one_database


def test_a_stage_that_loses_its_only_services_stands_among_the_weak_spots(app):
    with app.app_context():
        chief = sign_in_as(app.test_client(), editor())
        before = auditing.latest()
        assert auditing.latest() is before
    said = text(main(parsed(chief.get("/editor/weak-spots").text)))
    assert "Every one holds." in said and f"{before.plans:,} plans" in said and "No service here is confirmed by its provider." in said
    with app.app_context():
        operations.pause(service_id=service("lancashire-young-carers").id, by=person("barnardos"), at=datetime.now(UTC))
        new = set(auditing.latest().weak) - set(before.weak)
    assert {(spot.pathway, spot.stage) for spot in new} == {("young-carers", "targeted")}
