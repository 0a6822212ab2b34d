import attrs
import numpy as np
import pytest

from dancecoach.pose.repair import GUESS_VISIBILITY, find_spikes, repair
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13
from dancecoach.pose.swaps import find_swaps

ARMS = ("elbow", "wrist", "pinky", "index", "thumb")
LEGS = ("knee", "ankle", "heel", "foot")
NOISE_M = 0.008


def pairs(parts, skeleton=BLAZEPOSE_33):
    names = skeleton.joints
    return [p for p in skeleton.pairs if names[p[0]].removeprefix("left_").startswith(parts)]


def swapped(track, parts, frames):
    """The track with the sides of some parts exchanged in some frames."""
    arrays = [track.landmarks.copy(), track.visibility.copy(), track.world.copy()]
    for left, right in pairs(parts, track.skeleton):
        for array in arrays:
            array[frames, left], array[frames, right] = array[frames, right].copy(), array[frames, left].copy()
    return attrs.evolve(track, landmarks=arrays[0], visibility=arrays[1], world=arrays[2])


def walking(t, figure, **more):
    swing = 30 * np.sin(2 * np.pi * 0.9 * t)
    bend = 25 * (1 + np.cos(2 * np.pi * 0.9 * t))
    moves = {"hip": (swing, -swing), "knee": (bend, 50 - bend), "shoulder": (-swing, swing), "elbow": 20.0}
    return figure.points(len(t), **(moves | more))


MOVES = {
    "walk seen from the side": lambda t, f: walking(t, f, facing=80),
    "walk seen from the front": lambda t, f: walking(t, f, facing=10),
    "turning on the spot, 1.5 a second": lambda t, f: walking(t, f, facing=540 * t),
    "somersaults, 0.45 s each": lambda t, f: f.points(len(t), hip=100.0, knee=110.0, facing=75, somersault=-800 * t),
    "cartwheels": lambda t, f: walking(t, f, cartwheel=300 * t),
    "running seen from the side": lambda t, f: f.points(
        len(t),
        facing=90,
        hip=(50 * np.sin(2 * np.pi * 1.6 * t), -50 * np.sin(2 * np.pi * 1.6 * t)),
        knee=(50 + 40 * np.cos(2 * np.pi * 1.6 * t), 50 - 40 * np.cos(2 * np.pi * 1.6 * t)),
        shoulder=(-50 * np.sin(2 * np.pi * 1.6 * t), 50 * np.sin(2 * np.pi * 1.6 * t)),
        elbow=90.0,
    ),
}


@pytest.fixture(params=MOVES, ids=str)
def clean(request, figure):
    """Four seconds of a move at 30 fps, with the noise of an estimator."""
    t = np.arange(120) / 30
    points = MOVES[request.param](t, figure) + np.random.default_rng(3).normal(0, NOISE_M, (120, 33, 3))
    return figure.track(points, t)


def test_a_clean_track_is_left_as_it_is(clean):
    done = repair(clean)
    assert not done.swapped.any()
    assert done.replaced.mean() < 0.001
    kept = ~done.replaced
    np.testing.assert_array_equal(done.track.landmarks[kept], clean.landmarks[kept])


@pytest.mark.parametrize("fps", [24, 30, 60])
@pytest.mark.parametrize("parts", [("",), ARMS, LEGS], ids=["whole body", "arms", "legs"])
@pytest.mark.parametrize("length_s", [0.0, 0.1, 0.5])
def test_swaps_are_undone_where_the_sides_are_apart(figure, fps, parts, length_s):
    t = np.arange(int(4 * fps)) / fps
    noise = np.random.default_rng(fps).normal(0, NOISE_M, (len(t), 33, 3))
    track = figure.track(walking(t, figure, facing=50) + noise, t)
    sides = track.pixels()[:, np.array(pairs(parts))]  # (T, P, 2, 2)
    apart = np.linalg.norm(sides[:, :, 0] - sides[:, :, 1], axis=2).mean(axis=1) / (1.7 * 200)  # body heights
    first = int(np.argmax(apart[fps : 2 * fps])) + fps
    after = first + max(1, round(length_s * fps))
    while apart[after] < 0.08:  # a swap that ends where the sides meet can not be told from a crossing
        after += 1
    frames = np.arange(first, after)
    mended = repair(swapped(track, parts, frames)).track
    wrong = np.abs(mended.landmarks - track.landmarks).max(axis=(1, 2)) > 0.01
    assert wrong.mean() < 0.01


def test_engines_without_metres_are_repaired_by_continuity(figure):
    t = np.arange(120) / 30
    track = attrs.evolve(figure.track(walking(t, figure, facing=50), t), world=None).to_skeleton(BODY_13)
    broken = attrs.evolve(track, landmarks=track.landmarks.copy())
    lm = broken.landmarks.copy()
    lm[40:44] = lm[40:44][:, BODY_13.mirrored]
    broken = attrs.evolve(track, landmarks=lm)
    np.testing.assert_allclose(repair(broken).track.landmarks, track.landmarks, atol=1e-6)


def test_arms_that_begin_on_the_wrong_shoulders_are_known_by_their_length(figure):
    t = np.arange(120) / 30
    track = figure.track(walking(t, figure, facing=20), t)
    found = find_swaps(swapped(track, ARMS, np.arange(50)))
    assert found[:50, BLAZEPOSE_33.indices("left_wrist", "right_elbow")].mean() > 0.95
    assert not found[:, BLAZEPOSE_33.index("left_hip")].any()
    assert found[52:].mean() < 0.01


def test_clapping_hands_are_not_exchanged(figure):
    """Hands that meet and part look like hands that pass one another, only rougher."""
    t = np.arange(90) / 30
    points = figure.points(90, shoulder=70.0, elbow=40.0)
    apart = 0.3 * np.abs(np.sin(2 * np.pi * 1.0 * t))
    for side, sign in (("left", 1), ("right", -1)):
        for part in ("elbow", "wrist", "pinky", "index", "thumb"):
            points[:, BLAZEPOSE_33.index(f"{side}_{part}"), 0] = sign * (apart + 0.01) * (0.7 if part == "elbow" else 1)
    assert not find_swaps(figure.track(points, t)).any()


def test_frames_without_a_person_stay_so(figure):
    t = np.arange(120) / 30
    found = np.ones(120, bool)
    found[[0, 1, 50, 51, 52, 70, 119]] = False
    track = figure.track(walking(t, figure, facing=50), t, found=found)
    done = repair(swapped(track, LEGS, np.arange(60, 64)))
    np.testing.assert_array_equal(done.track.found, found)
    assert np.isnan(done.track.landmarks[~found]).all()
    np.testing.assert_allclose(done.track.landmarks, track.landmarks, atol=1e-6)


@pytest.mark.parametrize("frames", [0, 1, 2, 3])
def test_tiny_and_empty_tracks_pass(make_track, frames):
    track = make_track(frames, missing=())
    np.testing.assert_array_equal(repair(track).track.landmarks, track.landmarks)
    nobody = make_track(5, missing=range(5))
    assert not repair(nobody).swapped.any()


class TestSpikes:
    @pytest.fixture
    def track(self, figure):
        t = np.arange(90) / 30
        return figure.track(walking(t, figure, facing=50), t)

    def test_a_lone_leap_is_replaced_by_what_lies_between(self, track):
        wrist = BLAZEPOSE_33.index("left_wrist")
        lm, world = track.landmarks.copy(), track.world.copy()
        lm[30, wrist, :2] += [0.05, -0.08]
        world[30, wrist] += 0.3
        done = repair(attrs.evolve(track, landmarks=lm, world=world))
        assert done.replaced.sum() == 1
        assert done.replaced[30, wrist]
        np.testing.assert_allclose(done.track.landmarks, track.landmarks, atol=0.004)
        np.testing.assert_allclose(done.track.world, track.world, atol=0.02)
        assert done.track.visibility[30, wrist] == np.float32(GUESS_VISIBILITY)
        assert (done.track.visibility == 1).sum() == track.visibility.size - 1

    def test_a_leap_that_lasts_is_left(self, track):
        lm = track.landmarks.copy()
        lm[30:33, BLAZEPOSE_33.index("left_wrist"), 1] -= 0.1
        assert not find_spikes(attrs.evolve(track, landmarks=lm)).any()

    def test_a_fast_turning_point_is_no_spike(self, figure):
        """A hand waving four times a second through half a metre."""
        t = np.arange(60) / 24
        points = figure.points(60, shoulder=90 + 25 * np.sin(2 * np.pi * 4 * t), facing=90)
        assert not find_spikes(figure.track(points, t)).any()

    def test_uneven_times_are_used(self, figure):
        """A frame that came late is where it belongs."""
        t = np.arange(60) / 30
        t[30] += 0.025
        points = figure.points(60, facing=90, centre=np.stack([3.0 * t, 0 * t, 0 * t], axis=-1)[:, None])
        assert not find_spikes(figure.track(points, t)).any()
