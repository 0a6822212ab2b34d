"""The whole engine on drawn clips, with the real networks."""

import av
import cv2
import numpy as np
import pytest

from dancecoach.errors import EngineError, ModelError
from dancecoach.pose.blazepose import engine as module
from dancecoach.pose.blazepose.engine import BlazePose
from dancecoach.pose.blazepose.landmarker import BODY
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.video.frame import Frame

HEELS = BLAZEPOSE_33.indices("left_heel", "right_heel")


def frames(path):
    with av.open(str(path)) as file:
        return [
            Frame(f.to_ndarray(format="bgr24"), float(f.pts * f.time_base), i)
            for i, f in enumerate(file.decode(video=0))
        ]


def body_height(truth):
    """Pixels from the crown to the heels while standing at the start."""
    return 1.08 * np.ptp(truth.pixels[0][[0, *HEELS], 1])


def errors(engine, clip):
    """(T,) median joint error of each frame as a share of the body's height; inf where nobody was found."""
    out = []
    for frame in frames(clip.path):
        poses = engine.estimate(frame)
        if not poses:
            out.append(np.inf)
            continue
        points = poses[0].landmarks[BODY, :2] * frame.size
        out.append(np.median(np.linalg.norm(points - clip.truth.pixels[frame.index][BODY], axis=1)))
    return np.array(out) / body_height(clip.truth)


@pytest.fixture(scope="module")
def full():
    with BlazePose("full", threads=2, gpu="never") as engine:
        yield engine


@pytest.fixture(scope="module")
def lite():
    with BlazePose("lite", threads=2, gpu="never") as engine:
        yield engine


@pytest.fixture
def engine(lite):
    lite.reset()
    return lite


def test_it_is_a_pose_estimator(engine):
    assert isinstance(engine, PoseEstimator)
    assert (engine.name, engine.model, engine.skeleton) == ("blazepose", "lite", BLAZEPOSE_33)
    assert engine.providers == ("CPUExecutionProvider",)


def test_units_of_a_pose(engine, drawn_clip):
    clip = drawn_clip("stand", azimuth=0.0)
    frame = frames(clip.path)[0]
    (pose,) = engine.estimate(frame)
    truth = clip.truth
    assert pose.landmarks.shape == pose.world.shape == (33, 3)
    assert pose.landmarks.dtype == pose.world.dtype == pose.visibility.dtype == np.float32
    assert 0.9 < pose.score <= 1
    assert pose.visibility.min() >= 0
    assert pose.visibility.max() <= 1
    off = np.linalg.norm(pose.landmarks[BODY, :2] * frame.size - truth.pixels[0][BODY], axis=1)
    assert np.median(off) < 0.04 * body_height(truth)
    nose, ankle = pose.world[0], pose.world[27]
    assert 1.1 < ankle[1] - nose[1] < 1.9, "metres, y down"
    left, right = pose.world[[11, 12]]
    assert 0.2 < left[0] - right[0] < 0.5, "the figure's left is on the right of the picture"
    np.testing.assert_allclose(pose.world[[23, 24]].mean(axis=0), 0, atol=0.03)
    assert nose[2] < 0, "the nose points at the camera"
    assert abs(pose.landmarks[0, 2]) < 0.5


def test_a_portrait_picture(engine, drawn_clip):
    clip = drawn_clip("stand", size=(240, 426))
    assert (errors(engine, clip) < 0.05).mean() > 0.95


@pytest.mark.parametrize("azimuth", [55.0, 90.0])
def test_double_somersault_of_three_quarters_and_side(full, drawn_clip, azimuth):
    """0.45 s a turn at 30 pictures a second: at least 95 % of the flight within a tenth of the body's height."""
    from training.figure.camera import Camera
    from training.figure.motions import Somersault, Stand
    from training.figure.scene import Actor, Scene

    moves = (Stand(0.3), Somersault(turns=2, flight=0.9), Stand(0.3))
    scene = Scene(
        actors=(Actor(moves=moves),),
        camera=Camera(azimuth=azimuth, distance=5.5, target=(0.0, 1.4, 0.0)),
        size=(640, 480),
    )
    clip = drawn_clip(scene=scene, name=f"double-{azimuth:.0f}")
    full.reset()
    error = errors(full, clip)
    (flight,) = clip.truth.flights
    airborne = (clip.truth.times >= flight.start) & (clip.truth.times <= flight.end)
    assert airborne.sum() > 20
    assert (error[airborne] < 0.1).mean() >= 0.95
    assert (error < 0.1).mean() >= 0.97


def test_somersault_at_other_frame_rates(engine, drawn_clip):
    for fps in (20.0, 60.0):
        engine.reset()
        assert (errors(engine, drawn_clip("somersault", fps=fps, size=(400, 300))) < 0.1).mean() > 0.95, fps


def test_the_same_frames_give_the_same_poses(engine, drawn_clip):
    clip = frames(drawn_clip("somersault").path)[30:60]
    runs = []
    for _ in range(2):
        engine.reset()
        runs.append([engine.estimate(f) for f in clip])
    for a, b in zip(*runs, strict=True):
        np.testing.assert_array_equal(a[0].landmarks, b[0].landmarks)
        np.testing.assert_array_equal(a[0].world, b[0].world)


def test_a_part_equals_the_whole_after_a_second(engine, drawn_clip):
    """A clip is analysed in parts that begin a second early: their seams cannot be seen."""
    clip = frames(drawn_clip("dance").path)
    whole = [engine.estimate(f) for f in clip]
    engine.reset()
    part = [engine.estimate(f) for f in clip[40:]]
    equal = [np.array_equal(a[0].landmarks, b[0].landmarks) for a, b in zip(whole[70:], part[30:], strict=True)]
    assert np.mean(equal) > 0.9


def test_a_repeated_picture_gives_the_same_poses_without_looking(engine, drawn_clip, monkeypatch):
    clip = frames(drawn_clip("squat").path)
    engine.estimate(clip[0])
    before = engine.estimate(clip[20])
    monkeypatch.setattr(module.View, "look", lambda *a: pytest.fail("looked again"))
    again = engine.estimate(Frame(clip[20].image.copy(), clip[20].time_s + 0.03, 21))
    assert again == before


def test_somersault_with_repeated_pictures(engine, drawn_clip):
    """24 pictures a second in a 30 fps file."""
    clip = drawn_clip("somersault", fps=24.0, size=(400, 300), azimuth=80.0)
    shown = [f for i, f in enumerate(frames(clip.path)) for f in ([f, f] if i % 4 == 3 else [f])]
    error = []
    for i, frame in enumerate(shown):
        poses = engine.estimate(Frame(frame.image, i / 30, i))
        points = poses[0].landmarks[BODY, :2] * frame.size if poses else np.full((13, 2), np.inf)
        error.append(np.median(np.linalg.norm(points - clip.truth.pixels[frame.index][BODY], axis=1)))
    assert (np.array(error) / body_height(clip.truth) < 0.1).mean() > 0.95


def test_time_that_goes_back_starts_anew(engine, drawn_clip):
    clip = frames(drawn_clip("stand").path)
    first = engine.estimate(clip[0])
    for frame in clip[1:10]:
        engine.estimate(frame)
    again = engine.estimate(clip[0])
    np.testing.assert_array_equal(again[0].landmarks, first[0].landmarks)


def test_nobody(engine, drawn_clip):
    for frame in frames(drawn_clip(people=0, duration=0.3).path):
        assert engine.estimate(frame) == []
    assert engine.people_seen == 0


@pytest.mark.parametrize("shape", [(1, 1), (2, 900), (240, 1), (37, 53)])
def test_tiny_and_odd_pictures(engine, shape):
    for i in range(3):
        assert engine.estimate(Frame(np.full((*shape, 3), 40 * i, np.uint8), i / 30, i)) == []


def test_two_people_one_followed(engine, drawn_clip):
    clip = drawn_clip("stand", people=2, azimuth=0.0, size=(480, 360))
    poses = [engine.estimate(f) for f in frames(clip.path)[:20]]
    assert {len(p) for p in poses} == {1}
    assert engine.people_seen == 2
    off = np.linalg.norm(poses[-1][0].landmarks[BODY, :2] * (480, 360) - clip.truth.pixels[19][BODY], axis=1)
    assert np.median(off) < 0.05 * body_height(clip.truth), "the larger and more central one"


def test_follow_the_other(engine, drawn_clip):
    clip = drawn_clip("stand", people=2, azimuth=0.0, size=(480, 360))
    shown = frames(clip.path)
    for frame in shown[:5]:
        first = engine.estimate(frame)[0]
    everyone = BlazePose("lite", threads=2, max_people=2, gpu="never")
    both = [everyone.estimate(f) for f in shown[:3]][-1]
    assert len(both) == 2
    place = both[1].landmarks[[23, 24], :2].mean(axis=0)
    engine.follow_at(*place)
    for frame in shown[5:10]:
        other = engine.estimate(frame)[0]
    assert other.person != first.person
    np.testing.assert_allclose(other.landmarks[[23, 24], :2].mean(axis=0), place, atol=0.03)


def test_follow_at_works_on_a_paused_picture(engine, drawn_clip):
    clip = drawn_clip("stand", people=2, azimuth=0.0, size=(480, 360))
    frame = frames(clip.path)[0]
    first = engine.estimate(frame)[0]
    x = first.landmarks[[23, 24], 0].mean()
    engine.follow_at(1 - x if abs(x - 0.5) > 0.1 else 0.1, 0.5)
    again = engine.estimate(Frame(frame.image, frame.time_s + 0.03, 1))
    assert again[0].landmarks[23, 0] != pytest.approx(first.landmarks[23, 0], abs=0.02)


def test_a_small_figure_in_a_large_picture_is_found(engine, drawn_clip):
    clip = drawn_clip("stand")
    image = frames(clip.path)[0].image
    hall = np.full((720, 1280, 3), 150, np.uint8)
    scale = 110 / body_height(clip.truth)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    hall[400 : 400 + small.shape[0], 900 : 900 + small.shape[1]] = small
    rng = np.random.default_rng(0)
    found = []
    for i in range(30):
        noisy = np.clip(hall + rng.normal(0, 3, hall.shape), 0, 255).astype(np.uint8)
        found = engine.estimate(Frame(noisy, i / 30, i))
    assert len(found) == 1
    points = found[0].landmarks[BODY, :2] * (1280, 720) - (900, 400)
    assert np.median(np.linalg.norm(points - clip.truth.pixels[0][BODY] * scale, axis=1)) < 8


def test_closed_engine_says_so(drawn_clip):
    engine = BlazePose("lite", threads=1, gpu="never")
    engine.close()
    engine.close()
    with pytest.raises(EngineError, match="closed"):
        engine.estimate(Frame(np.zeros((9, 9, 3), np.uint8), 0.0, 0))


def test_corrupt_network_is_named(monkeypatch, tmp_path):
    broken = tmp_path / "blazepose_detector.onnx"
    broken.write_bytes(b"broken")
    monkeypatch.setattr(module, "model_path", lambda name: broken)
    with pytest.raises(ModelError, match="blazepose_detector"):
        BlazePose("lite")
