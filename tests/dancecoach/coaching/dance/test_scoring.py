"""The score: full for the same, lower for every fault the larger it is, and not for what is no fault."""

import sys
from itertools import pairwise

import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.scoring import mark
from training.figure.body import Body
from training.figure.camera import Camera
from training.figure.feet import Place

NOISE = 0.01


def test_the_same_clip_is_full_marks(reference) -> None:
    same = compare(reference, reference).score
    assert (same.total, same.shape, same.timing, same.size, same.flow, same.coverage) == (100, 100, 100, 100, 100, 1)


def test_the_estimators_noise_costs_little(dance) -> None:
    assert compare(dance(noise=NOISE, seed=5), dance(noise=NOISE)).score.total > 96


def test_standing_still_is_worth_nothing(dance, reference) -> None:
    assert compare(reference, dance(dance.stand)).score.total < 15
    assert compare(dance(noise=NOISE, seed=3), dance(dance.stand, noise=NOISE)).score.total < 15


def test_another_dance_is_worth_little(dance, reference) -> None:
    others = [dance(moves, noise=NOISE) for moves in dance.others]
    scores = [compare(reference, other).score.total for other in others]
    scores += [compare(others[0], others[1]).score.total, compare(others[1], others[2]).score.total]
    assert max(scores) < 30


@pytest.mark.parametrize(
    "how",
    [
        {"body": Body(height=1.52, leg_share=1.04, girth=1.2, shoulder_share=0.9)},
        {"camera": Camera(distance=9.0, fov=36)},
        {"start": Place(x=0.4, z=-0.6)},
        {"fps": 60.0},
        {"fps": 24.0},
        {"camera": Camera(distance=5, fov=36, azimuth=30)},
        {"camera": Camera(distance=5, fov=36, azimuth=-60)},
    ],
    ids=["small", "far", "elsewhere", "60 fps", "24 fps", "camera 30", "camera 60"],
)
def test_what_is_no_fault_costs_nothing(beside, how) -> None:
    found = beside(**how)
    assert found.score.total > 99
    assert not found.cues


LATE = ("left_arm_flex", "left_arm_abd", "left_arm_turn", "left_elbow")

# How much is wrong, and the total for each, as it was when the curve was set; it may move by `DRIFT`.
CURVES = {
    "an arm lower": ((0, 10, 30, 60, 90, 120), (100, 100, 95, 83, 69, 35)),
    "an elbow bent": ((0, 30, 60, 90, 120), (100, 98, 92, 87, 78)),
    "a leg out": ((0, 30, 60, 90), (100, 96, 85, 81)),
    "both arms lower": ((0, 15, 30, 60), (100, 98, 90, 44)),
    "the trunk leans": ((0, 15, 30, 45), (100, 99, 91, 62)),
    "an arm moves wrongly": ((0, 20, 60, 90), (100, 99, 89, 68)),
    "all joints move wrongly": ((0, 10, 20, 40), (100, 98, 81, 1)),
    "an arm late": ((0, 0.1, 0.2, 0.3, 0.4, 0.6), (100, 99, 95, 91, 75, 50)),
    "all late to the music": ((0, 0.05, 0.1, 0.2, 0.4, 0.6), (100, 100, 97, 88, 73, 67)),
    "a passage late": ((0, 0.1, 0.2, 0.4), (100, 100, 97, 88)),
    "smaller": ((1.0, 0.8, 0.6, 0.4, 0.1), (100, 98, 89, 76, 37)),
    "jerky": ((0, 5, 15), (100, 98, 86)),
    "seen worse": ((0, 0.01, 0.02, 0.03), (100, 100, 98, 95)),
}
DRIFT = 4


def disturbed(dance, kind, much):
    """What a dancer is to do differently."""
    if kind == "a passage late":
        return {"when": lambda t: t - much * np.clip(np.minimum(t - 3, 9 - t), 0, 1)}
    if kind == "all late to the music":
        return {"when": lambda t: t - much}
    if kind == "seen worse":
        return {"noise": much}
    return {"change": changed(dance, kind, much)}


def changed(dance, kind, much):
    """The change of the figure's angles."""

    def smaller(_times, _columns, shape):
        shape[:] = shape.mean(0) + (shape - shape.mean(0)) * much

    def late(times, columns, shape):
        for name in LATE:
            shape[:, columns[name]] = np.interp(times - much, times, shape[:, columns[name]])

    def wrong(times, _columns, shape):
        hertz = 3.0 if kind == "jerky" else 0.53
        shape += much * np.sin(2 * np.pi * hertz * times[:, None] + 2.4 * np.arange(shape.shape[1]))

    return {
        "an arm lower": dance.added(left_arm_abd=-much),
        "an elbow bent": dance.added(left_elbow=much),
        "a leg out": dance.added(left_hip_abd=much),
        "both arms lower": dance.added(left_arm_abd=-much, right_arm_abd=-much),
        "the trunk leans": dance.added(spine_side=much),
        "an arm moves wrongly": dance.added(left_arm_abd=lambda t: much * np.sin(2 * np.pi * t / 1.7)),
        "an arm late": late,
        "smaller": smaller,
    }.get(kind, wrong)


@pytest.mark.parametrize("kind", CURVES)
def test_the_larger_a_fault_the_lower_the_score(dance, kind) -> None:
    """The curve is printed: ``pytest -s``."""
    short = {"last_s": 11.0}
    right = dance(**short)
    amounts, expected = CURVES[kind]
    heard = 0.0 if "music" in kind else None
    scores = [compare(right, dance(**short, **disturbed(dance, kind, much)), offset_s=heard).score for much in amounts]
    lines = [f"{kind:24}" + "".join(f"{much:>8g}" for much in amounts)]
    lines += [
        f"{name:>24}" + "".join(f"{getattr(score, name):8.1f}" for score in scores)
        for name in ("total", "shape", "timing", "size", "flow")
    ]
    sys.stdout.write("\n".join(["", *lines, ""]))
    totals = [score.total for score in scores]
    assert totals[0] == 100
    assert all(after <= before for before, after in pairwise(totals))
    assert totals == pytest.approx(expected, abs=DRIFT)


def test_an_arm_that_is_wrong_in_a_dance_of_arms_costs_half_of_it(dance) -> None:
    def arms(times, columns, shape):
        for side, phase in (("left", 0.0), ("right", 1.3)):
            for k, (name, middle, swing) in enumerate((("abd", 70, 55), ("flex", 20, 40))):
                turn = 2 * np.pi * times / (2.1, 3.3)[k] + (1 + k) * phase
                shape[:, columns[f"{side}_arm_{name}"]] = middle + swing * np.sin(turn)

    def lower(much):
        def change(times, columns, shape):
            arms(times, columns, shape)
            shape[:, columns["left_arm_abd"]] -= much

        return dance(dance.stand, change=change, last_s=11.0)

    right = lower(0)
    totals = [compare(right, lower(much)).score.total for much in (30, 60, 90)]
    assert totals == pytest.approx((96, 79, 42), abs=6)


# Each disturbance, the mark that tells it, and how low that is at most; the others stay above `UNTOUCHED`.
OWN = {
    ("a passage late", 0.4): ("timing", 70),
    ("all late to the music", 0.2): ("timing", 75),
    ("smaller", 0.7): ("size", 82),
    ("jerky", 8): ("flow", 80),
    ("an elbow bent", 60): ("shape", 94),
    ("a leg out", 60): ("shape", 88),
    ("an arm lower", 60): ("shape", 86),
    ("the trunk leans", 30): ("shape", 93),
}
UNTOUCHED = 94


@pytest.mark.parametrize(("kind", "much"), OWN)
def test_each_mark_answers_to_its_own_fault(dance, kind, much) -> None:
    short = {"last_s": 11.0}
    heard = 0.0 if "music" in kind else None
    score = compare(dance(**short), dance(**short, **disturbed(dance, kind, much)), offset_s=heard).score
    own, most = OWN[kind, much]
    marks = {name: getattr(score, name) for name in ("shape", "timing", "size", "flow")}
    assert marks.pop(own) < most
    assert min(marks.values()) > UNTOUCHED, marks


def test_joints_that_are_not_seen_do_not_count(dance, reference) -> None:
    arm = ("left_elbow", "left_wrist")
    wrong = dance(change=dance.added(left_arm_abd=-90))
    hidden = compare(reference, dance.without(wrong, arm))
    assert hidden.score.total == 100
    assert hidden.score.coverage == pytest.approx(0.8, abs=0.01)
    assert {line.joint for line in hidden.joints if line.difference is None} == set(arm)


def test_there_is_no_score_of_half_a_body(dance, reference) -> None:
    half = dance.without(reference, ("left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle"))
    found = compare(reference, half)
    assert found.score.total is None
    assert found.score.coverage < 0.5
    assert "film the whole body" in " ".join(found.warnings)


def test_marks_rise_without_a_flat_part() -> None:
    marks = [mark(a) for a in np.linspace(0, 1, 101)]
    assert marks[0] == 0
    assert marks[-1] == 100
    assert (np.diff(marks) > 0).all()
