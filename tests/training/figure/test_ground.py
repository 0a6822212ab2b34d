"""Everything idle: it may swing, bend, run and spin, but it is never called a skill, and feet stay where they stand."""

import numpy as np
import pytest

from training.figure.body import JOINT
from training.figure.motion import quiet_feet
from training.figure.motions.all_fours import FOURS, AllFours
from training.figure.motions.bounces import BOUNCES, Bounces
from training.figure.motions.floor import Kneel, PickUp, SitDown
from training.figure.motions.footwork import Kick, March
from training.figure.motions.gestures import GESTURES, Gesture
from training.figure.motions.ground_chance import random_dance, random_idle, random_run_up, random_walk
from training.figure.motions.pirouette import Pirouette
from training.figure.motions.routine import FIGURES, Routine
from training.figure.motions.running import Gait, Run
from training.figure.motions.squat import Squat
from training.figure.motions.stretching import STRETCHES, Fold, Lunge, QuadStretch, Stretch
from training.figure.motions.walking import Walk
from training.figure.pose import ANGLE, posture

MOVES = {
    **{f"stretch {kind}": Stretch(kind) for kind in STRETCHES},
    **{f"gesture {kind}": Gesture(kind) for kind in GESTURES},
    **{f"dance {kind}": Routine((kind,), tempo=126) for kind in FIGURES},
    "fold": Fold(),
    "fold with bent knees": Fold(knee=38),
    "lunge": Lunge(),
    "quick lunge": Lunge(hold=0.1, pace=0.72),
    "quad stretch": QuadStretch(),
    "march": March(),
    "quick march": March(8, tempo=185, height=0.12),
    "slow march with high knees": March(4, tempo=75, height=0.22),
    "kick ahead": Kick("ahead", 2, high=85, bend=5),
    "kick aside": Kick("aside", high=60),
    "kick back": Kick("back", pace=0.35),
    "knee up": Kick("knee", 2),
    "quick squats": Squat(2, 0.5, 0.3, 0.05, 0.3),
    "sit down": SitDown(),
    "kneel": Kneel(),
    "kneel and reach": Kneel(reach=True),
    "pick up": PickUp(),
    "stoop": PickUp(depth=0.18),
    "pirouette": Pirouette(2),
    "run": Run(3),
    "fast run": Run(4, Gait(length=0.8, cadence=3.2, duty=0.58)),
    **{f"all fours, {kind}": AllFours(kind) for kind in FOURS},
    "quick burpees": AllFours("burpee", hold=0.05, pace=0.55),
    **{f"bounces, {kind}": Bounces(kind) for kind in BOUNCES},
    "quickest bounces": Bounces("toe bounce", 8, beat=0.25, size=1.0, arms="throw"),
    "deepest bounces": Bounces("quick squat", 4, beat=0.6, size=1.0, arms="throw"),
    "wide pulses": Bounces("plié pulse", 6, beat=0.3, arms="out", wide=2.8),
    "walk in a curve": Walk(5, length=0.34, curve=55),
}


@pytest.fixture(scope="module", params=list(MOVES))
def idle(request, performed, bodies):
    return performed(MOVES[request.param], bodies["tall man"])


def test_it_is_idle_throughout(idle):
    assert not idle.performance.phases(idle.times).any()
    assert not idle.performance.flights


def test_nothing_goes_through_the_floor(idle):
    assert idle.landmarks[..., 1].min() > -0.045, "fingertips at most"
    feet = idle.joints[:, [JOINT["left_ball"], JOINT["right_ball"]], 1]
    assert feet.min() > -0.002


def test_bodies_move_as_bodies_can(idle):
    speed = np.linalg.norm(np.diff(idle.joints, axis=0), axis=-1) * 240
    assert speed.max() < 18
    jerk = np.abs(np.diff(idle.joints[:, JOINT["pelvis"]], 2, axis=0)).max() * 240
    assert jerk < 1.5
    for side in ("left", "right"):
        assert -1 < idle.pose.shape[:, ANGLE[f"{side}_knee"]].min() < 150
        assert idle.pose.shape[:, ANGLE[f"{side}_knee"]].max() < 150
        assert idle.pose.shape[:, ANGLE[f"{side}_elbow"]].min() > -1


def test_it_begins_and_ends_in_the_quiet_stance(idle):
    performance = idle.performance
    pose = performance.pose(np.array([0.0, performance.duration]))
    # The arms and trunk of the stance are equal; legs may turn once round with the body.
    assert pose.shape[0] == pytest.approx(pose.shape[1], abs=0.6)
    joints = posture(idle.body, pose).joints
    for side, foot in zip(("left", "right"), quiet_feet(idle.body, performance.plans[0].end), strict=True):
        ankle = joints[1, JOINT[f"{side}_ankle"]]
        assert (ankle[0], ankle[2]) == pytest.approx((foot.x, foot.z), abs=2e-3)


@pytest.mark.parametrize("kind", FOURS)
def test_on_all_fours_hands_are_down_and_so_is_a_foot(performed, bodies, kind):
    done = performed(AllFours(kind), bodies["usual"])
    assert done.pose.hands.all(1).mean() > 0.2
    assert done.pose.contact.any(1).all(), "else it would be on the hands alone, a skill"
    wrists = done.joints[:, [JOINT["left_wrist"], JOINT["right_wrist"]], 1]
    assert wrists[done.pose.hands].max() < 0.12


@pytest.mark.parametrize("kind", BOUNCES)
@pytest.mark.parametrize("beat", [0.25, 0.6])
def test_bounces_keep_the_beat_and_the_floor(performed, bodies, kind, beat):
    done = performed(Bounces(kind, repeats=6, beat=beat, size=0.9, arms="throw"), bodies["usual"])
    assert done.pose.contact.all()
    hips = done.joints[:, JOINT["pelvis"], 1]
    turns = np.flatnonzero(np.diff(np.sign(np.diff(hips))))
    between = np.diff(done.times[turns])[3:-3]
    assert np.median(between) == pytest.approx(beat / 2, rel=0.35)
    assert np.diff(hips, 2).min() * 240**2 > -1.35 * 9.81, "no quicker down than a body falls"


def test_a_run_has_flights_and_gets_on(performed, bodies):
    done = performed(Run(4), bodies["usual"])
    air = ~done.pose.contact.any(1)
    assert 0.1 < air.mean() < 0.4
    hips = done.joints[:, JOINT["pelvis"]]
    middle = (done.times > 1.2) & (done.times < 2.0)
    speed = np.diff(hips[middle, 2]).mean() * 240
    assert 2.5 < speed < 4.5, "m/s, a run-up"
    assert 0.03 < np.ptp(hips[middle, 1]) < 0.15


def test_a_pirouette_turns_on_one_foot(performed, bodies):
    done = performed(Pirouette(2), bodies["usual"])
    turning = (done.times > 0.9) & (done.times < 1.9)
    assert done.pose.contact[turning, 0].all()
    assert not done.pose.contact[turning, 1].any()
    ball = done.joints[turning, JOINT["left_ball"]]
    assert np.ptp(ball, axis=0).max() < 0.01
    hips = done.joints[:, JOINT["left_hip"]] - done.joints[:, JOINT["right_hip"]]
    heading = np.unwrap(np.arctan2(-hips[:, 2], hips[:, 0]))
    assert np.rad2deg(heading[-1] - heading[0]) == pytest.approx(720, abs=1)


def test_sitting_is_low_and_standing_is_not(performed, bodies):
    done = performed(SitDown(), bodies["usual"])
    hips = done.joints[:, JOINT["pelvis"], 1] / done.body.height
    assert hips.min() < 0.09
    assert hips[-1] > 0.5


@pytest.mark.parametrize("choose", [random_idle, random_dance, random_walk, random_run_up])
def test_by_chance_all_is_idle_and_sound(performed, bodies, choose):
    names = set()
    for seed in range(8):
        move = choose(np.random.default_rng((5, seed)))
        done = performed(move, bodies[("usual", "child")[seed % 2]])
        names.add(move.name)
        assert not done.performance.spans
        assert np.linalg.norm(np.diff(done.joints, axis=0), axis=-1).max() * 240 < 18
        assert done.landmarks[..., 1].min() > -0.05
    assert names
