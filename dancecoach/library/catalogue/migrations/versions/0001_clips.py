"""Clips with skills, tags, persons and collections, and the files waiting to be imported."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _column(name: str, kind: type[sa.types.TypeEngine[Any]], *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind(), nullable=empty)


def _made_of(table: str, name: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    """What goes when a row of ``table`` goes."""
    return sa.ForeignKeyConstraint([f"{table}_id"], [f"{table}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    """Make the tables."""
    _clips()
    _skills()
    _names()
    _jobs()


def _clips() -> None:
    op.create_table(
        "clip",
        _column("id", sa.Integer),
        *(_column(name, sa.String) for name in ("sha256", "title", "kind", "storage", "path")),
        *(_column(name, sa.Integer) for name in ("size_bytes", "width", "height")),
        _column("fps", sa.Double),
        _column("frames", sa.Integer),
        _column("duration_s", sa.Double),
        _column("filmed_at", sa.String, empty=True),
        _column("added_at", sa.String),
        _column("rating", sa.Integer),
        _column("note", sa.String),
        _column("reference", sa.Boolean),
        _column("style", sa.String),
        _column("style_certainty", sa.Double),
        _column("score", sa.Double, empty=True),
        _column("analysed_with", sa.String),
        _column("found_share", sa.Double, empty=True),
        _column("words", sa.String),
        sa.CheckConstraint("kind IN ('video', 'poses')", name="ck_clip_kind"),
        sa.CheckConstraint("storage IN ('copied', 'linked')", name="ck_clip_storage"),
        sa.CheckConstraint("rating BETWEEN 0 AND 5", name="ck_clip_rating"),
        sa.PrimaryKeyConstraint("id", name="pk_clip"),
        sa.UniqueConstraint("sha256", name="uq_clip_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_clip_added_at", "clip", ["added_at"])


def _skills() -> None:
    op.create_table(
        "skill",
        _column("clip_id", sa.Integer),
        _column("place", sa.Integer),
        _column("takeoff_s", sa.Double),
        _column("label", sa.String),
        _column("shape", sa.String),
        *(_column(name, sa.Double, empty=True) for name in ("flight_s", "height_m", "turns")),
        _column("confidence", sa.Double),
        _made_of("clip", "fk_skill_clip_id"),
        sa.PrimaryKeyConstraint("clip_id", "place", name="pk_skill"),
    )
    op.create_index("ix_skill_clip_id_flight_s", "skill", ["clip_id", "flight_s"])


def _names() -> None:
    op.create_table(
        "name",
        _column("id", sa.Integer),
        *(_column(name, sa.String) for name in ("kind", "name", "folded")),
        sa.CheckConstraint("kind IN ('tag', 'person', 'collection')", name="ck_name_kind"),
        sa.PrimaryKeyConstraint("id", name="pk_name"),
        sa.UniqueConstraint("kind", "folded", name="uq_name_kind_folded"),
    )
    op.create_table(
        "member",
        *(_column(name, sa.Integer) for name in ("name_id", "clip_id", "place")),
        _made_of("clip", "fk_member_clip_id"),
        _made_of("name", "fk_member_name_id"),
        sa.PrimaryKeyConstraint("name_id", "clip_id", name="pk_member"),
    )
    op.create_index("ix_member_clip_id", "member", ["clip_id"])


def _jobs() -> None:
    op.create_table(
        "job",
        _column("id", sa.Integer),
        *(_column(name, sa.String) for name in ("path", "storage", "state", "step")),
        _column("place", sa.Double),
        _column("clip_id", sa.Integer, empty=True),
        _column("problem", sa.String),
        _column("added_at", sa.String),
        sa.CheckConstraint("state IN ('waiting', 'running', 'paused', 'failed', 'done')", name="ck_job_state"),
        sa.CheckConstraint("step IN ('import', 'analyse')", name="ck_job_step"),
        _made_of("clip", "fk_job_clip_id"),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_state_place", "job", ["state", "place"])
