"""What a library keeps of lessons: those that are practised, drafts of those that are being made, and their networks.

::

    lessons/0123456789abcdef.json           the lesson that Practice shows with the clip of this hash
            0123456789abcdef.draft.json     what its maker is at
            0123456789abcdef.models/        networks that came with it

All are written at once and whole; files only, so that a window can keep a draft while another program has the library.
"""

import logging
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import attrs

from dancecoach.errors import ArchiveError
from dancecoach.files import atomic_path, delete_file, make_folder, write_text
from dancecoach.library.lesson.manifest import manifest_text, read_manifest
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.media import SHORT

FOLDER: Final = "lessons"
_NO_MEDIA: Final = "media/clip"
"""Stands for the film where it has no name within a lesson yet."""

_NAME: Final = re.compile(rf"([0-9a-f]{{{SHORT}}})(?:\.draft)?\.json")
_log = logging.getLogger(__name__)


class LessonShelf:
    """The lessons of a library.

    Args:
        library: its folder.
    """

    def __init__(self, library: Path) -> None:
        self._folder = library / FOLDER

    def of_clips(self) -> frozenset[str]:
        """The first `SHORT` digits of the hash of each clip that has a lesson or a draft; no file is read for that.

        Empty too where the folder cannot be read: what else is known of the clips is of use all the same.
        """
        try:
            names = [path.name for path in self._folder.iterdir()] if self._folder.is_dir() else []
        except OSError as error:
            _log.warning("lessons %s: %s", self._folder, error)
            return frozenset()
        return frozenset(match[1] for match in map(_NAME.fullmatch, names) if match is not None)

    def lesson(self, sha256: str) -> Lesson | None:
        """The lesson of a clip that is practised; None for none."""
        return self._read(self._path(sha256), sha256)

    def put(self, lesson: Lesson) -> None:
        """Practise this lesson with its clip from now on.

        Raises:
            OutputError: it cannot be written.
        """
        self._write(self._path(lesson.sha256), lesson)

    def draft(self, sha256: str) -> Lesson | None:
        """What was made last of a clip; None where nobody has begun."""
        return self._read(self._path(sha256, ".draft"), sha256)

    def put_draft(self, lesson: Lesson, blank: Lesson | None = None) -> None:
        """Keep what somebody is at; where that is nothing, as after all was undone, there is no draft.

        Args:
            lesson: as it is now.
            blank: as it would be if nobody had begun, where there is no lesson that is practised.

        Raises:
            OutputError: it cannot be written.
        """
        path, without = self._path(lesson.sha256, ".draft"), self.lesson(lesson.sha256) or blank
        if without is not None and attrs.evolve(lesson, media="") == attrs.evolve(without, media=""):
            delete_file(path)
        else:
            self._write(path, lesson)

    def models(self, sha256: str) -> Sequence[Path]:
        """Networks that came with the lesson of a clip, and are for this clip alone."""
        return sorted((self._folder / f"{sha256[:SHORT]}.models").glob("*.onnx"))

    def put_models(self, sha256: str, files: Sequence[Path]) -> None:
        """Keep networks of a lesson, in the place of those before.

        Args:
            sha256: of its clip.
            files: copied; each has been looked at.

        Raises:
            OutputError: they cannot be written.
        """
        home = self._folder / f"{sha256[:SHORT]}.models"
        names = {file.name for file in files}
        for old in self.models(sha256):
            if old.name not in names:
                old.unlink(missing_ok=True)
        for file in files:
            with atomic_path(make_folder(home) / file.name) as temporary:
                shutil.copyfile(file, temporary)

    def _path(self, sha256: str, kind: str = "") -> Path:
        return self._folder / f"{sha256[:SHORT]}{kind}.json"

    def _write(self, path: Path, lesson: Lesson) -> None:
        named = attrs.evolve(lesson, media=lesson.media or _NO_MEDIA)
        make_folder(self._folder)
        write_text(path, manifest_text(named, {named.media: named.sha256}))

    def _read(self, path: Path, sha256: str) -> Lesson | None:
        """None too where the file cannot be read: what else is known of the clip is of use all the same."""
        try:
            lesson, _files = read_manifest(path.read_bytes(), path)
        except FileNotFoundError:
            return None
        except (OSError, ArchiveError) as error:
            _log.warning("lesson %s: %s", path, error)
            return None
        return lesson if lesson.sha256 == sha256 else None
