"""Writes lesson files, and reads those of anybody: what is wrong with one is said before anything of it is used."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from dancecoach.errors import ArchiveError
from dancecoach.files import make_folder, sha256_of
from dancecoach.i18n import _
from dancecoach.library.archive import Archive, Limits
from dancecoach.library.archive_writing import write_archive
from dancecoach.library.lesson.manifest import manifest_text, read_manifest
from dancecoach.library.lesson.records import Lesson
from dancecoach.progress import CancelToken

SUFFIX: Final = ".dclesson"
MANIFEST, ANALYSIS, POSES, COUNTS, NOTES = "manifest.json", "analysis.json", "pose.npz", "counts.json", "notes.json"

LIMITS: Final = Limits(files=40, bytes_of_one=8 << 30, bytes_of_all=9 << 30)
MOST_MANIFEST: Final = 4 << 20
MOST_MODEL: Final = 32 << 20
"""Bytes of a network in a lesson, larger ones are left out: the app's own have less than one megabyte."""

_MODELS: Final = 8
_MEDIA: Final = re.compile(
    r"media/[^/]+\.(mp4|mov|m4v|mkv|webm|avi|mpg|mpeg|mts|m2ts|3gp|wmv|ogv|gif|npz|csv|tsv|json|jsonl)", re.IGNORECASE
)
_MODEL: Final = re.compile(r"models/[^/]+\.onnx")


def belongs(name: str) -> bool:
    """Whether a file of this name may be in a lesson."""
    fixed = name in (MANIFEST, ANALYSIS, POSES, COUNTS, NOTES)
    return fixed or bool(_MEDIA.fullmatch(name)) or bool(_MODEL.fullmatch(name))


def write_lesson(
    path: Path, lesson: Lesson, contents: Mapping[str, bytes | Path], cancel: CancelToken | None = None
) -> None:
    """Write a lesson file: the same lesson gives the same bytes, whenever and wherever it is written.

    Args:
        path: written atomically.
        lesson: what it says; its ``media`` is one of the contents.
        contents: name within the lesson to what it holds; all but the manifest.
        cancel: asks to stop.

    Raises:
        ValueError: a name does not belong into a lesson, or the media is not among the contents.
        Cancelled: the token was set.
        InputError: a file of the contents cannot be read.
        OutputError: it cannot be written.
    """
    stranger = next((name for name in contents if not belongs(name) or name == MANIFEST), None)
    if stranger is not None or lesson.media not in contents:
        raise ValueError(f"{stranger or lesson.media!r} cannot be in a lesson, or lacks")
    hashes = {name: _sha256(content) for name, content in contents.items()}
    text = manifest_text(lesson, hashes)
    read_manifest(text.encode(), path)  # we write nothing that we would not read
    write_archive(path, {MANIFEST: text.encode(), **contents}, cancel)


class LessonFile:
    """A lesson from anybody, checked; use it in a ``with``.

    Args:
        path: the file.

    Attributes:
        lesson: what it says.
        names: of the files in it, but the manifest.

    Raises:
        ArchiveError: it is damaged, no lesson, or holds what a lesson never does.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._archive = Archive(path, LIMITS, belongs)
        try:
            self.lesson, self._hashes = read_manifest(self._archive.read(MANIFEST, MOST_MANIFEST), path)
            self.names = tuple(name for name in self._archive.names if name != MANIFEST)
            self._check()
        except BaseException:
            self._archive.__exit__()
            raise

    def __enter__(self) -> "LessonFile":
        """As opened."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closed."""
        self._archive.__exit__()

    def models(self) -> Sequence[str]:
        """Names of the networks in it."""
        return [name for name in self.names if _MODEL.fullmatch(name)]

    def is_too_large(self, model: str) -> bool:
        """Whether a network is larger than any that is looked at (`MOST_MODEL`)."""
        return self._archive.size(model) > MOST_MODEL

    def extract(self, name: str, folder: Path, cancel: CancelToken | None = None) -> Path:
        """Write one of its files into a folder, under its own name without the folder it has in the lesson.

        Raises:
            Cancelled: the token was set.
            ArchiveError: it is not what the manifest says, or a program.
            OutputError: it cannot be written.
        """
        target = make_folder(folder) / Path(name).name
        if self._archive.extract(name, target, cancel) != self._hashes[name]:
            target.unlink()
            raise self._refused(_("holds {}, which is not what its manifest says").format(name))
        return target

    def _check(self) -> None:
        if set(self._hashes) != set(self.names):
            raise self._refused(_("does not hold what its manifest says"))
        if len(self.models()) > _MODELS:
            raise self._refused(_("holds more networks than a lesson may have"))

    def _refused(self, why: str) -> ArchiveError:
        return ArchiveError(why, subject=self._path, remedy=_("ask whoever made the lesson for it once more"))


def _sha256(content: bytes | Path) -> str:
    if isinstance(content, Path):
        return sha256_of(content)
    return hashlib.sha256(content).hexdigest()
