"""The table of what editors settled: urgent-help numbers, school terms, half-lives."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PROPOSED = sa.text("state = 'proposed'")


def upgrade() -> None:
    """Create it."""
    op.create_table(
        "settlement",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("matter", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("based_on", sa.String(64), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("needs_two", sa.Boolean(), nullable=False),
        sa.Column("proposed_by", sa.String(36)),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(36)),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_settlement"),
        sa.UniqueConstraint("matter", "number", name="uq_settlement_matter_number"),
        sa.CheckConstraint("matter IN ('urgent-help', 'term-dates', 'half-lives')", name=op.f("ck_settlement_matter")),
        sa.CheckConstraint("state IN ('proposed', 'settled', 'refused')", name=op.f("ck_settlement_settlement_state")),
        *(
            sa.ForeignKeyConstraint([column], ["person.id"], name=f"fk_settlement_{column}_person", ondelete="SET NULL")
            for column in ("proposed_by", "decided_by")
        ),
    )
    op.create_index("ux_settlement_one_open", "settlement", ["matter"], unique=True, sqlite_where=PROPOSED, postgresql_where=PROPOSED)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("settlement")
