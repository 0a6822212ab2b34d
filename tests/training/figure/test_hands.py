"""Skills over the hands: what holds stays, what flies falls, and the labels say which is which."""

from itertools import pairwise
from time import process_time

import numpy as np
import pytest

from training.figure import mechanics
from training.figure.anthropometry import GRAVITY
from training.figure.body import JOINT
from training.figure.feet import Place
from training.figure.limbs import WRIST_HEIGHT
from training.figure.motion import PHASES, Performance
from training.figure.motions.cartwheel import Cartwheel
from training.figure.motions.ground_chance import random_hands
from training.figure.motions.handstand import Handstand
from training.figure.motions.mirrored import Mirrored
from training.figure.motions.running import RunToRoundOff
from training.figure.motions.stand import Stand
from training.figure.motions.tumbling import BackHandspring, RoundOff
from training.figure.pose import ANGLE, posture

SKILLS = {
    "handstand": Handstand(),
    "failed handstand": Handstand(hold=0.0, tip=150, bend=20),
    "cartwheel": Cartwheel(),
    "cartwheel to the back": Mirrored(Cartwheel(finish="back")),
    "round-off": RoundOff(),
    "back handspring": BackHandspring(),
    "two back handsprings": BackHandspring(("back handspring", "rebound")),
    "run to round-off": RunToRoundOff(then=("back handspring", "rebound")),
}


def runs(flags):
    """(first, last) indices of the runs of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    return list(zip(edges[::2], edges[1::2] - 1, strict=True))


@pytest.fixture(scope="module", params=list(SKILLS))
def skill(request, performed, bodies):
    return performed(SKILLS[request.param], bodies["tall man"])


def test_hands_that_hold_stay_where_they_are(skill):
    assert skill.pose.hands.any()
    for hand, side in enumerate(("left", "right")):
        wrist = skill.joints[:, JOINT[f"{side}_wrist"]]
        for first, last in runs(skill.pose.hands[:, hand]):
            held = wrist[first : last + 1]
            assert np.ptp(held, axis=0).max() < 0.025
            assert held[:, 1].min() > WRIST_HEIGHT * skill.body.height - 0.005


def test_feet_that_hold_stay_where_they_are(skill):
    for foot, side in enumerate(("left", "right")):
        ankle = JOINT[f"{side}_ankle"]
        ball = skill.joints[:, JOINT[f"{side}_ball"]]
        heel = skill.joints[:, ankle] + skill.figure.turns[:, ankle] @ skill.body.heel
        for first, last in runs(skill.pose.contact[:, foot]):
            rows = slice(first, last + 1)
            toes_up = skill.figure.turns[rows, ankle, 1, 2] > 1e-6
            for point, chosen in ((ball[rows], ~toes_up), (heel[rows], toes_up)):
                if chosen.any():
                    assert np.ptp(point[chosen], axis=0).max() < 0.025


def test_nothing_sinks_into_the_floor(skill):
    assert skill.landmarks[..., 1].min() > -0.015, "a finger's breadth at most, and only of a hand that leans"


def test_bodies_move_as_bodies_can(skill):
    speed = np.linalg.norm(np.diff(skill.joints, axis=0), axis=-1) * 240
    assert speed.max() < 24, "the toes of a tall man who turns over his hands"
    jerk = np.abs(np.diff(skill.joints[:, JOINT["pelvis"]], 2, axis=0)).max() * 240
    assert jerk < 2.5
    for side in ("left", "right"):
        knee, elbow = (skill.pose.shape[:, ANGLE[f"{side}_{joint}"]] for joint in ("knee", "elbow"))
        assert -1 < knee.min() < knee.max() < 150
        assert -1 < elbow.min() < elbow.max() < 140
    assert np.abs(skill.pose.shape[:, ANGLE["spine_flex"]]).max() < 60


def test_a_flight_is_a_parabola(skill):
    for flight in skill.performance.flights:
        rows = (skill.times > flight.start + 0.02) & (skill.times < flight.end - 0.02)
        times, centre = skill.times[rows], skill.centre[rows]
        fitted = np.polyfit(times, centre, 2)
        assert fitted[0] * 2 == pytest.approx([0, -GRAVITY, 0], abs=0.4)
        assert np.abs(centre - np.stack([np.polyval(c, times) for c in fitted.T], 1)).max() < 0.004


def test_it_is_a_skill_while_no_foot_is_on_the_floor(skill):
    phases = skill.performance.phases(skill.times)
    spans = skill.performance.spans
    off = ~skill.pose.contact.any(1) & (skill.times > spans[0].end - 1e-9)
    assert np.mean(off == (phases == PHASES.index("skill"))) > 1 - 4 / len(off)


def test_phases_come_in_order_and_end_in_idle(skill):
    names = [s.phase for s in skill.performance.spans]
    assert names == ["take-off", "skill", "landing"] * (len(names) // 3)
    spans = skill.performance.spans
    assert all(a.end == pytest.approx(b.start) for a, b in pairwise(spans))
    assert spans[-1].end < skill.performance.duration
    assert skill.performance.phases(skill.times)[-1] == PHASES.index("idle")


def test_the_run_before_a_hurdle_is_idle(performed, bodies):
    done = performed(RunToRoundOff(), bodies["usual"])
    start = done.performance.spans[0].start
    before = done.times < start
    assert start > 0.8
    assert (~done.pose.contact.any(1) & before).any(), "a run has flights"
    assert not done.performance.phases(done.times)[before].any()


@pytest.mark.parametrize("name", ["handstand", "cartwheel", "round-off", "back handspring"])
def test_bodies_turn_over(performed, bodies, name):
    done = performed(SKILLS[name], bodies["usual"])
    hips, head = done.joints[:, JOINT["pelvis"], 1], done.joints[:, JOINT["head"], 1]
    inverted = hips > head
    assert 0.2 < inverted.sum() / 240 < 3
    assert done.pose.hands[inverted].any(1).mean() > 0.5


def test_a_mirrored_cartwheel_is_the_mirror_image(performed, bodies):
    one, two = (performed(m, bodies["usual"]) for m in (Cartwheel(), Mirrored(Cartwheel())))
    flip = np.array([-1.0, 1.0, 1.0])
    left, right = JOINT["left_wrist"], JOINT["right_wrist"]
    assert two.joints[:, left] == pytest.approx(one.joints[:, right] * flip, abs=1e-9)
    assert np.array_equal(two.pose.hands, one.pose.hands[:, ::-1])
    assert two.performance.spans == one.performance.spans


def test_a_mirrored_move_starts_and_ends_where_it_says(bodies):
    start = Place(1.0, -2.0, 0.8)
    performance = Performance.of(bodies["usual"], [Stand(0.3), Mirrored(RoundOff()), Stand(0.3)], start)
    times = np.arange(0, performance.duration, 1 / 240)
    joints = posture(bodies["usual"], performance.pose(times)).joints
    assert np.linalg.norm(np.diff(joints, axis=0), axis=-1).max() < 24 / 240


def test_hands_that_only_touch_do_not_make_a_skill(performed, bodies):
    from training.figure.motions.stretching import Fold

    done = performed(Fold(), bodies["usual"])
    assert done.pose.hands.any()
    assert done.pose.contact.all()
    assert not done.performance.spans


@pytest.mark.parametrize("seed", range(12))
def test_skills_by_chance_are_sound(performed, bodies, seed):
    rng = np.random.default_rng((7, seed))
    move = random_hands(rng, float(rng.random()))
    done = performed(move, bodies[("usual", "tall man", "child")[seed % 3]])
    assert move.name.split(",")[0] in {"handstand", "cartwheel", "round-off", "back handspring"}
    assert np.linalg.norm(np.diff(done.joints, axis=0), axis=-1).max() * 240 < 26
    assert done.landmarks[..., 1].min() > -0.03
    assert np.isfinite(done.landmarks).all()
    assert done.performance.spans
    centre = mechanics.centre_of_mass(done.body, done.figure)
    assert np.abs(np.diff(centre, 2, axis=0)).max() * 240 < 2.5


def test_the_same_chance_gives_the_same_skill():
    one, two = (random_hands(np.random.default_rng(3), 0.5) for _ in range(2))
    assert one == two


def test_planning_is_quick(bodies):
    moves = [Handstand(), Cartwheel(), RoundOff(), BackHandspring()]
    for move in moves:
        move.plan(bodies["usual"], Place())
    begin = process_time()
    for move in moves:
        move.plan(bodies["usual"], Place())
    assert (process_time() - begin) / len(moves) < 0.12, "about 0.03 s of one core each"
