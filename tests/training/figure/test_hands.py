"""Skills over the hands: what holds stays, what flies falls, and the labels say which is which."""

from itertools import pairwise
from time import process_time

import attrs
import numpy as np
import pytest

from training.figure import mechanics
from training.figure.anthropometry import GRAVITY
from training.figure.body import JOINT
from training.figure.feet import Place
from training.figure.limbs import WRIST_HEIGHT
from training.figure.motion import PHASES, Performance
from training.figure.motions.cartwheel import Cartwheel
from training.figure.motions.front_handspring import FrontHandspring
from training.figure.motions.ground_chance import Named, random_hands
from training.figure.motions.handstand import ENDINGS, Handstand
from training.figure.motions.mirrored import Mirrored
from training.figure.motions.running import RunToRoundOff
from training.figure.motions.stand import Stand
from training.figure.motions.tumbling import BackHandspring, RoundOff
from training.figure.motions.tumbling_pass import Style
from training.figure.motions.walkover import BackWalkover, FrontWalkover
from training.figure.pose import ANGLE, posture

SKILLS = {
    "handstand": Handstand(),
    "failed handstand": Handstand(hold=0.0, tip=150, bend=20),
    "low kick": Handstand(hold=0.0, tip=126, split=70),
    "long handstand": Handstand(hold=6.5, split=80, stag=60, straddle=20, sway=1.0, seed=5),
    "handstand, both feet down": Handstand(ending="pike", bend=25, arch=20),
    "handstand to a bridge": Handstand(hold=3.0, ending="bridge", arch=30, bend=40, sway=0.8),
    "handstand to the back": Handstand(ending="lie", arch=24, tempo=1.15),
    "handstand over and up": Handstand(ending="rise", tempo=0.85),
    "front walkover": FrontWalkover(),
    "quick front walkover": FrontWalkover(split=60, bend=30, tempo=1.2),
    "back walkover": BackWalkover(),
    "held back walkover": BackWalkover(split=165, hold=1.0),
    "cartwheel": Cartwheel(),
    "cartwheel to the back": Mirrored(Cartwheel(finish="back")),
    "two cartwheels": Cartwheel(repeats=2),
    "three quick cartwheels to the back": Mirrored(Cartwheel(repeats=3, finish="back", tempo=1.2, bend=20)),
    "front handspring": FrontHandspring(),
    "loose front handspring": FrontHandspring(Style(bend=22, apart=12, pike=20, deep=0.2)),
    "front handspring step-out": FrontHandspring(apart=0.3),
    "quick front handspring step-out": FrontHandspring(Style(1.08, bend=15), apart=0.12, flight=0.25),
    "back handspring step-out": BackHandspring(apart=0.3),
    "back handspring, one foot just first": BackHandspring(apart=0.07),
    "loose back handspring step-out": BackHandspring((), Style(0.86, 26, 14, 30), apart=0.2),
    "round-off, one foot first": RoundOff(apart=0.15),
    "round-off, back handspring step-out": RoundOff(("back handspring",), apart=0.38),
    "round-off, back layout step-out": RoundOff(("back layout",), apart=0.25),
    "run, round-off, back tuck step-out": RunToRoundOff(then=("back tuck",), apart=0.15),
    "round-off": RoundOff(),
    "back handspring": BackHandspring(),
    "two back handsprings": BackHandspring(("back handspring", "rebound")),
    "round-off, back tuck": RoundOff(("back tuck",)),
    "round-off, back handspring, back pike": RoundOff(("back handspring", "back pike")),
    "run, round-off, back handspring, back layout": RunToRoundOff(then=("back handspring", "back layout")),
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


@pytest.mark.parametrize(
    "name", sorted({"handstand", "cartwheel", *("round-off", "back handspring", "front walkover")})
)
def test_bodies_turn_over(performed, bodies, name):
    done = performed(SKILLS[name], bodies["usual"])
    hips, head = done.joints[:, JOINT["pelvis"], 1], done.joints[:, JOINT["head"], 1]
    inverted = hips > head
    assert 0.2 < inverted.sum() / 240 < 3
    assert done.pose.hands[inverted].any(1).mean() > 0.5


@pytest.mark.parametrize("sway", [0.0, 1.0])
def test_a_held_handstand_is_still_a_skill_and_balanced(performed, bodies, sway):
    done = performed(Handstand(hold=6.0, sway=sway, arch=20, bend=30, seed=2), bodies["usual"])
    skill = done.performance.phases(done.times) == PHASES.index("skill")
    assert skill.sum() / 240 > 6.0
    held = np.flatnonzero(skill)[240:-240]
    centre = mechanics.centre_of_mass(done.body, done.figure)[held]
    wrists = done.joints[held][:, [JOINT["left_wrist"], JOINT["right_wrist"]]].mean(1)
    fingers = 0.06
    assert abs(np.mean(centre[:, 2] - wrists[:, 2]) - fingers) < 0.09, "over the hands"
    assert np.abs(centre[:, 2] - wrists[:, 2] - fingers).max() < 0.25
    knees = done.pose.shape[held, ANGLE["left_knee"]]
    assert np.ptp(knees) > 6 * sway


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_landing_begins_with_the_first_foot_and_ends_when_it_is_over(performed, bodies, ending):
    done = performed(Handstand(ending=ending, rest=2.0), bodies["usual"])
    landing = done.performance.spans[-1]
    touch = (~done.pose.contact.any(1)).nonzero()[0][-1] / 240
    assert landing.start == pytest.approx(touch, abs=0.01)
    after = (done.times > landing.end) & (done.times < landing.end + 0.4)
    hips = done.joints[after, JOINT["pelvis"], 1] / done.joints[0, JOINT["pelvis"], 1]
    speed = np.abs(np.diff(hips)).max() * 240
    assert speed < 0.15, "steady, whether it stands, lies or stays in a bridge"
    upright = {"step": 0.9, "pike": 0.9, "rise": 0.9, "bridge": 0.6, "lie": 0.1}[ending]
    assert upright < hips.min() < upright + 0.3
    assert 0.4 < landing.end - landing.start < 2.6


@pytest.mark.parametrize("apart", [0.1, 0.3])
@pytest.mark.parametrize(
    "move",
    [FrontHandspring(), BackHandspring(), RoundOff(), RoundOff(("back handspring",)), RoundOff(("back layout",))],
    ids=lambda move: move.name,
)
def test_who_steps_out_has_landed_with_the_first_foot(performed, bodies, move, apart):
    done = performed(attrs.evolve(move, apart=apart), bodies["usual"])
    landing = done.performance.spans[-1]
    after = done.times >= landing.start - 1e-9
    first = [done.times[after & done.pose.contact[:, foot]][0] for foot in (0, 1)]
    assert min(first) == pytest.approx(landing.start, abs=0.006)
    assert max(first) - min(first) == pytest.approx(apart, abs=0.012)
    balls = done.joints[:, [JOINT["left_ball"], JOINT["right_ball"]], 1]
    late = balls[np.searchsorted(done.times, landing.start), int(np.argmax(first))]
    assert late > (0.2 if apart > 0.2 else 0.04), "the other foot is still high"
    assert landing.end - max(first) > 0.25, "it is not over before the body is up"


@pytest.mark.parametrize("count", [2, 3])
def test_cartwheels_in_a_row_stand_upright_in_between(performed, bodies, count):
    done = performed(Cartwheel(repeats=count), bodies["usual"])
    spans = done.performance.spans
    assert [s.phase for s in spans] == ["take-off", "skill", "landing"] * count
    for landing, take_off in zip(spans[2:-1:3], spans[3::3], strict=True):
        pose = done.performance.pose(np.array([landing.end]))
        assert pose.turn[0, 1, 1] > 0.97, "upright"
        assert 0.3 < landing.end - landing.start < 0.7
        assert 0.3 < take_off.end - take_off.start < 0.7
    assert np.linalg.norm(done.joints[-1, 0] - done.joints[0, 0]) > count * 1.2 * done.body.height


def test_handstands_by_chance_are_held_briefly_and_long():
    drawn = [random_hands(np.random.default_rng(seed), 0.6) for seed in range(400)]
    held = [h.hold for h in map(unmirrored, drawn) if isinstance(h, Handstand)]
    assert 0.18 < len(held) / len(drawn) < 0.32
    assert 0.1 < np.mean(np.array(held) > 2.5) < 0.35
    assert max(held) > 6
    assert {unmirrored(n).ending for n in drawn if n.name == "handstand"} == set(ENDINGS)


def unmirrored(named):
    move = named.move
    return unmirrored(Named("", move.move)) if isinstance(move, (Mirrored, Named)) else move


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


NAMES = {"handstand", "front walkover", "back walkover", "cartwheel", "round-off", "back handspring"}


@pytest.mark.parametrize("seed", range(18))
def test_skills_by_chance_are_sound(performed, bodies, seed):
    rng = np.random.default_rng((7, seed))
    move = random_hands(rng, float(rng.random()))
    done = performed(move, bodies[("usual", "tall man", "child")[seed % 3]])
    assert move.name.split(",")[0] in NAMES
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
