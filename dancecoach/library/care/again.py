"""Films that are gone from where they were are found again by what they hold, wherever they are now."""

import os
from collections.abc import Sequence
from pathlib import Path

from dancecoach.errors import InputError
from dancecoach.files import sha256_of
from dancecoach.i18n import _
from dancecoach.library.care.check import Fault, Found
from dancecoach.library.catalogue.records import Clip, Storage
from dancecoach.library.library import Library
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress


def find_again(
    library: Library,
    found: Sequence[Found],
    folder: Path,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Look for missing films in a folder, and in folders in it; how many clips have theirs again.

    A clip that was linked is linked to where its film is now; of one that was copied, the film is copied in again. Only
    files of the right size are read.

    Args:
        library: open.
        found: faults, by `check`; those that are no missing film are passed over.
        folder: where to look.
        progress: told in files.
        cancel: asks to stop; what was found before stays found.

    Raises:
        Cancelled: the token was set.
        OutputError: a copy cannot be written.
    """
    cancel = cancel or CancelToken()
    ids = [one.clip_id for one in found if one.fault is Fault.MISSING and one.clip_id is not None]
    wanted: dict[int, dict[str, Clip]] = {}
    for clip in library.clips.get_all(ids):
        wanted.setdefault(clip.facts.size_bytes, {})[clip.facts.sha256] = clip
    count = 0
    for done, path in enumerate(_files_in(folder)):
        cancel.check()
        progress(Progress(_("looking at files"), done))
        clips = wanted.get(_size(path), {})
        sha256 = _hash(path) if clips else ""
        clip_again = clips.pop(sha256, None)
        if clip_again is not None:
            _take(library, clip_again, path, cancel)
            count += 1
    return count


def _take(library: Library, clip: Clip, path: Path, cancel: CancelToken) -> None:
    if clip.storage is Storage.COPIED:
        path = library.media.take_in(path, clip.facts.sha256, cancel=cancel)
    library.clips.move(clip.id, clip.storage, path)


def _files_in(folder: Path) -> list[Path]:
    return [Path(top) / name for top, _folders, names in os.walk(folder) for name in names]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _hash(path: Path) -> str:
    try:
        return sha256_of(path)
    except InputError:
        return ""
