"""All of a library into a folder, clip by clip: each is whole or not there.

::

    DIR/README.txt  clips.csv  skills.csv        written last
        clips/First turn 9f86d081884c/           see `dancecoach.pipeline.exporting.readme`
        .unfinished/                             while it is being written: what is done already, and as what

The same library gives the same files. A program that was killed left clips that are whole; the next export into the
folder goes on, and writes again only what has changed since.
"""

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import attrs

from dancecoach.errors import OutputError
from dancecoach.files import make_folder, output_error, write_text
from dancecoach.i18n import _
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.catalogue.search import find
from dancecoach.library.library import Library
from dancecoach.library.media import SHORT
from dancecoach.pipeline.exporting.clip_folder import HASH, Wishes, copy_take, folder_name, write_clip
from dancecoach.pipeline.exporting.kept import fingerprint_of, kept_of, strangers
from dancecoach.pipeline.exporting.readme import FIRST_LINE, readme_text
from dancecoach.pipeline.exporting.room import check_room
from dancecoach.pipeline.exporting.tables import clips_table, skills_table
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress

README: Final = "README.txt"
CLIPS, OTHER_TAKES, UNFINISHED = "clips", "takes of other clips", ".unfinished"
_PART, _OLD = ".part-", ".old-"
_SOME = 200


@attrs.frozen
class Exported:
    """What was made.

    Attributes:
        folder: where.
        clips: how many are in it.
        written: how many of them were written now; the others were there from a run that was cut off.
        lacking: what could not be written, a sentence each.
    """

    folder: Path
    clips: int
    written: int
    lacking: tuple[str, ...] = ()


def export_library(
    library: Library,
    folder: Path,
    wishes: Wishes | None = None,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Exported:
    """Write everything that a library has.

    Args:
        library: open; others may go on using it.
        folder: empty, not there, or with an export of before, which is brought up to date.
        wishes: how.
        progress: told in clips.
        cancel: asks to stop; what is done stays, and the next call goes on.

    Raises:
        Cancelled: the token was set.
        OutputError: something else lies in the folder, the disk has too little room, or it cannot be written.
    """
    return _Export(library, folder.absolute(), wishes or Wishes(), progress, cancel or CancelToken()).run()


class _Export:
    """One export."""

    def __init__(
        self, library: Library, folder: Path, wishes: Wishes, progress: ProgressCallback, cancel: CancelToken
    ) -> None:
        self._library, self._folder, self._wishes = library, folder, wishes
        self._progress, self._cancel = progress, cancel
        self._lacking: list[str] = []

    def run(self) -> Exported:
        self._check_place()
        self._progress(Progress(_("looking at what there is"), 0))
        clips = list(self._clips())
        check_room(self._library, clips, self._wishes, self._folder, self._cancel)
        make_folder(self._folder / UNFINISHED)
        self._clear_up()
        written = 0
        for done, clip in enumerate(clips):
            self._cancel.check()
            self._progress(Progress(clip.title, done, len(clips)))
            written += self._one(clip, done, len(clips))
        self._other_takes({clip.facts.sha256[:SHORT] for clip in clips})
        rows = [(folder_name(clip), clip) for clip in clips]
        write_text(self._folder / "skills.csv", skills_table(rows))
        write_text(self._folder / "clips.csv", clips_table(rows))
        write_text(self._folder / README, readme_text())
        _remove(self._folder / UNFINISHED)
        self._progress(Progress(_("done"), len(clips), len(clips)))
        return Exported(self._folder, len(clips), written, tuple(self._lacking))

    def _check_place(self) -> None:
        """An export goes into a folder of its own, outside of the library.

        Raises:
            OutputError: it is no such folder.
        """
        folder = self._folder
        with contextlib.suppress(OSError):
            folder = folder.resolve()
        if folder.is_relative_to(self._library.folder.resolve()):
            raise OutputError(_("is inside the library"), subject=self._folder, remedy=_("choose another folder"))
        try:
            there = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        except OSError as error:
            raise output_error(folder, error) from error
        if there and not (folder / UNFINISHED).is_dir() and not _is_export(folder):
            raise OutputError(
                _("something lies there already"), subject=self._folder, remedy=_("choose an empty folder")
            )

    def _clips(self) -> Iterator[Clip]:
        ids = sorted(find(self._library.database, Question()))
        for start in range(0, len(ids), _SOME):
            yield from self._library.clips.get_all(ids[start : start + _SOME])

    def _clear_up(self) -> None:
        """Finish or remove what a program left that was killed while it wrote."""
        for old in sorted(self._folder.glob(f"*/{_OLD}*")):
            place = old.with_name(old.name.removeprefix(_OLD))
            if place.exists():
                _remove(old)
            else:
                _move(old, place)
        for part in self._folder.glob(f"*/{_PART}*"):
            _remove(part)

    def _one(self, clip: Clip, done: int, total: int) -> bool:
        """Write a clip, unless it was written by a run that was cut off; whether it was."""
        name = folder_name(clip)
        stamp = self._folder / UNFINISHED / f"{clip.facts.sha256}"
        as_it_is = _hash(f"{self._wishes}\n{fingerprint_of(self._library, clip)}")
        if _text(stamp) == as_it_is and (self._folder / CLIPS / name).is_dir():
            return False
        self._follow_title(clip, name)
        kept = kept_of(self._library, clip)

        def moved(_bytes: int, _of: int) -> None:
            self._cancel.check()
            self._progress(Progress(clip.title, done, total))

        def fill(part: Path, before: Path) -> list[str]:
            return write_clip(kept, self._wishes, part, before, moved)

        whole = self._put(make_folder(self._folder / CLIPS) / name, fill)
        if whole:  # what lacks something is tried again
            write_text(stamp, as_it_is)
        return True

    def _follow_title(self, clip: Clip, name: str) -> None:
        """A clip that was renamed since keeps its folder, under the new name."""
        place, ending = self._folder / CLIPS / name, f" {clip.facts.sha256[:HASH]}"
        for old in (self._folder / CLIPS).glob(f"*{ending}"):
            if not place.exists() and not old.name.startswith((_PART, _OLD)):
                _move(old, place)

    def _other_takes(self, known: set[str]) -> None:
        for home in strangers(self._library.folder, known):
            for take in sorted(path for path in home.iterdir() if path.is_dir()):
                self._cancel.check()
                into = make_folder(self._folder / OTHER_TAKES) / f"{home.name} {take.name}"

                def fill(part: Path, before: Path, take: Path = take) -> list[str]:
                    return copy_take(take, self._wishes, part, before, lambda *_: self._cancel.check())

                self._put(into, fill)

    def _put(self, place: Path, fill: Callable[[Path, Path], list[str]]) -> bool:
        """Fill a folder beside its place and put it there; whether nothing of it is lacking."""
        part, old = (place.with_name(f"{begin}{place.name}") for begin in (_PART, _OLD))
        make_folder(part)
        try:
            lacking = fill(part, place)
            if place.exists():
                _move(place, old)
            _move(part, place)
            _remove(old)
        except BaseException:
            _remove(part)
            if old.exists() and not place.exists():
                _move(old, place)
            raise
        self._lacking += lacking
        return not lacking


def _is_export(folder: Path) -> bool:
    return _text(folder / README).startswith(FIRST_LINE)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def _move(path: Path, to: Path) -> None:
    try:
        path.replace(to)
    except OSError as error:
        raise output_error(to, error) from error


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
