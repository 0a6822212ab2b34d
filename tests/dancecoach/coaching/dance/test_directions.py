import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.directions import JOINTS, LIMBS, TWINS, WEIGHTS, Directions
from dancecoach.motion.grid import RATE_HZ

FRAMES = 31
TIMES = np.arange(FRAMES) / 30


def of(figure, *, times=TIMES, flat=None, scale=200.0, **pose):
    track = figure.track(figure.points(len(times), **pose), times, pixels_per_metre=scale)
    return Directions.of(track, flat=flat)


def limb(directions, joint):
    return directions.unit[:, JOINTS.index(joint)]


def test_limbs_point_where_they_point_and_size_does_not_matter(figure):
    small, large = of(figure, shoulder=90, scale=100.0), of(figure, shoulder=90, scale=200.0)
    assert small.unit == pytest.approx(large.unit, abs=1e-4)
    assert limb(small, "left_elbow") == pytest.approx(np.tile([0, 0, -1], (len(small), 1)), abs=1e-3), "at the camera"
    assert limb(small, "left_knee") == pytest.approx(np.tile([0, 1, 0], (len(small), 1)), abs=1e-3), "down"
    assert limb(small, "trunk") == pytest.approx(np.tile([0, -1, 0], (len(small), 1)), abs=1e-3)
    assert limb(small, "shoulders") == pytest.approx(np.tile([1, 0, 0], (len(small), 1)), abs=1e-3), "to its left"


@pytest.mark.parametrize("degrees", [30.0, -75.0, 180.0])
def test_a_turn_makes_up_for_a_camera_that_stands_elsewhere(figure, degrees):
    pose = {"shoulder": (80, 20), "elbow": 30, "knee": (10, 70), "hip": (0, 40)}
    assert of(figure, **pose).turned(degrees).unit == pytest.approx(of(figure, facing=-degrees, **pose).unit, abs=1e-3)


def test_in_a_mirror_left_is_right(figure):
    here, image = of(figure, shoulder=(80, 20), cartwheel=10), of(figure, shoulder=(20, 80), cartwheel=-10)
    assert here.mirrored().unit == pytest.approx(image.unit, abs=1e-3)
    assert here.mirrored().mirrored().unit == pytest.approx(here.unit)
    assert [JOINTS[i] for i in TWINS] == [
        joint.replace("left", "?").replace("right", "left").replace("?", "right") for joint in JOINTS
    ]


def test_what_is_hidden_or_out_of_the_picture_is_not_seen_and_counts_nothing(figure):
    track = figure.track(figure.points(FRAMES), TIMES)
    visibility = track.visibility.copy()
    visibility[:, track.skeleton.index("left_wrist")] = 0.0
    landmarks = track.landmarks.copy()
    landmarks[:, track.skeleton.index("right_ankle"), 1] = 1.1
    found = Directions.of(attrs.evolve(track, visibility=visibility, landmarks=landmarks))
    gone = {JOINTS[i] for i in range(len(LIMBS)) if not found.seen[:, i].any()}
    assert gone == {"left_wrist", "right_ankle"}
    assert (limb(found, "left_wrist") == 0).all()
    assert found.weights[0] == pytest.approx(
        [0.0 if joint in gone else w for joint, w in zip(JOINTS, WEIGHTS, strict=True)]
    )


def test_in_a_flat_picture_a_limb_that_points_at_the_camera_is_not_known(figure):
    raised = np.concatenate([np.zeros(20), np.full(11, 90.0)])
    flat = of(figure, shoulder=raised, flat=True)
    seen = flat.seen[:, JOINTS.index("left_elbow")]
    assert (seen[0], seen[-1]) == (True, False)
    assert (flat.unit[..., 2] == 0).all()
    assert flat.turned(40.0) is flat


def test_times_are_those_of_the_clip_and_what_is_outside_is_not_seen(figure):
    times = 5.0 + np.arange(FRAMES) / 24
    found = of(figure, times=times, shoulder=np.linspace(0, 90, FRAMES))
    assert found.start_s == 5.0
    assert found.times[-1] == pytest.approx(times[-1], abs=1 / RATE_HZ)
    some = found.at(np.array([4.0, 5.0, 5.625, 99.0]))
    assert some.seen.any(axis=1).tolist() == [False, True, True, False]
    middle = np.degrees(np.arctan2(-limb(some, "left_elbow")[2, 2], limb(some, "left_elbow")[2, 1]))
    assert middle == pytest.approx(45, abs=1)


def test_thinned_out_it_is_the_mean_at_the_middle_of_what_it_stands_for(figure):
    found = of(figure, shoulder=np.linspace(0, 60, FRAMES))
    thin = found.thinned(10.0)
    assert (thin.rate, len(thin)) == (RATE_HZ / 3, len(found) // 3)
    assert thin.times[0] == pytest.approx(found.times[1])
    assert limb(thin, "left_elbow") == pytest.approx(limb(found, "left_elbow")[1 : 3 * len(thin) : 3], abs=1e-3)
    assert found.thinned(RATE_HZ) is found


def test_of_nobody_nothing_is_known(figure):
    track = figure.track(figure.points(FRAMES), TIMES, found=np.zeros(FRAMES, bool))
    assert not Directions.of(track).seen.any()
