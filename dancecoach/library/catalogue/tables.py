"""The library's tables (SQLAlchemy); `migrations` makes them, so every change here needs a script there.

Times are UTC, "2026-11-22T14:03:05.123456" as text, so that they sort as they are. Text that is searched is kept twice,
as it was typed and folded (`library.folding`), so that SQLite need not know any alphabet.
"""

from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Double, ForeignKey, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

REVISION = "0001"
"""The migration that the tables below are the result of."""

# Constraints need names, or SQLite's tables cannot be changed later.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Of all tables."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {float: Double}


class ClipRow(Base):
    """A video, or poses without one.

    Attributes:
        id: number within the library; never used again.
        sha256: hexadecimal hash of the content: one clip is in the library once.
        title: what people call it.
        kind: "video" or "poses".
        storage: "copied" into the library's folder, or "linked" where it lay.
        path: relative to the library's folder if copied, with "/" between folders; else absolute.
        size_bytes, width, height, fps, frames, duration_s: facts of the file; 0 where they mean nothing.
        filmed_at: when it was filmed, as the file says; None where it does not.
        added_at: when it came into the library.
        rating: 0 (none) to 5.
        note: free text.
        reference: whether it is one to learn from.
        style: dance it was named, "unknown" for none of those known, "" where nobody looked.
        style_certainty: 0 to 1.
        score: best mark of a take of it, 0 to 100; None where it was never danced.
        analysed_with: who looked at it last, such as "blazepose full"; "" for nobody.
        found_share: share of the frames with a body, 0 to 1; None before the analysis.
        words: what is searched, folded: title, note, tags, persons, style and skills.
    """

    __tablename__ = "clip"
    __table_args__ = (
        CheckConstraint("kind IN ('video', 'poses')", name="kind"),
        CheckConstraint("storage IN ('copied', 'linked')", name="storage"),
        CheckConstraint("rating BETWEEN 0 AND 5", name="rating"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    kind: Mapped[str]
    storage: Mapped[str]
    path: Mapped[str]
    size_bytes: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    fps: Mapped[float]
    frames: Mapped[int]
    duration_s: Mapped[float]
    filmed_at: Mapped[str | None]
    added_at: Mapped[str] = mapped_column(index=True)
    rating: Mapped[int]
    note: Mapped[str]
    reference: Mapped[bool]
    style: Mapped[str]
    style_certainty: Mapped[float]
    score: Mapped[float | None]
    analysed_with: Mapped[str]
    found_share: Mapped[float | None]
    words: Mapped[str]


class SkillRow(Base):
    """A skill found in a clip; measures as in `coaching.skill.Skill`, None where they could not be taken.

    Attributes:
        clip_id: whose.
        place: 0 for the first in the clip.
        takeoff_s: when.
        label: the words it is found by, folded, such as "back tuck salto".
        shape: body shape, "" where it cannot be seen.
        flight_s: time in the air.
        height_m: how high.
        turns: of the trunk, negative backwards.
        confidence: 0 to 1.
    """

    __tablename__ = "skill"
    __table_args__ = (Index("ix_skill_clip_id_flight_s", "clip_id", "flight_s"),)

    clip_id: Mapped[int] = mapped_column(ForeignKey("clip.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    takeoff_s: Mapped[float]
    label: Mapped[str]
    shape: Mapped[str]
    flight_s: Mapped[float | None]
    height_m: Mapped[float | None]
    turns: Mapped[float | None]
    confidence: Mapped[float]


class NameRow(Base):
    """A tag, a person or a collection: what clips are put together by.

    Attributes:
        id: number.
        kind: "tag", "person" or "collection".
        name: as typed.
        folded: as compared: there is one of a kind and name.
    """

    __tablename__ = "name"
    __table_args__ = (
        UniqueConstraint("kind", "folded"),
        CheckConstraint("kind IN ('tag', 'person', 'collection')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    folded: Mapped[str]


class MemberRow(Base):
    """A clip has a tag, shows a person, is in a collection.

    Attributes:
        name_id: which.
        clip_id: of which clip.
        place: its place in a collection, from 0; 0 elsewhere.
    """

    __tablename__ = "member"
    __table_args__ = (Index("ix_member_clip_id", "clip_id"),)

    name_id: Mapped[int] = mapped_column(ForeignKey("name.id", ondelete="CASCADE"), primary_key=True)
    clip_id: Mapped[int] = mapped_column(ForeignKey("clip.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int]


class JobRow(Base):
    """A file that somebody wants in the library, and how far it has come.

    Attributes:
        id: number.
        path: the file, absolute.
        storage: "copied" or "linked".
        state: "waiting", "running", "paused", "failed" or "done".
        step: what is to be done next: "import" or "analyse".
        place: order in the queue, the least first.
        clip_id: the clip, once it is in the library.
        problem: why it failed, one sentence; "" else.
        added_at: when it was wanted.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'paused', 'failed', 'done')", name="state"),
        CheckConstraint("step IN ('import', 'analyse')", name="step"),
        Index("ix_job_state_place", "state", "place"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str]
    storage: Mapped[str]
    state: Mapped[str]
    step: Mapped[str]
    place: Mapped[float]
    clip_id: Mapped[int | None] = mapped_column(ForeignKey("clip.id", ondelete="CASCADE"))
    problem: Mapped[str]
    added_at: Mapped[str]
