import threading

import attrs
import numpy as np
import pytest

from dancecoach.models.banner import PhaseNow
from dancecoach.pipeline.live.records import CapturedFrame, LiveResult
from dancecoach.pipeline.live.ring import WAITING, LiveRing
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame
from dancecoach.video.ring import Limits

PATIENCE_S = 30
POSE = BodyPose(np.zeros((13, 3), np.float32), np.ones(13, np.float32), None, 1.0)


class Press:
    """Makes JPEGs of one byte; can be held up."""

    def __init__(self):
        self.go, self.done, self.qualities = threading.Event(), threading.Semaphore(0), []
        self.go.set()

    def __call__(self, image, quality):
        assert self.go.wait(PATIENCE_S)
        self.qualities.append(quality)
        if image[0, 0, 0] == 13:
            raise ValueError("no luck")
        self.done.release()
        return b"."


@pytest.fixture
def press():
    return Press()


@pytest.fixture
def told():
    return []


@pytest.fixture
def ring(press, told):
    ring = LiveRing(told.append, Limits(60, 10_000, 5_000), press)
    thread = threading.Thread(target=ring.run)
    thread.start()
    yield ring
    press.go.set()
    ring.close()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def captured(n, fps=30, late_s=0.0):
    image = np.full((4, 6, 3), n % 256, np.uint8)
    return CapturedFrame(Frame(image, n / fps, n), 100 + n / fps + late_s)


def result(n, phase=None, fps=30):
    frame = captured(n, fps).frame
    return LiveResult(frame, (POSE,), (POSE,), 0.0, 0.0, skeleton=BODY_13, phase=phase)


def keep(ring, press, *numbers):
    for n in numbers:
        ring.put(captured(n))
        assert press.done.acquire(timeout=PATIENCE_S)
    while ring.pictures.newest is None or ring.pictures.newest.index != numbers[-1]:
        pass


def test_every_picture_is_kept_with_its_time(ring, press):
    keep(ring, press, 0, 1, 2)
    pictures = ring.pictures.between(0, 9)
    assert [(p.index, p.time_s, p.captured_at, p.size) for p in pictures] == [
        (n, n / 30, 100 + n / 30, (6, 4)) for n in range(3)
    ]
    assert ring.facts.left_out == 0
    assert ring.facts.bytes == 3


def test_the_camera_does_not_wait_and_what_is_left_out_is_counted(ring, press):
    press.go.clear()
    for n in range(WAITING + 5):
        ring.put(captured(n))
    press.go.set()
    deadline = threading.Event()
    while ring.pictures.newest is None or ring.pictures.newest.index != WAITING + 4:
        assert not deadline.wait(0.001)
    kept = ring.pictures.between(0, 9)
    assert len(kept) + ring.facts.left_out == WAITING + 5
    assert [p.index for p in kept[-WAITING:]] == list(range(5, WAITING + 5)), "the newest are those that stay"


def test_what_is_found_goes_to_the_very_picture(ring, press):
    keep(ring, press, 0, 1, 2)
    ring.note(result(1))
    first, second, third = ring.pictures.between(0, 9)
    assert (first.note, third.note) == (None, None)
    assert second.note.poses == (POSE,)
    assert second.note.skeleton is BODY_13


def test_an_engine_faster_than_the_ring_loses_nothing(ring, press):
    press.go.clear()
    ring.put(captured(0))
    ring.note(result(0))
    press.go.set()
    while ring.pictures.newest is None:
        pass
    assert ring.pictures.newest.note.poses == (POSE,)


def test_a_phase_goes_to_the_pictures_it_tells_of(ring, press):
    keep(ring, press, *range(6))
    for n in range(6):
        # The network looks two pictures ahead, and the engine skipped every other picture.
        if n % 2:
            word = "skill" if n >= 3 else "idle"
            ring.note(result(n, PhaseNow(word, 0.9, (n - 2) / 30 + 1e-9, 0.0)))
    phases = [p.note.phase.phase if p.note and p.note.phase else None for p in ring.pictures.between(0, 9)]
    assert phases[:4] == ["skill"] * 4
    assert ring.pictures.at(0).note.poses is None, "nobody looked at it for people"


def test_a_picture_that_cannot_be_kept_is_told_and_the_next_one_is(ring, press, told):
    ring.put(captured(13))
    keep(ring, press, 14)
    assert [p.index for p in ring.pictures.between(0, 9)] == [14]
    assert ring.facts.left_out == 1
    assert "no luck" in told[0]


def test_the_time_line_is_smoother_than_the_moments_of_capture(ring, press):
    delays = [0.0, 0.012, 0.004, 0.02, 0.001, 0.015]
    seen = []
    for n, late_s in enumerate(delays):
        ring.put(captured(n, late_s=late_s))
        seen.append(ring.offset_s)
    assert seen[0] == 100
    assert np.ptp(seen) < 0.003


def test_a_camera_whose_clock_is_slow_is_followed(ring):
    for n in range(300):
        ring.put(attrs.evolve(captured(n), captured_at=100 + n / 30 + 0.0001 * n))
    assert ring.offset_s == pytest.approx(100.03, abs=0.008)


def test_a_clip_that_plays_slower_than_it_should_keeps_its_delay(ring):
    for n in range(200):
        ring.put(captured(n, late_s=0.0 if n < 60 else 5.0))
    assert ring.offset_s == pytest.approx(105)
