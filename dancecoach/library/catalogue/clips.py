"""Adds, changes, finds and removes clips."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import InstrumentedAttribute

from dancecoach.errors import LibraryError
from dancecoach.files import readable
from dancecoach.i18n import _
from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.groups import checked_name
from dancecoach.library.catalogue.records import Clip, FileFacts, Findings, Storage
from dancecoach.library.catalogue.rows import (
    UNSEEN,
    chunks,
    read_clips,
    refold,
    stored_path,
    text_of,
    values_of,
    values_of_skill,
)
from dancecoach.library.catalogue.tables import ClipRow, MemberRow, NameRow, SkillRow
from dancecoach.library.folding import fold

STARS = 5
"""Most that a clip can be rated."""


@attrs.frozen
class Removed:
    """All that was known of clips that were removed, as rows of the database.

    Attributes:
        clips, skills, members: a mapping of column to value for each row.
    """

    clips: list[dict[str, Any]] = attrs.field(factory=list)
    skills: list[dict[str, Any]] = attrs.field(factory=list)
    members: list[dict[str, Any]] = attrs.field(factory=list)

    def tables(self) -> tuple[tuple[list[dict[str, Any]], InstrumentedAttribute[int]], ...]:
        """The rows, and the column that says whose they are; what others refer to comes first."""
        return (self.clips, ClipRow.id), (self.skills, SkillRow.clip_id), (self.members, MemberRow.clip_id)


class Clips:
    """The clips of an open library; tags, persons and collections are in `groups`.

    Args:
        database: where they are kept.
        now: the time.
    """

    def __init__(self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database, self._now = database, now

    # Adding and removing

    def add(self, facts: FileFacts, storage: Storage, path: Path) -> tuple[Clip, bool]:
        """Take a clip in.

        Args:
            facts: of its file.
            storage: whether the file is in the library's folder.
            path: the file.

        Returns:
            The clip of that content, and whether it is new: a content is in a library once.
        """
        values = UNSEEN | values_of(facts)
        values |= {"storage": storage.value, "path": stored_path(self._database.folder, path, storage)}
        values |= {"added_at": text_of(self._now()), "words": fold(facts.title)}
        with self._database.begin() as connection:
            done = connection.execute(upsert(ClipRow).values(**values).on_conflict_do_nothing(["sha256"]))
            clip = self._one(connection, ClipRow.sha256 == facts.sha256)
        assert clip is not None
        return clip, done.rowcount > 0

    def remove(self, ids: Iterable[int]) -> Removed:
        """Take clips out of the library; their files stay where they are.

        Returns:
            What `bring_back` needs.
        """
        removed = Removed()
        with self._database.begin() as connection:
            for some in chunks(list(ids)):
                for rows, column in removed.tables():
                    query = select(column.class_.__table__).where(column.in_(some))
                    rows.extend(dict(row) for row in connection.execute(query).mappings())
                connection.execute(delete(ClipRow).where(ClipRow.id.in_(some)))
        return removed

    def bring_back(self, removed: Removed) -> None:
        """Clips that were removed are in the library again, with all that was known of them.

        One whose content came in again meanwhile is there already; names that were removed meanwhile stay so.
        """
        with self._database.begin() as connection:
            here = set(connection.execute(select(ClipRow.sha256)).scalars())
            ids = {row["id"] for row in removed.clips if row["sha256"] not in here}
            names = set(connection.execute(select(NameRow.id)).scalars())
            for rows, column in removed.tables():
                wanted = [row for row in rows if row[column.key] in ids and row.get("name_id") in {None, *names}]
                if wanted:
                    connection.execute(insert(column.class_), wanted)
            refold(connection, self._database.folder, sorted(ids))

    # Looking

    def get(self, clip_id: int) -> Clip:
        """One clip.

        Raises:
            LibraryError: there is none of that number.
        """
        with self._database.look() as connection:
            return self._existing(connection, clip_id)

    def of_content(self, sha256: str) -> Clip | None:
        """The clip with a content; None where it is not in the library."""
        with self._database.look() as connection:
            return self._one(connection, ClipRow.sha256 == sha256)

    def get_all(self, ids: Sequence[int]) -> list[Clip]:
        """Some clips, in the order asked for; those that are gone meanwhile are left out."""
        folder, found = self._database.folder, dict[int, Clip]()
        with self._database.look() as connection:
            for some in chunks(ids):
                found |= {clip.id: clip for clip in read_clips(connection, folder, ClipRow.id.in_(some))}
        return [found[clip_id] for clip_id in ids if clip_id in found]

    def count(self) -> int:
        """How many there are."""
        with self._database.look() as connection:
            return connection.execute(select(func.count()).select_from(ClipRow)).scalar_one()

    # Changing

    def rename(self, clip_id: int, title: str) -> Clip:
        """Call a clip something else.

        Raises:
            LibraryError: the title is empty or too long, or there is no such clip.
        """
        return self._change(clip_id, title=checked_name(title))

    def rate(self, clip_id: int, rating: int) -> Clip:
        """Give a clip 0 (none) to `STARS` stars.

        Raises:
            LibraryError: there are no so many stars, or no such clip.
        """
        _check_rating(rating)
        return self._change(clip_id, rating=rating)

    def rate_all(self, ratings: Mapping[int, int]) -> None:
        """Give each of many clips its stars, all or none; those that are gone are passed over.

        Raises:
            LibraryError: there are no so many stars.
        """
        for rating in ratings.values():
            _check_rating(rating)
        self._set_all("rating", ratings)

    def mark_all(self, references: Mapping[int, bool]) -> None:
        """Make each of many clips one to learn from, or no longer, all or none; those that are gone are passed over."""
        self._set_all("reference", references)

    def write_note(self, clip_id: int, note: str) -> Clip:
        """Say something about a clip.

        Raises:
            LibraryError: there is no such clip.
        """
        return self._change(clip_id, note=readable(note))

    def mark_reference(self, clip_id: int, *, reference: bool) -> Clip:
        """Make a clip one to learn from, or no longer.

        Raises:
            LibraryError: there is no such clip.
        """
        return self._change(clip_id, reference=reference)

    def note_score(self, clip_id: int, score: float) -> Clip:
        """A take of it got a mark, 0 to 100: the best one is remembered.

        Raises:
            LibraryError: there is no such clip.
        """
        return self._change(clip_id, score=func.max(score, func.coalesce(ClipRow.score, 0.0)))

    def move(self, clip_id: int, storage: Storage, path: Path) -> Clip:
        """A clip's file is somewhere else now.

        Raises:
            LibraryError: there is no such clip.
        """
        return self._change(clip_id, storage=storage.value, path=stored_path(self._database.folder, path, storage))

    def note_findings(self, clip_id: int, findings: Findings) -> Clip:
        """An analysis is done: what it found replaces what the one before found.

        Raises:
            LibraryError: there is no such clip.
        """
        rows = [values_of_skill(clip_id, place, skill) for place, skill in enumerate(findings.skills)]

        def write(connection: Connection) -> None:
            connection.execute(delete(SkillRow).where(SkillRow.clip_id == clip_id))
            if rows:
                connection.execute(insert(SkillRow), rows)

        return self._change(
            clip_id,
            also=write,
            analysed_with=findings.analysed_with,
            found_share=findings.found_share,
            style=findings.style,
            style_certainty=findings.style_certainty,
        )

    # Rows

    def _change(self, clip_id: int, also: Callable[[Connection], None] | None = None, **values: Any) -> Clip:
        with self._database.begin() as connection:
            self._existing(connection, clip_id)
            connection.execute(update(ClipRow).where(ClipRow.id == clip_id).values(**values))
            if also is not None:
                also(connection)
            refold(connection, self._database.folder, [clip_id])
            return self._existing(connection, clip_id)

    def _set_all(self, column: str, values: Mapping[int, Any]) -> None:
        """A column that nothing is found by as a word; in one transaction, which thousands of clips need."""
        query = update(ClipRow).where(ClipRow.id == bindparam("which")).values({column: bindparam("value")})
        with self._database.begin() as connection:
            for some in chunks(list(values.items())):
                connection.execute(query, [{"which": clip_id, "value": value} for clip_id, value in some])

    def _existing(self, connection: Connection, clip_id: int) -> Clip:
        clip = self._one(connection, ClipRow.id == clip_id)
        if clip is None:
            raise LibraryError(_("is not in the library any more"), subject=_("clip {}").format(clip_id))
        return clip

    def _one(self, connection: Connection, where: ColumnElement[bool]) -> Clip | None:
        return next(iter(read_clips(connection, self._database.folder, where)), None)


def _check_rating(rating: int) -> None:
    if not 0 <= rating <= STARS:
        raise LibraryError(_("is no rating"), subject=str(rating), remedy=_("give 0 to {} stars").format(STARS))
