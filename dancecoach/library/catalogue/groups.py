"""Tags, persons and collections: what clips are put together by. Names that differ by capitals or accents are one."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, literal, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from dancecoach.errors import LibraryError
from dancecoach.files import readable
from dancecoach.i18n import _
from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.records import Group
from dancecoach.library.catalogue.rows import chunks, refold
from dancecoach.library.catalogue.tables import ClipRow, MemberRow, NameRow
from dancecoach.library.folding import fold

LONGEST_NAME = 200
"""Letters that a title, tag, person or collection may have, at most."""


def checked_name(name: str) -> str:
    """A name without what surrounds it, on one line.

    Raises:
        LibraryError: it is empty or longer than `LONGEST_NAME`.
    """
    name = " ".join(readable(name).split())
    if not name:
        raise LibraryError(_("a name cannot be empty"), remedy=_("write at least one letter"))
    if len(name) > LONGEST_NAME:
        raise LibraryError(
            _("is too long for a name"),
            subject=f"{name[:40]} …",
            remedy=_("write at most {} letters").format(LONGEST_NAME),
        )
    return name


class Groups:
    """The tags, persons and collections of an open library.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def names(self, group: Group) -> list[tuple[str, int]]:
        """All of a kind in the order of the alphabet, with how many clips each has."""
        query = (
            select(NameRow.name, func.count(MemberRow.clip_id))
            .outerjoin(MemberRow, MemberRow.name_id == NameRow.id)
            .where(NameRow.kind == group.value)
            .group_by(NameRow.id)
            .order_by(NameRow.folded)
        )
        with self._database.look() as connection:
            return [(name, number) for name, number in connection.execute(query)]

    def members(self, group: Group, name: str) -> list[int]:
        """The clips of one, a collection's in its order; [] where there is no such name."""
        query = (
            select(MemberRow.clip_id)
            .join(NameRow, NameRow.id == MemberRow.name_id)
            .where(NameRow.kind == group.value, NameRow.folded == fold(name))
            .order_by(MemberRow.place, MemberRow.clip_id)
        )
        with self._database.look() as connection:
            return list(connection.execute(query).scalars())

    def put(self, ids: Iterable[int], group: Group, *names: str) -> None:
        """Clips get tags, persons or collections besides those they have; in a collection they come last.

        Raises:
            LibraryError: a name is empty or too long, or a clip is not there any more.
        """
        wanted = [checked_name(name) for name in names]
        clips = list(ids)
        with self._database.begin() as connection:
            _check_clips(connection, clips)
            for name in wanted:
                name_id = _made(connection, group, name)
                for clip_id in clips:
                    _join(connection, name_id, clip_id)
            refold(connection, self._database.folder, clips)

    def take(self, ids: Iterable[int], group: Group, *names: str) -> None:
        """Clips lose tags, persons or collections; names that no clip has any more stay."""
        clips, folded = list(ids), [fold(checked_name(name)) for name in names]
        of_group = select(NameRow.id).where(NameRow.kind == group.value, NameRow.folded.in_(folded))
        with self._database.begin() as connection:
            for some in chunks(clips):
                connection.execute(
                    delete(MemberRow).where(MemberRow.clip_id.in_(some), MemberRow.name_id.in_(of_group))
                )
            refold(connection, self._database.folder, clips)

    def order(self, collection: str, ids: Iterable[int]) -> None:
        """A collection's clips in this order; those of it that are not named come after them."""
        ordered = list(ids)
        rest = [clip_id for clip_id in self.members(Group.COLLECTION, collection) if clip_id not in set(ordered)]
        with self._database.begin() as connection:
            name_id = _find(connection, Group.COLLECTION, collection)
            for place, clip_id in enumerate([*ordered, *rest]):
                connection.execute(
                    update(MemberRow)
                    .where(MemberRow.name_id == name_id, MemberRow.clip_id == clip_id)
                    .values(place=place)
                )

    def make(self, group: Group, name: str) -> None:
        """Have a tag, person or collection that no clip is in yet.

        Raises:
            LibraryError: the name is empty or too long.
        """
        with self._database.begin() as connection:
            _made(connection, group, checked_name(name))

    def rename(self, group: Group, name: str, new: str) -> None:
        """Call one something else; where there is one of the new name already, the two become one.

        Raises:
            LibraryError: the new name is empty or too long.
        """
        new = checked_name(new)
        with self._database.begin() as connection:
            old_id, new_id = _find(connection, group, name), _find(connection, group, new)
            if old_id is None:
                return
            clips = _clips_of(connection, old_id)
            if new_id is None or new_id == old_id:
                connection.execute(update(NameRow).where(NameRow.id == old_id).values(name=new, folded=fold(new)))
            else:
                for clip_id in clips:
                    _join(connection, new_id, clip_id)
                connection.execute(delete(NameRow).where(NameRow.id == old_id))
            refold(connection, self._database.folder, clips)

    def remove(self, group: Group, name: str) -> None:
        """Do without one; its clips stay."""
        with self._database.begin() as connection:
            name_id = _find(connection, group, name)
            if name_id is not None:
                clips = _clips_of(connection, name_id)
                connection.execute(delete(NameRow).where(NameRow.id == name_id))
                refold(connection, self._database.folder, clips)


def _find(connection: Connection, group: Group, name: str) -> int | None:
    query = select(NameRow.id).where(NameRow.kind == group.value, NameRow.folded == fold(name))
    return connection.execute(query).scalar()


def _made(connection: Connection, group: Group, name: str) -> int:
    row = upsert(NameRow).values(kind=group.value, name=name, folded=fold(name)).on_conflict_do_nothing()
    connection.execute(row)
    name_id = _find(connection, group, name)
    assert name_id is not None
    return name_id


def _join(connection: Connection, name_id: int, clip_id: int) -> None:
    """A clip comes last among those of a name."""
    last = select(func.coalesce(func.max(MemberRow.place) + 1, 0)).where(MemberRow.name_id == name_id)
    row = upsert(MemberRow).from_select(
        ["name_id", "clip_id", "place"],
        select(literal(name_id), literal(clip_id), last.scalar_subquery()).where(literal(value=True)),
    )
    connection.execute(row.on_conflict_do_nothing())


def _clips_of(connection: Connection, name_id: int) -> list[int]:
    query = select(MemberRow.clip_id).where(MemberRow.name_id == name_id).order_by(MemberRow.place)
    return list(connection.execute(query).scalars())


def _check_clips(connection: Connection, ids: list[int]) -> None:
    there = set(connection.execute(select(ClipRow.id)).scalars()) if ids else set()
    gone = next((clip_id for clip_id in ids if clip_id not in there), None)
    if gone is not None:
        raise LibraryError(_("is not in the library any more"), subject=_("clip {}").format(gone))
