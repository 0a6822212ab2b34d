"""Captures made alike, so that nothing tells a dance by who captured it.

Three sets of markers, three skeletons and three rates are behind one set of dances, and some dances come from one of
them only. What differs between them without being danced is taken away in the same manner from all:

* **Rate and noise**: everything at 30 Hz, without what is faster than `_FASTEST_HZ` (Butterworth, no delay): markers
  tremble and solvers snap faster than people dance. The noise of an engine is put on afterwards (`mocap.filmed`).
* **Travel**: one set records none, so the hips stay above one place; the lower ankle is on the floor in every frame.
* **Skeleton**: of each limb only its direction, how far it is bent and to which side are kept, and put on segments of
  drawn lengths. How far a limb is bent is told from its two ends, not from the joint between them: elbow markers of
  some takes sit low.
* **Hips**: markers on the pelvis's rim make a thigh longer than its shank. The hips are moved down the trunk until
  both are equal.
* **Posture that markers decide**: how far the trunk leans forward and the head is bowed on average over a take depends
  on where on chest, back and skull the markers sit. Only what changes around the average is kept; real posture, as the
  backward lean of a standard hold, goes with it.

What stays is how arms, legs, trunk and head move and are held to each other. Whether it still tells the source is
measured by `training.sources`.
"""

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter
from scipy.signal import butter, sosfiltfilt

from dancecoach.pose.skeleton import BODY_13
from training.data.mocap import Capture
from training.figure import anthropometry

Floats = NDArray[np.float64]
Rng = np.random.Generator

RATE_HZ = 30.0
_FASTEST_HZ = 4.0
_ORDER = 8
"""Of the filter, passed both ways: at 6 Hz a hundredth of the movement is left, far less than an engine's noise."""

_FLOOR_M = 0.08
"""Height of the lower ankle, in every frame."""

_USUAL = 61
"""Frames over which a segment's usual length is taken: in some captures the body's size changes on the way."""

_MOST_LEVELLED = 0.35
"""Largest average lean or bow that is put down to markers, radians; more is done by the body."""

_HIPS = BODY_13.indices("left_hip", "right_hip")
_SHOULDERS = BODY_13.indices("left_shoulder", "right_shoulder")
_ANKLES = BODY_13.indices("left_ankle", "right_ankle")
_NOSE = BODY_13.index("nose")
_LEGS = tuple(BODY_13.indices(f"{s}_hip", f"{s}_knee", f"{s}_ankle") for s in ("left", "right"))
_ARMS = tuple(BODY_13.indices(f"{s}_shoulder", f"{s}_elbow", f"{s}_wrist") for s in ("left", "right"))


@attrs.frozen
class Lengths:
    """Segments of a body, m, between the joints that an engine reports.

    Attributes:
        upper_arm: shoulder to elbow.
        forearm: elbow to wrist.
        thigh: hip to knee.
        shank: knee to ankle.
        trunk: between the middles of hips and shoulders.
        shoulders: their distance.
        hips: their distance.
        neck: from between the shoulders to the nose.
        bow: angle of that line before the trunk's, on average, radians.
    """

    upper_arm: float = 1.7 * anthropometry.UPPER_ARM
    forearm: float = 1.7 * anthropometry.FOREARM
    thigh: float = 1.7 * anthropometry.THIGH
    shank: float = 1.7 * anthropometry.SHANK
    trunk: float = 1.7 * anthropometry.HIP_TO_SHOULDER
    shoulders: float = 0.35
    hips: float = 0.21
    neck: float = 0.26
    bow: float = 0.4

    @classmethod
    def drawn(cls, rng: Rng, spread: float = 0.07) -> "Lengths":
        """Somebody's, by chance."""
        usual = cls()
        changed = {
            field.name: getattr(usual, field.name) * float(np.exp(rng.normal(0.0, spread)))
            for field in attrs.fields(cls)
        }
        return attrs.evolve(usual, **changed)


def cleaned(capture: Capture, lengths: Lengths | None = None) -> Capture:
    """A capture as if all had been captured in one manner, of a body of given lengths.

    Args:
        capture: of at least two frames, as a set has it.
        lengths: of the body; None for the usual ones.
    """
    body = _slow(_at_rate(capture.body, capture.fps))
    body = _on_joints(body)
    body = _of_lengths(body, lengths or Lengths())
    # Again: a limb that straightens and a step from foot to foot have made corners.
    return attrs.evolve(capture, body=_slow(_standing(body)), fps=RATE_HZ)


def _at_rate(body: Floats, fps: float) -> Floats:
    """(T', 13, 3) at `RATE_HZ`, gaps bridged."""
    given = np.arange(len(body)) / fps
    wanted = np.arange(int(given[-1] * RATE_HZ + 1e-6) + 1) / RATE_HZ
    columns = body.reshape(len(body), -1)
    out = np.zeros((len(wanted), columns.shape[1]))
    for i, column in enumerate(columns.T):
        known = np.isfinite(column)
        if known.any():
            out[:, i] = np.interp(wanted, given[known], column[known])
    return out.reshape(len(wanted), *body.shape[1:])


def _slow(body: Floats) -> Floats:
    sections = butter(_ORDER, _FASTEST_HZ, fs=RATE_HZ, output="sos")
    return np.asarray(sosfiltfilt(sections, body, axis=0, padlen=min(len(body) - 1, int(RATE_HZ))))


def _on_joints(body: Floats) -> Floats:
    """Hips moved down the trunk where their markers sit above the joints."""
    thighs, shanks = (np.mean([_length(body, leg[i], leg[i + 1]) for leg in _LEGS], axis=0) for i in (0, 1))
    down = -_unit(body[:, _SHOULDERS].mean(1) - body[:, _HIPS].mean(1))
    out = body.copy()
    out[:, _HIPS] += (np.maximum(0.0, thighs - shanks)[:, None] * down)[:, None]
    return out


def _of_lengths(body: Floats, lengths: Lengths) -> Floats:
    """The same directions and bends on other segments, the hips at 0."""
    out = np.zeros_like(body)
    left = _unit(body[:, _HIPS[0]] - body[:, _HIPS[1]])
    out[:, _HIPS] = np.stack([left, -left], 1) * lengths.hips / 2
    across = _unit(body[:, _SHOULDERS[0]] - body[:, _SHOULDERS[1]])
    middle = body[:, _SHOULDERS].mean(1)
    trunk = _levelled(middle - body[:, _HIPS].mean(1), left + across, 0.0)
    top = trunk * lengths.trunk
    out[:, _SHOULDERS] = top[:, None] + np.stack([across, -across], 1) * lengths.shoulders / 2
    out[:, _NOSE] = top + _levelled(body[:, _NOSE] - middle, left + across, lengths.bow) * lengths.neck
    for leg in _LEGS:
        _bend(body, out, leg, (lengths.thigh, lengths.shank))
    for arm in _ARMS:
        _bend(body, out, arm, (lengths.upper_arm, lengths.forearm))
    return out


def _levelled(lines: Floats, leftwards: Floats, bow: float) -> Floats:
    """(T, 3) directions whose mean angle forward, away from the vertical and about the body's left, is ``bow``."""
    left = _unit(leftwards * (1.0, 0.0, 1.0))
    forward = np.cross(left, (0.0, 1.0, 0.0))
    unit = _unit(lines)
    sine, cosine = (unit * forward).sum(-1), unit[:, 1]
    mean = np.arctan2(sine.mean(), cosine.mean())
    return _turned(unit, left, float(np.clip(bow - mean, -_MOST_LEVELLED, _MOST_LEVELLED)))


def _turned(vectors: Floats, axes: Floats, angle: float) -> Floats:
    """(T, 3) vectors about (T, 3) axes of length 1, so that the vertical turns forward (Rodrigues)."""
    cos, sin = np.cos(angle), np.sin(angle)
    along = (vectors * axes).sum(-1, keepdims=True)
    return np.asarray(vectors * cos + np.cross(axes, vectors) * sin + axes * along * (1 - cos))


def _bend(body: Floats, out: Floats, limb: NDArray[np.intp], lengths: tuple[float, float]) -> None:
    """Put a limb on other lengths, in place: as stretched, in the same direction and bent to the same side.

    Args:
        body: (T, 13, 3) as captured.
        out: where the limb's first joint already stands.
        limb: first, middle and last joint.
        lengths: of its two segments.
    """
    first, middle, last = limb
    line = body[:, last] - body[:, first]
    distance = np.linalg.norm(line, axis=-1, keepdims=True)
    direction = line / np.maximum(distance, 1e-6)
    one, two = lengths
    reach = (_length(body, first, middle) + _length(body, middle, last))[:, None]
    span = np.clip(distance / np.maximum(reach, 1e-6), 0.0, 1.0) * (one + two)
    span = np.maximum(span, abs(one - two) + 1e-3)
    along = (one**2 - two**2 + span**2) / (2 * span)
    side = body[:, middle] - body[:, first]
    side = _unit(side - (side * direction).sum(-1, keepdims=True) * direction)
    out[:, middle] = out[:, first] + along * direction + np.sqrt(np.maximum(one**2 - along**2, 0.0)) * side
    out[:, last] = out[:, first] + span * direction


def _standing(body: Floats) -> Floats:
    """The lower ankle on the floor, the hips above one place."""
    lowest = body[:, _ANKLES, 1].min(1)
    lift = np.zeros_like(body[:, :1])
    lift[:, 0, 1] = _FLOOR_M - lowest
    return np.asarray(body + lift)


def _length(body: Floats, one: int, other: int) -> Floats:
    """(T,) length of a segment: what is usual around each frame."""
    return np.asarray(median_filter(np.linalg.norm(body[:, other] - body[:, one], axis=-1), _USUAL, mode="nearest"))


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))
