"""The pose loop with an engine in another process, played by one that answers when the test wants it to."""

import threading
import time
from multiprocessing import Pipe

import numpy as np
import pytest

from dancecoach.errors import EngineError, EngineLostError
from dancecoach.pipeline.latest import LatestSlot
from dancecoach.pipeline.live.handover import HandOver
from dancecoach.pipeline.live.pose import PoseLoop, PosePhase
from dancecoach.pipeline.live.records import CapturedFrame
from dancecoach.pose.estimator import Answer, BodyPose, PoseAhead
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame

PATIENCE_S = 30


class AheadEngine:
    """Answers a picture when it is told to; has room for two."""

    name, model, skeleton, people_seen = "fake", "lite", BODY_13, 1

    def __init__(self):
        self.line, self._far = Pipe()
        self._changed = threading.Condition()
        self.given, self.points, self.closed = [], [], False
        self._open = 0

    @property
    def has_room(self):
        return self._open < 2

    def hand_in(self, frame):
        assert self.has_room
        with self._changed:
            self._open += 1
            self.given.append(frame.index)
            self._changed.notify_all()
        return 1000 + frame.index

    def was_given(self, *indices):
        with self._changed:
            return self._changed.wait_for(lambda: self.given[-len(indices) :] == list(indices), PATIENCE_S)

    def answer(self, index, *, passed_over=False):
        landmarks = np.full((13, 3), index, np.float32)
        pose = BodyPose(landmarks, np.ones(13, np.float32), None, 1.0)
        self._far.send(Answer(1000 + index, None if passed_over else (pose,)))

    def die(self):
        self._far.send(EngineLostError("ended unexpectedly (SIGKILL)", remedy="close other programs"))

    def collect(self):
        answers = []
        while self.line.poll():
            answers.append(self.line.recv())
            if isinstance(answers[-1], Exception):
                raise answers[-1]
            self._open -= 1
        return answers

    def estimate(self, frame):
        raise NotImplementedError

    def follow_at(self, x, y):
        self.points.append((x, y, len(self.given)))

    def reset(self):
        pass

    def close(self):
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Rig:
    """A running loop, what goes into it and what comes out."""

    def __init__(self):
        self.slot, self.stop = LatestSlot(), threading.Event()
        self.found, self.engines, self.phases, self.out = HandOver(2), [], [], []
        self._changed = threading.Condition()
        self.loop = PoseLoop(
            self.slot, self._make, found=self.found, prepare=lambda _: None, report=self._report, stop=self.stop
        )
        self.threads = [threading.Thread(target=self.loop.run), threading.Thread(target=self._take)]
        for thread in self.threads:
            thread.start()

    def _make(self):
        self.engines.append(AheadEngine())
        assert isinstance(self.engines[-1], PoseAhead)
        return self.engines[-1]

    def _report(self, phase, error):
        with self._changed:
            self.phases.append((phase, error))
            self._changed.notify_all()

    def _take(self):
        for found in self.found:
            with self._changed:
                self.out.append(found)
                self._changed.notify_all()

    def give(self, index):
        if self.slot.put(CapturedFrame(Frame(np.zeros((2, 2, 3), np.uint8), index / 30, index), time.perf_counter())):
            self.loop.wake()

    def wait_for(self, condition):
        with self._changed:
            assert self._changed.wait_for(condition, PATIENCE_S), self.phases

    def wait_until_ready(self, times=1):
        self.wait_for(lambda: [phase for phase, _ in self.phases].count(PosePhase.READY) >= times)
        return self.engines[-1]

    def shown(self):
        return [found.captured.frame.index for found in self.out]


@pytest.fixture
def rig():
    rig = Rig()
    yield rig
    rig.stop.set()
    rig.slot.close()
    rig.found.close()
    for thread in rig.threads:
        thread.join(1)
        assert not thread.is_alive()


def test_the_next_picture_lies_ready_while_the_engine_is_at_work(rig):
    engine = rig.wait_until_ready()
    rig.give(1)
    assert engine.was_given(1)
    rig.give(2)
    assert engine.was_given(1, 2), "it is not waited for the answer to the first"
    assert rig.out == []
    engine.answer(1)
    rig.wait_for(lambda: len(rig.out) == 1)
    engine.answer(2)
    rig.wait_for(lambda: len(rig.out) == 2)
    assert rig.shown() == [1, 2]
    assert [found.poses[0].landmarks[0, 0] for found in rig.out] == [1, 2]
    assert rig.out[0].skeleton is BODY_13


def test_a_result_does_not_wait_for_the_next_picture(rig):
    engine = rig.wait_until_ready()
    rig.give(1)
    assert engine.was_given(1)
    engine.answer(1)
    rig.wait_for(lambda: rig.shown() == [1])
    assert engine.given == [1]


def test_without_room_the_newest_picture_waits_and_goes_in_with_the_next_answer(rig):
    engine = rig.wait_until_ready()
    for index in (1, 2):
        rig.give(index)
        assert engine.was_given(index)
    for index in (3, 4, 5):
        rig.give(index)
    assert engine.given == [1, 2]
    engine.answer(1)
    assert engine.was_given(1, 2, 5)
    assert rig.slot.replaced == 2


def test_pictures_passed_over_are_counted_and_not_shown(rig):
    engine = rig.wait_until_ready()
    for index in (1, 2):
        rig.give(index)
        assert engine.was_given(index)
    engine.answer(1, passed_over=True)
    engine.answer(2)
    rig.wait_for(lambda: rig.shown() == [2])
    assert rig.loop.passed_over == 1


def test_whom_to_follow_is_told_before_the_next_picture(rig):
    engine = rig.wait_until_ready()
    rig.give(1)
    assert engine.was_given(1)
    rig.loop.follow_at(0.25, 0.5)
    rig.give(2)
    assert engine.was_given(1, 2)
    assert engine.points == [(0.25, 0.5, 1)]


def test_another_engine_does_not_wait_for_the_answers_of_the_one_before(rig):
    engine = rig.wait_until_ready()
    rig.give(1)
    assert engine.was_given(1)
    rig.loop.use(rig._make)
    second = rig.wait_until_ready(2)
    assert second is not engine
    assert engine.closed
    assert rig.loop.passed_over == 1, "the picture that nobody looks at any more is accounted for"
    rig.give(2)
    assert second.was_given(2)


def test_a_lost_engine_is_made_again_by_itself(rig):
    engine = rig.wait_until_ready()
    rig.give(1)
    assert engine.was_given(1)
    engine.die()
    second = rig.wait_until_ready(2)
    assert engine.closed
    assert [phase for phase, _ in rig.phases] == [PosePhase.LOADING, PosePhase.READY] * 2
    rig.give(2)
    assert second.was_given(2)
    second.answer(2)
    rig.wait_for(lambda: rig.shown() == [2])


def test_one_that_is_lost_again_is_given_up_until_somebody_wants_another_try(rig):
    rig.wait_until_ready().die()
    rig.wait_until_ready(2).die()
    rig.wait_for(lambda: rig.phases[-1][0] is PosePhase.FAILED)
    error = rig.phases[-1][1]
    assert isinstance(error, EngineError)
    assert "close other programs" in str(error)
    rig.give(3)
    rig.wait_for(lambda: rig.shown() == [3])
    assert rig.out[0].skeleton is None
    rig.loop.use(rig._make)
    rig.wait_until_ready(3).die()
    rig.wait_until_ready(4)


def test_one_that_worked_for_long_in_between_is_made_again(rig, monkeypatch):
    monkeypatch.setattr("dancecoach.pipeline.live.pose._ENOUGH", 2)
    rig.wait_until_ready().die()
    engine = rig.wait_until_ready(2)
    for index in (1, 2):
        rig.give(index)
        assert engine.was_given(index)
        engine.answer(index)
        rig.wait_for(lambda index=index: rig.shown()[-1:] == [index])
    engine.die()
    rig.wait_until_ready(3)


def test_an_engine_that_answers_nothing_does_not_hold_up_the_end(rig):
    engine = rig.wait_until_ready()
    rig.give(1)
    assert engine.was_given(1)
    begun = time.perf_counter()
    rig.stop.set()
    rig.threads[0].join(1)
    assert not rig.threads[0].is_alive()
    assert time.perf_counter() - begun < 1
    assert engine.closed
