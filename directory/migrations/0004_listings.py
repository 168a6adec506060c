"""The tables of changes to listings, their decisions and published versions, of reminders, and of reported problems."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
FACT_GROUPS = ("contact", "eligibility", "route", "waiting", "existence")
OPEN_REVISION = sa.text("service_id IS NOT NULL AND state IN ('draft', 'proposed', 'returned')")
OPEN_PROBLEM = sa.text("state <> 'closed'")


def upgrade() -> None:
    """What is new of a listing first, then what points at it."""
    op.add_column("service", sa.Column("edited_at", sa.DateTime(timezone=True)))
    _create_revisions()
    _create_decisions()
    _create_reminders()
    _create_problems()


def downgrade() -> None:
    """Drop them in the opposite order."""
    for table in ("problem", "asked", "reminder", "published_version", "decision", "revision"):
        op.drop_table(table)
    op.drop_column("service", "edited_at")


def _id(name: str = "id", *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(36), nullable=null)


def _at(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _word(table: str, name: str, kind: str, *words: str) -> tuple[sa.Column[str], sa.CheckConstraint]:
    listed = ", ".join(f"'{word}'" for word in words)
    column = sa.Column(name, sa.String(40), nullable=False)
    return column, sa.CheckConstraint(f"{name} IN ({listed})", name=op.f(f"ck_{table}_{kind}"))


def _to(table: str, column: str, other: str, on_delete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete=on_delete)


def _indexed(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _create_revisions() -> None:
    op.create_table(
        "revision",
        _id(),
        *_word("revision", "kind", "revision_kind", "change", "new", "ending", "running", "restore"),
        _id("organisation_id"),
        _id("service_id", null=True),
        sa.Column("base_version", sa.Integer()),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("pages_done", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False),
        *_word("revision", "state", "revision_state", "draft", "proposed", "returned", "published", "withdrawn"),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text()),
        _id("started_by", null=True),
        _at("started_at"),
        _id("proposed_by", null=True),
        _at("proposed_at", null=True),
        _id("edited_by", null=True),
        sa.Column("edited_fields", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False),
        _at("changed_at"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.CheckConstraint("(service_id IS NULL) = (base_version IS NULL)", name=op.f("ck_revision_based_on_a_version")),
        _to("revision", "organisation_id", "organisation"),
        _to("revision", "service_id", "service"),
        *(_to("revision", column, "person", "SET NULL") for column in ("started_by", "proposed_by", "edited_by")),
    )
    _indexed("revision", "organisation_id", "service_id", "state")
    op.create_index(
        "ux_revision_one_open",
        "revision",
        ["service_id", "kind"],
        unique=True,
        sqlite_where=OPEN_REVISION,
        postgresql_where=OPEN_REVISION,
    )


def _create_decisions() -> None:
    op.create_table(
        "decision",
        _id(),
        _id("revision_id"),
        sa.Column("stamp", sa.Integer(), nullable=False),
        *_word("decision", "verdict", "verdict", "published", "returned"),
        sa.Column("comment", sa.Text()),
        _id("decided_by", null=True),
        _at("decided_at"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.UniqueConstraint("revision_id", "stamp", name="uq_decision_revision_id_stamp"),
        _to("decision", "revision_id", "revision"),
        _to("decision", "decided_by", "person", "SET NULL"),
    )
    op.create_table(
        "published_version",
        _id(),
        _id("service_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        _at("published_at"),
        _id("revision_id", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_published_version"),
        sa.UniqueConstraint("service_id", "version", name="uq_published_version_service_id_version"),
        _to("published_version", "service_id", "service"),
        _to("published_version", "revision_id", "revision"),
    )


def _create_reminders() -> None:
    op.create_table(
        "reminder",
        _id(),
        _id("organisation_id"),
        _id("person_id"),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        _at("ends_at"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint("token_hash", name="uq_reminder_token_hash"),
        _to("reminder", "organisation_id", "organisation"),
        _to("reminder", "person_id", "person", "CASCADE"),
    )
    _indexed("reminder", "organisation_id", "person_id")
    op.create_table(
        "asked",
        _id(),
        _id("service_id"),
        *_word("asked", "fact_group", "fact_group", *FACT_GROUPS),
        sa.Column("due_on", sa.Date(), nullable=False),
        *_word("asked", "stage", "stage", "before", "due", "after", "editor"),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_asked"),
        sa.UniqueConstraint("service_id", "fact_group", "due_on", "stage", name="uq_asked_service_id_fact_group_due_on_stage"),
        _to("asked", "service_id", "service"),
    )


def _create_problems() -> None:
    op.create_table(
        "problem",
        _id(),
        _id("service_id"),
        *_word("problem", "topic", "topic", "contact", "closed", "rules", "waiting"),
        *_word("problem", "state", "problem_state", "open", "answered", "closed"),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        _at("answered_at", null=True),
        _at("closed_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_problem"),
        sa.CheckConstraint("times > 0", name=op.f("ck_problem_reported")),
        _to("problem", "service_id", "service"),
    )
    _indexed("problem", "service_id")
    op.create_index(
        "ux_problem_one_open", "problem", ["service_id", "topic"], unique=True, sqlite_where=OPEN_PROBLEM, postgresql_where=OPEN_PROBLEM
    )
