"""How much later than it is a learner seems to dance: what camera and loudspeaker add together.

A camera exposes, compresses and hands a picture over 0.05 to 0.2 s after what it shows; a loudspeaker may be heard
later than its driver says, by radio 0.2 s and more. Neither can be asked for. Both make a punctual dancer late by the
same amount, always; so the two are measured together, by someone who claps on beeps in view of the camera: what parts
seen claps from told beeps is the delay. People clap some hundredths of a second ahead of a beep (B. H. Repp,
"Sensorimotor synchronization", Psychonomic Bulletin & Review 2005), as they dance ahead of a beat, so that it cancels.

Until it is measured `USUAL_S` is taken off, and nobody is called early or late by less than `DOUBT_S` more than usual.
"""

import threading
from collections.abc import Callable
from itertools import pairwise

import attrs
import numpy as np

from dancecoach.motion.points import SEEN, Floats
from dancecoach.pipeline.live.records import LiveResult
from dancecoach.pipeline.practice.run import PractisedResult, practised
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.sound_passage import Heard, Metronome, Passage

USUAL_S, DOUBT_S = 0.1, 0.1
MOST_S = 0.6
"""A longer delay than this is none: somebody has clapped at something else."""

BEEP_S, BEEPS, LISTENED = 0.8, 14, 2
"""Seconds between beeps, how many there are, and how many of them are only to be heard."""

LEAST_CLAPS = 6

_EARLIEST_S = -0.15
_OUTLIER_S = 0.12
_MOST_UNEVEN_S = 0.06
_LEAST_WIDE = 0.35
"""Trunk lengths by which hands must part between claps."""

_TRUNK = ("left_shoulder", "right_shoulder", "left_hip", "right_hip")
_WRISTS = ("left_wrist", "right_wrist")


@attrs.frozen
class Delay:
    """What is taken off.

    Attributes:
        seconds: how much later than it is a learner seems to dance.
        doubt_s: by how much that may be wrong.
        measured: whether it has been measured with this camera.
    """

    seconds: float = USUAL_S
    doubt_s: float = DOUBT_S
    measured: bool = False

    @classmethod
    def of(cls, seconds: float | None) -> "Delay":
        """A delay that was measured; None for one that was not."""
        return cls() if seconds is None else cls(seconds, 0.0, True)


@attrs.frozen
class Measured:
    """What came of clapping.

    Attributes:
        seconds: the delay; None where it could not be measured.
        doubt_s: standard error.
        claps: how many were used.
        uneven: whether claps were seen, but not with the beeps.
    """

    seconds: float | None
    doubt_s: float = 0.0
    claps: int = 0
    uneven: bool = False


def beeps() -> Passage:
    """What is to be clapped to."""
    moments = [BEEP_S * (1 + n) for n in range(BEEPS)]
    return Passage(0.0, moments[-1] + BEEP_S, metronome=Metronome(tuple(moments)), clicks=True, music=False)


class ClapWatch:
    """Watches somebody who claps; takes pictures as `PracticeRun` does.

    Args:
        heard_at: what is heard at a moment of `time.perf_counter`.
    """

    def __init__(self, heard_at: Callable[[float], Heard]) -> None:
        self._heard_at = heard_at
        self._lock = threading.Lock()
        self._moments: list[float] = []
        self._apart: list[float] = []

    def push(self, result: LiveResult) -> PractisedResult:
        """Take a picture with its people; the same with what is heard."""
        heard = self._heard_at(result.captured_at)
        pose = result.raw_poses[0] if result.raw_poses else None
        apart = None if pose is None or result.skeleton is None else hands_apart(pose, result.skeleton)
        if apart is not None and heard.danced:
            with self._lock:
                self._moments.append(heard.media_s)
                self._apart.append(apart)
        return practised(result, None, heard)

    def measured(self) -> Measured:
        """What came of it so far."""
        with self._lock:
            moments, apart = np.array(self._moments), np.array(self._apart)
        passage = beeps()
        told = np.array(passage.metronome.beats_s[LISTENED:])
        return delay_of(claps(moments, apart), told)


def hands_apart(pose: BodyPose, skeleton: Skeleton) -> float | None:
    """How far the wrists are apart in the picture, in trunk lengths; None where they cannot be seen."""
    if not set(_TRUNK + _WRISTS) <= set(skeleton.joints):
        return None
    rows = [skeleton.index(name) for name in _TRUNK + _WRISTS]
    points = pose.landmarks[rows, :2].astype(float)
    if not np.isfinite(points).all() or float(pose.visibility[rows].min()) < SEEN:
        return None
    shoulders, hips = points[:2].mean(axis=0), points[2:4].mean(axis=0)
    trunk = float(np.linalg.norm(shoulders - hips))
    return float(np.linalg.norm(points[4] - points[5])) / trunk if trunk > 1e-3 else None


def claps(moments: Floats, apart: Floats) -> Floats:
    """(K,) when hands met: the middle of each dip of their distance, the lowest counting most.

    Args:
        moments: (N,) rising, seconds.
        apart: (N,) distance of the hands.
    """
    if len(moments) < 8:
        return np.zeros(0)
    low, high = np.percentile(apart, [10, 90])
    if high - low < _LEAST_WIDE:
        return np.zeros(0)
    near = apart < (low + high) / 2
    edges = np.flatnonzero(np.diff(near.astype(int)))
    found = []
    for first, last in pairwise(edges.tolist()):
        if near[first + 1]:
            inside = slice(first + 1, last + 1)
            depth = ((low + high) / 2 - apart[inside]) ** 2
            found.append(float((moments[inside] * depth).sum() / max(1e-12, float(depth.sum()))))
    return np.array(found)


def delay_of(clapped: Floats, told: Floats) -> Measured:
    """By how much claps are later than beeps.

    Args:
        clapped: (K,) seconds.
        told: (B,) when beeps were told to be heard, seconds, evenly apart.
    """
    if len(clapped) == 0:
        return Measured(None)
    beep_s = float(told[1] - told[0])
    late = np.mod(clapped - told[0] - _EARLIEST_S, beep_s) + _EARLIEST_S
    inside = (clapped > told[0] + _EARLIEST_S) & (clapped < told[-1] + MOST_S) & (late <= MOST_S)
    late = late[inside]
    if len(late) < LEAST_CLAPS:
        return Measured(None, claps=len(late), uneven=len(clapped) >= LEAST_CLAPS)
    middle = float(np.median(late))
    good = late[np.abs(late - middle) <= _OUTLIER_S]
    spread = float(good.std()) if len(good) > 1 else np.inf
    if len(good) < LEAST_CLAPS or len(good) < 0.6 * len(late) or spread > _MOST_UNEVEN_S:
        return Measured(None, claps=len(good), uneven=True)
    return Measured(round(float(np.median(good)), 3), round(spread / len(good) ** 0.5, 3), len(good))
