"""All skills of a library with whose and when they were: what progress over weeks begins with."""

from datetime import datetime
from pathlib import Path

import attrs
from sqlalchemy import func, select

from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.records import Group, SkillFacts, Storage
from dancecoach.library.catalogue.rows import time_of
from dancecoach.library.catalogue.tables import ClipRow, MemberRow, NameRow, SkillRow


@attrs.frozen
class SkillSeen:
    """A skill in a clip.

    Attributes:
        clip_id: of which clip.
        when: when the clip was filmed, or came into the library, with its time zone.
        filmed: whether the first of these.
        persons: who is in the clip, in the order of the alphabet.
        skill: what it was.
    """

    clip_id: int
    when: datetime
    filmed: bool
    persons: tuple[str, ...]
    skill: SkillFacts


def skills_seen(database: Database) -> list[SkillSeen]:
    """All skills, the oldest first."""
    measures = [getattr(SkillRow, field.name) for field in attrs.fields(SkillFacts)]
    query = (
        select(SkillRow.clip_id, ClipRow.filmed_at, ClipRow.added_at, *measures)
        .join(ClipRow, ClipRow.id == SkillRow.clip_id)
        .order_by(func.coalesce(ClipRow.filmed_at, ClipRow.added_at), SkillRow.clip_id, SkillRow.place)
    )
    with database.look() as connection:
        persons = _persons(database)
        rows = connection.execute(query).all()
    return [
        SkillSeen(number, time_of(filmed or added), filmed is not None, persons.get(number, ()), SkillFacts(*skill))
        for number, filmed, added, *skill in rows
    ]


def persons_of_files(database: Database, folder: Path) -> dict[Path, tuple[str, ...]]:
    """Who is in the clips whose files lie in a folder or in one below it.

    Args:
        database: an open library's.
        folder: any; absolute.
    """
    persons, found = _persons(database), dict[Path, tuple[str, ...]]()
    with database.look() as connection:
        for row in connection.execute(select(ClipRow.id, ClipRow.path, ClipRow.storage)):
            path = Path(row.path) if row.storage == Storage.LINKED.value else database.folder / row.path
            if row.id in persons and path.is_relative_to(folder):
                found[path] = persons[row.id]
    return found


def _persons(database: Database) -> dict[int, tuple[str, ...]]:
    """Who is in which clip."""
    query = (
        select(MemberRow.clip_id, NameRow.name)
        .join(NameRow, NameRow.id == MemberRow.name_id)
        .where(NameRow.kind == Group.PERSON.value)
        .order_by(NameRow.folded)
    )
    found: dict[int, tuple[str, ...]] = {}
    with database.look() as connection:
        for clip_id, name in connection.execute(query):
            found[clip_id] = (*found.get(clip_id, ()), name)
    return found
