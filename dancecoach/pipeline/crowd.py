"""One person of several, chosen by somebody, through a whole clip.

Where nobody is chosen the engine follows one person, chunk by chunk, and this module is not used. Where there is a
choice to keep, everybody is looked at once: one network for each person and frame, besides the search for newcomers,
so that a clip of two takes about two and a half times as long. `dancecoach.pose.identity.people` tells how the chosen
one is found in that.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.i18n import _
from dancecoach.pipeline.chunks import Chunk, ChunkPoses, Pictures, brightness_around
from dancecoach.pose.engines import make_estimator
from dancecoach.pose.estimator import BodyPose, PoseEstimator
from dancecoach.pose.identity.people import chosen_rows
from dancecoach.pose.identity.pointing import pointed_at
from dancecoach.pose.identity.seed import Seed
from dancecoach.pose.identity.sightings import Sightings, seen_in
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import ClipInfo

MOST_PEOPLE = 6
"""People who are looked at in one picture, at most; the larger and more central ones, and whoever was pointed at."""

PROBE = 9
"""Frames looked at to find out who is in one of them, that one included."""

_NOBODY = np.full((33, 3), np.nan, np.float32)


@attrs.frozen(eq=False)
class CrowdPoses:
    """Everybody seen in the N frames that a chunk keeps.

    Attributes:
        chunk: the stretch.
        sightings: M of them; their frames are the clip's.
        lit: (M,) float32, brightness around each (`brightness_around`).
        brightness: (N,) float32, the same of the whole picture.
        people: (N,) int16, people seen in the frame.
    """

    chunk: Chunk
    sightings: Sightings
    lit: NDArray[np.float32]
    brightness: NDArray[np.float32]
    people: NDArray[np.int16]


def look_at_everyone(
    chunk: Chunk, pictures: Pictures, estimator: PoseEstimator, on_frame: Callable[[], None] = lambda: None
) -> CrowdPoses:
    """Find everybody in every frame of a chunk; as `look_at`, with an engine that follows several people.

    Raises:
        VideoError: the clip cannot be decoded.
    """
    estimator.reset()
    rows, lit = [], []
    brightness, people = np.full(len(chunk), np.nan, np.float32), np.full(len(chunk), -1, np.int16)
    for frame in pictures.frames(chunk.begin, chunk.stop):
        if chunk.ask is not None and frame.index == chunk.ask[0]:
            estimator.follow_at(*chunk.ask[1:])
        poses = estimator.estimate(frame)
        if frame.index < chunk.start:
            continue
        rows += seen_in(frame.index, frame.image, poses)
        lit += [brightness_around(frame.image, pose.landmarks) for pose in poses]
        brightness[frame.index - chunk.start] = brightness_around(frame.image, _NOBODY)
        people[frame.index - chunk.start] = len(poses)
        on_frame()
    return CrowdPoses(chunk, Sightings.of(rows), np.array(lit, np.float32), brightness, people)


def asking(chunks: Sequence[Chunk], frame: int, seed: Seed) -> list[Chunk]:
    """The chunks, told that the person whom a seed points at is to be among those looked at."""
    ask = (frame, seed.x, seed.y)
    return [attrs.evolve(chunk, ask=ask) if chunk.start <= frame < chunk.stop else chunk for chunk in chunks]


def probe(frame: int, seed: Seed | None = None) -> Chunk:
    """A chunk that keeps one frame only: quick, to find out who is there."""
    ask = None if seed is None else (frame, seed.x, seed.y)
    return Chunk(frame, frame + 1, max(0, frame + 1 - PROBE), ask=ask)


def frame_of(seed: Seed, times: NDArray[np.float64]) -> int:
    """The frame on show at a seed's time.

    Raises:
        InputError: the clip is over by then.
    """
    step = float(np.median(np.diff(times))) if len(times) > 1 else np.inf
    if not len(times) or seed.time_s >= times[-1] + max(step, 0.1):
        raise InputError(
            _("the clip is over by then: it ends at {end:.2f} s").format(end=float(times[-1]) if len(times) else 0.0),
            subject=f"{seed.time_s:g} s",
            remedy=_("choose somebody earlier"),
        )
    return max(0, int(np.searchsorted(times, seed.time_s + 1e-6, "right")) - 1)


def check_somebody_is_there(seen: CrowdPoses, times: NDArray[np.float64], info: ClipInfo, seed: Seed) -> None:
    """Make sure that a seed points at somebody.

    Raises:
        InputError: it does not.
    """
    if pointed_at(seen.sightings, times, (info.width, info.height), seed) is None:
        raise InputError(
            _("nobody was found at {x:g},{y:g} in the picture at {time:g} s").format(
                x=round(seed.x, 3), y=round(seed.y, 3), time=round(seed.time_s, 3)
            ),
            subject=info.path,
            remedy=_("point at the middle of a body, at a time when it can be seen"),
        )


def chosen_poses(
    parts: Sequence[CrowdPoses], times: NDArray[np.float64], info: ClipInfo, seed: Seed, joints: int
) -> ChunkPoses:
    """The chosen person's poses in all frames of the clip, as if they had been one chunk.

    Args:
        parts: in the order of the clip.
        times: (T,) seconds of its frames.
        info: its facts.
        seed: who is followed.
        joints: of the engine's skeleton.

    Raises:
        InputError: nobody is where the seed points.
    """
    # A number that the engine gave means nothing beyond the chunk.
    apart = [attrs.evolve(p.sightings, number=p.sightings.number + 1_000_000 * i) for i, p in enumerate(parts)]
    sightings = Sightings.joined(apart)
    borders = [part.chunk.start for part in parts]
    rows = chosen_rows(sightings, times, (info.width, info.height), borders, seed)
    if rows is None:
        raise InputError(
            _("the person pointed at was lost at once"), subject=info.path, remedy=_("choose them at another moment")
        )
    poses = ChunkPoses.empty(Chunk(0, info.frames, 0), joints)
    at = sightings.frames[rows]
    poses.landmarks[at], poses.world[at], poses.visibility[at] = (
        sightings.landmarks[rows], sightings.world[rows], sightings.visibility[rows],
    )  # fmt: skip
    poses.found[at] = True
    poses.people[:] = np.concatenate([part.people for part in parts])
    poses.brightness[:] = np.concatenate([part.brightness for part in parts])
    poses.brightness[at] = np.concatenate([part.lit for part in parts])[rows]
    return poses


def people_at(path: Path, frame: int, engine: str = "blazepose", model: str = "full") -> list[BodyPose]:
    """Everybody who is found in one frame of a clip; takes about a second.

    Raises:
        VideoError: the clip cannot be decoded.
        EngineError: the engine is not there.
        ModelError: a network is missing or corrupt.
    """
    with VideoFile(path) as video, make_estimator(engine, model, max_people=MOST_PEOPLE) as estimator:
        seen = look_at_everyone(probe(frame), video, estimator).sightings
    return [BodyPose(seen.landmarks[i], seen.visibility[i], None, 1.0, i) for i in range(len(seen))]
