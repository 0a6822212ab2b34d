"""What the files that are handed over are called, and what is left of those that were never finished."""

import contextlib
import re
import shutil
import time
from pathlib import Path

import attrs

from dancecoach.files import free_path

_STALE_S = 3600.0
_LEFT_OVER = re.compile(r"^\..+\.part\.(mp4|png|xlsx|csv|html|pdf|trc|json|npz|parquet)$")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST_NAME = 100


@attrs.frozen
class FileNames:
    """What files are called.

    Attributes:
        folder: where they go.
        stem: what all begin with.
        replace: whether a file that is there gives way; else the new one gets a number.
    """

    folder: Path
    stem: str
    replace: bool

    def of(self, ending: str) -> Path:
        """Such as ``clip-report.pdf``; with a number where that is taken."""
        name, suffix = ending.rsplit(".", 1)
        if self.replace:
            return self.folder / f"{self.stem}-{ending}"
        return free_path(self.folder, f"{self.stem}-{name}", f".{suffix}")


def stem_of(clip: Path) -> str:
    """The clip's name without suffix, made fit for every file system."""
    stem = _FORBIDDEN.sub("_", clip.stem).rstrip(" .")
    while len(stem.encode("utf-8", "surrogateescape")) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem.rstrip(" .") or "clip"


def sweep(folder: Path, stem: str) -> None:
    """Remove what a program left that was killed while it wrote; what is younger may belong to one at work."""
    stale = time.time() - _STALE_S
    for left in folder.glob(".*"):
        ours = (left.name.startswith(f".{stem[:40]}") and _LEFT_OVER.match(left.name)) or (
            left.name.startswith(".overlay.") and left.is_dir()
        )
        with contextlib.suppress(OSError):
            if ours and left.stat().st_mtime < stale:
                if left.is_dir():
                    shutil.rmtree(left)
                else:
                    left.unlink()
