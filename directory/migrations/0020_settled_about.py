"""Which urgent number a proposal is about, so that proposals about different numbers can wait beside each other."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0015"
branch_labels = None
depends_on = None

PROPOSED = sa.text("state = 'proposed'")


def upgrade() -> None:
    """Add the column. What waits already is about its whole file."""
    op.add_column("settlement", sa.Column("about", sa.String(80), nullable=False, server_default=sa.text("''")))
    _one_open("matter", "about")


def downgrade() -> None:
    """Drop it. What waits about single numbers is not taken, because only one proposal could wait, and that about the whole file."""
    op.execute("UPDATE settlement SET state = 'refused' WHERE state = 'proposed' AND about <> ''")
    _one_open("matter")
    op.drop_column("settlement", "about")


def _one_open(*columns: str) -> None:
    op.drop_index("ux_settlement_one_open", "settlement")
    op.create_index("ux_settlement_one_open", "settlement", [*columns], unique=True, sqlite_where=PROPOSED, postgresql_where=PROPOSED)
