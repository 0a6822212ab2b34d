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


CURVES = {
    "one arm lower": (0, 10, 30, 60, 90),
    "one arm moves wrongly": (0, 20, 50, 90),
    "all joints move wrongly": (0, 10, 20, 40),
    "a passage late": (0, 0.1, 0.2, 0.4),
    "smaller": (1.0, 0.7, 0.4, 0.1),
    "jerky": (0, 5, 15),
}


def disturbed(dance, kind, much):
    if kind == "one arm lower":
        return {"change": dance.added(left_arm_abd=-much)}
    if kind == "one arm moves wrongly":
        return {"change": dance.added(left_arm_abd=lambda t: much * np.sin(2 * np.pi * t / 1.7))}
    if kind == "a passage late":
        return {"when": lambda t: t - much * np.clip(np.minimum(t - 3, 9 - t), 0, 1)}
    if kind == "smaller":

        def change(_times, _columns, shape):
            shape[:] = shape.mean(0) + (shape - shape.mean(0)) * much

        return {"change": change}
    hertz = 3.0 if kind == "jerky" else 0.53

    def change(times, _columns, shape):
        shape += much * np.sin(2 * np.pi * hertz * times[:, None] + 2.4 * np.arange(shape.shape[1]))

    return {"change": change}


@pytest.mark.parametrize("kind", CURVES)
def test_the_larger_a_fault_the_lower_the_score(dance, kind) -> None:
    """The curve is printed: ``pytest -s``."""
    short = {"last_s": 11.0}
    right = dance(**short)
    scores = [compare(right, dance(**short, **disturbed(dance, kind, much))).score for much in CURVES[kind]]
    lines = [f"{kind:24}" + "".join(f"{much:>8g}" for much in CURVES[kind])]
    lines += [
        f"{name:>24}" + "".join(f"{getattr(score, name):8.1f}" for score in scores)
        for name in ("total", "shape", "timing", "size", "flow")
    ]
    sys.stdout.write("\n".join(["", *lines, ""]))
    totals = [score.total for score in scores]
    assert totals[0] == 100
    assert all(after <= before for before, after in pairwise(totals))
    assert totals[-1] < totals[0] - 3


def test_each_mark_answers_to_its_own_fault(dance) -> None:
    short = {"last_s": 11.0}
    right = dance(**short)
    late, small, jerky = (
        compare(right, dance(**short, **disturbed(dance, kind, much))).score
        for kind, much in (("a passage late", 0.4), ("smaller", 0.6), ("jerky", 8))
    )
    assert late.timing < 60 < 95 < min(late.shape, late.size, late.flow)
    assert small.size < 70 < 95 < min(small.timing, small.flow)
    assert jerky.flow < 90 < 95 < min(jerky.timing, jerky.size)


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
