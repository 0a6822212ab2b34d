"""How a clip is cut into chunks, what is done with one, and how the chunks become one person's poses again.

A pose engine remembers the last frames, so a clip that is cut elsewhere gives other numbers. Here the cuts depend
on the number of frames alone, never on the number of workers, and each chunk starts a little earlier than what it
keeps (the warm-up) with an engine that has forgotten everything. The result is therefore the same, bit for bit,
whether one process does all chunks or eight share them.
"""

import itertools
from collections.abc import Callable, Iterator
from typing import Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.estimator import BodyPose, PoseEstimator
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import ClipInfo, Frame, Image

LENGTH = 240
"""Frames that a chunk keeps at most: long enough that the warm-up costs little, short enough to share out evenly."""

WARM_UP = 24
"""Frames before a chunk that are looked at and thrown away. Measured on four real clips of dance and gymnastics, the
first frames of a chunk against an uninterrupted run, 13 body joints, in body heights: without warm-up they differ by 0
to 1.4 % (median; 95th percentile 1.1 to 5.7 %), with 24 frames by 0 % (0 to 2.7 %), with 48 by 0 % (0 to 2.6 %)."""

LONG_WARM_UP = 90
"""The same for a second try, when a chunk followed somebody else than the chunk before it."""

_SHORTEST_SPLIT = 120
_BRIGHTNESS_STEP = 4


class Pictures(Protocol):
    """The part of `VideoFile` that a chunk needs."""

    @property
    def info(self) -> ClipInfo:
        """What is known of the clip."""
        ...

    def frames(self, start: int = 0, stop: int | None = None) -> Iterator[Frame]:
        """Frames from ``start`` up to, not including, ``stop``."""
        ...


@attrs.frozen
class Chunk:
    """A stretch of a clip for one worker.

    Attributes:
        start: first frame that is kept.
        stop: one behind the last frame that is kept.
        begin: first frame that is looked at; ``begin <= start``.
        follow: the person to follow, as a point in shares of the picture's width and height at frame ``begin``;
            None lets the engine choose.
        ask: a frame and a point in its picture, in shares: somebody there is to be among those who are looked at where
            everybody is (`dancecoach.pipeline.crowd`); None for nobody in particular.
    """

    start: int
    stop: int
    begin: int
    follow: tuple[float, float] | None = None
    ask: tuple[int, float, float] | None = None

    def __len__(self) -> int:
        """Number of frames that are kept."""
        return self.stop - self.start

    def again(self, begin: int, follow: tuple[float, float]) -> "Chunk":
        """The same stretch with another warm-up and a person to follow."""
        return attrs.evolve(self, begin=begin, follow=follow)


@attrs.frozen(eq=False)
class ChunkPoses:
    """What was seen in a chunk, the warm-up included: N frames from ``chunk.begin`` to ``chunk.stop``, J joints.

    Attributes:
        chunk: the stretch.
        landmarks: (N, J, 3) float32 as in `PoseTrack`, NaN where nobody was found.
        world: (N, J, 3) float32 metres, NaN where nobody was found or the engine gives none.
        visibility: (N, J) float32, 0 to 1.
        found: (N,) bool.
        people: (N,) int16, people seen in the frame, -1 where not looked for.
        brightness: (N,) float32, how bright the brightest tenth around the person is (of all the picture without
            one), 0 black to 255 white.
    """

    chunk: Chunk
    landmarks: NDArray[np.float32]
    world: NDArray[np.float32]
    visibility: NDArray[np.float32]
    found: NDArray[np.bool_]
    people: NDArray[np.int16]
    brightness: NDArray[np.float32]

    @classmethod
    def empty(cls, chunk: Chunk, joints: int) -> "ChunkPoses":
        """Nothing seen yet."""
        n = chunk.stop - chunk.begin
        return cls(
            chunk=chunk,
            landmarks=np.full((n, joints, 3), np.nan, np.float32),
            world=np.full((n, joints, 3), np.nan, np.float32),
            visibility=np.zeros((n, joints), np.float32),
            found=np.zeros(n, np.bool_),
            people=np.full(n, -1, np.int16),
            brightness=np.full(n, np.nan, np.float32),
        )

    def put(self, frame: int, pose: BodyPose) -> None:
        """Enter the followed person at a frame of the clip."""
        at = frame - self.chunk.begin
        self.landmarks[at], self.visibility[at], self.found[at] = pose.landmarks, pose.visibility, True
        if pose.world is not None:
            self.world[at] = pose.world

    def between(self, start: int, stop: int) -> slice:
        """Where the clip's frames ``start`` to ``stop`` (exclusive) lie in the arrays, cut to what there is."""
        begin = self.chunk.begin
        return slice(max(0, start - begin), max(0, min(stop, self.chunk.stop) - begin))

    @property
    def kept(self) -> slice:
        """Where the frames that are kept lie in the arrays."""
        return self.between(self.chunk.start, self.chunk.stop)


def plan(frames: int) -> tuple[Chunk, ...]:
    """Cut a clip of so many frames into chunks of equal length, at most `LENGTH` each.

    The number of chunks is even (but for very short clips), so that two or four workers end together.
    """
    if frames < 1:
        return ()
    count = 1 if frames < _SHORTEST_SPLIT else 2 * -(-frames // (2 * LENGTH))
    bounds = [frames * i // count for i in range(count + 1)]
    return tuple(Chunk(a, b, max(0, a - WARM_UP)) for a, b in itertools.pairwise(bounds))


def look_at(
    chunk: Chunk, pictures: Pictures, estimator: PoseEstimator, on_frame: Callable[[], None] = lambda: None
) -> ChunkPoses:
    """Find the person in every frame of a chunk.

    Args:
        chunk: the stretch.
        pictures: the clip.
        estimator: a pose engine; what it remembers is forgotten first.
        on_frame: called after each frame that is kept; may raise to stop.

    Raises:
        VideoError: the clip cannot be decoded.
    """
    estimator.reset()
    if chunk.follow is not None:
        estimator.follow_at(*chunk.follow)
    poses = ChunkPoses.empty(chunk, len(estimator.skeleton))
    for frame in pictures.frames(chunk.begin, chunk.stop):
        people = estimator.estimate(frame)
        if people:
            poses.put(frame.index, people[0])
        at = frame.index - chunk.begin
        poses.people[at] = estimator.people_seen
        poses.brightness[at] = brightness_around(frame.image, poses.landmarks[at])
        if frame.index >= chunk.start:
            on_frame()
    return poses


def brightness_around(image: Image, landmarks: NDArray[np.float32]) -> float:
    """Value, 0 to 255, below which 90 % of the box around the landmarks lie; of all the picture where these are NaN.

    A spotlit person on a dark stage is well lit, so neither the picture's mean nor the box's would do.
    """
    height, width = image.shape[:2]
    box = image
    if np.isfinite(landmarks).all():
        corners = np.clip([landmarks[:, :2].min(axis=0), landmarks[:, :2].max(axis=0)], 0, 1)
        (left, top), (right, bottom) = np.round(corners * (width, height)).astype(int)
        if right - left > 1 and bottom - top > 1:
            box = image[top:bottom, left:right]
    return float(np.percentile(box[::_BRIGHTNESS_STEP, ::_BRIGHTNESS_STEP].max(axis=2), 90))


def follow_through(
    poses: list[ChunkPoses], skeleton: Skeleton, size: tuple[int, int], repeat: Callable[[Chunk], ChunkPoses]
) -> list[ChunkPoses]:
    """Make all chunks follow the person that the first one follows.

    Neighbouring chunks have both looked at the warm-up of the later one. Where they saw different people there (or
    the later one saw nobody), the later one is done again from a frame in which the earlier one saw the person.

    Args:
        poses: in the order of the clip.
        skeleton: what the joints are.
        size: (width, height) of the picture in pixels.
        repeat: does a chunk again.
    """
    followed: list[ChunkPoses] = []
    for later in poses:
        earlier = followed[-1] if followed else None
        if earlier is not None and not same_person(earlier, later, skeleton, size):
            second_try = _hand_over(earlier, later.chunk, skeleton)
            followed.append(later if second_try is None else repeat(second_try))
        else:
            followed.append(later)
    return followed


def same_person(earlier: ChunkPoses, later: ChunkPoses, skeleton: Skeleton, size: tuple[int, int]) -> bool:
    """Whether two neighbouring chunks saw the same person in the second half of the later one's warm-up.

    The same means: half the time both saw somebody, or the earlier one nobody; and then the middles of the hips
    were less than half a torso apart (median). Two frames of warm-up or less prove nothing and count as the same.
    """
    start, stop = (later.chunk.begin + later.chunk.start) // 2, later.chunk.start
    if stop - start < 2:
        return True
    a, b = earlier.between(start, stop), later.between(start, stop)
    both = earlier.found[a] & later.found[b]
    if both.sum() * 2 < earlier.found[a].sum():
        return False
    if not both.any():
        return True
    scale = np.asarray(size, np.float32)
    hips_a, shoulders_a = _middles(earlier.landmarks[a][both], skeleton)
    hips_b, _ = _middles(later.landmarks[b][both], skeleton)
    torso = np.linalg.norm((shoulders_a - hips_a) * scale, axis=-1)
    apart = np.linalg.norm((hips_a - hips_b) * scale, axis=-1)
    return bool(np.median(apart) < 0.5 * max(float(np.median(torso)), 1.0))


def _hand_over(earlier: ChunkPoses, chunk: Chunk, skeleton: Skeleton) -> Chunk | None:
    """The chunk with the earlier one's person to follow; None when that was never seen shortly before."""
    window = earlier.between(chunk.start - LONG_WARM_UP, chunk.start)
    seen = np.flatnonzero(earlier.found[window])
    if not len(seen):
        return None
    at = window.start + int(seen[0])
    hips, _ = _middles(earlier.landmarks[at], skeleton)
    return chunk.again(earlier.chunk.begin + at, (float(hips[0]), float(hips[1])))


def _middles(landmarks: NDArray[np.float32], skeleton: Skeleton) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(..., 2) middle of the hips and middle of the shoulders, in shares of the picture."""
    hips = skeleton.indices("left_hip", "right_hip")
    shoulders = skeleton.indices("left_shoulder", "right_shoulder")
    return landmarks[..., hips, :2].mean(axis=-2), landmarks[..., shoulders, :2].mean(axis=-2)
