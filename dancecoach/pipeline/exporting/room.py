"""Whether a disk has room for an export, asked before anything is written."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dancecoach.errors import OutputError
from dancecoach.i18n import _
from dancecoach.library.catalogue.records import Clip, Kind
from dancecoach.library.library import Library
from dancecoach.library.whose import TAKES
from dancecoach.pipeline.exporting.clip_folder import Wishes
from dancecoach.pipeline.practice.takes import FILM
from dancecoach.pose.formats.writing import PoseFormat
from dancecoach.progress import CancelToken

BYTES_OF_A_FRAME: Final[dict[PoseFormat, int]] = {
    "trc": 1000, "coco": 900, "poses-csv": 2700, "npz": 1000, "parquet": 1500,
}  # fmt: skip
"""At most, of 33 joints with metres; measured on real clips and rounded up."""

_ANGLES_OF_A_FRAME, _OF_A_CLIP, _SPARE = 150, 100_000, 50 << 20


def bytes_needed(library: Library, clips: Sequence[Clip], wishes: Wishes, cancel: CancelToken) -> int:
    """Roughly how large an export will be, rather too much than too little."""
    of_a_frame = _ANGLES_OF_A_FRAME + sum(BYTES_OF_A_FRAME[kind] for kind in wishes.poses)
    total = sum(_OF_A_CLIP + clip.facts.frames * of_a_frame for clip in clips)
    total += sum(clip.facts.size_bytes for clip in clips if wishes.films or clip.facts.kind is Kind.POSES)
    for file in (library.folder / TAKES).rglob("*"):
        cancel.check()
        if file.is_file() and (wishes.films or file.name != FILM):
            total += file.stat().st_size
    return total


def check_room(library: Library, clips: Sequence[Clip], wishes: Wishes, folder: Path, cancel: CancelToken) -> None:
    """Look whether an export fits.

    Raises:
        Cancelled: the token was set.
        OutputError: it does not; the sentence says how much it takes.
    """
    there = next(place for place in (folder, *folder.parents) if place.exists())
    needed = bytes_needed(library, clips, wishes, cancel) + _SPARE - _in(folder)
    free = shutil.disk_usage(there).free
    if needed > free:
        raise OutputError(
            _("the export takes about {needed:.1f} GB, and {free:.1f} GB are free").format(
                needed=needed / 1e9, free=free / 1e9
            ),
            subject=folder,
            remedy=_("choose another disk, or leave the films out"),
        )


def _in(folder: Path) -> int:
    """Bytes that lie in an export of before."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0
