"""Movement that is none of the dances: captured, and drawn and seen by our engine. Some to teach, some to judge by."""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

import attrs
import numpy as np
from platformdirs import user_cache_path

from dancecoach.pose.skeleton import BODY_13
from training.data.clips import Clip
from training.data.drawn import drawn_truths, load_drawn
from training.data.mocap import load_mocap, mocap_files
from training.data.phases import drawn_folders
from training.data.store import ClipStore, stored

_MOST_DRAWN = 150
"""Drawn clips of a folder that are taken; more show nothing new of arms."""

TAUGHT, KEPT = "train", "test"
"""The two sides: captures are parted by kind of movement, drawn clips by their people."""


def others_store(captures: Path, drawn: Path | None = None, dances: Collection[str] = ()) -> ClipStore:
    """The clips, worked out once and then kept in this user's cache: the folders may be anybody's.

    Args:
        captures: folder of motion capture.
        drawn: drawn clips, or a folder of such folders; or None.
        dances: what the clips must be none of; captures of these are left out.

    Raises:
        InputError: a folder holds nothing, or something damaged.
    """
    files = list(mocap_files(captures))
    for part in drawn_folders(drawn) if drawn is not None else []:
        files += drawn_truths(part)[:_MOST_DRAWN]
    newest = max(path.stat().st_mtime_ns for path in files)
    about = f"{captures.resolve()}, {drawn and drawn.resolve()}, none of {', '.join(sorted(dances))}"
    digest = hashlib.sha256(about.encode()).hexdigest()[:8]
    place = user_cache_path("dancecoach") / "training" / f"others-{captures.resolve().name}-{digest}"
    return stored(place, _clips(captures, drawn, dances), f"{about}, {len(files)} files, newest {newest}")


def _clips(captures: Path, drawn: Path | None, dances: Collection[str]) -> Iterator[Clip]:
    clips = [clip for clip in load_mocap(captures) if clip.kind not in dances]
    taught = set(sorted({clip.kind for clip in clips})[::2])
    for clip in clips:
        yield attrs.evolve(clip, split=TAUGHT if clip.kind in taught else KEPT)
    for part in drawn_folders(drawn) if drawn is not None else []:
        yield from _drawn(part)


def _drawn(folder: Path) -> Iterator[Clip]:
    for number, clip in enumerate(load_drawn(folder)):
        if number >= _MOST_DRAWN:
            return
        yield Clip(
            name=f"{folder.name}/{clip.index:05d}",
            track=clip.track.to_skeleton(BODY_13),
            labels=np.zeros(len(clip.track), np.uint8),
            weights=np.ones(len(clip.track), np.float32),
            performer=clip.truth.performer,
            split=TAUGHT if clip.truth.split == "train" else KEPT,
            kind=f"drawn {clip.truth.kind}",
        )
