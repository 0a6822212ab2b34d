"""What a person is told has the right sign: too high is not too low, and left is the performer's own."""

import numpy as np
import pytest

from dancecoach.coaching.dance.directions import Directions
from dancecoach.coaching.dance.ways import Difference, Facing, told_ways, ways_between

FRAMES = 12
TIMES = np.arange(FRAMES) / 30


def unit(figure, **pose):
    return Directions.of(figure.track(figure.points(FRAMES, **pose), TIMES)).unit


def told(figure, joint, here, there, *, mirrored=False, flat=False, **both):
    """Degrees of each way at a moment in the middle."""
    bodies = (Facing.of(unit(figure, **both, **pose), flat=flat) for pose in (here, there))
    return {way: float(values[FRAMES // 2]) for way, values in ways_between(*bodies, joint, mirrored=mirrored).items()}


@pytest.mark.parametrize("facing", [0, 60, 90, -140])
def test_an_arm_is_too_high_and_too_far_forward_whichever_way_the_body_faces(figure, facing):
    found = told(figure, "left_elbow", {"shoulder": (60, 0)}, {"shoulder": (30, 0)}, facing=facing)
    assert (found["high"], found["forward"], found["out"]) == pytest.approx((30, 30, 0), abs=1)
    found = told(figure, "right_elbow", {"shoulder": 20}, {"shoulder": 80}, facing=facing)
    assert (found["high"], found["forward"]) == pytest.approx((-60, -60), abs=1)


def test_who_stands_turned_is_told_that_and_not_that_the_arms_point_elsewhere(figure):
    turned, straight = {"shoulder": 60, "facing": 40}, {"shoulder": 60, "facing": 0}
    arm = told(figure, "left_elbow", turned, straight)
    assert (arm["high"], arm["forward"], arm["out"]) == pytest.approx((0, 0, 0), abs=1)
    assert told(figure, "shoulders", turned, straight)["turned"] == pytest.approx(40, abs=1), "to its own left"
    assert told(figure, "hips", straight, turned)["turned"] == pytest.approx(-40, abs=1)


@pytest.mark.parametrize("facing", [0, 45, 180])
def test_the_trunk_leans_to_the_performers_left_or_forward(figure, facing):
    left = told(figure, "trunk", {"cartwheel": 20}, {}, facing=facing)
    assert (left["left"], left["forward"]) == pytest.approx((20, 0), abs=1)
    front = told(figure, "trunk", {"somersault": 25}, {}, facing=facing)
    assert (front["left"], front["forward"]) == pytest.approx((0, 25), abs=1)


def test_shoulders_are_tilted_to_the_left_when_the_left_one_is_low(figure):
    found = told(figure, "shoulders", {"cartwheel": 15}, {})
    assert (found["tilted"], found["turned"]) == pytest.approx((15, 0), abs=1)


def test_a_joint_is_bent_too_much_or_too_little_wherever_the_limb_points(figure):
    assert told(figure, "left_wrist", {"elbow": 70}, {"elbow": 20})["bent"] == pytest.approx(50, abs=1)
    assert told(figure, "right_ankle", {"knee": 10}, {"knee": 60})["bent"] == pytest.approx(-50, abs=1)
    moved = told(figure, "left_wrist", {"elbow": 40, "shoulder": 80}, {"elbow": 40, "shoulder": 10})
    assert moved["bent"] == pytest.approx(0, abs=1)


def test_out_is_away_from_the_body_on_either_side(figure):
    """Who leans to their right with arms along the body has both hands left of the shoulders: out, and in."""
    found = [told(figure, f"{side}_elbow", {"cartwheel": -30}, {})["out"] for side in ("left", "right")]
    assert found == pytest.approx([30, -30], abs=1)


def test_whoever_dances_the_mirror_image_is_told_of_their_own_side(figure):
    """The learner's picture was mirrored already; what is left of the reference is right of the learner."""
    assert told(figure, "trunk", {"cartwheel": 20}, {}, mirrored=True)["left"] == pytest.approx(-20, abs=1)
    assert told(figure, "hips", {"facing": 30}, {}, mirrored=True)["turned"] == pytest.approx(-30, abs=1)
    assert told(figure, "left_elbow", {"shoulder": 60}, {"shoulder": 30}, mirrored=True)["high"] == pytest.approx(
        30, abs=1
    )


@pytest.mark.parametrize(
    ("joint", "way", "mirrored", "own"),
    [
        ("left_wrist", "bent", False, "left_elbow"), ("left_wrist", "bent", True, "right_elbow"),
        ("right_ankle", "bent", False, "right_knee"), ("right_ankle", "high", True, "left_ankle"),
        ("left_elbow", "high", False, "left_elbow"), ("trunk", "left", True, "trunk"), ("hips", "turned", True, "hips"),
    ],
)  # fmt: skip
def test_a_difference_is_told_of_the_learners_own_joint(joint, way, mirrored, own):
    assert Difference(joint, way, 20.0).own(mirrored=mirrored) == own


def test_in_a_flat_picture_nothing_is_told_of_depth(figure):
    found = told(figure, "left_elbow", {"shoulder": 60}, {"shoulder": 30}, facing=90, flat=True)
    assert np.isnan(found["forward"])
    assert np.isnan(told(figure, "hips", {"facing": 20}, {}, flat=True)["turned"])


def test_what_rests_on_depth_alone_is_not_told_and_what_is_seen_is(figure):
    """From the side a trunk that leans forward is seen; from the front it is the engine's guess, unless it is far."""

    def known(facing, lean):
        bodies = [unit(figure, somersault=angle, facing=facing) for angle in (lean, 0)]
        return told_ways(bodies, "trunk", 15.0, turn=0.0, mirrored=False)["forward"]

    assert known(90, 20) == pytest.approx(np.full(FRAMES, 20.0), abs=1)
    assert np.isnan(known(0, 20)).all()
    assert known(0, 40) == pytest.approx(np.full(FRAMES, 40.0), abs=1)
