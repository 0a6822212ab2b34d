from itertools import pairwise

import attrs
import numpy as np
import pytest

from dancecoach.errors import PoseFileError
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.resources import assets_folder
from training.figure.camera import Camera
from training.figure.casting import Casting, random_scene
from training.figure.feet import Place
from training.figure.motion import PHASES
from training.figure.motions import Jump, Stand, Walk
from training.figure.render import Faults
from training.figure.scene import Actor, Scene, Stage, frames
from training.figure.truth import Truth


@pytest.fixture(scope="module")
def jump():
    return Stage(Scene((Actor(moves=(Stand(0.3), Jump(), Stand(0.2))),), Camera(azimuth=30), size=(160, 120)))


def test_equal_scenes_give_equal_pictures():
    scenes = [random_scene(11, Casting(size=(96, 72))) for _ in range(2)]
    assert scenes[0] == scenes[1]
    for (one, t1), (two, t2) in zip(frames(scenes[0]), frames(scenes[1]), strict=True):
        assert t1 == t2
        assert np.array_equal(one, two)
        if t1 > 0.3:
            break


def test_different_seeds_give_different_scenes():
    assert len({random_scene(i) for i in range(12)}) == 12


def test_a_frame_may_repeat_the_moment_before():
    jumper = Actor(moves=(Stand(0.2), Jump()))
    scene = Scene(
        (jumper,), faults=Faults(noise=4.0), times=(0.0, 0.1, 0.2, 0.3), shown=(0.0, 0.1, 0.1, 0.3), size=(64, 48)
    )
    pictures = [image for image, _ in frames(scene)]
    truth = Stage(scene).truth()
    assert np.array_equal(pictures[1], pictures[2])
    assert not np.array_equal(pictures[2], pictures[3])
    assert truth.times.tolist() == [0.0, 0.1, 0.2, 0.3]
    assert np.array_equal(truth.pixels[1], truth.pixels[2])


def test_a_clip_may_begin_in_the_middle_of_a_movement():
    moves = (Stand(1.0), Jump(), Walk(2))
    whole = Stage(Scene((Actor(moves=moves),), size=(64, 48))).truth()
    flight = whole.flights[0]
    cut = Stage(Scene((Actor(moves=moves, delay=-flight.start - 0.1),), duration=0.5, size=(64, 48))).truth()
    assert cut.phases[0] == PHASES.index("skill")
    assert cut.flights[0].start == pytest.approx(-0.1)
    assert cut.moves == ("straight jump",), "of the moves only those that are shown"
    early = Stage(Scene((Actor(moves=moves),), duration=0.5, size=(64, 48))).truth()
    assert early.moves == ("stand",)
    assert not early.flights, "of the flights only those that are shown"


def test_truth_agrees_with_itself(jump):
    truth = jump.truth()
    assert truth.landmarks[..., :2] * truth.frame_size == pytest.approx(truth.pixels)
    air = ~truth.contacts.any(1)
    assert np.array_equal(air, truth.phases == PHASES.index("skill"))
    flight = truth.flights[0]
    assert air.sum() == pytest.approx((flight.end - flight.start) * 30, abs=1)
    segments = truth.segments()
    assert [s[0] for s in segments] == ["idle", "take-off", "skill", "landing", "idle"]
    assert segments[0][1] == 0
    assert segments[-1][2] == len(truth) - 1
    assert all(b[1] == a[2] + 1 for a, b in pairwise(segments))


def test_the_picture_height_of_a_standing_body_is_its_height(jump):
    truth = jump.truth()
    nose, heel = (truth.pixels[0, BLAZEPOSE_33.index(n), 1] for n in ("nose", "left_heel"))
    assert 0.8 < (heel - nose) / truth.height_pixels()[0] < 1.0


def test_to_track_speaks_the_house_language(jump):
    track = jump.truth().to_track()
    assert track.found.all()
    assert track.source == "drawn"
    hips = BLAZEPOSE_33.indices("left_hip", "right_hip")
    assert track.world[:, hips].mean(1) == pytest.approx(0, abs=1e-6)
    nose, heel = BLAZEPOSE_33.index("nose"), BLAZEPOSE_33.index("left_heel")
    assert (track.world[:, nose, 1] < track.world[:, heel, 1]).all(), "y goes down"
    # The camera stands to the front and left: the left hip is nearer, and the nose nearer than the hips.
    assert (track.landmarks[:, hips[0], 2] < track.landmarks[:, hips[1], 2]).all()
    assert track.landmarks[0, nose, 2] < 0
    assert track.world[0, nose, 2] < 0


def test_hidden_landmarks_are_those_on_the_far_side():
    side = Stage(Scene((Actor(moves=(Stand(0.2),)),), Camera(azimuth=90), size=(160, 120))).truth()
    back = Stage(Scene((Actor(moves=(Stand(0.2),)),), Camera(azimuth=180), size=(160, 120))).truth()
    hidden = {n for n, h in zip(BLAZEPOSE_33.joints, side.hidden[0], strict=True) if h}
    assert {"right_hip", "right_shoulder", "right_ear"} <= hidden
    assert not {"left_hip", "left_shoulder", "left_knee", "left_ear", "nose"} & hidden
    assert back.hidden[0, [BLAZEPOSE_33.index(n) for n in ("nose", "left_eye", "right_mouth")]].all()
    assert not back.hidden[0, [BLAZEPOSE_33.index(n) for n in ("left_hip", "right_shoulder", "left_knee")]].any()


def test_somebody_walking_out_is_not_found_any_more():
    walker = Actor(moves=(Walk(steps=6),), start=Place(0, 0, np.pi / 2))
    truth = Stage(Scene((walker,), Camera(fov=30), size=(160, 120))).truth()
    assert truth.present[0]
    assert not truth.present[-1]
    track = truth.to_track()
    assert not track.found[-1]
    assert np.isnan(track.landmarks[-1]).all()
    assert truth.people[0] == 1
    assert truth.people[-1] == 0


def test_any_times_are_drawn_at_those_times(drawn_clip):
    times = (0.0, 0.05, 0.06, 0.2, 0.21, 0.5)
    clip = drawn_clip("stand", times=times, size=(96, 72))
    assert clip.truth.times.tolist() == list(times)


def test_truth_survives_the_disk(jump, tmp_path):
    truth = attrs.evolve(jump.truth(), performer="train-007", split="train", kind="cut", tries=3)
    truth.save(tmp_path / "ä truth.npz")
    again = Truth.load(tmp_path / "ä truth.npz")
    for name in ("performer", "split", "kind", "moves", "tries"):
        assert getattr(again, name) == getattr(truth, name), name
    assert again.flights == truth.flights
    assert again.frame_size == truth.frame_size
    assert again.body_height == truth.body_height
    for name in ("times", "phases", "contacts", "hands", "hidden", "inside", "people"):
        assert np.array_equal(getattr(again, name), getattr(truth, name)), name
    for name in ("pixels", "world", "depth", "axes", "centre"):
        assert getattr(again, name) == pytest.approx(getattr(truth, name), abs=1e-3), name


def test_a_truth_of_the_first_issue_is_still_read():
    truth = Truth.load(assets_folder() / "demo" / "demo.truth.npz")
    assert len(truth) == 351
    assert truth.performer == ""
    assert truth.moves == ()
    assert not truth.hands.any()


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_what_is_no_truth_is_refused_by_name(tmp_path, content):
    path = tmp_path / "x.npz"
    if content is None:
        np.savez(path, other=np.zeros(2))
    else:
        path.write_bytes(content)
    with pytest.raises(PoseFileError, match=r"x\.npz"):
        Truth.load(path)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("phases", lambda phases: phases[:-1]), ("phases", lambda phases: np.full_like(phases, 9)),
        ("pixels", lambda pixels: pixels[:, :17]), ("times", lambda times: times[0]),
        ("hands", lambda hands: hands[1:]),
    ],
)  # fmt: skip
def test_a_truth_that_lacks_frames_or_names_no_phase_is_refused_by_name(jump, tmp_path, name, change):
    path = tmp_path / "x.npz"
    jump.truth().save(path)
    with np.load(path) as data:
        arrays = dict(data)
    np.savez(path, **(arrays | {name: change(arrays[name])}))
    with pytest.raises(PoseFileError, match=r"x\.npz: is not a clip's ground truth; draw the clip again"):
        Truth.load(path)


def test_two_people_are_counted(drawn_clip):
    assert drawn_clip("stand", people=2).truth.people.max() == 2
    assert drawn_clip("stand", people=0).truth is None
