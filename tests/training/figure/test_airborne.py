"""Physics, contacts and labels of whatever chance makes leave the floor, or nearly."""

from itertools import pairwise
from types import SimpleNamespace
from typing import get_args

import numpy as np
import pytest
from attrs import evolve

from training.figure import mechanics
from training.figure.anthropometry import GRAVITY
from training.figure.body import JOINT
from training.figure.casting import random_body
from training.figure.feet import Place
from training.figure.motion import PHASES, Performance
from training.figure.motions.chance import (
    random_fake,
    random_hops,
    random_jump,
    random_landing,
    random_series,
    random_somersault,
)
from training.figure.motions.fakes import Fake, Kind
from training.figure.motions.hop_dance import HopDance
from training.figure.motions.hops import HOPS, Hops
from training.figure.motions.jumps import Jump, Somersault
from training.figure.motions.landings import Landing
from training.figure.motions.more_chance import (
    random_bounces,
    random_hop_dance,
    random_one_first,
    random_run_leap,
    random_step_in,
)
from training.figure.motions.series import FolkHops
from training.figure.motions.step_in import StepInJump
from training.figure.pose import ANGLE, ANGLES, posture

RATE = 240.0
FAMILIES = {
    "jump": random_jump,
    "somersault": random_somersault,
    "series": random_series,
    "landing": lambda rng, level: random_landing(rng),
    "fake": lambda rng, level: random_fake(rng),
    "hops": lambda rng, level: random_hops(rng),
    "bounces": lambda rng, level: random_bounces(rng),
    "one foot first": random_one_first,
    "hop dance": random_hop_dance,
    "step in": random_step_in,
    "run leap": random_run_leap,
}
DRAWS = 7
HUMAN = {
    # Degrees; passive ranges of supple people, and the ankle bent by body weight.
    "knee": (-1, 158), "elbow": (-1, 150), "hip_flex": (-65, 145), "hip_abd": (-20, 60), "hip_turn": (-50, 50),
    "ankle": (-60, 62), "arm_flex": (-62, 185), "arm_abd": (-10, 180), "spine_flex": (-35, 70), "spine_turn": (-50, 50),
    "toes": (-30, 85), "head_flex": (-60, 60),
}  # fmt: skip


def act(family, seed):
    rng = np.random.default_rng((seed, list(FAMILIES).index(family)))
    level = rng.uniform(0, 1)
    move, body = FAMILIES[family](rng, level), random_body(rng)
    performance = Performance.of(body, [move])
    times = np.arange(0.0, performance.duration, 1 / RATE)
    pose = performance.pose(times)
    figure = posture(body, pose)
    return SimpleNamespace(
        family=family, move=move, body=body, performance=performance, times=times, pose=pose, figure=figure,
        phases=performance.phases(times), landmarks=figure.landmarks(body), bed=getattr(move, "bed", 0.0),
    )  # fmt: skip


@pytest.fixture(scope="module", params=[(f, s) for f in FAMILIES for s in range(DRAWS)], ids=lambda p: f"{p[0]}-{p[1]}")
def drawn(request):
    return act(*request.param)


def flown(drawn, rate=600.0, margin=0.003):
    """(flight, times, posture) of every flight long enough to measure."""
    for flight in drawn.performance.flights:
        times = np.arange(flight.start + margin, flight.end - margin, 1 / rate)
        if len(times) > 20:
            yield flight, times, posture(drawn.body, drawn.performance.pose(times))


def test_the_centre_of_mass_flies_a_parabola(drawn):
    for _, times, figure in flown(drawn):
        centre = mechanics.centre_of_mass(drawn.body, figure)
        for axis, bend in ((0, 0.0), (1, -GRAVITY / 2), (2, 0.0)):
            fit = np.polyfit(times - times[0], centre[:, axis], 2)
            assert fit[0] == pytest.approx(bend, abs=1e-2)
            assert np.abs(np.polyval(fit, times - times[0]) - centre[:, axis]).max() < 1e-3


def test_angular_momentum_is_kept_in_flight(drawn):
    """Within 2 % (in a hop 5 %) of it, or of 8 kg m^2/s where there is next to none, for a body of 62 kg and 1.70 m."""
    for flight, times, figure in flown(drawn):
        angular = mechanics.momentum(drawn.body, figure, times).angular
        mean = np.median(angular, 0)
        scale = max(np.linalg.norm(mean), 8.0 * drawn.body.mass * drawn.body.height**2 / 179)
        # At the keys of a shape its acceleration jumps: differences are worth little just there. In a hop that is a
        # larger share of the time, but too little of it to turn the body by a quarter of a degree.
        share, most = (0.02, 95) if flight.end - flight.start > 0.2 else (0.05, 90)
        assert np.percentile(np.linalg.norm(angular - mean, axis=1), most) < share * scale


def test_the_flight_lasts_as_long_as_its_speed_says(drawn):
    for flight, times, figure in flown(drawn):
        height = mechanics.centre_of_mass(drawn.body, figure)[:, 1]
        up = (height[1] - height[0]) * 600.0 + GRAVITY * (times[0] - flight.start)
        ends = mechanics.centre_of_mass(
            drawn.body, posture(drawn.body, drawn.performance.pose(np.array([flight.start, flight.end])))
        )[:, 1]
        expected = (up + np.sqrt(up**2 + 2 * GRAVITY * (ends[0] - ends[1]))) / GRAVITY
        assert flight.end - flight.start == pytest.approx(expected, abs=1 / 60)


def test_named_flights_are_the_skill_phase(drawn):
    named = np.zeros(len(drawn.times), bool)
    for flight in drawn.performance.flights:
        if flight.skill:
            named |= (drawn.times > flight.start) & (drawn.times <= flight.end)
    differ = ((drawn.phases == PHASES.index("skill")) != named).sum()
    assert differ <= 8 * len(drawn.performance.flights), "one frame of a clip at 30 per second"


def test_nothing_touches_the_floor_in_flight(drawn):
    for flight in drawn.performance.flights:
        air = (drawn.times > flight.start) & (drawn.times < flight.end)
        assert not drawn.pose.contact[air].any()


def test_standing_feet_neither_slide_nor_sink(drawn):
    for foot, side in enumerate(("left", "right")):
        ball, ankle = drawn.figure.joints[:, JOINT[f"{side}_ball"]], JOINT[f"{side}_ankle"]
        flat = drawn.figure.turns[:, ankle, 1, 2] <= 1e-6
        edges = np.flatnonzero(np.diff(np.concatenate([[0], drawn.pose.contact[:, foot].astype(int), [0]])))
        for first, after in zip(edges[::2], edges[1::2], strict=True):
            rows = np.arange(first, after)[~flat[first:after]]
            if len(rows):
                assert np.ptp(ball[rows][:, [0, 2]], axis=0).max() < 0.01
    if not drawn.bed:
        assert drawn.landmarks[..., 1].min() > -0.04, "pointed toes and leaning hands"


def test_joints_stay_within_human_range(drawn):
    for name, (low, high) in HUMAN.items():
        columns = [i for full, i in ANGLE.items() if full == name or full.split("_", 1)[1] == name]
        assert drawn.pose.shape[:, columns].min() >= low, name
        assert drawn.pose.shape[:, columns].max() <= high, name


def test_joints_move_as_fast_as_people_do(drawn):
    speed = np.linalg.norm(np.diff(drawn.figure.joints, axis=0), axis=-1) * RATE
    assert speed.max() < 27
    jerk = np.abs(np.diff(drawn.figure.joints[:, 0], 2, axis=0)).max() * RATE
    assert jerk < 2.0, "change of the pelvis's speed from one 240th of a second to the next, m/s"


def test_no_pose_jumps_at_a_contact(drawn):
    for flight in drawn.performance.flights:
        for at in (flight.start, flight.end):
            pose = drawn.performance.pose(np.array([at - 1e-6, at + 1e-6]))
            assert np.abs(np.diff(pose.place, axis=0)).max() < 3e-3
            assert np.abs(np.diff(pose.shape, axis=0)).max() < 0.1
            apart = np.clip((np.trace(pose.turn[0].T @ pose.turn[1]) - 1) / 2, -1, 1)
            assert np.rad2deg(np.arccos(apart)) < 2.0


def test_everything_ends_in_quiet_stance(drawn):
    pose = drawn.performance.pose(np.array([0.0, drawn.performance.duration]))
    assert pose.shape[1] == pytest.approx(pose.shape[0], abs=0.1)
    assert pose.contact.all()
    assert drawn.phases[0] == drawn.phases[-1] == PHASES.index("idle")


def test_phases_come_in_order(drawn):
    runs = [PHASES[p] for p in drawn.phases[np.flatnonzero(np.diff(drawn.phases, prepend=9))]]
    if drawn.family in ("fake", "bounces"):
        assert runs == ["idle"]
        assert not drawn.performance.flights
        assert drawn.pose.contact.any(1).all()
        return
    skills = sum(bool(f.skill) for f in drawn.performance.flights)
    if drawn.family == "hop dance":
        # The steps between two hops are idle.
        runs = [name for i, name in enumerate(runs) if name != "idle" or i in (0, len(runs) - 1)]
    assert runs == ["idle", *(["take-off", "skill", "landing"] * skills), "idle"]


def test_the_take_off_begins_with_visible_movement(drawn):
    """Before it the hips have hardly sunk; within a quarter of a second of its start something moves."""
    take_offs = [s for s in drawn.performance.spans if s.phase == "take-off"]
    stepped = drawn.move.name.endswith("leap") or isinstance(drawn.move, StepInJump | HopDance)
    if not take_offs or stepped:
        return
    start = take_offs[0].start
    tall = drawn.pose.place[0, 1]
    before = drawn.pose.place[drawn.times < start, 1]
    assert not len(before) or before.min() > 0.97 * tall
    rows = (drawn.times >= start - 0.02) & (drawn.times < start + 0.25)
    arms = [i for i, name in enumerate(ANGLES) if "_arm_" in name]
    moved = np.ptp(drawn.pose.shape[np.ix_(rows, arms)], axis=0).max()
    assert moved > 9 or np.ptp(drawn.pose.place[rows, 1]) > 0.015 * tall


def test_a_landing_is_over_when_upright_or_after_two_steps(drawn):
    landings = [s for s in drawn.performance.spans if s.phase == "landing"]
    landing = getattr(drawn.move, "landing", None)
    if not landings or landing is None or landing.ending in ("stepped", "fallen back", "fallen forward"):
        return
    after = drawn.times > landings[-1].end + 0.02
    assert drawn.pose.place[after, 1].min() > 0.95 * drawn.pose.place[0, 1]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_same_seed_gives_the_same_movement(family):
    one, two = (act(family, 3) for _ in range(2))
    assert one.move == two.move
    assert one.pose.place == pytest.approx(two.pose.place)


def test_take_offs_and_landings_last_as_long_as_labelled_ones():
    """Hand labels and labelled motion capture: 0.5 to 0.8 s before a jump or somersault, 0.4 to 0.55 s after."""
    lengths = {"take-off": [], "landing": []}
    for seed in range(16):
        rng = np.random.default_rng(seed)
        move = random_jump(rng, 0.7) if seed % 2 else random_somersault(rng, 0.7)
        for span in move.plan(random_body(rng), Place()).spans:
            if span.phase in lengths and not move.name.startswith(("squat", "hops")):
                lengths[span.phase].append(span.end - span.start)
    assert 0.5 < np.median(lengths["take-off"]) < 0.85
    assert 0.35 < np.median(lengths["landing"]) < 0.75


@pytest.mark.parametrize("kind", HOPS)
def test_hops_are_low_and_short_and_run_into_one_another(kind, performed, bodies):
    flight = 0.12
    done = performed(Hops(kind, repeats=3, flight=flight, depth=0.06), bodies["usual"])
    spans = done.performance.spans
    skills = [s for s in spans if s.phase == "skill"]
    assert len(skills) == (6 if kind in ("jacks", "scissors", "side to side") else 3)
    low = skills[:-1] if kind == "hop and jump" else skills
    assert all(s.end - s.start == pytest.approx(flight, abs=1 / 120) for s in low)
    assert all(a.end == pytest.approx(b.start) for a, b in pairwise(spans)), "no pause between"
    for landing, again in zip(spans[2:-1:3], spans[3::3], strict=True):
        rows = (done.times >= landing.start) & (done.times <= again.end)
        lowest = done.times[rows][np.argmin(done.pose.place[rows, 1])]
        assert lowest == pytest.approx(landing.end, abs=0.02)


def test_a_hop_on_one_leg_leaves_the_other_foot_up(performed, bodies):
    done = performed(Hops("one leg", repeats=3, side=0), bodies["usual"])
    first, *_, last = done.performance.flights
    rows = (done.times > first.start - 0.05) & (done.times < last.end)
    assert not done.pose.contact[rows, 1].any()
    assert done.pose.contact[rows, 0].any()


@pytest.mark.parametrize("kind", get_args(Kind))
def test_near_skills_do_not_sink_faster_than_a_body_falls(kind, performed, bodies):
    """What stays on its feet is pulled down by gravity alone, but arms may be thrown."""
    done = performed(Fake(kind, depth=0.34, tempo=1.4, hold=0.05, arms="hips"), bodies["usual"], RATE)
    height = done.centre[:, 1]
    sinking = np.diff(height, 2)[5:-5] * RATE**2
    assert sinking.min() > -(1.9 if kind in ("fake take-off", "stretched out", "arm swings") else 1.4) * GRAVITY
    assert done.pose.contact.any(1).all()
    assert not done.performance.spans


def test_hands_on_the_hips_are_at_the_hips(performed, bodies):
    done = performed(Hops("pogo", arms="hips"), bodies["usual"])
    air = (done.times > done.performance.flights[1].start) & (done.times < done.performance.flights[1].end)
    for side in ("left", "right"):
        away = done.joints[air][:, JOINT[f"{side}_wrist"]] - done.joints[air][:, JOINT[f"{side}_hip"]]
        assert np.abs(away[:, [0, 2]]).max() < 0.17
        assert (away[:, 1] > 0.05).all()
        assert (away[:, 1] < 0.20).all()


@pytest.mark.parametrize("apart", [0.15, 0.3])
@pytest.mark.parametrize("move", [Somersault(forward=True), Somersault(), Jump(flight=0.4)], ids=lambda m: m.name)
def test_one_foot_lands_first_and_the_landing_begins_with_it(performed, bodies, move, apart):
    ahead = -1.0 if move.name.startswith("back") else 1.0
    done = performed(evolve(move, landing=Landing(apart=apart, ahead=ahead, first=1)), bodies["usual"])
    landing = done.performance.spans[-1]
    after = done.times > landing.start - 1e-9
    left, right = (done.times[after & done.pose.contact[:, foot]][0] for foot in (0, 1))
    assert right == pytest.approx(landing.start, abs=0.006)
    assert left - right == pytest.approx(apart, abs=0.012)
    assert landing.end > left + 0.1


@pytest.mark.parametrize("steps", [0, 2])
def test_hops_within_a_dance_are_skills_and_its_steps_are_not(performed, bodies, steps):
    hops = ("both", "left", "right") if steps else ("left",) * 3
    done = performed(HopDance(hops, steps=steps, flight=0.09), bodies["usual"])
    flights, spans = done.performance.flights, done.performance.spans
    assert [s.phase for s in spans] == ["take-off", "skill", "landing"] * 3
    assert all(f.end - f.start == pytest.approx(0.09) for f in flights)
    between = [b.start - a.end for a, b in pairwise(spans) if a.phase == "landing"]
    if steps:
        assert min(between) > 0.6, "two beats of steps"
    else:
        assert max(between) == pytest.approx(0.0)
    at = done.times.searchsorted(flights[1].end + 0.02)
    assert done.pose.contact[at].tolist() == [True, False], "on the left foot"
    assert spans[0].start > 0.8, "the steps before it are idle"


@pytest.mark.parametrize(("hop", "phases"), [(0.03, 3), (0.1, 6)])
def test_a_hop_before_a_jump_is_a_skill_only_when_it_can_be_seen(performed, bodies, hop, phases):
    done = performed(StepInJump(hop=hop), bodies["usual"])
    spans = done.performance.spans
    assert [s.phase for s in spans] == ["take-off", "skill", "landing"] * (phases // 3)
    take_off = spans[-3]
    hips = done.joints[:, JOINT["pelvis"], 1]
    rows = (done.times >= take_off.start) & (done.times <= take_off.end)
    assert done.pose.contact[rows][30:-2].all(), "the take-off is on both feet"
    dip = done.times[rows][hips[rows].argmin()]
    assert (dip - take_off.start > 0.15) == (hop < 0.06), "it begins with the dip, or at the lowest point after a hop"


def test_a_squat_that_is_stepped_into_is_all_take_off(performed, bodies):
    done = performed(FolkHops(stepped=True), bodies["usual"])
    take_off, skill, _ = done.performance.spans
    before = done.times < skill.start - 1e-9
    assert take_off.start < 0.2
    assert (~done.pose.contact[before]).any(0).all(), "each foot steps"
    assert (~done.pose.contact[before].any(1)).mean() < 0.04, "both are off for a frame at most"
    hips = done.joints[:, JOINT["pelvis"], 1]
    assert hips[before].min() < 0.75 * hips[0]
