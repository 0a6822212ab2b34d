"""Real gymnastics and dance, where the data lie beside the checkout. Places were read off the pictures by eye."""

import itertools

import av
import numpy as np
import pytest

from dancecoach.pose.blazepose.engine import BlazePose
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.video.frame import Frame

HIPS = BLAZEPOSE_33.indices("left_hip", "right_hip")
SHOULDERS = BLAZEPOSE_33.indices("left_shoulder", "right_shoulder")


@pytest.fixture(scope="module")
def engine():
    with BlazePose("full", threads=2, gpu="never") as engine:
        yield engine


@pytest.fixture
def track(engine, shared_data):
    """Poses of the followed person of a clip, None where there is none."""

    def run(name, count=None):
        engine.reset()
        out = []
        with av.open(str(shared_data / "videos" / "dev" / name)) as file:
            for i, f in enumerate(itertools.islice(file.decode(video=0), count)):
                poses = engine.estimate(Frame(f.to_ndarray(format="bgr24"), float(f.pts * f.time_base), i))
                out.append(poses[0] if poses else None)
        return out

    return run


def upside_down(pose):
    return pose.landmarks[SHOULDERS, 1].mean() > pose.landmarks[HIPS, 1].mean()


def hips(pose):
    return pose.landmarks[HIPS, :2].mean(axis=0)


@pytest.mark.parametrize(
    ("clip", "count"), [("beam_handspring.mp4", 36), ("floor_leap.mp4", 24), ("handstand.mp4", 120)]
)
def test_tracked_throughout(track, clip, count):
    poses = track(clip, count)
    assert len(poses) == count
    assert sum(p is None for p in poses) <= 1
    places = np.array([hips(p) for p in poses if p is not None])
    assert np.abs(np.diff(places, axis=0)).max() < 0.15, "no jump to somebody else"


def test_handspring_goes_upside_down_and_up_again(track):
    poses = track("beam_handspring.mp4")
    assert [upside_down(poses[i]) for i in (2, 14, 18, 32, 35)] == [False, True, True, False, False]


def test_handstand_is_upside_down(track):
    poses = track("handstand.mp4", 60)
    assert all(upside_down(p) for p in poses[20:])


def test_sides_through_a_leap_with_a_turn(track):
    """She turns her back to the camera: the number on it is seen in frames 12 to 18, and turns round again."""
    poses = track("floor_leap.mp4")
    left_of_right = [p.landmarks[11, 0] < p.landmarks[12, 0] for p in poses]
    assert not any(left_of_right[:4])
    assert all(left_of_right[12:19])
    assert not left_of_right[23]


def test_stays_with_the_man_who_crouches_in_front_of_another(track):
    poses = track("jump_side.mp4", 34)
    assert all(hips(p)[1] > 0.62 for p in poses[17:26]), "the other man's hips are at 0.46"


def test_the_second_dancer_is_counted(engine, track):
    track("dance_60fps.mp4", 121)
    assert engine.people_seen == 2
