"""The tables of people, of how they sign in and join, of mail, of limits, and the log of who did what."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DETAILS = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """People first, then what belongs to them, then what stands alone."""
    _create_people()
    _create_sign_ins()
    _create_joining()
    _create_mail_and_limits()
    _create_audit_entries()


def downgrade() -> None:
    """Drop them in the opposite order."""
    for table in (
        "audit_entry",
        "rate_count",
        "mail",
        "claim",
        "invitation",
        "sign_in_link",
        "sign_in",
        "recovery_code",
        "membership",
        "person",
    ):
        op.drop_table(table)


def _text(name: str, length: int, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=null)


def _moment(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _id(table: str) -> tuple[sa.Column[str], sa.PrimaryKeyConstraint]:
    return sa.Column("id", sa.String(36), nullable=False), sa.PrimaryKeyConstraint("id", name=f"pk_{table}")


def _points_at(table: str, column: str, other: str, gone: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete=gone)


def _create_people() -> None:
    op.create_table(
        "person",
        *_id("person"),
        _text("name", 200),
        _text("email", 254),
        _text("state", 40),
        sa.Column("is_editor", sa.Boolean(), nullable=False),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        _text("totp_secret", 255, null=True),
        _moment("totp_since", null=True),
        sa.Column("totp_last_step", sa.Integer()),
        _moment("made_at"),
        sa.UniqueConstraint("email", name="uq_person_email"),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_in_small_letters")),
        sa.CheckConstraint("state IN ('active', 'disabled')", name=op.f("ck_person_person_state")),
    )
    op.create_table(
        "membership",
        _text("person_id", 36),
        _text("organisation_id", 36),
        _moment("since"),
        sa.PrimaryKeyConstraint("person_id", "organisation_id", name="pk_membership"),
        _points_at("membership", "person_id", "person", "CASCADE"),
        _points_at("membership", "organisation_id", "organisation"),
    )
    op.create_index("ix_membership_organisation_id", "membership", ["organisation_id"])
    op.create_table(
        "recovery_code",
        *_id("recovery_code"),
        _text("person_id", 36),
        _text("code_hash", 64),
        _moment("used_at", null=True),
        _points_at("recovery_code", "person_id", "person", "CASCADE"),
    )
    op.create_index("ix_recovery_code_person_id", "recovery_code", ["person_id"])


def _create_sign_ins() -> None:
    op.create_table(
        "sign_in",
        *_id("sign_in"),
        _text("token_hash", 64),
        _text("person_id", 36),
        _moment("created_at"),
        _moment("seen_at"),
        _moment("ends_at"),
        _moment("ended_at", null=True),
        _moment("second_step_at", null=True),
        sa.UniqueConstraint("token_hash", name="uq_sign_in_token_hash"),
        _points_at("sign_in", "person_id", "person", "CASCADE"),
    )
    op.create_index("ix_sign_in_person_id", "sign_in", ["person_id"])
    op.create_table(
        "sign_in_link",
        *_id("sign_in_link"),
        _text("token_hash", 64),
        _text("browser_hash", 64),
        _text("person_id", 36, null=True),
        _moment("made_at"),
        _moment("ends_at"),
        _moment("used_at", null=True),
        sa.UniqueConstraint("token_hash", name="uq_sign_in_link_token_hash"),
        _points_at("sign_in_link", "person_id", "person", "CASCADE"),
    )
    op.create_index("ix_sign_in_link_person_id", "sign_in_link", ["person_id"])
    op.create_index("ix_sign_in_link_ends_at", "sign_in_link", ["ends_at"])


def _create_joining() -> None:
    op.create_table(
        "invitation",
        *_id("invitation"),
        _text("token_hash", 64),
        _text("email", 254),
        _text("organisation_id", 36, null=True),
        sa.Column("is_editor", sa.Boolean(), nullable=False),
        _text("invited_by", 36, null=True),
        _moment("made_at"),
        _moment("ends_at"),
        _moment("used_at", null=True),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
        sa.CheckConstraint("is_editor OR organisation_id IS NOT NULL", name=op.f("ck_invitation_to_join_something")),
        _points_at("invitation", "organisation_id", "organisation"),
        _points_at("invitation", "invited_by", "person", "SET NULL"),
    )
    op.create_index("ix_invitation_email", "invitation", ["email"])
    op.create_index("ix_invitation_organisation_id", "invitation", ["organisation_id"])
    op.create_table(
        "claim",
        *_id("claim"),
        _text("organisation_id", 36),
        _text("name", 200),
        _text("email", 254),
        _text("work", 200),
        _moment("made_at"),
        _text("state", 40),
        _text("decided_by", 36, null=True),
        _moment("decided_at", null=True),
        sa.CheckConstraint("state IN ('waiting', 'granted', 'refused')", name=op.f("ck_claim_claim_state")),
        _points_at("claim", "organisation_id", "organisation"),
        _points_at("claim", "decided_by", "person", "SET NULL"),
    )
    op.create_index("ix_claim_organisation_id", "claim", ["organisation_id"])


def _create_mail_and_limits() -> None:
    op.create_table(
        "mail",
        *_id("mail"),
        _text("to_address", 254),
        _text("subject", 200),
        sa.Column("text", sa.Text(), nullable=False),
        _moment("made_at"),
        _moment("next_try_at"),
        _moment("sent_at", null=True),
        sa.Column("tries", sa.Integer(), nullable=False),
    )
    op.create_index("ix_mail_next_try_at", "mail", ["next_try_at"])
    op.create_table(
        "rate_count",
        _text("limit_name", 40),
        _text("subject", 64),
        sa.Column("window_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        _moment("ends_at"),
        sa.PrimaryKeyConstraint("limit_name", "subject", "window_number", name="pk_rate_count"),
    )
    op.create_index("ix_rate_count_ends_at", "rate_count", ["ends_at"])


def _create_audit_entries() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _moment("at"),
        _text("person_id", 36, null=True),
        _text("verb", 60),
        _text("kind", 40),
        _text("about", 80),
        sa.Column("details", DETAILS, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
        _points_at("audit_entry", "person_id", "person", "SET NULL"),
    )
    for column in ("at", "person_id", "about"):
        op.create_index(f"ix_audit_entry_{column}", "audit_entry", [column])
