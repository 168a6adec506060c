"""When the districts and their places last changed, and that people may settle them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BEFORE = ("urgent-help", "term-dates", "half-lives")


def upgrade() -> None:
    """Add the column, and the word to the list."""
    op.add_column("district", sa.Column("changed_at", sa.DateTime(timezone=True)))
    _settle_only(*BEFORE, "places")


def downgrade() -> None:
    """Drop both, with what was settled."""
    op.execute("DELETE FROM settlement WHERE matter = 'places'")
    _settle_only(*BEFORE)
    op.drop_column("district", "changed_at")


def _settle_only(*matters: str) -> None:
    """SQLite changes no constraint of a table that is there, so there the table is made anew."""
    name = op.f("ck_settlement_matter")
    with op.batch_alter_table("settlement") as table:
        table.drop_constraint(name, type_="check")
        table.create_check_constraint(name, f"matter IN ({', '.join(map(repr, matters))})")
