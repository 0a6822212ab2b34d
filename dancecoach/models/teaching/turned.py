"""A dance as cameras on other sides would have filmed it, as far as the metres of a clip tell.

What a network sees of a body depends on the side that it is filmed from, and few clips are filmed from all. An engine
guesses the depth well enough that the same body, turned about the vertical, is of use to learn from: never to be asked
about as if it had been filmed.
"""

from collections.abc import Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.style import style_values
from dancecoach.motion.features import mirrored
from dancecoach.motion.points import middle
from dancecoach.pose.track import PoseTrack

DEGREES = (45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0)
"""Turns about the vertical."""

LONGEST_S = 60.0
"""So much of a longer clip, its middle, is turned: many long clips from all sides would fill the memory."""

_LEAST_VISIBLE = 0.5
"""A joint that is less visible says nothing of how large the body is in the picture."""
_LEAST_SPREAD = 1e-3
"""Square metres over which the seen joints of a frame must be spread to tell that."""


def other_sides(track: PoseTrack) -> tuple[NDArray[np.float32], ...]:
    """(n, F) each: what a style network is shown of a clip from other sides, in a mirror too.

    Of a track without metres it is the mirrored clip alone; of one in which nobody is seen, nothing. Of one that is
    longer than `LONGEST_S` it is the middle.
    """
    return tuple(_sides(_middle_part(track)))


def _sides(track: PoseTrack) -> Iterator[NDArray[np.float32]]:
    values = style_values(track)
    if not len(values):
        return
    yield mirrored(values)
    for degrees in DEGREES:
        other = turned(track, degrees)
        if other is None:
            return
        values = style_values(other)
        yield values
        yield mirrored(values)


def _middle_part(track: PoseTrack) -> PoseTrack:
    if not len(track) or track.times[-1] - track.times[0] <= LONGEST_S:
        return track
    seen = np.flatnonzero(track.found)
    middle_s = float(np.median(track.times[seen] if len(seen) else track.times))
    part = np.abs(track.times - middle_s) <= LONGEST_S / 2
    return attrs.evolve(
        track,
        times=track.times[part],
        landmarks=track.landmarks[part],
        visibility=track.visibility[part],
        found=track.found[part],
        world=None if track.world is None else track.world[part],
        people=None if track.people is None else track.people[part],
    )


def turned(track: PoseTrack, degrees: float) -> PoseTrack | None:
    """The same body before a camera that stands elsewhere; None where the metres do not tell.

    It is shown at its median size, without perspective. Its way through the picture becomes the shorter the further
    it is turned away: how far it came towards the camera is not known.

    Args:
        track: of any skeleton with hips.
        degrees: about the vertical, counter-clockwise seen from above.
    """
    if track.world is None:
        return None
    metres, pixels = track.world.astype(np.float64), track.pixels().astype(np.float64)
    body = metres - middle(metres, track.skeleton, "hip")[:, None]
    hips = middle(pixels, track.skeleton, "hip")
    scale = _pixels_per_metre(track, body, pixels - hips[:, None])
    standing = np.isfinite(hips).all(axis=1)
    if scale is None or not standing.any():
        return None
    angle = np.deg2rad(degrees)
    across = body[..., 0] * np.cos(angle) + body[..., 2] * np.sin(angle)
    place = np.median(hips[standing], axis=0)
    way = (hips - place) * (np.cos(angle), 1.0)
    shown = np.stack([across, body[..., 1]], axis=-1) * scale + (place + way)[:, None]
    landmarks = np.concatenate([shown / track.frame_size, np.zeros_like(across)[..., None]], axis=-1)
    found = track.found & np.isfinite(landmarks).all(axis=2).any(axis=1)
    landmarks[~found] = np.nan
    visibility = np.where(found[:, None], track.visibility, 0.0)
    return attrs.evolve(track, landmarks=landmarks, visibility=visibility, found=found, world=None)


def _pixels_per_metre(track: PoseTrack, body: NDArray[np.float64], picture: NDArray[np.float64]) -> float | None:
    """How large the body is shown, the median over the frames; both are from the middle of the hips."""
    flat = body[..., :2]
    known = (track.visibility >= _LEAST_VISIBLE) & np.isfinite(flat).all(axis=-1) & np.isfinite(picture).all(axis=-1)
    flat, picture = np.where(known[..., None], flat, 0.0), np.where(known[..., None], picture, 0.0)
    spread = (flat**2).sum(axis=(1, 2))
    enough = track.found & (spread > _LEAST_SPREAD)
    if not enough.any():
        return None
    scale = float(np.median((flat * picture).sum(axis=(1, 2))[enough] / spread[enough]))
    return scale if scale > 0 else None
