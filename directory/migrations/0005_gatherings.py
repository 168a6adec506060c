"""The tables of networks and training: gatherings with sources, sessions with recorded numbers, schools, and which came to what."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LIST = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
PHASES = (
    "nursery", "primary", "middle-deemed-primary", "middle-deemed-secondary", "secondary", "all-through", "16-plus", "not-applicable",
)  # fmt: skip


def upgrade() -> None:
    """Gatherings first, then what belongs to them."""
    _create_gatherings()
    _create_sessions()
    _create_schools()


def downgrade() -> None:
    """Drop them in the opposite order."""
    for table in ("attendance", "school", "session_count", "gathering_session", "gathering_source", "gathering"):
        op.drop_table(table)


def _id(name: str = "id", *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(36), nullable=null)


def _at(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _text(name: str, length: int | None = None, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=null)


def _list(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, LIST, nullable=null)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _word(table: str, name: str, kind: str, *words: str) -> tuple[sa.Column[str], sa.CheckConstraint]:
    listed = ", ".join(f"'{word}'" for word in words)
    column = sa.Column(name, sa.String(40), nullable=False)
    return column, sa.CheckConstraint(f"{name} IN ({listed})", name=op.f(f"ck_{table}_{kind}"))


def _to(table: str, column: str, other: str, on_delete: str | None = None, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=f"fk_{table}_{column}_{other}", ondelete=on_delete)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _indexed(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _create_gatherings() -> None:
    op.create_table(
        "gathering",
        _id(),
        _text("slug", 80),
        _text("name", 200),
        *_word("gathering", "kind", "gathering_kind", "network", "panel", "training", "event"),
        _text("summary"),
        _id("organisation_id", null=True),
        _id("service_id", null=True),
        _list("audiences"),
        _list("phases", null=True),
        _list("districts", null=True),
        _text("how_to_join", null=True),
        _list("to_confirm"),
        _at("edited_at", null=True),
        _at("changed_at"),
        _number("version"),
        sa.PrimaryKeyConstraint("id", name="pk_gathering"),
        sa.UniqueConstraint("slug", name="uq_gathering_slug"),
        _to("gathering", "organisation_id", "organisation"),
        _to("gathering", "service_id", "service", "SET NULL"),
    )
    _indexed("gathering", "organisation_id", "service_id")
    op.create_table(
        "gathering_source",
        _id(),
        _id("gathering_id"),
        _number("position"),
        _text("title"),
        _text("dated", 60),
        sa.PrimaryKeyConstraint("id", name="pk_gathering_source"),
        _to("gathering_source", "gathering_id", "gathering", "CASCADE"),
    )
    _indexed("gathering_source", "gathering_id")


def _create_sessions() -> None:
    table = "gathering_session"
    op.create_table(
        table,
        _id(),
        _id("gathering_id"),
        _text("title", 200),
        *_word(table, "precision", "precision", "day", "month", "reported"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date()),
        sa.Column("starts", sa.Time()),
        sa.Column("ends", sa.Time()),
        sa.Column("online", sa.Boolean(), nullable=False),
        _text("place", 200, null=True),
        _list("audiences", null=True),
        _list("phases", null=True),
        _list("districts", null=True),
        _text("note", null=True),
        *_word(table, "status", "session_status", "planned", "held", "cancelled"),
        _text("source", null=True),
        _text("dated", 60, null=True),
        *_word(table, "state", "session_state", "proposed", "returned", "published", "withdrawn"),
        _id("proposed_by", null=True),
        _text("comment", null=True),
        _at("edited_at", null=True),
        _at("changed_at"),
        _number("version"),
        sa.PrimaryKeyConstraint("id", name="pk_gathering_session"),
        _check(table, "days_in_order", "last_day IS NULL OR last_day >= day"),
        _check(table, "begins_before_it_ends", "ends IS NULL OR starts IS NOT NULL"),
        _check(table, "times_need_a_day", "precision = 'day' OR (starts IS NULL AND last_day IS NULL)"),
        _to(table, "gathering_id", "gathering", "CASCADE"),
        _to(table, "proposed_by", "person", "SET NULL"),
    )
    _indexed(table, "gathering_id", "day", "state")
    op.create_table(
        "session_count",
        _id(),
        _id("session_id"),
        _number("position"),
        *_word("session_count", "kind", "count_kind", "expected", "came"),
        _number("number"),
        _text("what", 200),
        _text("source"),
        _text("dated", 60),
        sa.PrimaryKeyConstraint("id", name="pk_session_count"),
        _check("session_count", "countable", "number >= 0"),
        _to("session_count", "session_id", table, "CASCADE"),
    )
    _indexed("session_count", "session_id")


def _create_schools() -> None:
    op.create_table(
        "school",
        _text("urn", 6),
        _text("name", 200),
        *_word("school", "phase", "school_phase", *PHASES),
        _text("type", 200),
        _text("district", 80),
        _text("postcode", 8, null=True),
        *_word("school", "status", "school_status", "open", "open-but-proposed-to-close", "proposed-to-open", "closed"),
        sa.Column("near_boundary", sa.Boolean(), nullable=False),
        _text("source"),
        _at("edited_at", null=True),
        _number("version"),
        sa.PrimaryKeyConstraint("urn", name="pk_school"),
    )
    _indexed("school", "district")
    op.create_table(
        "attendance",
        _id("session_id"),
        _text("urn", 6),
        sa.PrimaryKeyConstraint("session_id", "urn", name="pk_attendance"),
        _to("attendance", "session_id", "gathering_session", "CASCADE"),
        _to("attendance", "urn", "school", key="urn"),
    )
    _indexed("attendance", "urn")
