"""Where notes are kept: by what is in the clip, so that a renamed or copied clip finds them and a changed one does not.

::

    notes/
      9f/9f86d0....json             the notes (`dancecoach.notes.notes_json`)
      9f/9f86d0....17.journal       edits since they were saved (`dancecoach.notes.journal`)
      9f/9f86d0....lock             while a program has them open
      damaged/                      files that could not be read, or not wholly; nobody removes them

Analyses lie elsewhere (`dancecoach.library.analyses.store`): a new one overwrites nothing here.
"""

import contextlib
import logging
import shutil
import time
from pathlib import Path
from typing import Final

import attrs
import platformdirs

from dancecoach.errors import NotesBusyError, NotesError
from dancecoach.files import free_path, make_folder, output_error, write_text
from dancecoach.i18n import _, ngettext
from dancecoach.notes.fitting import fitted
from dancecoach.notes.history import History
from dancecoach.notes.journal import JournalRead, first_frames, journal_files, read_journals, replayed
from dancecoach.notes.lock import FileLock
from dancecoach.notes.notes import Notes
from dancecoach.notes.notes_json import NotesRead, from_bytes, to_text
from dancecoach.notes.open_notes import AUTOSAVE_S, OnProblem, OpenNotes
from dancecoach.notes.records import NotedClip

MAX_BYTES = 512 << 20
"""Largest file that is read, 512 MiB: a hundred times what 10,000 drawings take."""

_ADOPTED: Final = 0
"""Edits in notes of somebody else: with the first one they are the person's own."""

_log = logging.getLogger(__name__)


@attrs.frozen
class _Found:
    """What lies in the folder.

    Attributes:
        notes: the document, for the clip as it is.
        revision: number of edits in it.
        edits: how many of them came from journals.
        damaged: files that could not be read, or not wholly.
        refitted: whether the clip had another number of frames then.
    """

    notes: Notes
    revision: int
    edits: int = 0
    damaged: tuple[Path, ...] = ()
    refitted: bool = False


class NotesStore:
    """Finds, opens and keeps notes.

    Args:
        root: folder to keep them in, made when first needed; None takes the person's data folder.
        autosave_s: how long after an edit notes are saved; None saves only when told.
    """

    def __init__(self, root: Path | None = None, *, autosave_s: float | None = AUTOSAVE_S) -> None:
        self.root = root if root is not None else platformdirs.user_data_path("dancecoach", False) / "notes"
        self._autosave_s = autosave_s

    def open(self, clip: NotedClip, on_problem: OnProblem | None = None, resumed: History | None = None) -> OpenNotes:
        """Open a clip's notes for writing; empty ones where there are none.

        What a killed program had not saved is there again, and what a damaged file still tells; `OpenNotes.messages`
        says so, and the damaged file is kept aside.

        Args:
            clip: which one.
            on_problem: see `OpenNotes`.
            resumed: see `OpenNotes`.

        Raises:
            NotesBusyError: another window or program has them open; `read` shows them all the same.
            NotesError: a newer version wrote them, or they cannot be read; they stay as they are.
            OutputError: the folder cannot be written, or a damaged file not be kept aside.
        """
        path = self._path(clip.sha256)
        try:
            lock = FileLock(path.with_suffix(".lock"))
        except BlockingIOError as error:
            raise NotesBusyError(
                _("has its notes open in another window or program"),
                subject=clip.name or clip.sha256[:12],
                remedy=_("close it there, or look at them without writing"),
            ) from error
        try:
            found = self._find(clip)
            messages = (*self._recovered(found), *self._set_aside(clip, found.damaged))
            unsaved = bool(found.edits or found.damaged or found.refitted)
            _clear_up(path, journals=not unsaved)
        except BaseException:
            lock.release()
            raise
        return OpenNotes(
            path,
            found.notes,
            found.revision,
            lock,
            unsaved=unsaved,
            messages=messages,
            on_problem=on_problem,
            autosave_s=self._autosave_s,
            resumed=resumed,
        )

    def read(self, clip: NotedClip) -> Notes:
        """A clip's notes as they are now, without opening them; empty ones where there are none.

        Raises:
            NotesError: a newer version wrote them, or they cannot be read.
        """
        return self._find(clip).notes

    def is_open(self, sha256: str) -> bool:
        """Whether somebody has the notes of a clip open, in this program or another."""
        path = self._path(sha256).with_suffix(".lock")
        if not path.exists():
            return False
        try:
            FileLock(path).release()
        except BlockingIOError:
            return True
        return False

    def adopt(self, clip: NotedClip, content: bytes) -> bool:
        """Keep notes that somebody else made of a clip; whether they were kept.

        They are, where there are none yet, or only those of an earlier time that nobody has changed since.

        Args:
            clip: which one.
            content: as `dancecoach.notes.notes_json` writes them.

        Raises:
            NotesError: they cannot be read whole, or are about another clip; nothing is kept then.
            OutputError: the folder cannot be written.
        """
        path = self._path(clip.sha256)
        if not self._is_untouched(path, clip):
            return False
        read = from_bytes(content[:MAX_BYTES], clip)
        if read.lost:
            raise NotesError(_("are damaged, or about another clip"), subject=clip.name or clip.sha256[:12])
        make_folder(path.parent)
        write_text(path, to_text(read.notes, _ADOPTED))
        return True

    def _is_untouched(self, path: Path, clip: NotedClip) -> bool:
        if journal_files(path.parent, path.stem) or self.is_open(clip.sha256):
            return False
        try:
            read = _read(path, clip, [])
        except (NotesError, OSError):
            return False
        return read.revision == _ADOPTED and not read.lost

    def _path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / f"{sha256}.json"

    def _find(self, clip: NotedClip) -> _Found:
        path = self._path(clip.sha256)
        try:
            # In this order: an edit that is saved in between is then in both, not in neither.
            journals = read_journals(path.parent, path.stem)
            read = _read(path, clip, journals)
            after = replayed(read.notes, read.revision, journals)
        except NotesError as error:
            raise NotesError(error.problem, subject=path, remedy=error.remedy) from error
        except OSError as error:
            raise NotesError(
                _("cannot be read ({})").format(error.strerror or error),
                subject=path,
                remedy=_("check that it may be read"),
            ) from error
        damaged = (*([path] if read.lost else []), *after.damaged)
        refitted = after.notes.clip.frames != clip.frames
        return _Found(fitted(after.notes, clip), after.revision, after.edits, damaged, refitted)

    @staticmethod
    def _recovered(found: _Found) -> tuple[str, ...]:
        said = []
        if found.edits:
            text = ngettext(
                "{} edit that was not saved when the program ended is there again.",
                "{} edits that were not saved when the program ended are there again.",
                found.edits,
            )
            said.append(text.format(found.edits))
        if found.refitted:
            said.append(_("The clip had another number of frames when the notes were made; check their end."))
        return tuple(said)

    def _set_aside(self, clip: NotedClip, damaged: tuple[Path, ...]) -> tuple[str, ...]:
        """Copies of damaged files; the sentence that says so."""
        if not damaged:
            return ()
        folder = make_folder(self.root / "damaged")
        kept = [_copied(path, folder) for path in damaged]
        _log.warning("Notes of %s are damaged and kept as %s", clip.sha256, kept)
        text = _(
            "{clip}: a part of the notes could not be read; the rest is here, and the damaged file is kept as {file}."
        )
        return (text.format(clip=clip.name or clip.sha256[:12], file=kept[0]),)


def _read(path: Path, clip: NotedClip, journals: list[JournalRead]) -> NotesRead:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotesError(_("is too large to be notes"), remedy=_("move it elsewhere"))
        content = path.read_bytes()
    except FileNotFoundError:
        frames = first_frames(journals)
        return NotesRead(Notes(clip if frames is None else attrs.evolve(clip, frames=frames)), 0)
    return from_bytes(content, clip)


def _clear_up(path: Path, journals: bool) -> None:
    """Remove what a program left that was killed while it saved: nobody else writes while we have the lock.

    Args:
        path: of the notes.
        journals: also the journals, all of whose edits are in the notes.
    """
    left = list(path.parent.glob(f".{path.stem[:40]}*.part{path.suffix}"))
    for file in [*left, *(journal_files(path.parent, path.stem) if journals else [])]:
        with contextlib.suppress(OSError):
            file.unlink()


def _copied(path: Path, folder: Path) -> Path:
    """A copy under a name that there is not yet."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    copy = free_path(folder, f"{path.stem}-{stamp}", path.suffix)
    try:
        shutil.copy2(path, copy)
    except OSError as error:
        raise output_error(copy, error) from error
    return copy
