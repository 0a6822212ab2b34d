"""One person of several, from the pictures to the poses."""

from collections.abc import Iterator

import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.pipeline.chunks import plan
from dancecoach.pipeline.crowd import (
    PROBE,
    asking,
    check_somebody_is_there,
    chosen_poses,
    frame_of,
    look_at_everyone,
    people_at,
    probe,
)
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.formats import save_npz
from dancecoach.pose.identity.seed import Seed
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.video.frame import ClipInfo, Frame
from training.figure.camera import Camera
from training.figure.clothes import Outfit
from training.figure.feet import Place
from training.figure.motions import Walk
from training.figure.scene import Actor, Scene
from training.figure.scene import Stage as Drawn

SIZE = (640, 360)
HIPS = BLAZEPOSE_33.indices("left_hip", "right_hip")


def body_at(x: float) -> np.ndarray:
    landmarks = np.zeros((33, 3), np.float32)
    landmarks[:, :2] = (x, 0.3)
    landmarks[BLAZEPOSE_33.indices("left_shoulder", "right_shoulder"), 1] = 0.35
    landmarks[HIPS, 1] = 0.55
    landmarks[25:, 1] = 0.8
    return landmarks


class Stage:
    """A stage of four people, two of whom stand still: each wears a colour of their own."""

    def __init__(self, frames: int = 130) -> None:
        self.info = ClipInfo("stage.mp4", frames, frames / 30, 30.0, False, *SIZE)
        self.times = np.arange(frames) / 30

    @staticmethod
    def places(frame: int) -> dict[int, float]:
        return {0: 0.1 + 0.002 * frame, 1: 0.7, 2: 0.9}

    def frames(self, start: int = 0, stop: int | None = None) -> Iterator[Frame]:
        for i in range(start, self.info.frames if stop is None else stop):
            image = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
            for person, x in self.places(i).items():
                left = int(x * SIZE[0])
                image[60:330, max(0, left - 30) : left + 30, person] = 220
            yield Frame(image, i / 30, i)


class Engine:
    """Sees everybody; whom it was told of comes first."""

    name, model, skeleton = "fake", "full", BLAZEPOSE_33

    def __init__(self) -> None:
        self.told: list[tuple[float, float]] = []
        self.people_seen = 0

    def reset(self) -> None:
        """Nothing to forget."""

    def follow_at(self, x: float, y: float) -> None:
        self.told.append((x, y))

    def estimate(self, frame: Frame) -> list[BodyPose]:
        there = Stage.places(frame.index)
        self.people_seen = len(there)
        return [BodyPose(body_at(x), np.ones(33, np.float32), None, 1.0, p) for p, x in there.items()]


def test_the_chosen_one_is_put_together_over_all_chunks():
    stage, engine, seed = Stage(), Engine(), Seed(0.28, 0.45, 3.0)
    chunks = asking(plan(130), frame_of(seed, stage.times), seed)
    parts = [look_at_everyone(chunk, stage, engine) for chunk in chunks]
    assert engine.told == [(0.28, 0.45)], "the engine is told once, in the chunk with that picture"
    poses = chosen_poses(parts, stage.times, stage.info, seed, 33)
    assert poses.found.all()
    np.testing.assert_allclose(poses.landmarks[:, HIPS[0], 0], [0.1 + 0.002 * i for i in range(130)], atol=1e-5)
    assert (poses.people == 3).all()
    assert (poses.brightness == 220).all()


def test_a_moment_of_one_picture_is_enough_to_know_who_is_there():
    stage, engine, seed = Stage(), Engine(), Seed(0.7, 0.45, 2.0)
    frame = frame_of(seed, stage.times)
    chunk = probe(frame, seed)
    assert (frame, len(chunk), chunk.begin) == (60, 1, 61 - PROBE)
    seen = look_at_everyone(chunk, stage, engine)
    check_somebody_is_there(seen, stage.times, stage.info, seed)
    with pytest.raises(InputError, match=r"nobody was found at 0\.45,0\.1 in the picture at 2 s"):
        check_somebody_is_there(seen, stage.times, stage.info, Seed(0.45, 0.1, 2.0))


def test_a_time_after_the_end_is_said_so():
    with pytest.raises(InputError, match=r"9\.5 s: the clip is over by then: it ends at 4\.30 s"):
        frame_of(Seed(0.5, 0.5, 9.5), Stage().times)


@pytest.fixture(scope="module")
def crossing(drawn_clip):
    """Two who walk past one another, one behind the other, in different clothes."""
    away = Outfit(top_colour=(60, 150, 90), bottom="shorts", bottom_colour=(210, 200, 180), hair="short")
    walk = (Walk(steps=5, cadence=2.2),)
    actors = (
        Actor(outfit=Outfit(top_colour=(190, 50, 50)), moves=walk, start=Place(-1.5, 0.5, np.pi / 2)),
        Actor(outfit=away, moves=walk, start=Place(1.5, -0.5, -np.pi / 2)),
    )
    scene = Scene(actors=actors, camera=Camera(distance=4.6, target=(0.0, 1.0, 0.0)), size=(360, 240), fps=30.0)
    return drawn_clip(scene=scene)


@pytest.fixture(scope="module")
def other_truth(crossing):
    """(T, 33, 3) landmarks of the second person."""
    scene = attrs.evolve(crossing.scene, actors=crossing.scene.actors[::-1])
    return Drawn(scene).truth().landmarks


@pytest.mark.parametrize("at_end", [False, True])
def test_the_chosen_one_of_two_drawn_people_is_followed_through_their_crossing(crossing, other_truth, at_end):
    own, times = crossing.truth.landmarks[:, HIPS, :2].mean(axis=1), crossing.truth.times
    other = other_truth[:, HIPS, :2].mean(axis=1)
    frame = len(times) - 6 if at_end else 6
    seed = Seed(*own[frame].round(3).tolist(), round(float(times[frame]), 3))
    analysis = analyze(crossing.path, AnalyzeOptions(pose_model="lite", workers=0, person=seed))
    track = analysis.track
    hips = track.landmarks[:, HIPS, :2].mean(axis=1)
    to_own, to_other = (np.linalg.norm(hips - truth, axis=1) for truth in (own, other))
    apart = np.abs(own - other)[:, 0] > 0.08
    assert not (to_other < to_own)[track.found & apart].any(), "the other one was followed"
    assert track.found[apart].mean() > 0.85
    assert analysis.person == seed
    assert not any("larger and more central" in said for said in analysis.warnings)


def test_everybody_in_a_picture_is_found(crossing, other_truth):
    poses = people_at(crossing.path, 12, model="lite")
    found = sorted(float(pose.landmarks[HIPS, 0].mean()) for pose in poses)
    truth = [float(t[12, HIPS, 0].mean()) for t in (crossing.truth.landmarks, other_truth)]
    np.testing.assert_allclose(found, sorted(truth), atol=0.03)


def test_landmarks_without_pictures_hold_nobody_to_choose(tmp_path, drawn_clip):
    path = tmp_path / "pose.npz"
    save_npz(drawn_clip("stand").truth.to_track(), path)
    with pytest.raises(InputError, match="nobody can be chosen"):
        analyze(path, AnalyzeOptions(person=Seed(0.5, 0.5, 0.0)))
