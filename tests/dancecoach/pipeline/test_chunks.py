"""Cutting, warming up and following one person, with an engine that is told where people stand."""

from collections.abc import Iterator

import numpy as np
import pytest

from dancecoach.pipeline.chunks import LENGTH, WARM_UP, Chunk, ChunkPoses, follow_through, look_at, plan, same_person
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.video.frame import ClipInfo, Frame

SIZE = (640, 360)


def body_at(x: float, y: float = 0.5) -> np.ndarray:
    """Landmarks of a body with its hips at a point and a torso of a fifth of the picture."""
    landmarks = np.zeros((33, 3), np.float32)
    landmarks[:, :2] = (x, y)
    landmarks[BLAZEPOSE_33.indices("left_shoulder", "right_shoulder"), 1] = y - 0.2
    return landmarks


class Stage:
    """Pictures of a stage; each picture only says which frame it is."""

    def __init__(self, frames: int) -> None:
        self.info = ClipInfo("stage.mp4", frames, frames / 30, 30.0, False, *SIZE)
        self.asked: list[tuple[int, int]] = []

    def frames(self, start: int = 0, stop: int | None = None) -> Iterator[Frame]:
        stop = self.info.frames if stop is None else stop
        self.asked.append((start, stop))
        for i in range(start, stop):
            yield Frame(np.full((36, 64, 3), i % 256, np.uint8), i / 30, i)


class Engine:
    """Follows the nearest of some people; ``prefer`` says whom it picks when nobody is followed.

    Args:
        people: person -> function from frame index to x (None: not in the picture).
        prefer: frame index -> the person that is picked at a start.
    """

    name, model, skeleton = "fake", "full", BLAZEPOSE_33

    def __init__(self, people, prefer=lambda _frame: 0) -> None:
        self.people, self.prefer = people, prefer
        self.people_seen = 0
        self.resets = 0
        self.followed: int | None = None
        self.wanted: tuple[float, float] | None = None

    def reset(self) -> None:
        self.resets += 1
        self.followed = self.wanted = None

    def follow_at(self, x: float, y: float) -> None:
        self.wanted = (x, y)

    def estimate(self, frame: Frame) -> list[BodyPose]:
        there = {p: where(frame.index) for p, where in self.people.items() if where(frame.index) is not None}
        self.people_seen = len(there)
        if self.wanted is not None and there:
            x = self.wanted[0]
            self.followed, self.wanted = min(there, key=lambda p: abs(there[p] - x)), None
        if self.followed not in there:
            self.followed = self.prefer(frame.index) if self.prefer(frame.index) in there else None
        if self.followed is None:
            return []
        landmarks = body_at(there[self.followed])
        return [BodyPose(landmarks, np.ones(33, np.float32), None, 1.0, self.followed)]


@pytest.mark.parametrize("frames", [1, 2, 119, 120, 239, 240, 241, 480, 481, 1000, 18_000])
def test_chunks_cover_every_frame_once(frames):
    chunks = plan(frames)
    kept = [i for chunk in chunks for i in range(chunk.start, chunk.stop)]
    assert kept == list(range(frames))
    assert all(1 <= len(chunk) <= LENGTH for chunk in chunks)
    assert all(chunk.begin == max(0, chunk.start - WARM_UP) for chunk in chunks)


def test_chunks_share_out_evenly():
    lengths = [len(chunk) for chunk in plan(18_001)]
    assert len(lengths) % 2 == 0
    assert max(lengths) - min(lengths) <= 1


def test_an_empty_clip_has_no_chunks():
    assert plan(0) == ()


def test_the_warm_up_is_looked_at_but_not_reported():
    stage, engine, told = Stage(60), Engine({0: lambda i: i / 60}), []
    poses = look_at(Chunk(20, 40, 10), stage, engine, lambda: told.append(1))
    assert stage.asked == [(10, 40)]
    assert len(told) == 20
    assert len(poses.found) == 30
    np.testing.assert_allclose(poses.landmarks[poses.kept][:, 0, 0], np.arange(20, 40) / 60, rtol=1e-6)


def test_a_chunk_begins_with_an_engine_that_has_forgotten():
    engine = Engine({0: lambda _: 0.2, 1: lambda _: 0.8})
    engine.follow_at(0.8, 0.5)
    poses = look_at(Chunk(0, 5, 0), Stage(5), engine)
    assert engine.resets == 1
    assert np.allclose(poses.landmarks[:, 0, 0], 0.2)


def test_a_frame_without_a_person_is_data():
    engine = Engine({0: lambda i: None if 2 <= i < 4 else 0.5})
    poses = look_at(Chunk(0, 6, 0), Stage(6), engine)
    assert poses.found.tolist() == [True, True, False, False, True, True]
    assert np.isnan(poses.landmarks[2:4]).all()
    assert (poses.visibility[2:4] == 0).all()
    assert poses.people.tolist() == [1, 1, 0, 0, 1, 1]


def test_brightness_is_measured_around_the_person():
    class Spotlit(Stage):
        def frames(self, start=0, stop=None):
            for frame in super().frames(start, stop):
                image = np.zeros((360, 640, 3), np.uint8)
                image[100:200, 300:340] = 200
                yield Frame(image, frame.time_s, frame.index)

    class Wide(Engine):
        def estimate(self, frame):
            poses = super().estimate(frame)
            for pose in poses:
                pose.landmarks[0, :2] = (0.47, 0.28)
                pose.landmarks[1, :2] = (0.53, 0.56)
            return poses

    lit = look_at(Chunk(0, 2, 0), Spotlit(2), Wide({0: lambda _: 0.5}))
    empty = look_at(Chunk(0, 2, 0), Spotlit(2), Wide({}))
    assert (lit.brightness == 200).all()
    assert (empty.brightness == 0).all()


def look_at_all(frames: int, engine: Engine) -> tuple[np.ndarray, list[Chunk]]:
    """x of the followed person in each frame, and which chunks were done again."""
    stage, repeated = Stage(frames), []

    def again(chunk: Chunk) -> ChunkPoses:
        repeated.append(chunk)
        return look_at(chunk, stage, engine)

    first = [look_at(chunk, stage, engine) for chunk in plan(frames)]
    poses = follow_through(first, BLAZEPOSE_33, SIZE, again)
    return np.concatenate([p.landmarks[p.kept][:, 0, 0] for p in poses]), repeated


def test_one_person_is_never_looked_at_twice():
    x, repeated = look_at_all(1000, Engine({0: lambda i: 0.3 + 0.2 * np.sin(i / 20)}))
    assert repeated == []
    np.testing.assert_allclose(x, 0.3 + 0.2 * np.sin(np.arange(1000) / 20), rtol=1e-5)


def test_everybody_follows_the_person_of_the_first_chunk():
    # The engine, left alone, would pick the other one from the second chunk on.
    engine = Engine({0: lambda _: 0.25, 1: lambda _: 0.75}, prefer=lambda i: 0 if i < 100 else 1)
    x, repeated = look_at_all(1000, engine)
    assert np.allclose(x, 0.25)
    assert [(c.start, c.stop) for c in repeated] == [(c.start, c.stop) for c in plan(1000)[1:]]
    assert all(c.follow == pytest.approx((0.25, 0.5)) for c in repeated)


def test_a_person_who_was_lost_at_the_start_of_a_chunk_is_looked_for_again():
    # Upside down from frame 225 to 262: an engine that starts there does not find anybody.
    cut = plan(500)[1]

    class Blind(Engine):
        blind = False

        def reset(self):
            super().reset()
            self.blind = True

        def estimate(self, frame):
            if not cut.begin <= frame.index < cut.start + 12:
                self.blind = False
            return [] if self.blind else super().estimate(frame)

    engine = Blind({0: lambda _: 0.5})
    x, repeated = look_at_all(500, engine)
    assert len(repeated) == 1
    assert repeated[0].begin < cut.begin
    assert np.isfinite(x).all()


def test_nobody_to_hand_over_leaves_the_later_chunk_alone():
    engine = Engine({1: lambda i: None if i < 260 else 0.75}, prefer=lambda _: 1)
    x, repeated = look_at_all(500, engine)
    assert repeated == []
    assert np.isnan(x[:260]).all()
    assert np.allclose(x[260:], 0.75)


def test_a_quick_move_within_the_warm_up_is_still_the_same_person():
    stage, engine = Stage(500), Engine({0: lambda i: (i % 50) / 50})
    a, b = (look_at(chunk, stage, engine) for chunk in plan(500)[:2])
    assert same_person(a, b, BLAZEPOSE_33, SIZE)


def test_without_a_warm_up_nothing_is_proved():
    poses = ChunkPoses.empty(Chunk(0, 10, 0), 33)
    assert same_person(poses, ChunkPoses.empty(Chunk(10, 20, 10), 33), BLAZEPOSE_33, SIZE)
