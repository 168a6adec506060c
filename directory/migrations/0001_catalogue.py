"""The tables of the catalogue."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = ("default",)
depends_on = None

LIST = sa.JSON().with_variant(JSONB(), "postgresql")
KINDS = (
    "pupil-support",
    "parent-support",
    "whole-school",
    "consultation",
    "training",
    "network",
    "panel",
    "process",
    "information",
    "helpline",
)


def upgrade() -> None:
    """Places first, then what services point at, the services, and what belongs to one service."""
    _create_places()
    _create_needs_and_organisations()
    _create_services()
    _create_parts_of_services()


def downgrade() -> None:
    """Drop them in the opposite order."""
    for table in (
        "index_change",
        "confirmation",
        "source",
        "contact",
        "service_need",
        "service",
        "organisation",
        "need",
        "outcode",
        "place",
        "district",
    ):
        op.drop_table(table)


def _text(name: str, *, length: int | None = None, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=null)


def _list(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, LIST, nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _one_of(table: str, column: str, constraint: str, words: tuple[str, ...]) -> tuple[sa.Column[str], sa.CheckConstraint]:
    listed = ", ".join(f"'{word}'" for word in words)
    return _text(column, length=40), sa.CheckConstraint(f"{column} IN ({listed})", name=f"ck_{table}_{constraint}")


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _points_at(table: str, other: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=f"fk_{table}_{other}_id_{other}", ondelete=ondelete)


def _create_places() -> None:
    op.create_table(
        "district",
        _text("slug", length=80),
        _text("name", length=200),
        _text("ons", length=9, null=True),
        _flag("home"),
        _number("tile_x", null=True),
        _number("tile_y", null=True),
        _key("district", "slug"),
    )
    op.create_table("place", _text("name", length=200), _list("districts"), _key("place", "name"))
    op.create_table("outcode", _text("code", length=4), _list("districts"), _key("outcode", "code"))


def _create_needs_and_organisations() -> None:
    op.create_table(
        "need",
        _text("id", length=36),
        _text("slug", length=80),
        _text("name", length=200),
        _number("position"),
        _flag("safety"),
        _text("plain"),
        _list("also_called"),
        _list("related"),
        _key("need", "id"),
        sa.UniqueConstraint("slug", name="uq_need_slug"),
    )
    op.create_table(
        "organisation",
        _text("id", length=36),
        _text("slug", length=80),
        _text("name", length=200),
        _text("kind", length=40),
        _text("website", length=300, null=True),
        _text("website_key", length=300, null=True),
        _text("about", null=True),
        _list("aliases"),
        _key("organisation", "id"),
        sa.UniqueConstraint("slug", name="uq_organisation_slug"),
    )


def _create_services() -> None:
    op.create_table(
        "service",
        _text("id", length=36),
        _text("slug", length=80),
        _text("organisation_id", length=36),
        _text("name", length=200),
        _list("also_known_as"),
        *_one_of("service", "kind", "kind", KINDS),
        _text("summary"),
        _text("description"),
        _list("levels"),
        _list("thrive"),
        _list("audiences"),
        _list("phases", null=True),
        _number("age_min", null=True),
        _number("age_max", null=True),
        *_one_of("service", "coverage", "coverage", ("districts", "county", "national", "not-stated")),
        _list("districts"),
        _list("who_can_refer", null=True),
        *(_text(name, null=True) for name in ("how_to_refer", "cost", "waiting_time", "consent")),
        *(_list(name) for name in ("criteria", "not_for", "not_when", "to_confirm")),
        _flag("listed_schools_only"),
        *_one_of("service", "status", "listing_status", ("current", "check", "unknown", "possibly-ended")),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _number("version"),
        _key("service", "id"),
        sa.UniqueConstraint("slug", name="uq_service_slug"),
        _points_at("service", "organisation"),
        sa.CheckConstraint("age_min IS NULL OR age_max IS NULL OR age_min <= age_max", name="ck_service_ages_in_order"),
        sa.CheckConstraint("(age_min IS NULL OR age_min >= 0) AND (age_max IS NULL OR age_max <= 120)", name="ck_service_ages_possible"),
    )
    op.create_index("ix_service_organisation_id", "service", ["organisation_id"])


def _create_parts_of_services() -> None:
    op.create_table(
        "service_need",
        _text("service_id", length=36),
        _text("need_id", length=36),
        *_one_of("service_need", "strength", "strength", ("main", "also")),
        _number("position"),
        _key("service_need", "service_id", "need_id"),
        _points_at("service_need", "service", ondelete="CASCADE"),
        _points_at("service_need", "need"),
    )
    op.create_index("ix_service_need_need_id", "service_need", ["need_id"])
    _create_part(
        "contact",
        _number("position"),
        *_one_of("contact", "kind", "contact_kind", ("phone", "text", "email", "website")),
        _text("value", length=300),
        _text("key", length=300),
        _text("note", null=True),
        _text("as_of", length=60, null=True),
        _flag("publish"),
        sa.CheckConstraint("length(value) > 0", name="ck_contact_value_given"),
    )
    op.create_index("ix_contact_key", "contact", ["key"])
    _create_part("source", _number("position"), _text("title"), _text("dated", length=60))
    _create_part(
        "confirmation",
        *_one_of("confirmation", "fact_group", "fact_group", ("contact", "eligibility", "route", "waiting", "existence")),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        _text("confirmed_by", length=200),
    )
    op.create_table(
        "index_change",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _text("service_id", length=36),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _key("index_change", "id"),
    )


def _create_part(table: str, *columns: sa.schema.SchemaItem) -> None:
    own_id, service_id = _text("id", length=36), _text("service_id", length=36)
    op.create_table(table, own_id, service_id, *columns, _key(table, "id"), _points_at(table, "service", ondelete="CASCADE"))
    op.create_index(f"ix_{table}_service_id", table, ["service_id"])
