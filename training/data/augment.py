"""Clips varied by chance before their features are worked out, in ways that leave the labels true.

What another camera, another body or a worse moment of the engine might have made of the same movement.
"""

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import BODY_13
from training.data.clips import Clip, body_joints, body_track

Rng = np.random.Generator

_LIMBS: tuple[tuple[str, ...], ...] = (
    ("left_wrist",),
    ("right_wrist",),
    ("left_elbow", "left_wrist"),
    ("right_elbow", "right_wrist"),
    ("left_ankle",),
    ("right_ankle",),
    ("left_ankle", "right_ankle"),
    ("left_knee", "left_ankle"),
    ("right_knee", "right_ankle"),
    ("left_knee", "right_knee", "left_ankle", "right_ankle"),
    ("nose",),
)
"""What goes out of sight together."""


@attrs.frozen
class Augmentation:
    """How far clips are varied. Each setting at 0 leaves that part as it is.

    Attributes:
        mirror: share of clips that are mirrored, sides exchanged.
        stretch: longest factor of time; 1.18 draws between 1/1.18 and 1.18. 0 is 1.
        roll: spread of the camera's roll, degrees.
        aspect: spread of the picture's width against its height, in logarithms.
        noise: largest spread of the joints' noise in a clip, shares of the trunk's length.
        hide: chance, per second, that a limb goes out of sight for a while.
        hide_s: longest such while, s.
        lose: chance, per second, that the person is not found for up to a fifth of a second.
    """

    mirror: float = 0.5
    stretch: float = 1.18
    roll: float = 4.0
    aspect: float = 0.04
    noise: float = 0.02
    hide: float = 0.05
    hide_s: float = 1.5
    lose: float = 0.02


PLAIN = Augmentation(0, 0, 0, 0, 0, 0, 0, 0)
"""Nothing is varied."""

PHASES_AUGMENTATION = Augmentation()

STYLE_AUGMENTATION = Augmentation(stretch=1.13, aspect=0.12, noise=0.06, hide=0.02, lose=0.0)
"""For few clips of unknown picture shape."""


def augmented(clip: Clip, settings: Augmentation, rng: Rng) -> Clip:
    """A clip varied by chance."""
    joints = body_joints(clip.track).astype(np.float64)
    if rng.random() < settings.mirror:
        joints = mirrored_joints(joints)
    joints[..., :2] = _seen_by_another_camera(joints[..., :2], clip.track.frame_size, settings, rng)
    joints[..., :2] += _noise(joints, clip.track.frame_size, settings.noise, rng)
    _hide(joints, clip.track.times, settings, rng)
    times = clip.track.times
    if settings.stretch > 1:
        times = times * settings.stretch ** rng.uniform(-1, 1)
    return attrs.evolve(clip, track=body_track(times, joints, clip.track.frame_size, clip.track.source))


def mirrored_joints(joints: NDArray[np.float64]) -> NDArray[np.float64]:
    """(T, 13, 3) the same in a mirror: left is right."""
    out = joints[:, BODY_13.mirrored].copy()
    out[..., 0] = 1.0 - out[..., 0]
    return out


def _seen_by_another_camera(
    points: NDArray[np.float64], size: tuple[int, int], settings: Augmentation, rng: Rng
) -> NDArray[np.float64]:
    """Rolled about the picture's middle and drawn wider or narrower; shares of the picture in and out."""
    angle = np.deg2rad(rng.normal(0.0, settings.roll)) if settings.roll else 0.0
    wider = np.exp(rng.normal(0.0, settings.aspect)) if settings.aspect else 1.0
    cos, sin = np.cos(angle), np.sin(angle)
    pixels = (points - 0.5) * np.array(size) * (wider, 1.0)
    return np.asarray(pixels @ np.array([[cos, sin], [-sin, cos]]) / np.array(size) + 0.5)


def _noise(joints: NDArray[np.float64], size: tuple[int, int], most: float, rng: Rng) -> NDArray[np.float64]:
    """(T, 13, 2) noise of a strength drawn for the clip."""
    spread = rng.uniform(0, most) * _trunk_length(joints[..., :2] * np.array(size)) if most else 0.0
    drawn = rng.standard_normal((*joints.shape[:2], 2)) if spread else np.zeros((*joints.shape[:2], 2))
    return np.asarray(spread * drawn / np.array(size))


def _trunk_length(pixels: NDArray[np.float64]) -> float:
    """Typical distance of shoulders and hips, pixels; 0 when they are never seen."""
    shoulders = pixels[:, BODY_13.indices("left_shoulder", "right_shoulder")].mean(1)
    hips = pixels[:, BODY_13.indices("left_hip", "right_hip")].mean(1)
    lengths = np.linalg.norm(shoulders - hips, axis=-1)
    lengths = lengths[np.isfinite(lengths)]
    return float(np.median(lengths)) if len(lengths) else 0.0


def _hide(joints: NDArray[np.float64], times: NDArray[np.float64], settings: Augmentation, rng: Rng) -> None:
    """Take limbs out of sight, and the whole person, for a while each; in place."""
    length = float(times[-1] - times[0]) if len(times) else 0.0
    for _ in range(rng.poisson(settings.hide * length)):
        limb = BODY_13.indices(*_LIMBS[rng.integers(len(_LIMBS))])
        span = _span(times, rng, settings.hide_s)
        # Seen badly more often than not at all; a joint at 0 is missing.
        joints[span[:, None], limb, 2] *= rng.choice([0.0, 0.3])
    for _ in range(rng.poisson(settings.lose * length)):
        joints[_span(times, rng, 0.2)] = np.nan


def _span(times: NDArray[np.float64], rng: Rng, longest_s: float) -> NDArray[np.intp]:
    begin = rng.uniform(times[0], times[-1])
    return np.flatnonzero((times >= begin) & (times < begin + rng.uniform(0, longest_s)))
