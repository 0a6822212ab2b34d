import numpy as np
import pytest

from dancecoach.pose.skeleton import BLAZEPOSE_33
from training.figure.body import JOINT
from training.figure.feet import Place
from training.figure.motion import PHASES, Performance, quiet_feet
from training.figure.motions import Jump, Somersault, Squat, Stand, Turn, Walk
from training.figure.pose import ANGLE, posture


def contact_runs(contact):
    """(first, last) indices of the runs in which a foot stands."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], contact.astype(int), [0]])))
    return list(zip(edges[::2], edges[1::2] - 1, strict=True))


def test_standing_feet_do_not_slide(any_move):
    """While a foot stands, its ball stays where it is, or, with the toes up, its heel."""
    for foot, side in enumerate(("left", "right")):
        ball = any_move.joints[:, JOINT[f"{side}_ball"]]
        ankle = JOINT[f"{side}_ankle"]
        heel = any_move.joints[:, ankle] + any_move.figure.turns[:, ankle] @ any_move.body.heel
        for first, last in contact_runs(any_move.pose.contact[:, foot]):
            rows = slice(first, last + 1)
            toes_up = any_move.figure.turns[rows, ankle, 1, 2] > 1e-6
            for point, chosen in ((ball[rows], ~toes_up), (heel[rows], toes_up)):
                if chosen.any():
                    assert np.ptp(point[chosen], axis=0).max() < 0.01


def test_nothing_goes_through_the_floor(any_move):
    assert any_move.landmarks[..., 1].min() > -0.002


def test_knees_and_elbows_bend_only_as_they_can(any_move):
    for side in ("left", "right"):
        assert any_move.pose.shape[:, ANGLE[f"{side}_knee"]].min() > -1
        assert any_move.pose.shape[:, ANGLE[f"{side}_knee"]].max() < 160
        assert any_move.pose.shape[:, ANGLE[f"{side}_elbow"]].min() > -1


def test_joints_move_without_jumps(any_move):
    """Nothing goes faster than the hand of a tall man who swings his arms, and the pelvis never jerks."""
    speed = np.linalg.norm(np.diff(any_move.joints, axis=0), axis=-1) * 240
    assert speed.max() < 18
    jerk = np.abs(np.diff(any_move.joints[:, JOINT["pelvis"]], 2, axis=0)).max() * 240
    assert jerk < 2.5, "change of the speed of the pelvis from one 240th of a second to the next, m/s"


def test_a_movement_begins_and_ends_in_the_same_stance(any_move):
    performance = any_move.performance
    pose = performance.pose(np.array([0.0, performance.duration]))
    assert pose.shape[0] == pytest.approx(pose.shape[1], abs=0.6)
    end = performance.plans[0].end
    feet = quiet_feet(any_move.body, end)
    for side, foot in zip(("left", "right"), feet, strict=True):
        at = posture(any_move.body, pose).joints[1, JOINT[f"{side}_ankle"]]
        assert (at[0], at[2]) == pytest.approx((foot.x, foot.z), abs=1e-3)


def test_walking_gets_there(bodies):
    body = bodies["usual"]
    walk = Performance.of(body, [Walk(4, length=0.4)])
    assert walk.plans[0].end.z == pytest.approx(3.5 * 0.4 * body.height)


def test_turning_turns_the_body_all_the_way_round(performed, bodies):
    done = performed(Turn(360), bodies["usual"])
    hips = done.landmarks[:, BLAZEPOSE_33.index("left_hip")] - done.landmarks[:, BLAZEPOSE_33.index("right_hip")]
    heading = np.unwrap(np.arctan2(-hips[:, 2], hips[:, 0]))
    assert np.rad2deg(heading[-1] - heading[0]) == pytest.approx(360, abs=1)


def test_a_squat_goes_as_deep_as_asked(performed, bodies):
    done = performed(Squat(depth=0.4), bodies["usual"])
    hips = done.joints[:, JOINT["pelvis"], 1]
    assert hips.min() / hips[0] == pytest.approx(0.6, abs=0.01)


def test_moves_follow_one_another_without_a_gap(bodies):
    body = bodies["child"]
    performance = Performance.of(
        body, [Stand(0.5), Walk(2), Turn(180), Jump(), Somersault(), Stand(0.5)], Place(1, 2, 0.7)
    )
    times = np.arange(0, performance.duration, 1 / 240)
    joints = posture(body, performance.pose(times)).joints
    assert np.linalg.norm(np.diff(joints, axis=0), axis=-1).max() < 18 / 240


def test_any_order_of_times_gives_the_same_poses(bodies):
    performance = Performance.of(bodies["usual"], [Stand(0.4), Somersault()])
    times = np.random.default_rng(0).uniform(0, performance.duration, 50)
    together = performance.pose(times)
    alone = [performance.pose(np.array([t])) for t in times]
    assert together.place == pytest.approx(np.concatenate([p.place for p in alone]))
    assert together.shape == pytest.approx(np.concatenate([p.shape for p in alone]))


def test_phases_follow_the_contacts(any_leap):
    phases = any_leap.performance.phases(any_leap.times)
    air = ~any_leap.pose.contact.any(1)
    skill = phases == PHASES.index("skill")
    assert (air == skill).mean() > 1 - 3 / len(air)
    runs = [PHASES[p] for p in phases[np.flatnonzero(np.diff(phases, prepend=9))]]
    assert runs == ["idle", "take-off", "skill", "landing", "idle"]


def test_everything_without_a_flight_is_idle(any_move):
    if not any_move.performance.flights:
        assert not any_move.performance.phases(any_move.times).any()
        assert any_move.pose.contact.any(1).all()
