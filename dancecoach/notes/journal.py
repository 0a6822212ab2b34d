"""Edits since the notes were saved last, a JSON line for each, so that a killed program loses at most its last one.

::

    9f86d0....17.journal
        {"schema": "dancecoach.notes-journal/1", "sha256": "9f86d0...", "frames": 300}
        {"n": 18, "changes": [{"at": "origin_frame", "to": 46}]}
        {"n": 19, "changes": [...]}

A line is handed to the operating system at once, where a program's death cannot take it back. It is not forced onto
the disk: that may take a tenth of a second each time. The saved notes are, every few seconds, so that a power failure
takes what was done since.

A file is named after the revision that it follows upon. When the notes are to be saved a new one is begun, and when
they are saved the older ones go: a kill at any moment leaves notes and lines that together are everything. A line
that the notes hold already, by its number, is passed over.
"""

import contextlib
import json
from pathlib import Path
from typing import Any

import attrs

from dancecoach.errors import NotesError
from dancecoach.files import make_folder, output_error
from dancecoach.notes.changes import Content, applied
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import NotedClip

SCHEMA = "dancecoach.notes-journal/1"
_SUFFIX = ".journal"


@attrs.frozen
class JournalRead:
    """A journal as it is on the disk.

    Attributes:
        path: its file.
        data: what is in it.
    """

    path: Path
    data: bytes


def read_journals(folder: Path, name: str) -> list[JournalRead]:
    """The journals of one clip, oldest first; one that is removed meanwhile, because it was saved, is left out.

    Raises:
        OSError: one cannot be read.
    """
    found = []
    for path in journal_files(folder, name):
        with contextlib.suppress(FileNotFoundError):
            found.append(JournalRead(path, path.read_bytes()))
    return found


def journal_files(folder: Path, name: str) -> list[Path]:
    """Where they lie, oldest first."""
    found = {}
    for path in folder.glob(f"{name}.*{_SUFFIX}"):
        number = path.name.removeprefix(f"{name}.").removesuffix(_SUFFIX)
        if number.isascii() and number.isdecimal():
            found[int(number)] = path
    return [found[number] for number in sorted(found)]


class Journal:
    """Writes the lines of one clip. For one thread at a time.

    Args:
        folder: where; made when first needed.
        clip: whose.
        name: what its files begin with.
    """

    def __init__(self, folder: Path, clip: NotedClip, name: str) -> None:
        self._folder, self._clip, self._name = folder, clip, name
        self._path: Path | None = None
        self._file: Any = None

    def append(self, revision: int, changes: list[Content]) -> None:
        """Write what an edit changed.

        Args:
            revision: number of edits with this one.
            changes: as `dancecoach.notes.changes` has them.

        Raises:
            OutputError: it cannot be written; the line may be there in part.
        """
        try:
            if self._file is None:
                self._begin(revision - 1)
            self._write({"n": revision, "changes": changes})
        except OSError as error:
            raise output_error(self._path or self._folder, error) from error

    def close(self) -> None:
        """The next line goes into a new file."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
        self._file = None

    def drop(self, kept: int) -> None:
        """Remove the files that follow upon an older revision than the one that was saved."""
        for path in journal_files(self._folder, self._name):
            if int(path.name.split(".")[-2]) < kept:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _begin(self, revision: int) -> None:
        make_folder(self._folder)
        self._path = self._folder / f"{self._name}.{revision}{_SUFFIX}"
        # Unbuffered: each line is one call to the operating system. A file of that number from a session that died
        # holds no whole line: its lines would have been replayed, and the revision would be theirs.
        self._file = self._path.open("wb", buffering=0)
        self._write({"schema": SCHEMA, "sha256": self._clip.sha256, "frames": self._clip.frames})

    def _write(self, content: Content) -> None:
        line = json.dumps(content, ensure_ascii=True, allow_nan=False).encode() + b"\n"
        written = self._file.write(line)
        if written != len(line):  # the disk is full
            self._file.write(line[written:])


@attrs.frozen
class Replayed:
    """The notes after the journals.

    Attributes:
        notes: the document.
        revision: number of edits in it.
        edits: how many of them came from the journals.
        damaged: journals with lines that could not be read or do not fit.
    """

    notes: Notes
    revision: int
    edits: int = 0
    damaged: tuple[Path, ...] = ()


def first_frames(journals: list[JournalRead]) -> int | None:
    """How many frames the clip had when the oldest journal was begun; None where none tells."""
    for journal in journals:
        head = _contents(journal.data[: journal.data.find(b"\n") + 1])
        frames = head[0].get("frames") if head and isinstance(head[0], dict) else None
        if type(frames) is int and frames > 0:
            return frames
    return None


def replayed(notes: Notes, revision: int, journals: list[JournalRead]) -> Replayed:
    """The notes after the journals, without lines that cannot be used; a last one without its end is not missed."""
    so_far = Replayed(notes, revision)
    for journal in journals:
        so_far = _after(so_far, journal)
    return so_far


def _after(so_far: Replayed, journal: JournalRead) -> Replayed:
    sound = True
    for content in _contents(journal.data):
        if isinstance(content, dict) and content.get("schema") == SCHEMA:
            if content.get("sha256") != so_far.notes.clip.sha256:
                return attrs.evolve(so_far, damaged=(*so_far.damaged, journal.path))
            continue
        number = content.get("n") if isinstance(content, dict) else None
        if type(number) is not int:
            sound = False
        elif number > so_far.revision:
            try:
                notes = applied(so_far.notes, content["changes"])
                so_far = attrs.evolve(so_far, notes=notes, revision=number, edits=so_far.edits + 1)
            except (KeyError, NotesError):
                sound = False
    return so_far if sound else attrs.evolve(so_far, damaged=(*so_far.damaged, journal.path))


def _contents(data: bytes) -> list[Any]:
    """The lines' contents, None for one that is no JSON. What follows the last line end was cut off by the kill."""
    found: list[Any] = []
    for line in data.split(b"\n")[:-1]:
        try:
            found += [json.loads(line)] if line else []
        except (ValueError, RecursionError):
            found.append(None)
    return found
