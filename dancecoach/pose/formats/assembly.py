"""From everybody in a file to one person's track: frames in a row, seconds, shares of the picture."""

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError, PoseFileError
from dancecoach.i18n import _
from dancecoach.pose.formats.following import follow
from dancecoach.pose.formats.picture import to_shares
from dancecoach.pose.formats.sightings import Sighting, Sightings
from dancecoach.pose.track import PoseTrack

ASSUMED_FPS = 30.0
MAX_FRAMES = 2_000_000
"""Most frames of a track: over nine hours at 60 frames a second."""

_SPARE_FRAMES = 20_000
_SPARE_PER_FRAME = 100
"""Frames without anybody that a file may leave out: so many, and so many more for each frame that it names."""


def assemble(
    seen: Sightings, path: Path, fps: float | None, frame_size: tuple[int, int] | None
) -> tuple[PoseTrack, list[str]]:
    """One person's track, and warnings about what had to be assumed.

    Frames that the file leaves out are there, with nobody found. Where all numbers are multiples of some step apart
    (every second frame was looked at), the frames between are not.

    Args:
        seen: what the file says.
        path: the file, for errors.
        fps: frames per second where the file has no times; None takes the file's, else assumes 30 and says so.
        frame_size: (width, height) in pixels; None takes the file's, else guesses and says so.

    Raises:
        PoseFileError: there are no frames, or their numbers are absurd.
    """
    if fps is not None and not (math.isfinite(fps) and fps > 0):
        raise PoseFileError(_("is not a frame rate"), subject=repr(fps), remedy=_("give frames per second above 0"))
    warnings: list[str] = []
    grid = _grid(seen, path, warnings)
    step = int(grid[1] - grid[0]) if len(grid) > 1 else 1
    somebody = [person for person in seen.people if not np.isnan(person.points[:, 0]).all()]
    chosen, most, company = follow(somebody, step)
    if most > 1:
        warnings.append(
            _(
                "There are up to {most} people in a frame (more than one in {company} frames); the one who is largest "
                "over the clip is followed."
            ).format(most=most, company=company)
        )
    times = _times(seen, grid, fps, warnings)
    landmarks, visibility, found, world = _arrays(seen, chosen, grid, step)
    size = to_shares(landmarks, frame_size or seen.size, path, warnings)
    try:
        track = PoseTrack(times, landmarks, visibility, found, size, seen.skeleton, seen.source, world)
    except InputError as error:
        raise PoseFileError(
            f"{error.subject} {error.problem}", subject=path, remedy=_("write the poses again")
        ) from error
    return track, warnings


def _grid(seen: Sightings, path: Path, warnings: list[str]) -> NDArray[np.int64]:
    """The numbers of all frames from the clip's beginning to the last one that the file names."""
    named = np.array(sorted({p.frame for p in seen.people} | seen.frames), np.int64)
    if not len(named):
        raise PoseFileError(_("holds no poses"), subject=path, remedy=_("choose another file"))
    step = int(np.gcd.reduce(np.diff(named))) if len(named) > 1 else 1
    first, last = int(named[0]), int(named[-1])
    span = (last - first) // step + 1
    if span > min(MAX_FRAMES, _SPARE_FRAMES + _SPARE_PER_FRAME * len(named)):
        raise PoseFileError(
            _("names {count} frames, but their numbers run from {first} to {last}").format(
                count=len(named), first=first, last=last
            ),
            subject=path,
            remedy=_("number the frames of one clip from 0"),
        )
    # Tools number from 0 or from 1. What they leave out at the beginning are frames without anybody.
    ahead = 0 if seen.whole or first <= 1 else first // step
    if ahead > span:
        warnings.append(_("The frames are numbered from {}; the clip is taken to begin there.").format(first))
        ahead = 0
    return first + step * np.arange(-ahead, span, dtype=np.int64)


def _times(seen: Sightings, grid: NDArray[np.int64], fps: float | None, warnings: list[str]) -> NDArray[np.float64]:
    """(T,) seconds from the file's times, else from the frames' numbers."""
    if seen.times:
        times = _given_times(seen.times, grid)
        if times is not None:
            return times
        warnings.append(_("The times in the file do not increase from frame to frame, so they are not used."))
    rate = fps or seen.fps or ASSUMED_FPS
    if fps is None and seen.fps is None:
        warnings.append(_("The file has no times; {} frames per second are assumed.").format(f"{rate:g}"))
    return np.asarray((grid - grid[0]) / rate, np.float64)


def _given_times(given: dict[int, float], grid: NDArray[np.int64]) -> NDArray[np.float64] | None:
    """Seconds of each frame of the grid, those between and before the given ones worked out; None when unsound."""
    numbers = np.array(sorted(given), np.int64)
    seconds = np.array([given[int(n)] for n in numbers])
    if not np.isfinite(seconds).all() or (np.diff(seconds) <= 0).any():
        return None
    if len(numbers) == 1:
        return np.zeros(1) if len(grid) == 1 else None
    usual = float(np.median(np.diff(seconds) / np.diff(numbers)))
    times = np.interp(grid, numbers, seconds)
    before, after = grid < numbers[0], grid > numbers[-1]
    times[before] = seconds[0] - (numbers[0] - grid[before]) * usual
    times[after] = seconds[-1] + (grid[after] - numbers[-1]) * usual
    times -= times[0]
    return times if (np.diff(times) > 0).all() else None


def _arrays(
    seen: Sightings, chosen: dict[int, Sighting], grid: NDArray[np.int64], step: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_], NDArray[np.float32] | None]:
    """(T, J, 3) landmarks as in the file, (T, J) visibility, (T,) found, and (T, J, 3) metres where there are any."""
    shape = (len(grid), len(seen.skeleton))
    landmarks = np.full((*shape, 3), np.nan, np.float32)
    visibility, found = np.zeros(shape, np.float32), np.zeros(len(grid), np.bool_)
    has_world = any(p.world is not None for p in chosen.values())
    world = np.full((*shape, 3), np.nan, np.float32) if has_world else None
    for frame, person in chosen.items():
        known = ~np.isnan(person.points[:, 0])
        row = (frame - int(grid[0])) // step
        found[row], landmarks[row] = True, person.points
        visibility[row] = np.where(known, person.visibility, 0.0)
        if world is not None and person.world is not None:
            world[row] = person.world
    return landmarks, visibility, found, world
