"""The table of drafts of pathways, and which versions people published."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and say of the versions so far that they came from files."""
    op.create_table(
        "pathway_draft",
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(36)),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_pathway_draft"),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name="fk_pathway_draft_changed_by_person", ondelete="SET NULL"),
    )
    op.add_column("pathway_version", sa.Column("by_people", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("pathway_version", "by_people")
    op.drop_table("pathway_draft")
