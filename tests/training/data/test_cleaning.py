import attrs
import numpy as np
import pytest

from dancecoach.pose.skeleton import BODY_13
from training.data.cleaning import RATE_HZ, Lengths, cleaned
from training.data.mocap import Capture, load_capture

JOINTS = {name: i for i, name in enumerate(BODY_13.joints)}
STANDING = {
    "nose": (0, 1.6, 0.1), "shoulder": (0.18, 1.4, 0), "elbow": (0.25, 1.12, 0), "wrist": (0.25, 0.9, 0.1),
    "hip": (0.1, 0.9, 0), "knee": (0.1, 0.48, 0.02), "ankle": (0.1, 0.08, 0),
}  # fmt: skip


def stepping(frames=150, fps=30.0):
    """A body that lifts its left knee and waves its right forearm once a second, walking sideways."""
    times = np.arange(frames) / fps
    body = np.zeros((frames, 13, 3))
    for name, i in JOINTS.items():
        side, _, part = name.rpartition("_")
        x, y, z = STANDING[part]
        body[:, i] = (x if side == "left" else -x, y, z)
    beat = 0.5 - 0.5 * np.cos(2 * np.pi * times)
    body[:, JOINTS["left_ankle"]] += np.stack([0 * beat, 0.2 * beat, -0.1 * beat], 1)
    body[:, JOINTS["left_knee"]] += np.stack([0 * beat, 0.1 * beat, 0.25 * beat], 1)
    body[:, JOINTS["right_wrist"]] += np.stack([-0.2 * beat, 0.15 * beat, 0 * beat], 1)
    body[..., 0] += 0.4 * times[:, None]
    return Capture("step", body, fps, "stepping")


def test_nothing_of_noise_travel_and_size_is_left():
    rng = np.random.default_rng(0)
    plain = stepping()
    other = attrs.evolve(plain, body=(plain.body + rng.normal(0, 0.004, plain.body.shape)) * 1.2 + (3, 0.1, 1))
    one, two = cleaned(plain).body, cleaned(other).body
    assert np.abs(one - two).max() < 0.08  # a limb that is nearly straight shows trembling as a bend
    assert np.abs(one - two).mean() < 0.01
    assert np.abs(np.diff(two, 3, axis=0)).std() < 0.2 * np.abs(np.diff(other.body, 3, axis=0)).std()
    hips = [JOINTS["left_hip"], JOINTS["right_hip"]]
    assert np.abs(two[:, hips].mean(1)[:, [0, 2]]).max() < 0.01
    assert two[10:-10, [JOINTS["left_ankle"], JOINTS["right_ankle"]], 1].min(1) == pytest.approx(0.08, abs=0.03)


def test_segments_are_those_of_the_body_and_bends_stay():
    lengths = Lengths(thigh=0.5, shank=0.35, upper_arm=0.25, forearm=0.3)
    body = cleaned(stepping(), lengths).body[20:-20]

    def length(one, other):
        return np.linalg.norm(body[:, JOINTS[one]] - body[:, JOINTS[other]], axis=-1)

    assert np.median(length("left_hip", "left_knee")) == pytest.approx(0.5, rel=0.02)
    assert np.median(length("left_knee", "left_ankle")) == pytest.approx(0.35, rel=0.02)
    assert np.median(length("right_elbow", "right_wrist")) == pytest.approx(0.3, rel=0.02)
    reach = length("left_hip", "left_ankle")
    assert reach.max() > 0.98 * 0.85 > 0.85 * 0.85 > reach.min()  # straight, and bent


def test_markers_on_the_rim_of_the_pelvis_and_below_the_elbow_change_little():
    plain = stepping()
    marked = plain.body.copy()
    marked[:, [JOINTS["left_hip"], JOINTS["right_hip"]], 1] += 0.09
    low = marked[:, JOINTS["right_wrist"]] - marked[:, JOINTS["right_elbow"]]
    marked[:, JOINTS["right_elbow"]] += 0.2 * low
    knee = [JOINTS["left_hip"], JOINTS["left_knee"], JOINTS["left_ankle"]]

    def bend(body):
        up, down = body[:, knee[0]] - body[:, knee[1]], body[:, knee[2]] - body[:, knee[1]]
        cosine = (up * down).sum(-1) / np.linalg.norm(up, axis=-1) / np.linalg.norm(down, axis=-1)
        return np.degrees(np.arccos(cosine))

    was, now = cleaned(plain).body, cleaned(attrs.evolve(plain, body=marked)).body
    assert np.abs(was - now).max() < 0.07  # of 9 cm at the hips, which everything hangs on
    assert np.abs(bend(was) - bend(now)).mean() < 8


def test_lean_that_markers_decide_is_taken_away_and_movement_stays():
    plain = stepping()
    leaning = plain.body.copy()
    high = [i for name, i in JOINTS.items() if not name.endswith(("hip", "knee", "ankle"))]
    leaning[:, high, 2] += 0.12
    assert np.abs(cleaned(plain).body - cleaned(attrs.evolve(plain, body=leaning)).body).max() < 0.03
    times = np.arange(len(leaning)) / 30
    swaying = plain.body.copy()
    swaying[:, high, 2] += 0.1 * np.sin(2 * np.pi * 0.5 * times)[:, None]
    moved = cleaned(attrs.evolve(plain, body=swaying)).body[:, JOINTS["left_shoulder"], 2]
    assert np.ptp(moved) > 0.12


def test_other_rates_and_gaps_are_bridged():
    slow = stepping(frames=75, fps=15.0)
    slow.body[30:33, JOINTS["nose"]] = np.nan
    out = cleaned(slow)
    assert (out.fps, len(out)) == (RATE_HZ, 149)
    assert np.isfinite(out.body).all()
    assert np.abs(out.body[::2] - cleaned(stepping()).body[:149:2]).max() < 0.04


def test_drawn_bodies_differ():
    one, two = Lengths.drawn(np.random.default_rng(1)), Lengths.drawn(np.random.default_rng(2))
    assert one != two
    assert 0.7 < one.thigh / Lengths().thigh < 1.4


def test_what_is_outside_the_figures_is_left_out(tmp_path):
    capture = stepping()
    names = [n.replace("left_", "l_").replace("right_", "r_").replace("nose", "head") for n in BODY_13.joints]
    np.savez(
        tmp_path / "c.npz", positions=capture.body, joints=names, fps=30.0, label="tango", segments=[[40, 80], [85, 99]]
    )
    found = load_capture(tmp_path / "c.npz")
    assert np.array_equal(found.movement().body, capture.body[40:100])
    assert len(found.movement().movement()) == 60
    assert stepping().movement().body.shape == (150, 13, 3)
