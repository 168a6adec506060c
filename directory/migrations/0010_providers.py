"""When a provider was changed, and since when people keep it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns. Providers so far were never changed by people."""
    op.add_column("organisation", sa.Column("edited_at", sa.DateTime(timezone=True)))
    op.add_column("organisation", sa.Column("changed_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("organisation", "changed_at")
    op.drop_column("organisation", "edited_at")
