"""Clips varied by chance before their features are worked out, in ways that leave the labels true.

What another camera, another body or a worse moment of the engine might have made of the same movement.
"""

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import PHASES, runs
from dancecoach.pose.skeleton import BODY_13
from training.data.clips import Clip, body_joints, body_track

Rng = np.random.Generator
Floats = NDArray[np.float64]

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


_SEGMENTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("left_hip", "right_hip"), ("left_shoulder", "right_shoulder")),
    (("left_shoulder", "right_shoulder"), ("nose",)),
    *(
        ((f"left_{top}", f"right_{top}"), (f"left_{end}", f"right_{end}"))
        for top, end in (("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle"))
    ),
)
"""What hangs on what, both sides at once."""

_LEAST_S, _NEAR_S, _NEAR_BORDER = 0.8, 0.3, 0.7
"""Shortest clip that trimming leaves, s; how near to a border of phases it is cut, s, and how often near one."""

_TIGHT, _FRAMES = 0.4, 4
"""Share of the cuts that leave no more than so many frames of a landing, or before a skill, or begin amid a skill."""

_WANDER_S = 0.8
"""Time between two aims of a wandering camera, s."""


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
        trim: share of clips that are cut at one end, mostly near a border of two phases, as people trim their own.
        limbs: spread of each segment's length, in logarithms: other bodies, and an engine that sees a real hip
            elsewhere than a drawn one.
        drift: how far the camera's aim wanders in a clip, shares of the trunk's length; it zooms a tenth as much.
    """

    mirror: float = 0.5
    stretch: float = 1.18
    roll: float = 4.0
    aspect: float = 0.04
    noise: float = 0.02
    hide: float = 0.05
    hide_s: float = 1.5
    lose: float = 0.02
    trim: float = 0.35
    limbs: float = 0.06
    drift: float = 0.5


PLAIN = Augmentation(**{field.name: 0 for field in attrs.fields(Augmentation)})
"""Nothing is varied."""

PHASES_AUGMENTATION = Augmentation()

STYLE_AUGMENTATION = Augmentation(
    stretch=1.13, aspect=0.12, noise=0.06, hide=0.02, lose=0.0, trim=0.0, limbs=0.0, drift=0.0
)
"""For few clips of unknown picture shape."""


def augmented(clip: Clip, settings: Augmentation, rng: Rng) -> Clip:
    """A clip varied by chance."""
    if rng.random() < settings.trim:
        clip = trimmed(clip, rng)
    size = clip.track.frame_size
    joints = body_joints(clip.track).astype(np.float64)
    if rng.random() < settings.mirror:
        joints = mirrored_joints(joints)
    if settings.limbs:
        joints[..., :2] = _of_another_body(joints[..., :2], size, settings.limbs, rng)
    joints[..., :2] = _seen_by_another_camera(joints[..., :2], size, settings, rng)
    if settings.drift:
        joints[..., :2] = _followed(joints[..., :2], clip.track.times, size, settings.drift, rng)
    joints[..., :2] += _noise(joints, size, settings.noise, rng)
    _hide(joints, clip.track.times, settings, rng)
    times = clip.track.times
    if settings.stretch > 1:
        times = times * settings.stretch ** rng.uniform(-1, 1)
    return attrs.evolve(clip, track=body_track(times, joints, size, clip.track.source))


def trimmed(clip: Clip, rng: Rng) -> Clip:
    """The clip without what comes before, or after, a moment by chance: mostly near a border of two phases.

    Of the cuts, `_TIGHT` are those of people who keep little more than the flight: the clip ends 1 to `_FRAMES`
    frames after a landing began, begins as few before a skill does, or in the middle of a take-off or skill.
    A clip so short that less than `_LEAST_S` would be left stays as it is.
    """
    tight = rng.random() < _TIGHT
    kept = (_tight(clip, rng) if tight else None) or _loose(clip, rng)
    times = clip.track.times[kept]
    if not len(times) or np.ptp(times) < _LEAST_S:
        return clip
    track = body_track(times, body_joints(clip.track)[kept], clip.track.frame_size, clip.track.source)
    return attrs.evolve(clip, track=track, labels=clip.labels[kept], weights=clip.weights[kept])


def _loose(clip: Clip, rng: Rng) -> slice:
    """What is kept by a cut anywhere, most often up to `_NEAR_S` from a border."""
    times = clip.track.times
    borders = [times[first] for _, first, _ in runs(clip.labels)[1:]]
    near = bool(borders) and rng.random() < _NEAR_BORDER
    at = rng.choice(borders) + rng.uniform(-_NEAR_S, _NEAR_S) if near else rng.uniform(times[0], times[-1])
    frame = int(np.searchsorted(times, at))
    return slice(frame, None) if rng.random() < 0.5 else slice(0, frame)


def _tight(clip: Clip, rng: Rng) -> slice | None:
    """What is kept by a cut a few frames beside a flight or in it; None where nothing flies for long enough around."""
    times = clip.track.times
    choices: list[slice] = []
    for phase, first, last in runs(clip.labels):
        name = PHASES[phase]
        few = int(rng.integers(1, _FRAMES + 1))
        if name == "landing":
            choices.append(slice(0, first + min(few, last + 1 - first)))
        elif name == "skill":
            choices.append(slice(max(first - few, 0), None))
        if name in ("take-off", "skill"):
            choices.append(slice(int(rng.integers(first, last + 1)), None))
    choices = [kept for kept in choices if np.ptp(times[kept]) >= _LEAST_S]
    return choices[rng.integers(len(choices))] if choices else None


def mirrored_joints(joints: Floats) -> Floats:
    """(T, 13, 3) the same in a mirror: left is right."""
    out = joints[:, BODY_13.mirrored].copy()
    out[..., 0] = 1.0 - out[..., 0]
    return out


def _seen_by_another_camera(points: Floats, size: tuple[int, int], settings: Augmentation, rng: Rng) -> Floats:
    """Rolled about the picture's middle and drawn wider or narrower; shares of the picture in and out."""
    angle = np.deg2rad(rng.normal(0.0, settings.roll)) if settings.roll else 0.0
    wider = np.exp(rng.normal(0.0, settings.aspect)) if settings.aspect else 1.0
    cos, sin = np.cos(angle), np.sin(angle)
    pixels = (points - 0.5) * np.array(size) * (wider, 1.0)
    return np.asarray(pixels @ np.array([[cos, sin], [-sin, cos]]) / np.array(size) + 0.5)


def _of_another_body(points: Floats, size: tuple[int, int], spread: float, rng: Rng) -> Floats:
    """Each segment longer or shorter than it is, both sides alike; (T, 13, 2) shares of the picture in and out.

    Lengths grow outwards from the middle of the hips, so a joint takes along all that hangs on it.
    """
    pixels = points * np.array(size)
    out = pixels.copy()
    hips = BODY_13.indices("left_hip", "right_hip")
    middle = pixels[:, hips].mean(1, keepdims=True)
    out[:, hips] = middle + (pixels[:, hips] - middle) * np.exp(rng.normal(0.0, spread))
    for tops, ends in _SEGMENTS:
        first, last = BODY_13.indices(*tops), BODY_13.indices(*ends)
        factor = np.exp(rng.normal(0.0, spread))
        before, after = (
            cloud[:, first] if len(last) == len(first) else cloud[:, first].mean(1, keepdims=True)
            for cloud in (pixels, out)
        )
        out[:, last] = after + (pixels[:, last] - before) * factor
    return np.asarray(out / np.array(size))


def _followed(points: Floats, times: Floats, size: tuple[int, int], spread: float, rng: Rng) -> Floats:
    """Seen by a camera whose aim and zoom wander slowly; (T, 13, 2) shares of the picture in and out."""
    pixels = points * np.array(size)
    reach = spread * rng.random() * _trunk_length(pixels)
    steps = np.arange(times[0], times[-1] + 2 * _WANDER_S, _WANDER_S)
    moved = np.stack([np.interp(times, steps, rng.standard_normal(len(steps))) for _ in range(2)], 1) * reach
    zoom = np.exp(np.interp(times, steps, rng.standard_normal(len(steps))) * 0.1 * spread * rng.random())
    middle = np.array(size) / 2
    out = (pixels - middle) * zoom[:, None, None] + middle + moved[:, None]
    return np.asarray(out / np.array(size))


def _noise(joints: Floats, size: tuple[int, int], most: float, rng: Rng) -> Floats:
    """(T, 13, 2) noise of a strength drawn for the clip."""
    spread = rng.uniform(0, most) * _trunk_length(joints[..., :2] * np.array(size)) if most else 0.0
    drawn = rng.standard_normal((*joints.shape[:2], 2)) if spread else np.zeros((*joints.shape[:2], 2))
    return np.asarray(spread * drawn / np.array(size))


def _trunk_length(pixels: Floats) -> float:
    """Typical distance of shoulders and hips, pixels; 0 when they are never seen."""
    shoulders = pixels[:, BODY_13.indices("left_shoulder", "right_shoulder")].mean(1)
    hips = pixels[:, BODY_13.indices("left_hip", "right_hip")].mean(1)
    lengths = np.linalg.norm(shoulders - hips, axis=-1)
    lengths = lengths[np.isfinite(lengths)]
    return float(np.median(lengths)) if len(lengths) else 0.0


def _hide(joints: Floats, times: Floats, settings: Augmentation, rng: Rng) -> None:
    """Take limbs out of sight, and the whole person, for a while each; in place."""
    length = float(times[-1] - times[0]) if len(times) else 0.0
    for _ in range(rng.poisson(settings.hide * length)):
        limb = BODY_13.indices(*_LIMBS[rng.integers(len(_LIMBS))])
        span = _span(times, rng, settings.hide_s)
        # Seen badly more often than not at all; a joint at 0 is missing.
        joints[span[:, None], limb, 2] *= rng.choice([0.0, 0.3])
    for _ in range(rng.poisson(settings.lose * length)):
        joints[_span(times, rng, 0.2)] = np.nan


def _span(times: Floats, rng: Rng, longest_s: float) -> NDArray[np.intp]:
    begin = rng.uniform(times[0], times[-1])
    return np.flatnonzero((times >= begin) & (times < begin + rng.uniform(0, longest_s)))
