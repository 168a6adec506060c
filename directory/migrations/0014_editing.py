"""Whose a change is, the provider's or the editors', where editors have theirs from, and who said that a service takes no referrals."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None

OPEN = sa.text("service_id IS NOT NULL AND state IN ('draft', 'proposed', 'returned')")


def upgrade() -> None:
    """Add the columns. Of what there is so far, only earlier versions that came back were the editors' own."""
    op.add_column("revision", sa.Column("by_editors", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("revision", sa.Column("source", sa.Text()))
    op.execute("UPDATE revision SET by_editors = true WHERE kind = 'restore'")
    op.add_column("service", sa.Column("paused_by_editors", sa.Boolean(), nullable=False, server_default=sa.false()))
    _one_open("service_id", "kind", "by_editors")


def downgrade() -> None:
    """Drop them. Two changes of one kind that are open beside each other become one: the editors' is withdrawn."""
    op.execute("UPDATE revision SET state = 'withdrawn' WHERE by_editors AND state IN ('draft', 'proposed', 'returned')")
    _one_open("service_id", "kind")
    op.drop_column("service", "paused_by_editors")
    op.drop_column("revision", "source")
    op.drop_column("revision", "by_editors")


def _one_open(*columns: str) -> None:
    op.drop_index("ux_revision_one_open", "revision")
    op.create_index("ux_revision_one_open", "revision", [*columns], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
