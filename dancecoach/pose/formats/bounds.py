"""What no recording has, whoever wrote the file: places far from the picture, hours between two frames.

Anything that draws, resamples or measures poses later takes time and memory by these; so they end here.
"""

from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import PoseFileError
from dancecoach.i18n import _
from dancecoach.pose.track import PoseTrack

FARTHEST = 100.0
"""A joint so many picture widths or heights away is taken for one that is not known."""
FARTHEST_M = 1000.0
"""The same in metres."""
LARGEST_EDGE = 100_000
"""Pixels of a picture's edge."""
LONGEST_STEP_S = 10.0
"""Average seconds from a frame to the next."""
LONGEST_S = 7 * 24 * 3600.0
"""Seconds from the first frame to the last: a week."""


def bounded(track: PoseTrack, path: Path) -> PoseTrack:
    """The track without joints that are absurdly far away.

    Args:
        track: as the file has it.
        path: the file, for the error.

    Raises:
        PoseFileError: its picture or its times are no recording's.
    """
    if max(track.frame_size) > LARGEST_EDGE:
        size = f"{track.frame_size[0]:.6g} x {track.frame_size[1]:.6g}"
        raise PoseFileError(
            _("says that the picture had {} pixels").format(size), subject=path, remedy=_("write the poses again")
        )
    lasts = float(track.times[-1] - track.times[0]) if len(track) else 0.0
    late = bool((np.abs(track.times[:1]) > LONGEST_S).any())
    if late or lasts > min(LONGEST_S, LONGEST_STEP_S * len(track)):
        raise PoseFileError(
            _("says that {count} frames last {seconds:.3g} s").format(count=len(track), seconds=lasts),
            subject=path,
            remedy=_("write its times in seconds"),
        )
    far = _beyond(track.landmarks, FARTHEST)
    world = track.world
    if world is not None and (away := _beyond(world, FARTHEST_M)).any():
        world = np.where(away[..., None], np.float32(np.nan), world)
    if not far.any():
        return track if world is track.world else attrs.evolve(track, world=world)
    landmarks = np.where(far[..., None], np.float32(np.nan), track.landmarks)
    found = track.found & ~np.logical_and.reduce(np.isnan(landmarks), axis=(1, 2))
    return attrs.evolve(
        track, landmarks=landmarks, visibility=np.where(far, np.float32(0), track.visibility), found=found, world=world
    )


def _beyond(places: NDArray[np.float32], most: float) -> NDArray[np.bool_]:
    """(T, J) which joints are known, and farther away than ``most``, or infinitely far."""
    known = ~np.logical_and.reduce(np.isnan(places), axis=2)
    return np.asarray(known & ~np.logical_and.reduce(np.abs(places) < most, axis=2), np.bool_)
