"""Writes lesson files, and reads those of anybody: what is wrong with one is said before anything of it is used."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from dancecoach.errors import ArchiveError
from dancecoach.files import make_folder, sha256_of
from dancecoach.i18n import _
from dancecoach.library.archive.checks import is_unmistakable
from dancecoach.library.archive.reading import Archive, Limits
from dancecoach.library.archive.writing import write_archive
from dancecoach.library.lesson.manifest import manifest_text, read_manifest
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.media import portable_name
from dancecoach.pose.formats.pickles import pickled_member
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
    if name in (MANIFEST, ANALYSIS, POSES, COUNTS, NOTES):
        return True
    return is_unmistakable(name) and bool(_MEDIA.fullmatch(name) or _MODEL.fullmatch(name))


def media_name(file: str, *, poses: bool) -> str:
    """What a film or poses are called in a lesson: as their file is, as far as that may be.

    Args:
        file: name of it, with any ending or none.
        poses: whether it holds poses, and no film.
    """
    name = f"media/{portable_name(file)}"
    if belongs(name):
        return name
    _stem, dot, ending = name.rpartition(".")
    usual = ".csv" if poses else ".mp4"  # what it really is, is seen by whoever reads it
    for better in (f"{name}{usual}", f"media/clip{dot}{ending}"):
        if belongs(better):
            return better
    return f"media/clip{usual}"


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

    def check(self, cancel: CancelToken | None = None) -> None:
        """Read all of it and write nothing: what is wrong with any part is known before one of them is used.

        Args:
            cancel: asks to stop.

        Raises:
            Cancelled: the token was set.
            ArchiveError: a file is damaged, not what the manifest says, a program, or holds pickled objects.
        """
        for name in self.names:
            if self._archive.digest(name, cancel) != self._hashes[name]:
                raise self._changed(name)
            with self._archive.opened(name) as file:  # whatever it is called
                member = pickled_member(file) if file.read(2) == b"PK" else ""
            if member:
                said = _("holds {name}, in which {member} could run a program when it is read")
                raise self._refused(said.format(name=name, member=member[:40]))

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
            raise self._changed(name)
        return target

    def _check(self) -> None:
        if set(self._hashes) != set(self.names):
            raise self._refused(_("does not hold what its manifest says"))
        if any(_MEDIA.fullmatch(name) for name in self.names if name != self.lesson.media):
            raise self._refused(_("holds more than one film"))
        if len(self.models()) > _MODELS:
            raise self._refused(_("holds more networks than a lesson may have"))

    def _changed(self, name: str) -> ArchiveError:
        return self._refused(_("holds {}, which is not what its manifest says").format(name))

    def _refused(self, why: str) -> ArchiveError:
        return ArchiveError(why, subject=self._path, remedy=_("ask whoever made the lesson for it once more"))


def _sha256(content: bytes | Path) -> str:
    if isinstance(content, Path):
        return sha256_of(content)
    return hashlib.sha256(content).hexdigest()
