"""How many attempts are caught, how many that are none, and how soon: minutes of drawn people, one after another.

``pytest -m benchmark -s tests/benchmarks/test_attempts.py``. Scenes by chance of the split "test" (walking, stretching,
dancing, fake take-offs, hops, skills; nobody of them, no camera and no skill of them was learned from) are joined to a
sequence of some minutes, with a second between two of them in which nobody is there. The joints are the exact ones
with noise as large as the engine's; the shipped network of Review looks again every quarter of a second, as in Live.
"""

import time
from itertools import islice

import attrs
import numpy as np
import pytest

from dancecoach.models.phases import PhaseSegmenter
from dancecoach.motion.phases import SKILL, runs
from dancecoach.pipeline.live.attempts.catcher import LOOK_S
from dancecoach.pipeline.live.attempts.finder import WINDOW_S, AttemptFinder
from dancecoach.pose.track import PoseTrack
from training.figure.casting import Casting, random_scene
from training.figure.scene import Stage

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

CLIPS, FPS, PAUSE_S = 60, 30, 1.0
#: Body heights: the standard deviation of a joint as the engine sees it.
NOISE = 0.012
#: A true flight shorter than this is a hop: to catch it is neither right nor wrong.
LEAST_S = 0.25
PARTS = ("times", "landmarks", "visibility", "found", "world")


def truths():
    """Scenes that a body can do."""
    seed = 0
    while True:
        seed += 1
        try:
            yield Stage(random_scene((77, seed), Casting(split="test", fps=FPS, bystander=0.0))).truth()
        except (ArithmeticError, ValueError, np.linalg.LinAlgError):
            continue


def noisy(track, truth, rng):
    """The joints as an engine sees them, in a square picture."""
    size = np.array([*track.frame_size, track.frame_size[0]]) / 400
    spread = NOISE * np.nanmedian(truth.height_pixels()) / 400
    shown = track.landmarks * size
    return attrs.evolve(track, frame_size=(400, 400), landmarks=shown + rng.normal(0, spread, shown.shape))


def nobody(track, since_s):
    count = round(PAUSE_S * FPS)
    joints = len(track.skeleton)
    empty = np.full((count, joints, 3), np.nan)
    times = since_s + np.arange(count) / FPS
    return times, empty, np.zeros((count, joints)), np.zeros(count, bool), empty


def sequence():
    """The whole track, and the true skills as (first s, last s, whether it has to be found)."""
    rng = np.random.default_rng(5)
    parts, skills, at_s = [], [], 0.0
    for truth in islice(truths(), CLIPS):
        track = noisy(truth.to_track(), truth, rng)
        times = track.times - track.times[0] + at_s
        for label, first, last in runs(truth.phases):
            if label == SKILL:
                begins, ends = times[first], times[last]
                near = truth.present[max(0, first - 10) : last + 10].all()
                whole = first > FPS // 2 and last < len(truth) - FPS // 2
                skills.append((begins, ends, bool(whole and near and ends - begins >= LEAST_S)))
        parts.append((times, track.landmarks, track.visibility, track.found, track.world))
        parts.append(nobody(track, times[-1] + 1 / FPS))
        at_s = parts[-1][0][-1] + 1 / FPS
    joined = {name: np.concatenate(arrays) for name, arrays in zip(PARTS, zip(*parts, strict=True), strict=True)}
    return PoseTrack(**joined, frame_size=(400, 400), skeleton=track.skeleton, source="drawn"), skills


def part(track, since_s, until_s):
    first, last = np.searchsorted(track.times, [since_s, until_s + 1e-9])
    return attrs.evolve(track, **{name: getattr(track, name)[first:last] for name in PARTS})


def meet(attempt, skill):
    return attempt.takeoff_s < skill[1] + 0.1 and attempt.touchdown_s > skill[0] - 0.1


def test_what_is_caught_of_a_long_drawn_sequence():
    track, skills = sequence()
    network = PhaseSegmenter()
    finder = AttemptFinder(lambda seen: network.segment(seen).segments)
    caught, took = [], []
    for now_s in np.arange(1.0, track.times[-1], LOOK_S):
        began = time.perf_counter()
        caught += [(now_s, attempt) for attempt in finder.look(part(track, now_s - WINDOW_S, now_s))]
        took.append(time.perf_counter() - began)
    wanted = [skill for skill in skills if skill[2]]
    found = [skill for skill in wanted if any(meet(attempt, skill) for _, attempt in caught)]
    false = [attempt for _, attempt in caught if not any(meet(attempt, skill) for skill in skills)]
    late = [now_s - attempt.touchdown_s for now_s, attempt in caught]
    print(  # noqa: T201
        f"\n{track.times[-1] / 60:.1f} min: found {len(found)} of {len(wanted)}, false {len(false)} of {len(caught)}, "
        f"told {np.median(late):.2f} s after the touch-down (95 %: {np.percentile(late, 95):.2f} s), "
        f"a look takes {1e3 * np.median(took):.0f} ms"
    )
    assert len(wanted) >= 20
    assert len(found) >= 0.95 * len(wanted)
    assert len(false) <= 0.05 * len(caught)
    assert np.percentile(late, 95) < 2.0
