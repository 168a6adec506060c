"""The database rules that both backends keep."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm.exc import StaleDataError

from directory.catalogue.models import Contact, Organisation, Service
from directory.db import db, migrations, transaction


def first(session):
    return session.scalars(sa.select(Service).order_by(Service.slug)).first()


def test_the_migrations_make_exactly_the_tables_of_the_models(session):
    assert migrations.compare_metadata() == []


def test_the_migrations_can_be_undone_and_done_again(make_app):
    app = make_app(seeded=False)
    for step in (migrations.upgrade, lambda: migrations.downgrade("base"), migrations.upgrade):
        with app.app_context():
            step()
    with app.app_context():
        assert "service" in sa.inspect(db.engine).get_table_names()


def test_a_transaction_is_kept_when_it_ends_well(session):
    with transaction():
        first(session).cost = "Free."
    session.expire_all()
    assert first(session).cost == "Free."


def test_a_transaction_leaves_nothing_when_it_fails(session):
    before = first(session).cost
    with pytest.raises(ZeroDivisionError), transaction():
        first(session).cost = "Changed"
        session.flush()
        1 / 0  # noqa: B018
    assert first(session).cost == before


def test_a_transaction_inside_another_is_refused(session):
    with transaction(), pytest.raises(RuntimeError), transaction():
        pass


def test_what_is_read_in_a_transaction_is_what_the_other_writer_left(app: Flask):
    with app.app_context():
        assert first(db.session).version == 1
        with app.app_context(), transaction() as other:
            first(other).cost = "Changed by another"
        with transaction() as session:
            assert first(session).version == 2


def test_the_second_of_two_edits_of_one_version_is_refused(app: Flask):
    with app.app_context():
        mine = first(db.session)
        assert mine.version == 1
        with app.app_context(), transaction() as other:
            first(other).cost = "Theirs"
        db.session.commit()
        sa.orm.attributes.set_committed_value(mine, "version", 1)
        mine.cost = "Mine"
        with pytest.raises(StaleDataError):
            db.session.flush()


def test_a_word_outside_its_list_does_not_reach_the_database(session):
    first(session).levels = ["enormous"]
    with pytest.raises(StatementError):
        session.flush()


def test_the_database_itself_refuses_ages_that_are_not_in_order(session):
    with pytest.raises(IntegrityError):
        session.execute(sa.update(Service).values(age_min=12, age_max=5))


def test_the_database_itself_refuses_a_status_outside_the_list(session):
    with pytest.raises(IntegrityError):
        session.execute(sa.text("UPDATE service SET status = 'splendid'"))


def test_an_organisation_with_services_cannot_be_deleted(session):
    with pytest.raises(IntegrityError):
        session.execute(sa.delete(Organisation))


def test_the_contacts_of_a_deleted_service_go_with_it(session):
    service = session.scalars(sa.select(Service).where(Service.contacts.any())).first()
    session.execute(sa.delete(Service).where(Service.id == service.id))
    assert session.scalars(sa.select(Contact).where(Contact.service_id == service.id)).all() == []


def test_a_moment_comes_back_with_its_zone(session):
    assert first(session).changed_at.utcoffset().total_seconds() == 0
