"""The tables of needs that people keep: published versions, the draft of each, and what the judged queries say of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CONTENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Create them, and let a need say that people keep it."""
    op.add_column("need", sa.Column("heading", sa.String(200)))
    op.add_column("need", sa.Column("edited_at", sa.DateTime(timezone=True)))
    op.create_table(
        "need_version",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", CONTENT, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_need_version"),
        sa.UniqueConstraint("slug", "number", name="uq_need_version_slug_number"),
    )
    op.create_table(
        "need_draft",
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("content", CONTENT, nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(36)),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_need_draft"),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name="fk_need_draft_changed_by_person", ondelete="SET NULL"),
    )
    op.create_table(
        "need_judgement",
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found", CONTENT),
        sa.PrimaryKeyConstraint("slug", name="pk_need_judgement"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("need_judgement")
    op.drop_table("need_draft")
    op.drop_table("need_version")
    op.drop_column("need", "edited_at")
    op.drop_column("need", "heading")
