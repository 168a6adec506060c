"""The tables of half-term reports, and of what providers were asked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
OPTIONAL = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "locality_report",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("priorities", JSON, nullable=False),
        sa.Column("opening", JSON, nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("issued_on", sa.Date()),
        sa.Column("issued_by", sa.String(36)),
        sa.Column("figures", OPTIONAL),
        sa.Column("source", sa.Text()),
        sa.Column("dated", sa.String(10)),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_locality_report"),
        sa.UniqueConstraint("number", name="uq_locality_report_number"),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"], name="fk_locality_report_issued_by_person", ondelete="SET NULL"),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_locality_report_period_in_order")),
        sa.CheckConstraint(
            "(number IS NULL) = (issued_on IS NULL) AND (number IS NULL) = (figures IS NULL)", name=op.f("ck_locality_report_issued_whole")
        ),
        sa.CheckConstraint("number IS NULL OR source IS NULL", name=op.f("ck_locality_report_issued_here_or_elsewhere")),
    )

    op.create_table(
        "enquiry",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organisation_id", sa.String(36), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(36)),
        sa.PrimaryKeyConstraint("id", name="pk_enquiry"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_enquiry_organisation_id_organisation"),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name="fk_enquiry_asked_by_person", ondelete="SET NULL"),
    )
    op.create_index("ix_enquiry_organisation_id", "enquiry", ["organisation_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("enquiry")
    op.drop_table("locality_report")
