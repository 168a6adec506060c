"""The tables of the pathways."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Versions first, then what is said about one."""
    op.create_table(
        "pathway_version",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pathway_version"),
        sa.UniqueConstraint("slug", "number", name="uq_pathway_version_slug_number"),
    )
    op.create_index("ix_pathway_version_slug", "pathway_version", ["slug"])
    op.create_table(
        "pathway_sign_off",
        sa.Column("version_id", sa.String(36), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signed_by", sa.String(200), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("version_id", name="pk_pathway_sign_off"),
        sa.ForeignKeyConstraint(["version_id"], ["pathway_version.id"], name="fk_pathway_sign_off_version_id_pathway_version"),
    )


def downgrade() -> None:
    """Drop them in the opposite order."""
    op.drop_table("pathway_sign_off")
    op.drop_table("pathway_version")
