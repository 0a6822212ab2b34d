"""Less of a clip: cut at one end, or every few frames of it. Labels and weights go with their frames."""

import attrs
import numpy as np

from dancecoach.motion.phases import PHASES, runs
from training.data.clips import Clip

Rng = np.random.Generator

_LEAST_S, _NEAR_S, _NEAR_BORDER = 0.8, 0.3, 0.7
"""Shortest clip that trimming leaves, s; how near to a border of phases it is cut, s, and how often near one."""

_TIGHT, _FRAMES = 0.4, 4
"""Share of the cuts that leave no more than so many frames of a landing, or before a skill, or begin amid a skill."""

_LEAST_FRAMES = 24
"""Fewest frames that an interval leaves."""


def frames_of(clip: Clip, kept: slice) -> Clip:
    """The clip with some of its frames, at the times that they have."""
    track = clip.track
    part = attrs.evolve(
        track, times=track.times[kept], landmarks=track.landmarks[kept], visibility=track.visibility[kept],
        found=track.found[kept], world=None if track.world is None else track.world[kept],
        people=None if track.people is None else track.people[kept],
    )  # fmt: skip
    return attrs.evolve(clip, track=part, labels=clip.labels[kept], weights=clip.weights[kept])


def at_intervals(clip: Clip, longest: int, rng: Rng) -> Clip:
    """Every k-th frame of the clip, k by chance from 1 to ``longest``: as a slower camera would have filmed it.

    A short clip keeps `_LEAST_FRAMES`, as far as it has them.
    """
    step = int(rng.integers(1, longest + 1))
    step = min(step, max(1, len(clip) // _LEAST_FRAMES))
    return frames_of(clip, slice(int(rng.integers(step)), None, step))


def trimmed(clip: Clip, rng: Rng) -> Clip:
    """The clip without what comes before, or after, a moment by chance: mostly near a border of two phases.

    Of the cuts, `_TIGHT` are those of people who keep little more than the flight: the clip ends 1 to `_FRAMES`
    frames after a landing began, begins as few before a skill does, or in the middle of a take-off or skill.
    A clip so short that less than `_LEAST_S` would be left stays as it is.
    """
    tight = rng.random() < _TIGHT
    kept = (_tight(clip, rng) if tight else None) or _loose(clip, rng)
    times = clip.track.times[kept]
    return clip if not len(times) or np.ptp(times) < _LEAST_S else frames_of(clip, kept)


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
