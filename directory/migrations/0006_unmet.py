"""The tables of what was looked for and not found."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Days of the week that runs, and weeks that are over."""
    op.create_table("unmet_day", *_what("unmet_day"), sa.Column("day", sa.Date(), nullable=False), _key("unmet_day", "day"))
    op.create_table(
        "unmet_week",
        *_what("unmet_week"),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_unmet_week_looked_for")),
        _key("unmet_week", "week"),
    )


def downgrade() -> None:
    """Drop both."""
    op.drop_table("unmet_week")
    op.drop_table("unmet_day")


def _what(table: str) -> tuple[sa.Column[str], sa.Column[str], sa.CheckConstraint]:
    outcome = sa.CheckConstraint("outcome IN ('nothing', 'few')", name=op.f(f"ck_{table}_outcome"))
    return sa.Column("sought", sa.String(400), nullable=False), sa.Column("outcome", sa.String(40), nullable=False), outcome


def _key(table: str, when: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("sought", "outcome", when, name=f"pk_{table}")
