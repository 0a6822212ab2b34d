"""Between the database's rows and the records that the rest of the program sees."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeVar

import attrs
from sqlalchemy import ColumnElement, Connection, Row, select, update

from dancecoach.library.catalogue.records import Clip, FileFacts, Findings, Group, Kind, SkillFacts, Storage
from dancecoach.library.catalogue.tables import ClipRow, MemberRow, NameRow, SkillRow
from dancecoach.library.folding import fold

_T = TypeVar("_T")

UNSEEN: Final[dict[str, Any]] = {
    "rating": 0,
    "note": "",
    "reference": False,
    "style": "",
    "style_certainty": 0.0,
    "analysed_with": "",
}
"""What a clip has before anybody looked at it."""

_MOST_AT_ONCE: Final = 500


def chunks(ids: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Parts that one query may name."""
    for begin in range(0, len(ids), _MOST_AT_ONCE):
        yield ids[begin : begin + _MOST_AT_ONCE]


def text_of(time: datetime) -> str:
    """A time as it is written: UTC, without saying so."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def time_of(text: str) -> datetime:
    """A time that was written."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def stored_path(folder: Path, path: Path, storage: Storage) -> str:
    """A clip's file as it is written."""
    if storage is Storage.LINKED:
        return str(path.absolute())
    return str(PurePosixPath(path.relative_to(folder)))


def values_of(facts: FileFacts) -> dict[str, Any]:
    """The columns that hold what a file says of itself."""
    values = attrs.asdict(facts)
    values["kind"] = facts.kind.value
    values["filmed_at"] = None if facts.filmed_at is None else text_of(facts.filmed_at)
    return values


def values_of_skill(clip_id: int, place: int, skill: SkillFacts) -> dict[str, Any]:
    """The row of a clip's skill."""
    return {**attrs.asdict(skill), "label": fold(skill.label), "clip_id": clip_id, "place": place}


def read_clips(connection: Connection, folder: Path, where: ColumnElement[bool]) -> list[Clip]:
    """Clips with all that belongs to them, in three queries however many they are."""
    rows = connection.execute(select(ClipRow.__table__).where(where)).all()
    ids = [row.id for row in rows]
    skills = _skills(connection, ids)
    names = _names(connection, ids)
    return [_clip_of(row, folder, skills.get(row.id, []), names) for row in rows]


def refold(connection: Connection, folder: Path, ids: Sequence[int]) -> None:
    """Write anew what clips are found by."""
    for some in chunks(ids):
        for clip in read_clips(connection, folder, ClipRow.id.in_(some)):
            connection.execute(update(ClipRow).where(ClipRow.id == clip.id).values(words=words_of(clip)))


def words_of(clip: Clip) -> str:
    """What a clip is found by, folded; a line for each, so that no search runs over the end of one into another."""
    found = clip.findings
    parts = [clip.title, clip.note, *clip.tags, *clip.persons, *clip.collections]
    if found is not None:
        parts += [found.style, *(skill.label for skill in found.skills)]
    return "\n".join(fold(part) for part in parts if part)


def _skills(connection: Connection, ids: Sequence[int]) -> dict[int, list[SkillFacts]]:
    skills: dict[int, list[SkillFacts]] = {}
    names = [field.name for field in attrs.fields(SkillFacts)]
    for some in chunks(ids):
        query = select(SkillRow.__table__).where(SkillRow.clip_id.in_(some)).order_by(SkillRow.place)
        for row in connection.execute(query).mappings():
            skills.setdefault(row["clip_id"], []).append(SkillFacts(**{name: row[name] for name in names}))
    return skills


def _names(connection: Connection, ids: Sequence[int]) -> dict[tuple[int, str], list[str]]:
    names: dict[tuple[int, str], list[str]] = {}
    for some in chunks(ids):
        query = (
            select(MemberRow.clip_id, NameRow.kind, NameRow.name)
            .join(NameRow, NameRow.id == MemberRow.name_id)
            .where(MemberRow.clip_id.in_(some))
            .order_by(NameRow.folded)
        )
        for clip_id, kind, name in connection.execute(query):
            names.setdefault((clip_id, kind), []).append(name)
    return names


def _clip_of(row: Row[Any], folder: Path, skills: list[SkillFacts], names: dict[tuple[int, str], list[str]]) -> Clip:
    def named(group: Group) -> tuple[str, ...]:
        return tuple(names.get((row.id, group.value), ()))

    storage = Storage(row.storage)
    return Clip(
        id=row.id,
        facts=_facts_of(row),
        storage=storage,
        path=folder / row.path if storage is Storage.COPIED else Path(row.path),
        added_at=time_of(row.added_at),
        rating=row.rating,
        note=row.note,
        reference=bool(row.reference),
        score=row.score,
        findings=_findings_of(row, skills),
        tags=named(Group.TAG),
        persons=named(Group.PERSON),
        collections=named(Group.COLLECTION),
    )


def _facts_of(row: Row[Any]) -> FileFacts:
    filmed_at = None if row.filmed_at is None else time_of(row.filmed_at)
    return FileFacts(
        row.sha256, row.title, Kind(row.kind), row.size_bytes, row.width, row.height, row.fps, row.frames,
        row.duration_s, filmed_at,
    )  # fmt: skip


def _findings_of(row: Row[Any], skills: Sequence[SkillFacts]) -> Findings | None:
    if not row.analysed_with:
        return None
    return Findings(row.analysed_with, row.found_share, row.style, row.style_certainty, tuple(skills))
