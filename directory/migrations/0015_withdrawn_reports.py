"""When an issued half-term report was withdrawn, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns. No report so far was withdrawn."""
    op.add_column("locality_report", sa.Column("withdrawn_on", sa.Date()))
    op.add_column("locality_report", sa.Column("withdrawn_because", sa.Text()))


def downgrade() -> None:
    """Drop them. A report that was withdrawn is then one with a number and no words."""
    op.drop_column("locality_report", "withdrawn_because")
    op.drop_column("locality_report", "withdrawn_on")
